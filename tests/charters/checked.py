"""Charters of a few clauses, and what one check says of them."""

from datetime import date

from charters.content import Clause, Content
from charters.due import parse
from charters.kinds import KINDS
from charters.readiness import Facts, Member, check_all

TODAY = date(2026, 6, 1)
ANN, BO, CY = Member("ann", "Ann"), Member("bo", "Bo"), Member("cy", "Cy")


def clause(key, kind, parent="", person=None, **values):
    empty = {field.name: field.empty for field in KINDS[kind].fields}
    dues = {name: parse(value) for name, value in values.items() if KINDS[kind].by_name[name].type == "due"}
    return Clause(key, kind, empty | values | dues, parent, person=person)


def many(kind, *rows, parent=""):
    """Clauses of one kind with keys such as goal-1; a row is its heading or its values."""
    heading = KINDS[kind].heading.name
    values = [row if isinstance(row, dict) else {heading: row} for row in rows]
    return [clause(f"{kind}-{place}", kind, parent, **row) for place, row in enumerate(values, 1)]


def role(key, *holders, work=("Testing each release",), **values):
    """A role with its accountabilities and holders; a holder is a member or a name."""
    held = [
        clause(
            f"{key}-{place}",
            "assignment",
            key,
            person=None if isinstance(one, str) else one.id,
            name=one if isinstance(one, str) else one.name,
        )
        for place, one in enumerate(holders, 1)
    ]
    done = [clause(f"{key}-does-{place}", "accountability", key, text=text) for place, text in enumerate(work, 1)]
    return [
        clause(key, "role", title=values.pop("title", key.title()), **{"purpose": "Because.", **values}),
        *done,
        *held,
    ]


def item(key, letters, **values):
    given = {"title": key.title(), "due": "2026-07-01", "acceptance_criteria": "It runs."} | values
    return clause(key, "deliverable", letters=letters, **given)


def facts(*clauses, **given):
    return Facts(**{"content": Content("Charter", list(clauses)), "today": TODAY, "members": (), **given})


def check(number, *clauses, **given):
    return next(one for one in check_all(facts(*clauses, **given)) if one.number == number)


def words(number, *clauses, **given):
    return [reason.words for reason in check(number, *clauses, **given).reasons]


def shown(due):
    return {"2026-07-01": "1 July 2026"}.get(due, due)


# 10: if-then plans

PLAN = {"trigger": "late", "response": "tell", "actor": "Ann"}


# 11: conflict steps

TALK, LAST = (
    {"what": "Talk", "within": "2 days", "who": "The two"},
    {"what": "Decide", "within": "7 days", "who": "Ann"},
)


# 12: communication

URGENT = {"channel": "Phone", "urgency": "urgent", "respond_within": "1 h"}
NORMAL = {"channel": "Chat", "urgency": "normal", "respond_within": "4 h", "quiet_hours": "18:00–08:00 CET"}


# 14: owners and reviews

KEPT = {"text": "x", "owner": "Ann", "review_on": "2026-09-01"}
