"""What a prep sheet is made of in words: the kinds of its parts with their fields, said once. Pure.

The order is that of a page. The seven elements of a negotiation (Fisher and Ertel) are interests, options, alternatives,
legitimacy, relationship, communication and commitment; before them stand who takes part and what we want.
"""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

TITLE, LINE, TEXT = 200, 2_000, 20_000
LENGTHS = {"title": TITLE, "line": LINE, "text": TEXT}
SUDDEN, FOCUSED, FULL = "sudden", "focused", "full"
DEPTHS = (
    (SUDDEN, _("Sudden: five lines, ten minutes")),
    (FOCUSED, _("Focused: what matters most, half an hour")),
    (FULL, _("Full: the seven elements")),
)
RANK = {SUDDEN: 0, FOCUSED: 1, FULL: 2}

OWN, OTHER, THIRD = "own", "other", "third"
SIDES = ((OWN, _("us")), (OTHER, _("them")))
PARTIES = (*SIDES, (THIRD, _("others who are affected")))
PRIORITIES = (("high", _("high")), ("medium", _("medium")), ("low", _("low")))
COMPARED = (
    ("shared", _("shared with them")),
    ("different", _("different from theirs")),
    ("conflicting", _("against theirs")),
)
STATUSES = (("untested", _("not tested yet")), ("confirmed", _("confirmed")), ("refuted", _("refuted")))


@dataclass(frozen=True)
class Field:
    """One field of a part. `type` is title (200 characters), line (2,000), text (20,000), choice, number or yes."""

    name: str
    type: str
    label: str
    help: str = ""
    choices: tuple = ()

    @property
    def longest(self) -> int | None:
        return LENGTHS.get(self.type)

    @property
    def empty(self):
        return {"number": None, "yes": False}.get(self.type, self.choices[0][0] if self.choices else "")


@dataclass(frozen=True)
class Kind:
    """One kind of part. `depth` is the first depth that asks for it; `is_limit` hides it from who may not see limits."""

    name: str
    label: str
    labels: str
    element: str
    depth: str
    fields: tuple[Field, ...]
    hint: str = ""
    example: str = ""
    is_limit: bool = False

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    @property
    def add(self) -> str:
        """The words of the link that adds one."""
        return ADD[self.name]

    @property
    def heading(self) -> str:
        """The field that stands for the part where there is room for one line."""
        return self.fields[0].name


ADD = {
    "party": _("Add a party"),
    "goal": _("Add a goal"),
    "interest": _("Add an interest"),
    "idea": _("Add an idea"),
    "alternative": _("Add an alternative"),
    "criterion": _("Add a criterion"),
    "relationship": _("Add a note on the relationship"),
    "question": _("Add a question"),
    "message": _("Add a message"),
    "commitment": _("Add a commitment"),
    "challenge": _("Add a challenge"),
    "research": _("Add a research note"),
    "assumption": _("Add an assumption"),
}

# Element: its name on the page and the question it answers.
ELEMENTS = {
    "people": (_("Who takes part"), _("Who sits at the table, and who is affected without sitting there?")),
    "goals": (_("Goals"), _("What do we want to come out, and what do they probably want?")),
    "interests": (_("Interests"), _("Why does each side want what it asks for?")),
    "options": (_("Ideas"), _("What could serve both sides? Collect first, judge later.")),
    "alternatives": (_("Alternatives"), _("What does each side do if there is no deal?")),
    "legitimacy": (_("Criteria"), _("By which standards would an outsider call it fair?")),
    "relationship": (_("Relationship"), _("How do we get on, and how should it be afterwards?")),
    "communication": (_("Communication"), _("What do we ask, and what do we listen for?")),
    "commitment": (_("Commitments"), _("What can be promised, by whom, and what should the meeting end with?")),
    "challenges": (_("Challenges"), _("What could get difficult, and what do we do then?")),
    "research": (_("Research"), _("What do we know, from where, and what do we only assume?")),
}  # fmt: skip

_side = Field("party", "choice", _("Whose"), choices=SIDES)
_party = Field("party", "choice", _("Whose"), choices=PARTIES)

