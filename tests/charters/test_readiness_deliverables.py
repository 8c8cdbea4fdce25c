"""Checks 5 to 7: who does what until when, on how many shoulders, and when it is done."""

from dataclasses import replace

import pytest

from charters.readiness.facts import letters_in
from tests.charters.checked import ANN, BO, CY, check, clause, item, role, shown, words

# 5: deliverables

ROLES = [*role("keeper", ANN), *role("lead", BO), *role("guide", CY)]


def settled(letters, **values):
    return check(5, *ROLES, item("pilot", letters, **values))


@pytest.mark.parametrize(
    "letters",
    [{"lead": "A", "keeper": "R"}, {"lead": "A/R"}, {"lead": "a / r", "keeper": ""}, {"lead": "AR", "keeper": "C/I"}],
)
def test_one_a_an_r_and_a_due_pass(letters):
    assert settled(letters).state == "passed"


@pytest.mark.parametrize(
    ("letters", "values", "said"),
    [
        (
            {},
            {},
            [
                "Deliverable “Pilot” has no A: nobody is accountable.",
                "Deliverable “Pilot” has no R: nobody does the work.",
            ],
        ),
        ({"lead": "R"}, {}, ["Deliverable “Pilot” has no A: nobody is accountable."]),
        ({"lead": "A"}, {}, ["Deliverable “Pilot” has no R: nobody does the work."]),
        ({"lead": "A/R", "keeper": "A"}, {}, ["Deliverable “Pilot” has two A's: “Lead” and “Keeper”."]),
        (
            {"lead": "A/R", "keeper": "A/R", "guide": "A"},
            {},
            ["Deliverable “Pilot” has 3 A's: “Lead”, “Keeper” and “Guide”."],
        ),
        ({"lead": "A/R", "gone": "A"}, {}, []),
        ({"gone": "A", "lead": "R"}, {}, ["Deliverable “Pilot” has no A: nobody is accountable."]),
        ({"lead": "A/R"}, {"due": ""}, ["Deliverable “Pilot” has no due date."]),
        ({"lead": "A/R"}, {"title": "100 % (done)", "due": ""}, ["Deliverable “100 % (done)” has no due date."]),
    ],
)
def test_letters_and_due_block_with_the_deliverable_named(letters, values, said):
    found = settled(letters, **values)

    assert [(reason.words, reason.key) for reason in found.blockers] == [(one, "pilot") for one in said]


@pytest.mark.parametrize(
    ("cell", "letters"),
    [
        ("A", "A"),
        ("a/R", "AR"),
        ("R , c", "RC"),
        ("", ""),
        (None, ""),
        ("Anna", ""),
        ("AIR", "AIR"),
        ("x", ""),
        ("A (lead)", "A"),
    ],
)
def test_letters_of_a_cell(cell, letters):
    assert letters_in(cell) == set(letters)


@pytest.mark.parametrize("due", ["TBD", "Q4", "yearly"])
def test_a_due_in_words_is_a_hint(due):
    found = settled({"lead": "A/R"}, due=due)

    assert [reason.words for reason in found.hints] == [f"“{due}” of “Pilot” is no date yet."]
    assert found.blockers == []


@pytest.mark.parametrize(
    ("ends", "due", "is_late"),
    [
        ("2026-07-01", "2026-07-01", False),
        ("2026-06-30", "2026-07-01", True),
        ("Q2 2026", "2026-07-01", True),
        ("adoption + 1 month", "adoption + 2 months", True),
        ("adoption + 2 months", "1 month", False),
        ("", "2026-07-01", False),
        ("2026-06-30", "TBD", False),
    ],
)
def test_a_due_after_the_end_is_a_hint(ends, due, is_late):
    found = check(5, *ROLES, clause("dates", "dates", ends=ends), item("pilot", {"lead": "A/R"}, due=due))

    assert [reason.words for reason in found.hints if "after the charter ends" in reason.words] == [
        f"“Pilot” is due {shown(due)}, after the charter ends."
    ] * is_late


