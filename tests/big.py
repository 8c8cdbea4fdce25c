"""A charter as large as the largest real ones: 96 deliverables, 49 scope items, ten roles, one of them with 75 holders."""

from charters.actions import drafting, preparing
from charters.content import Clause
from charters.models import CharterVersion
from tests import harbour
from tests.factories import STATES, STEPS, lead_of, signers, team_with

TITLE = "Styles working group"
ROLES = (
    "Member",
    "Chair",
    "Editor",
    "Liaison",
    "Test lead",
    "Scribe",
    "Reviewer",
    "Release keeper",
    "Accessibility lead",
    "Archivist",
)
DELIVERABLES, HOLDERS, FORMER, SCOPE = 96, 75, 22, 49
LETTERS = "ARCCCCIIII"
VERBS = ("Collecting", "Checking", "Announcing")


def module(place: int) -> str:
    return f"Module {place} of the specification"


def holder(place: int) -> str:
    return f"Participant Number {place}"


def big_at(state: str, team=None) -> CharterVersion:
    """The large charter, brought to its state by the real actions, as `factories.charter_at` does with a small one."""
    team = team or team_with()
    lead = lead_of(team)
    version = drafting.start(team, TITLE, "signatures", None, clauses(signers(team)), by=lead)
    preparing.open_draft(version, by=lead)
    for step in STEPS[: list(STATES).index(state)]:
        version.team = version.charter.team = team
        step(version)
        version.refresh_from_db()
    version.team = version.charter.team = team
    return version


def clauses(people) -> list[Clause]:
    roles = [role(title) for title in ROLES]
    keys = [one.key for one in roles]
    made = [harbour.clause(kind, values) for kind, values in (*harbour.SINGLE, *harbour.FLAT) if kind != "in_scope"]
    made += [harbour.clause("in_scope", {"text": scope(place)}) for place in range(SCOPE)]
    made += [
        harbour.clause("goal", {"statement": "Three modules are recommended.", "measure": "Three", "due": "2027-12-01"})
    ]
    made += roles
    for title, key in zip(ROLES, keys, strict=True):
        made += [harbour.clause("accountability", {"text": f"{verb} what the {title} needs"}, key) for verb in VERBS]
    made += [harbour.clause("assignment", {"name": str(one)}, keys[0], str(one.pk)) for one in people]
    made += [crowd(keys[0], place) for place in range(HOLDERS - len(people))]
    return made + [deliverable(place, keys) for place in range(DELIVERABLES)]


def role(title: str) -> Clause:
    values = {
        "title": title,
        "purpose": f"What the {title} is there for.",
        "decision_right": f"What the {title} needs.",
        "seats": 1,
        "hours": 4,
    }
    return harbour.clause("role", values)


def scope(place: int) -> str:
    return f"Scope item {place}: " + "words that say what belongs here and what does not. " * 2


def crowd(role_key: str, place: int) -> Clause:
    values = {
        "name": holder(place),
        "handle": f"@participant{place}",
        "affiliation": "Harbour office",
        "former": place < FORMER,
    }
    return harbour.clause("assignment", values, role_key)


def deliverable(place: int, keys: list[str]) -> Clause:
    """Each role has a letter: one A, one R, then C and I, turned by one from line to line."""
    turned = keys[place % len(keys) :] + keys[: place % len(keys)]
    values = {
        "title": module(place), "group": f"Group {place // 24}", "due": f"2027-{place % 12 + 1:02}-15", "owner": "Chair",
        "acceptance_criteria": "Two implementations agree.", "letters": dict(zip(turned, LETTERS, strict=True)),
    }  # fmt: skip
    return harbour.clause("deliverable", values)
