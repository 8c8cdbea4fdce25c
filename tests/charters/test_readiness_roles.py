"""Check 4: everybody has a role, and every role has work and somebody."""

import pytest

from charters.readiness.facts import is_nobody
from tests.charters.checked import ANN, BO, CY, check, clause, role, words

# 4: roles


def test_a_role_for_everyone_and_work_in_every_role_pass():
    assert check(4, *role("keeper", ANN, BO, seats=2), members=(ANN, BO)).state == "passed"


def test_members_without_a_role_block_by_name():
    found = check(4, *role("keeper", ANN), members=(ANN, BO, CY))

    assert [reason.words for reason in found.blockers] == ["Bo and Cy hold no role."]


def test_without_roles_one_sentence_says_so():
    assert [reason.words for reason in check(4, members=(ANN, BO)).blockers] == ["There is no role yet."]


def test_a_member_written_by_name_holds_the_role():
    assert check(4, *role("keeper", " ann "), members=(ANN,)).state == "passed"


@pytest.mark.parametrize("answer", ["declined", "ended"])
def test_who_declined_a_role_does_not_hold_it(answer):
    said = words(4, *role("keeper", ANN), members=(ANN,), answers={"keeper-1": answer})

    assert said == ["Ann holds no role.", "Role “Keeper” is vacant."]


@pytest.mark.parametrize("answer", ["proposed", "accepted"])
def test_who_was_asked_or_accepted_holds_it(answer):
    assert check(4, *role("keeper", ANN), members=(ANN,), answers={"keeper-1": answer}).state == "passed"


def test_a_former_holder_holds_nothing():
    past = clause("past", "assignment", "keeper", person="ann", name="Ann", former=True)

    assert words(4, *role("keeper", BO), past, members=(ANN, BO)) == ["Ann holds no role."]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"purpose": " "}, ["Role “Keeper” has no purpose."]),
        ({"work": ()}, ["Role “Keeper” has no accountability."]),
        ({"work": (" ",)}, ["Role “Keeper” has no accountability."]),
        ({"purpose": "", "work": ()}, ["Role “Keeper” has neither a purpose nor an accountability."]),
    ],
)
def test_a_role_without_purpose_or_work_blocks(given, said):
    found = check(4, *role("keeper", ANN, **given), members=(ANN,))

    assert [(reason.words, reason.key) for reason in found.blockers] == [(one, "keeper") for one in said]


@pytest.mark.parametrize(
    ("holders", "seats", "said"),
    [
        ((), None, ["Role “Keeper” is vacant."]),
        ((), 3, ["Role “Keeper” is vacant."]),
        (("TBD",), None, ["Role “Keeper” is vacant."]),
        ((ANN,), 2, ["Role “Keeper” has 1 vacant seat of 2."]),
        ((ANN,), 3, ["Role “Keeper” has 2 vacant seats of 3."]),
        ((ANN, BO), 2, []),
        ((ANN, BO), 1, []),
    ],
)
def test_vacancies_are_named_and_do_not_block(holders, seats, said):
    found = check(4, *role("keeper", *holders, seats=seats))

    assert [reason.words for reason in found.reasons] == said
    assert found.blockers == []


@pytest.mark.parametrize(
    "name", ["", " ", "TBD", "tba", "TBC", "[chair name]", "N/A", "vacant", "???", "—".replace("—", "-")]
)
def test_placeholders_are_nobody(name):
    assert is_nobody(name)


@pytest.mark.parametrize("name", ["Ann", "Flynn", "Who? Me?!", "@tedsuo", "徐俊杰", "Nonette"])
def test_names_are_somebody(name):
    assert not is_nobody(name)
