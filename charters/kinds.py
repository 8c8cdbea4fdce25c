"""What a charter is made of: every kind of clause with its fields, said once. Pure.

Forms, checks, documents, the published schema, differences and templates are all read from here.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext_lazy as _

TITLE, LINE, TEXT = 200, 2_000, 20_000
LINE_TYPES = {"title": TITLE, "line": LINE, "text": TEXT, "who": LINE}


@dataclass(frozen=True)
class Field:
    """One field of a clause.

    `type` is one of: title (200 characters), line (2,000, may have line breaks), text (20,000, Markdown),
    who (a role, a person or free words; 2,000), due (see charters.due), day (ISO date or ""), number (or None),
    yes (boolean), choice (one of `choices` or ""), letters ({role key: "A/R"}), clause (the key of a clause of kind `to`, or "").
    """

    name: str
    type: str
    label: str
    help: str = ""
    choices: tuple = ()
    to: str = ""
    required: bool = False

    @property
    def longest(self) -> int | None:
        return LINE_TYPES.get(self.type)

    @property
    def empty(self):
        return {"number": None, "yes": False, "due": None, "letters": {}}.get(self.type, "")


@dataclass(frozen=True)
class Kind:
    """One kind of clause. `plural` is its name in documents; a `parent` kind owns it; `single` kinds exist once."""

    name: str
    plural: str
    label: str
    labels: str
    fields: tuple[Field, ...]
    parent: str = ""
    single: bool = False
    hint: str = ""
    example: str = ""

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    @property
    def heading(self) -> Field:
        """The field that stands for the clause where there is room for one line."""
        return self.fields[0]


@dataclass(frozen=True)
class Part:
    """A chapter of the charter: a section card of the draft and a heading of the document."""

    name: str
    label: str
    question: str
    kinds: tuple[str, ...] = field(default_factory=tuple)


RULES = (
    ("consensus", _("Consensus: everyone says yes")),
    ("consent", _("Consent: nobody has a reasoned objection")),
    ("majority", _("Majority vote")),
    ("lead", _("The lead decides after hearing all")),
    ("role", _("Whoever holds the role decides")),
    ("other", _("Another rule, written below")),
)
CATEGORIES = (
    ("quality", _("Quality")),
    ("effort", _("Effort")),
    ("tolerance", _("When someone falls behind")),
    ("other", _("Something else")),
)
URGENCIES = (("urgent", _("Urgent")), ("normal", _("Normal")), ("reference", _("To look up later")))

DUE_HELP = _("A day, a month, a quarter, “adoption + 3 months”, or TBD.")

ALL = (
    Kind("purpose", "purpose", _("Purpose"), _("Purpose"), single=True,
         hint=_("Why does this team exist? One to three sentences that a stranger would understand."),
         example=_("We give ferry passengers one app for tickets and delays, so that nobody waits on a cold pier without knowing why."),
         fields=(Field("text", "text", _("Purpose"), required=True),)),
    Kind("dates", "dates", _("Start and end"), _("Start and end"), single=True,
         hint=_("From when until when does this charter hold?"),
         fields=(Field("starts", "due", _("Starts"), DUE_HELP), Field("ends", "due", _("Ends"), DUE_HELP))),
    Kind("goal", "goals", _("Goal"), _("Goals"),
         hint=_("What will be different, how will you measure it, and by when?"),
         example=_("Four of five delays are shown in the app within two minutes, by the end of March."),
         fields=(Field("statement", "line", _("Goal"), required=True), Field("measure", "line", _("Measured by"), _("A number or a fact that anyone can check.")),
                 Field("due", "due", _("By when"), DUE_HELP), Field("of", "who", _("Whose goal"), _("Leave empty for the whole team.")),
                 Field("serves", "clause", _("Serves the team's goal"), to="goal"))),
    Kind("in_scope", "in_scope", _("In scope"), _("In scope"), hint=_("What this team takes care of."),
         example=_("Delay notices for all harbour lines."), fields=(Field("text", "line", _("In scope"), required=True),)),
    Kind("out_of_scope", "out_of_scope", _("Out of scope"), _("Out of scope"), hint=_("What people might expect, but this team does not do."),
         example=_("Ticket machines on the piers."), fields=(Field("text", "line", _("Out of scope"), required=True),)),
    Kind("role", "roles", _("Role"), _("Roles"),
         hint=_("A bundle of work that a person can hold. Name the work, not the person."),
         example=_("Release keeper: makes sure that each release is tested and announced."),
         fields=(Field("title", "line", _("Role"), required=True), Field("purpose", "text", _("Purpose"), _("What the role is there for.")),
                 Field("decision_right", "line", _("Decides alone"), _("What the holder decides without asking.")),
                 Field("seats", "number", _("Seats"), _("How many people hold it.")), Field("hours", "number", _("Hours a week"), _("For each holder.")),
                 Field("term", "line", _("Term"), _("How long one holds it, and how it is filled.")))),
    Kind("accountability", "accountabilities", _("Accountability"), _("Accountabilities"), parent="role",
         hint=_("Ongoing work of the role. Begin with a verb: “Testing each release”."), fields=(Field("text", "line", _("Accountability"), required=True),)),
    Kind("not_accountable_for", "not_accountable_for", _("Not accountable for"), _("Not accountable for"), parent="role",
         hint=_("What people may think this role does, but it does not."), fields=(Field("text", "line", _("Not accountable for"), required=True),)),
    Kind("assignment", "assignments", _("Holder"), _("Holders"), parent="role", hint=_("Who holds the role: a member, or anyone by name."),
         fields=(Field("name", "line", _("Name"), required=True), Field("handle", "title", _("Handle")), Field("affiliation", "title", _("Organisation")),
                 Field("share", "title", _("Share of time"), _("Like 50 % or 0.25 FTE.")), Field("hours", "number", _("Hours a week")),
                 Field("term_ends", "due", _("Term ends"), DUE_HELP), Field("former", "yes", _("Former holder")), Field("note", "line", _("Note")))),
    Kind("expectation", "expectations", _("Expectation"), _("Expectations"),
         hint=_("What people may count on from each other: quality, effort, and what happens when someone falls behind."),
         example=_("From reviewers to authors: an answer to each review within one working day."),
         fields=(Field("what", "line", _("What"), required=True), Field("from_whom", "who", _("From")), Field("to_whom", "who", _("To")),
                 Field("measure", "line", _("Seen by"), _("How one sees that it is kept.")), Field("category", "choice", _("About"), choices=CATEGORIES))),
    Kind("deliverable", "deliverables", _("Deliverable"), _("Deliverables"), hint=_("A result that is handed over, with the day and the point at which it counts as done."),
         example=_("Pilot on line 62, accepted when 50 passengers have used it for a week."),
         fields=(Field("title", "line", _("Deliverable"), required=True), Field("description", "text", _("Description")),
                 Field("acceptance_criteria", "text", _("Done when"), _("Acceptance criteria: what must be true.")), Field("due", "due", _("Due"), DUE_HELP),
                 Field("owner", "who", _("Owner"), _("A role or a name.")), Field("group", "title", _("Group")), Field("status", "title", _("Standing"), _("Such as draft or adopted, where your charter names it.")),
                 Field("letters", "letters", _("RACI")))),
    Kind("milestone", "milestones", _("Milestone"), _("Milestones"), hint=_("A dated checkpoint on the way."),
         fields=(Field("title", "line", _("Milestone"), required=True), Field("description", "text", _("Description")), Field("due", "due", _("Due"), DUE_HELP),
                 Field("owner", "who", _("Owner")), Field("group", "title", _("Group")))),
    Kind("working_agreement", "working_agreements", _("Working agreement"), _("Working agreements"), hint=_("A norm that one can see: a number, a time, a visible act."),
         example=_("We begin reviews before lunch and finish them the same day."),
         fields=(Field("text", "text", _("Agreement"), required=True), Field("title", "line", _("Short name")), Field("topic", "title", _("Topic")), Field("owner", "who", _("Owner"), _("Who watches over it.")),
                 Field("review_on", "day", _("Look at it again on")))),
    Kind("communication_agreement", "communication_agreements", _("Communication agreement"), _("Communication agreements"), hint=_("Which channel for what, and how soon one may count on an answer."),
         example=_("Chat for daily work: an answer within four hours, none expected after 18:00."),
         fields=(Field("channel", "line", _("Channel"), required=True), Field("use_for", "line", _("Use it for")), Field("urgency", "choice", _("For matters that are"), choices=URGENCIES),
                 Field("respond_within", "line", _("Answer within")), Field("quiet_hours", "line", _("Quiet hours"), _("With the time zone.")), Field("owner", "who", _("Owner")), Field("review_on", "day", _("Look at it again on")))),
    Kind("meeting", "meetings", _("Meeting"), _("Meetings"), hint=_("What for, when, how long, who."),
         fields=(Field("title", "line", _("Meeting"), required=True), Field("when", "line", _("When"), _("With the time zone.")), Field("text", "text", _("How it goes")))),
    Kind("decision_rule", "decision_rule", _("Decision rule"), _("Decisions"), single=True, hint=_("How do you decide, and what when you cannot?"),
         fields=(Field("rule", "choice", _("We decide by"), choices=RULES), Field("tie_break", "line", _("If we cannot decide"), _("Who or what breaks the tie, and by when.")), Field("text", "text", _("In your words")))),
    Kind("conflict_step", "conflict_steps", _("Conflict step"), _("When we disagree"), hint=_("What to do first, next and last. The last step names a person."),
         example=_("The two talk in private within two working days."),
         fields=(Field("what", "line", _("Step"), required=True), Field("within", "line", _("Within")), Field("who", "who", _("With whom")))),
    Kind("contingency", "contingencies", _("If-then plan"), _("If-then plans"), hint=_("If this happens, then this person does that."),
         example=_("If a deliverable is three days late, then its owner tells the lead and offers two ways out."),
         fields=(Field("trigger", "line", _("If"), required=True), Field("response", "line", _("Then")), Field("actor", "who", _("Who acts")))),
    Kind("stakeholder", "stakeholders", _("Stakeholder"), _("Stakeholders"), hint=_("Whom the work touches, and why each matters."),
         fields=(Field("name", "line", _("Stakeholder"), required=True), Field("why", "line", _("Why they matter")))),
    Kind("section", "sections", _("Section"), _("Further sections"), hint=_("Anything else, in your own words."),
         fields=(Field("title", "line", _("Title"), required=True), Field("text", "text", _("Text")))),
)  # fmt: skip
KINDS: dict[str, Kind] = {kind.name: kind for kind in ALL}

PARTS = (
    Part("purpose", _("Purpose and goals"), _("Why are we here, and how will we know it worked?"), ("purpose", "goal", "dates")),
    Part("scope", _("Scope"), _("What is ours, and what is not?"), ("in_scope", "out_of_scope")),
    Part("roles", _("Roles"), _("Who takes care of what, and who decides?"), ("role",)),
    Part("deliverables", _("Deliverables and milestones"), _("What do we hand over, when, and who answers for it?"), ("deliverable", "milestone")),
    Part("expectations", _("Expectations"), _("What may we count on from each other?"), ("expectation",)),
    Part("working", _("Working together"), _("How do we work, talk and meet?"), ("working_agreement", "communication_agreement", "meeting")),
    Part("deciding", _("Deciding and disagreeing"), _("How do we decide, and what when we disagree?"), ("decision_rule", "conflict_step")),
    Part("contingencies", _("If-then plans"), _("What will we do when something goes wrong?"), ("contingency",)),
    Part("stakeholders", _("Stakeholders"), _("Whom does our work touch?"), ("stakeholder",)),
    Part("sections", _("Further sections"), _("What else should be written down?"), ("section",)),
)  # fmt: skip


def children_of(name: str) -> list[Kind]:
    return [kind for kind in ALL if kind.parent == name]
