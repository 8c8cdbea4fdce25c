"""The eighteen checks, each with what passes, what fails, and the boundary between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charters.content import Clause
from charters.due import parse
from charters.kinds import KINDS
from charters.readiness import blockers, check_all, readiness
from charters.readiness.facts import listed, plain
from tests.charters.checked import ANN, BO, KEPT, LAST, NORMAL, PLAN, TALK, URGENT, facts, item, many, role, words

# The number and what blocks

WHOLE = [
    *many("purpose", "We ship."), *many("goal", {"statement": "Ship", "measure": "20 lines", "due": "Q3 2026"}), *role("keeper", ANN), *role("lead", BO),
    item("pilot", {"lead": "A", "keeper": "R"}), *many("expectation", *[{"what": "x", "category": category} for category in ("quality", "effort", "tolerance")]),
    *many("working_agreement", KEPT), *many("communication_agreement", URGENT | {"owner": "Bo", "review_on": "2026-09-01"}, NORMAL | {"owner": "Bo", "review_on": "2026-09-01"}),
    *many("contingency", *[PLAN] * 3), *many("conflict_step", TALK, LAST), *many("decision_rule", {"rule": "consent", "tie_break": "The lead"}),
]  # fmt: skip
TEAM = {"members": (ANN, BO), "authors": frozenset(["ann", "bo"])}


def test_a_whole_charter_has_a_hundred_and_nothing_blocks():
    found = readiness(facts(*WHOLE, **TEAM))

    assert [(check.number, check.reasons) for check in found.checks if check.state == "failed"] == []
    assert (found.number, blockers(facts(*WHOLE, **TEAM))) == (100, [])
    assert [share.points for share in found.shares] == [share.of for share in found.shares] == [15, 25, 20, 15, 15, 10]


def test_an_empty_charter_is_blocked_by_the_marked_checks_only():
    assert [reason.words for reason in blockers(facts(members=(ANN,)))] == [
        "The purpose is still empty.", "There is no goal yet.", "There is no role yet.",
    ]  # fmt: skip
    assert readiness(facts(members=(ANN,))).number == 0


def test_what_cannot_be_answered_yet_does_not_count():
    without = [one for one in WHOLE if one.kind != "deliverable"]
    found = readiness(facts(*without, **TEAM))

    assert {check.number for check in found.waiting} == {3, 5, 6, 7, 17, 18}
    assert (found.number, "Deliverables and dates" in [share.label for share in found.shares]) == (100, False)


def test_the_smallest_fault_keeps_it_below_a_hundred():
    items = [item(f"item {place}", {"lead": "AR"[place % 2], "keeper": "RA"[place % 2]}) for place in range(200)]
    faulty = [*items, item("last", {"keeper": "A/R"}, acceptance_criteria="")]

    assert readiness(facts(*WHOLE, *faulty, **TEAM)).number == 99


def test_every_check_has_its_name_reason_and_source_and_every_reason_a_place():
    found = check_all(facts(*many("goal", "x"), *role("keeper", work=()), item("pilot", {}), **TEAM))

    assert [check.number for check in found] == list(range(1, 19))
    assert [check.number for check in found if check.blocking] == [1, 4, 5]
    assert all(check.about.name and check.about.why and check.about.source for check in found)
    assert [reason.words for check in found for reason in check.reasons if not (reason.key or reason.part)] == []


TEXT = st.sampled_from(["", " ", "Ann", "TBD", "100 % done", "%(item)s {x}", "ASAP", "שלום", "Pilot", "x" * 300])
VALUES = {
    "due": TEXT.map(parse) | st.just(parse("2026-07-01")),
    "number": st.sampled_from([None, 0, 3, 400]),
    "yes": st.booleans(),
    "day": st.sampled_from(["", "2026-06-12", "1999-01-01"]),
    "letters": st.dictionaries(st.sampled_from(["role-0", "gone"]), st.sampled_from(["A", "A/R", "", "nonsense"])),
    "clause": st.sampled_from(["", "goal-0", "goal-1", "gone"]),
}


@st.composite
def charters(draw):
    """Clauses of any kind with anything in their fields, children under the first role."""
    clauses = []
    for place, name in enumerate(draw(st.lists(st.sampled_from(list(KINDS)), max_size=12))):
        kind = KINDS[name]
        values = {
            field.name: draw(
                st.sampled_from([value for value, _label in field.choices] + [""])
                if field.choices
                else VALUES.get(field.type, TEXT)
            )
            for field in kind.fields
        }
        number = sum(one.kind == name for one in clauses)
        clauses.append(
            Clause(
                f"{name}-{number}",
                name,
                values,
                "role-0" if kind.parent else "",
                person=draw(st.sampled_from([None, "ann"])) if place else None,
            )
        )
    return clauses


@given(charters())
def test_any_charter_has_a_number_and_only_marked_checks_block(clauses):
    found = readiness(facts(*clauses, **TEAM))

    assert 0 <= found.number <= 100
    assert (found.number == 100) == all(check.state != "failed" for check in found.checks)
    assert {check.number for check in found.blocked} <= {1, 4, 5}
    assert [reason.words for check in found.blocked for reason in check.blockers] == [
        reason.words for reason in blockers(facts(*clauses, **TEAM))
    ]
    assert sum(share.points for share in found.shares) <= found.number


@pytest.mark.parametrize(("length", "shown"), [(80, "x" * 80), (81, "x" * 79 + "…")])
def test_long_names_are_shortened(length, shown):
    assert words(2, *many("goal", {"statement": "x" * length, "measure": "20"})) == [f"Goal “{shown}” has no date."]


def test_names_are_compared_as_people_read_them():
    assert plain("  @Ｆlynn  O’Neil ") == plain("flynn o’neil")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("", ""),
        ("a", "a"),
        ("ab", "a and b"),
        ("abcde", "a, b, c, d and e"),
        ("abcdef", "a, b, c, d, e and f"),
        ("abcdefg", "a, b, c, d, e and 2 more"),
    ],
)
def test_names_are_listed(names, said):
    assert listed(names) == said