@pytest.mark.parametrize(
    ("starts", "said"), [("2026-07-01", []), ("2026-07-02", ["The charter ends before it starts."]), ("", [])]
)
def test_dates_the_wrong_way_round_are_named(starts, said):
    assert (
        words(5, clause("dates", "dates", starts=starts, ends="2026-07-01"), *ROLES, item("pilot", {"lead": "A/R"}))
        == said
    )


@pytest.mark.parametrize(
    ("owner", "said"),
    [
        ("", []),
        ("Lead", []),
        ("Rota between Kam & Izabela", []),
        ("Empty", ["“Pilot” is owned by “Empty”, which is vacant."]),
        ("pilot", ["The owners of “Pilot” go round in a circle; name a role or a person."]),
        ("Launch", ["The owners of “Pilot” go round in a circle; name a role or a person."]),
        ("Handbook", ["“Pilot” is owned by another deliverable; name a role or a person."]),
    ],
)
def test_owners_are_roles_or_people(owner, said):
    others = [item("launch", {"lead": "A/R"}, owner="Pilot"), item("handbook", {"lead": "A/R"}, owner="Lead")]
    found = check(5, *ROLES, *role("empty"), item("pilot", {"lead": "A/R"}, owner=owner), *others)

    assert [reason.words for reason in found.hints if reason.key == "pilot"] == said


def test_without_deliverables_nothing_blocks():
    assert check(5, *ROLES).state == "not_yet"


# 6: overload


def loads(*owners):
    return [item(f"item {place}", {owner: "A", "guide": "R"}) for place, owner in enumerate(owners)]


@pytest.mark.parametrize(
    ("owners", "said"),
    [
        (["lead", "lead", "keeper", "guide"], []),
        (["lead", "lead", "lead", "guide"], ["Bo is accountable for 3 of 4 deliverables."]),
        (["lead", "lead", "guide"], ["Bo is accountable for 2 of 3 deliverables."]),
        (["lead", "lead"], []),
    ],
)
def test_more_than_half_of_the_deliverables_on_one_person(owners, said):
    assert words(6, *ROLES, *loads(*owners)) == said


def test_people_who_share_a_role_share_the_sentence():
    shared = [*role("lead", *[f"Holder {number}" for number in range(75)]), *role("guide", CY)]

    assert words(6, *shared, *loads("lead", "lead", "lead")) == [
        "Holder 0, Holder 1, Holder 2, Holder 3, Holder 4 and 70 more are each accountable for 3 of 3 deliverables."
    ]


def test_two_roles_of_one_person_count_together_and_a_deliverable_once():
    roles = [*role("lead", BO), *role("keeper", BO), *role("guide", CY)]

    assert words(6, *roles, *loads("lead", "keeper", "guide")) == ["Bo is accountable for 2 of 3 deliverables."]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"keeper": "C"}, []),
        ({"keeper": "C", "lead": "C/I"}, ["Deliverable “Pilot” asks 2 of 3 members before each step."]),
    ],
)
def test_asking_more_than_half_of_the_team(asked, said):
    assert words(6, *ROLES, item("pilot", {"guide": "A/R"} | asked), members=(ANN, BO, CY)) == said


@pytest.mark.parametrize(
    ("hours", "said"), [(20.0, []), (19.5, ["The roles of Ann take 20 h a week; 19.5 h are there."]), (None, [])]
)
def test_hours_of_all_roles_against_the_hours_there_are(hours, said):
    roles = [*role("keeper", ANN, hours=12), *role("lead", ANN, hours=8), *role("guide", "Bo")]

    assert words(6, *roles, members=(replace(ANN, hours=hours), BO)) == said


def test_the_holders_own_hours_replace_the_roles():
    held = clause("held", "assignment", "keeper", person="ann", name="Ann", hours=4)

    assert words(6, *role("keeper", hours=40), held, members=(replace(ANN, hours=4),)) == []


def test_load_cannot_be_told_without_deliverables_or_hours():
    assert check(6, *ROLES, members=(ANN,)).state == "not_yet"


# 7: acceptance criteria


def test_a_deliverable_says_when_it_is_done():
    assert check(7).state == "not_yet"
    assert words(7, item("pilot", {}), item("launch", {}, acceptance_criteria=" ")) == [
        "Deliverable “Launch” does not say when it is done."
    ]
