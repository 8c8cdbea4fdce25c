"""What is found about roles: each sort with its edges, and what must hold for any charter."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charters import roles
from charters.content import Clause, Content
from charters.findings import SORTS, Finding, find
from charters.readiness import Facts, Member
from tests import harbour

TODAY = date(2026, 11, 2)


def role(
    title="Keeper", key="", does=("Testing each release",), held_by=("Bo",), decides="Whether it goes out.", **fields
):
    """A role with its work and its holders; names are accounts too."""
    key = key or title
    clauses = [Clause(key, "role", {"title": title, "purpose": "Useful.", "decision_right": decides, **fields})]
    clauses += [Clause(f"{key}-{text}", "accountability", {"text": text}, key) for text in does]
    return clauses + [
        Clause(f"{key}-{name}", "assignment", {"name": name}, key, person=name.lower()) for name in held_by
    ]


def deliverable(title, **letters):
    return Clause(title, "deliverable", {"title": title, "letters": letters})


def found(*clauses, sort=None, members=(), answers=None):
    flat = [one for group in clauses for one in (group if isinstance(group, list) else [group])]
    facts = Facts(Content("Charter", flat), TODAY, members=members, answers=answers or {})
    return [(one.role, one.words) for one in find(facts) if sort in (None, one.sort)]


def test_a_sound_charter_gives_no_reason_to_look():
    people = [Person("1", "Ann"), Person("2", "Bo"), Person("3", "Cy")]
    facts = Facts(harbour.content(people), TODAY, members=tuple(Member(one.pk, str(one), 40) for one in people))
    assert find(facts) == []


class Person:
    def __init__(self, pk, name):
        self.pk, self.name = pk, name

    def __str__(self):
        return self.name


def test_a_role_without_work_is_a_gap():
    assert found(role(does=(), decides="All"), sort="gap") == [("Keeper", "The role answers for nothing yet.")]
    assert found(role(does=(" ",), decides="All"), sort="gap") == [("Keeper", "The role answers for nothing yet.")]


@pytest.mark.parametrize(
    ("letters", "words"),
    [
        ({}, "Nobody works on “Pilot” or answers for it."),
        ({"Keeper": "C"}, "Nobody works on “Pilot” or answers for it."),
        ({"gone": "A/R"}, "Nobody works on “Pilot” or answers for it."),
        ({"Keeper": "R"}, "Nobody answers for “Pilot” (no A)."),
        ({"Keeper": "A"}, "Nobody works on “Pilot” (no R)."),
        ({"Keeper": "A/R"}, None),
    ],
)
def test_a_deliverable_nobody_covers_is_a_gap_of_the_charter(letters, words):
    assert found(role(), deliverable("Pilot", **letters), sort="gap") == ([("", words)] if words else [])


def test_the_same_work_in_two_roles_overlaps_for_both():
    steering = role("Pilot", does=("testing  each release.", "Steering the boat"), decides="The course")
    assert found(role(), steering, sort="overlap") == [
        ("Keeper", "“Pilot” also answers for “Testing each release”."),
        ("Pilot", "“Keeper” also answers for “testing each release.”."),
    ]


def test_the_same_work_written_twice_in_one_role_overlaps_with_nobody():
    assert found(role(does=("Testing each release", "Testing each release")), sort="overlap") == []


def test_the_same_decision_right_in_three_roles_overlaps():
    three = [role(name, does=(f"Doing {name}",), decides="Prices") for name in ("A1", "B1", "C1")]
    assert found(*three, sort="overlap") == [
        ("A1", "“B1” and “C1” decide the same alone."),
        ("B1", "“A1” and “C1” decide the same alone."),
        ("C1", "“A1” and “B1” decide the same alone."),
    ]


def test_two_accountable_for_one_deliverable_overlap():
    pair = [role("Keeper", decides="x"), role("Pilot", does=("Steering the boat",), decides="y")]
    assert found(*pair, deliverable("Boat", Keeper="A/R", Pilot="A"), sort="overlap") == [
        ("Keeper", "“Boat” has 2 A's: “Pilot” too."),
        ("Pilot", "“Boat” has 2 A's: “Keeper” too."),
    ]
    assert found(*pair, deliverable("Boat", Keeper="A", Pilot="R"), sort="overlap") == []


@pytest.mark.parametrize(
    ("mine", "total", "is_found"), [(3, 6, False), (4, 6, True), (2, 3, True), (2, 2, False), (1, 1, False)]
)
def test_who_answers_for_more_than_half_is_overloaded(mine, total, is_found):
    other = role("Pilot", does=("Steering the boat",), held_by=("Cy",), decides="y")
    items = [deliverable(f"D{n}", **{"Keeper" if n < mine else "Pilot": "A/R"}) for n in range(total)]
    words = [("Keeper", f"Bo is A on {mine} of {total} deliverables.")] if is_found else []
    assert [one for one in found(role(), other, *items, sort="overload") if one[0] == "Keeper"] == words


@pytest.mark.parametrize(("hours", "is_found"), [(32, True), (46, False), (45.5, True), (None, False)])
def test_hours_of_all_roles_are_held_against_those_there_are(hours, is_found):
    two = [role(hours=24), role("Pilot", does=("Steering the boat",), held_by=("Bo",), decides="y", hours=22)]
    words = f"Bo: 46 h a week in all roles, {hours} h are there."
    expected = [("Keeper", words), ("Pilot", words)] if is_found else []
    assert found(*two, members=(Member("bo", "Bo", hours),), sort="overload") == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Helping with releases", "“Helping with releases” leaves open what is done: “Helping”."),
        ("Testing as needed", "“Testing as needed” leaves open what is done: “as needed”."),
        ("Budget", "“Budget” does not say what is done."),
        ("The budget", "“The budget” does not say what is done."),
        ("Testing", None),
        ("Test each release", None),
        ("Helpdesk rota kept up", None),
        ("Führt das Budget", None),
    ],
)
def test_an_accountability_says_what_is_done(text, words):
    assert found(role(does=(text,)), sort="vague") == ([("Keeper", words)] if words else [])


def test_a_role_without_present_holder_is_vacant():
    nobody = [("Keeper", "Nobody holds this role.")]
    assert found(role(held_by=()), sort="vacant") == nobody
    assert found(role(held_by=("TBD",)), sort="vacant") == nobody
    assert found(role(), answers={"Keeper-Bo": "declined"}, sort="vacant") == nobody
    assert found(role(), answers={"Keeper-Bo": "proposed"}, sort="vacant") == []
    assert found(role(seats=3), sort="vacant") == [("Keeper", "2 of 3 seats are empty.")]
    assert found(role(seats=2), sort="vacant") == [("Keeper", "1 of 2 seats is empty.")]


def test_a_role_that_answers_and_decides_nothing_lacks_authority():
    assert found(role(decides=" "), deliverable("Pilot", Keeper="A/R"), sort="authority") == [
        ("Keeper", "The role is A for “Pilot” and decides nothing alone.")
    ]
    assert found(role(decides=""), sort="authority") == [
        ("Keeper", "The role has work to answer for and decides nothing alone.")
    ]
    assert found(role(), deliverable("Pilot", Keeper="A/R"), sort="authority") == []


TEXTS = st.text(max_size=30)
ROLES = st.lists(
    st.tuples(TEXTS, st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=3), TEXTS, st.none() | st.integers(0, 60)),
    max_size=4,
)


@given(
    ROLES,
    st.lists(
        st.dictionaries(st.sampled_from("0123x"), st.sampled_from(["A", "R", "A/R", "C", "", "maybe"])), max_size=4
    ),
)
def test_for_any_charter_each_finding_belongs_to_what_is_there(rows, letters):
    clauses = [
        one
        for place, (title, does, held_by, decides, hours) in enumerate(rows)
        for one in role(title, str(place), tuple(does), tuple(held_by), decides, hours=hours)
    ]
    items = [Clause(f"d{n}", "deliverable", {"title": "D", "letters": cells}) for n, cells in enumerate(letters)]
    content = Content("Any", [*clauses, *items])
    findings = find(Facts(content, TODAY, members=(Member("m", "M", 10),)))
    keys = {role.key for role in content.of("role")}
    assert all(
        one.role in keys | {""} and one.key in content.by_key and one.sort in SORTS and one.words for one in findings
    )
    assert {one.role for one in findings if one.sort == "gap" and one.role} == {
        str(place) for place, row in enumerate(rows) if not any(text.strip() for text in row[1])
    }
    assert [one.role for one in findings if one.role] == sorted(one.role for one in findings if one.role)


def test_every_sort_says_why_how_and_from_where():
    assert [sort for sort, about in SORTS.items() if not all([about.name, about.why, about.mend, about.source])] == []
    assert Finding("gap", "words").about is SORTS["gap"]


# The words a verdict is about


def digest(*clauses):
    return roles.digest(Content("Charter", [one for group in clauses for one in group]), "Keeper")


def test_other_words_of_a_role_have_another_digest():
    pilot = [deliverable("Pilot", Keeper="A")]
    texts = [
        digest(role(), pilot),
        digest(role("Keeper of releases", key="Keeper"), pilot),
        digest(role(does=("Testing",)), pilot),
        digest(role(held_by=("Cy",)), pilot),
        digest(role(hours=3), pilot),
        digest(role(), [deliverable("Pilot", Keeper="R")]),
        digest(role()),
    ]
    assert len(set(texts)) == len(texts)


def test_what_is_not_the_roles_leaves_its_digest():
    same = {
        digest(role(), [deliverable("Pilot", Keeper="A/R")]),
        digest(role(), [deliverable("Pilot", Keeper="R/A", Other="C"), deliverable("Other")]),
        digest(role(), role("Other"), [deliverable("Pilot", Keeper="A/R")]),
    }
    assert len(same) == 1
