"""A believable charter that nothing blocks: what the Harbour App team might write. Pure; used by `factories.charter_at`."""

from charters.content import Clause, Content
from charters.due import parse
from charters.kinds import KINDS
from common.ids import uuid7

PILOT, LAUNCH = "Pilot on line 62", "Launch on all lines"
ROLES = (
    {"title": "Product lead", "purpose": "Keeps the app useful to passengers.", "decision_right": "What goes into the next release.", "hours": 16,
     "does": ["Choosing what is built next", "Answering passengers' letters"], "not": "Prices of tickets"},
    {"title": "Release keeper", "purpose": "Makes sure that each release works on the pier.", "decision_right": "Whether a release goes out.", "hours": 24,
     "does": ["Testing each release on the pier", "Announcing releases"], "not": "Writing the passengers' texts"},
    {"title": "Harbour liaison", "purpose": "Brings what the harbour knows into the app.", "decision_right": "Which delay reports are shown.", "hours": 12,
     "does": ["Collecting delay reports", "Meeting the harbour master each month"], "not": "Promises in the harbour's name"},
)  # fmt: skip
SINGLE = (
    ("purpose", {"text": "We give ferry passengers one app for tickets and delays, so that nobody waits on a cold pier without knowing why."}),
    ("decision_rule", {"rule": "consent", "tie_break": "The product lead decides within two working days."}),
)  # fmt: skip
FLAT = (
    ("in_scope", {"text": "Delay notices for all harbour lines."}),
    ("out_of_scope", {"text": "Ticket machines on the piers."}),
    ("expectation", {"what": "Each change is reviewed by one other person.", "from_whom": "Release keeper", "to_whom": "Product lead", "measure": "No change without a name beside it.", "category": "quality"}),
    ("expectation", {"what": "Each of us keeps the hours written in the role.", "measure": "Hours are looked at each month.", "category": "effort"}),
    ("expectation", {"what": "Who falls behind says so two days before the date, and we cut the work together.", "category": "tolerance"}),
    ("milestone", {"title": "First passengers", "due": "2027-02-15", "owner": "Product lead"}),
    ("working_agreement", {"text": "We begin reviews before 11:00 and finish them the same day.", "title": "Reviews", "owner": "Release keeper", "review_on": "2027-03-01"}),
    ("communication_agreement", {"channel": "Phone", "use_for": "The app is down", "urgency": "urgent", "respond_within": "15 minutes", "quiet_hours": "None", "owner": "Product lead"}),
    ("communication_agreement", {"channel": "Chat", "use_for": "Daily work", "urgency": "normal", "respond_within": "4 hours", "quiet_hours": "18:00–08:00 UTC", "owner": "Product lead"}),
    ("meeting", {"title": "Weekly look", "when": "Tuesdays 10:00 UTC, 30 minutes", "text": "What went out, what comes, what is in the way."}),
    ("conflict_step", {"what": "The two talk in private.", "within": "2 working days", "who": "The two"}),
    ("conflict_step", {"what": "A third person listens to both.", "within": "5 working days", "who": "Harbour liaison"}),
    ("conflict_step", {"what": "The product lead decides and says why.", "within": "7 working days", "who": "Product lead"}),
    ("contingency", {"trigger": "a deliverable is three days late", "response": "its owner offers two ways out", "actor": "Release keeper"}),
    ("contingency", {"trigger": "somebody is silent for two days", "response": "the lead calls", "actor": "Product lead"}),
    ("contingency", {"trigger": "somebody is away for a week", "response": "the named deputy takes the role", "actor": "Harbour liaison"}),
    ("stakeholder", {"name": "Passengers of line 62", "why": "They wait outside in winter."}),
    ("section", {"title": "Money", "text": "Travel to the piers is paid by the harbour."}),
)  # fmt: skip


def clause(kind, values, parent="", person=None) -> Clause:
    empty = {field.name: field.empty for field in KINDS[kind].fields}
    due = {"due": parse(values["due"])} if isinstance(values.get("due"), str) else {}
    return Clause(str(uuid7()), kind, empty | values | due, parent, person=person)


def content(people, title="Harbour App charter") -> Content:
    """Each of `people` holds one of three roles; two deliverables, each with one A and one R."""
    clauses = [clause(kind, values) for kind, values in (*SINGLE, *FLAT)]
    goal = clause(
        "goal",
        {
            "statement": "Four of five delays are shown within two minutes.",
            "measure": "80 % in the monthly log",
            "due": "2027-03-31",
        },
    )
    roles = [
        clause("role", {name: value for name, value in role.items() if name not in ("does", "not")} | {"seats": 1})
        for role in ROLES
    ]
    for place, (role, words) in enumerate(zip(roles, ROLES, strict=True)):
        clauses += [clause("accountability", {"text": text}, role.key) for text in words["does"]]
        clauses.append(clause("not_accountable_for", {"text": words["not"]}, role.key))
        clauses += [clause("assignment", {"name": str(one)}, role.key, str(one.pk)) for one in holders(people, place)]
    return Content(title, [goal, *roles, *clauses, *deliverables([role.key for role in roles])])


def holders(people, place):
    """Everybody holds a role and every role is held, however many people there are."""
    return people[place :: len(ROLES)] or [people[place % len(people)]]


def deliverables(roles):
    lead, keeper, liaison = roles
    return [
        clause("deliverable", {"title": PILOT, "description": "The app on one line.", "acceptance_criteria": "50 passengers have used it for a week.",
                               "due": "2027-02-26", "owner": "Release keeper", "letters": {lead: "A", keeper: "R", liaison: "C"}}),
        clause("deliverable", {"title": LAUNCH, "description": "The app on every line.", "acceptance_criteria": "Every line shows its delays.",
                               "due": "2027-06-12", "owner": "Product lead", "letters": {keeper: "A", lead: "R", liaison: "I"}}),
    ]  # fmt: skip