KINDS = {kind.name: kind for kind in (
    Kind(
        "party", _("Party"), _("Parties"), "people", FULL,
        (Field("name", "title", _("Name")), Field("party", "choice", _("Side"), choices=PARTIES),
         Field("note", "text", _("What to know about them"))),
        _("People and groups: ours, theirs, and those who are absent but affected."),
        _("The night crew, who load whatever is agreed and are not in the room."),
    ),
    Kind(
        "goal", _("Goal"), _("Goals"), "goals", SUDDEN,
        (Field("text", "line", _("Goal")), _side),
        _("The result we would be glad about, and theirs as far as we can tell."),
        _("A berth for the night ferry from May, without losing the morning slot."),
    ),
    Kind(
        "interest", _("Interest"), _("Interests"), "interests", FOCUSED,
        (Field("text", "line", _("Interest")), _party, Field("why", "text", _("Why it matters")),
         Field("priority", "choice", _("Priority"), choices=PRIORITIES),
         Field("compared", "choice", _("Compared with the other side"), choices=(("", _("not known yet")), *COMPARED))),
        _("The need behind the demand. Ask “why?” and “why not?” until nothing more comes."),
        _("They ask for quiet nights; behind it stands the permit, which ends after three complaints."),
    ),
    Kind(
        "idea", _("Idea"), _("Ideas"), "options", FULL,
        (Field("text", "line", _("Idea")), Field("serves", "line", _("Whose interests it serves"))),
        _("Ways to make the cake larger before it is cut."),
        _("We take the late berth, they get our crane on Sundays."),
    ),
    Kind(
        "alternative", _("Alternative"), _("Alternatives"), "alternatives", SUDDEN,
        (Field("text", "line", _("What we or they could do without a deal")), _side,
         Field("is_best", "yes", _("This is the best of them (BATNA)")),
         Field("improve", "text", _("How to make ours better, or theirs less attractive"))),
        _("Plan B. The best one, the BATNA, says when to walk away."),
        _("Keep the day berth for a year and hire a second bus."), is_limit=True,
    ),
    Kind(
        "criterion", _("Criterion"), _("Criteria"), "legitimacy", FOCUSED,
        (Field("text", "line", _("Standard")), Field("source", "line", _("Where it comes from")),
         Field("value", "number", _("What it would give, as a number"), _("Placed on the line where one number is negotiated."))),
        _("Market prices, precedents, rules, an expert: what neither side made up."),
        _("The harbour’s published night tariff of last year: 310 a night."),
    ),
    Kind(
        "relationship", _("Relationship note"), _("Relationship notes"), "relationship", FULL,
        (Field("text", "line", _("How it is between us")), Field("wanted", "line", _("How it should be")),
         Field("step", "text", _("What we do for it, whatever the result"))),
        _("Trust is built apart from the concessions."),
        _("They were not told of the last change. Call before the meeting and say so first."),
    ),
    Kind(
        "question", _("Question"), _("Questions to ask"), "communication", SUDDEN,
        (Field("text", "line", _("Question")), Field("listen_for", "line", _("What to listen for"))),
        _("Open questions, to which we do not know the answer."),
        _("What would make the early departure work for you?"),
    ),
    Kind(
        "message", _("Message"), _("What should be understood"), "communication", FULL,
        (Field("text", "line", _("What they should take home")), Field("how", "line", _("How to say it so that it is heard"))),
        _("Two or three sentences, no more."),
        _("We want a timetable that both crews can keep in winter."),
    ),
    Kind(
        "commitment", _("Commitment"), _("Commitments"), "commitment", FULL,
        (Field("text", "line", _("What would be promised")), Field("authority", "line", _("Who may promise it, ours and theirs")),
         Field("next_product", "line", _("What the next meeting should end with"))),
        _("Well planned, realistic, and with somebody who may say yes."),
        _("A joint list of open points after the first meeting; no signature before the board of 12 May."),
    ),
    Kind(
        "challenge", _("Challenge"), _("Expected challenges"), "challenges", FOCUSED,
        (Field("text", "line", _("What could get difficult")), Field("strategies", "text", _("What we do then, one a line"))),
        _("A tactic, a sore point, a missing paper: with at least one answer to each."),
        _("“That is our policy.” – Ask what the policy is for, and who may make an exception."),
    ),
    Kind(
        "research", _("Research note"), _("Research notes"), "research", FOCUSED,
        (Field("text", "text", _("What we found out")), Field("source", "line", _("Source"))),
        _("Facts with where they come from, so that they stand when asked."),
        _("Two of three night berths were empty in March. Source: the harbour master’s monthly table."),
    ),
    Kind(
        "assumption", _("Assumption"), _("Assumptions to test"), "research", FOCUSED,
        (Field("text", "line", _("We believe that …")), Field("status", "choice", _("Status"), choices=STATUSES),
         Field("test", "line", _("How we find out"))),
        _("What we take for true without having heard it."),
        _("They can decide on Sundays without their head office. Ask at the beginning."),
    ),
)}  # fmt: skip


def kinds_of(depth: str) -> list[Kind]:
    """What a sheet of this depth asks for."""
    return [kind for kind in KINDS.values() if RANK[kind.depth] <= RANK[depth]]
