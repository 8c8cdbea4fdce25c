"""Checks 13 to 18: deciding, looking again, and whether all have had a say."""

from dataclasses import replace
from datetime import date

import pytest

from charters.readiness import Member, Thought
from tests.charters.checked import KEPT, TODAY, check, clause, many, words

# 13: deciding


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"rule": "consent", "tie_break": "The lead"}, []),
        ({"rule": "consent"}, ["Nothing says what happens when you cannot decide."]),
        ({"rule": "other", "tie_break": "The lead"}, ["The decision rule is “another”, but it is not written."]),
        ({"rule": "other", "tie_break": "The lead", "text": "We draw lots"}, []),
        ({"text": "Somehow"}, ["No decision rule is chosen.", "Nothing says what happens when you cannot decide."]),
    ],
)
def test_a_decision_rule_and_a_tie_break(rule, said):
    assert words(13, *many("decision_rule", rule)) == said


def test_without_a_rule_both_are_missing():
    assert check(13).share == 0


@pytest.mark.parametrize(
    ("agreement", "said"),
    [
        (KEPT, []),
        (KEPT | {"owner": " "}, ["“x” has no owner."]),
        (
            KEPT | {"review_on": ""},
            ["“x” has no day to look at it again.", "The charter is not looked at again within six months."],
        ),
        (KEPT | {"review_on": "2026-12-01"}, []),
        (KEPT | {"review_on": "2026-12-02"}, ["The charter is not looked at again within six months."]),
        (KEPT | {"review_on": "2026-05-31"}, ["The charter is not looked at again within six months."]),
        (KEPT | {"review_on": "2026-06-01"}, []),
    ],
)
def test_agreements_have_an_owner_and_a_day(agreement, said):
    assert words(14, *many("working_agreement", agreement)) == said


def test_the_charters_own_review_counts():
    assert (
        words(14, *many("working_agreement", KEPT | {"review_on": "2027-06-01"}), next_review_on=date(2026, 9, 1)) == []
    )


@pytest.mark.parametrize(
    ("review_on", "said"),
    [("2026-07-01", []), ("2026-07-03", ["The first look back comes after half-time of the charter."])],
)
def test_the_first_look_back_comes_before_half_time(review_on, said):
    dates = clause("dates", "dates", starts="2026-06-01", ends="2026-08-01")

    assert words(14, dates, *many("working_agreement", KEPT | {"review_on": review_on})) == said


def test_after_half_time_it_is_no_longer_asked():
    dates = clause("dates", "dates", starts="2026-01-01", ends="2026-08-01")

    assert words(14, dates, *many("working_agreement", KEPT | {"review_on": "2026-07-30"})) == []


def test_no_agreement_needs_no_owner():
    assert check(14).state == "not_yet"


# 15 to 18


def test_four_of_five_have_written():
    five = tuple(Member(name, name.title()) for name in ("ann", "bo", "cy", "di", "ed"))

    assert check(15, members=five, authors=frozenset(["ann", "bo", "cy", "di"])).state == "passed"
    assert words(15, members=five, authors=frozenset(["ann", "bo", "cy", "outsider"])) == [
        "3 of 5 members have written, proposed or commented. Not heard yet: Di and Ed."
    ]


@pytest.mark.parametrize(("count", "state"), [(0, "not_yet"), (12, "passed"), (13, "failed")])
def test_agreements_are_few(count, state):
    half = count // 2
    clauses = [*many("working_agreement", *["x"] * half), *many("communication_agreement", *["y"] * (count - half))]

    assert check(16, *clauses).state == state


def thoughts(**sources):
    return tuple(Thought(source, text) for source, texts in sources.items() for text in texts)


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (thoughts(), "not_yet"),
        (thoughts(my_roles=["Tester"]), "not_yet"),
        (thoughts(my_roles=["Tester"], others_roles=["tester: tests"]), "passed"),
        (thoughts(my_roles=["Tester", "Writer"], others_roles=["Tester", "Singer"]), "passed"),
        (thoughts(my_roles=["Tester", "Writer", "Cook"], others_roles=["Tester", "Singer"]), "failed"),
        (thoughts(unowned=["Answering mails"]), "failed"),
        (tuple(replace(one, is_open=False) for one in thoughts(unowned=["Answering mails"])), "not_yet"),
    ],
)
def test_roles_are_seen_alike(given, state):
    assert check(17, thoughts=given).state == state


def test_what_is_seen_differently_is_named():
    assert words(17, thoughts=thoughts(my_roles=["Tester"], others_roles=["Writer"], unowned=["Mail"])) == [
        "Nobody owns this yet: “Mail”.",
        "Members see roles differently. Only in people's own lists: “Tester”. Only in the others' lists: “Writer”.",
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"signed": 3}, []),
        ({"signed": 2}, ["2 of 3 have signed."]),
        ({"signed": 3, "next_review_on": TODAY}, []),
        ({"signed": 3, "next_review_on": date(2026, 5, 31)}, ["The charter should have been looked at again."]),
        ({"signed": 3, "next_review_on": date(2026, 5, 31), "is_being_reviewed": True}, []),
        ({"signed": 3, "days_late": 30}, []),
        ({"signed": 3, "days_late": 31}, ["The last look at it came 31 days late."]),
        ({"signed": 3, "kept_score": 3.5}, []),
        (
            {"signed": 3, "kept_score": 3.44},
            ["At the last look the agreements were kept 3.4 of 5 on average; below 3.5 they help little."],
        ),
    ],
)
def test_a_charter_in_force_is_kept_alive(given, said):
    assert words(18, is_active=True, asked=3, **given) == said
    assert check(18, asked=3, **given).state == "not_yet"
