"""Whose typed name counts, and when a vote is decided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charters.adoption import Tally, same_name, tally


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ann", "Ann"),
        ("  ann ", "Ann"),
        ("ZOE OHARA", "Zoë  O’Hara"),
        ("jean luc", "Jean-Luc"),
        ("Soren As", "Søren Ås"),
        ("lukasz", "Łukasz"),
        ("Strasse", "Straße"),
        ("佐藤", "佐藤"),
        ("👩‍🚀", "👩‍🚀"),
    ],
)
def test_a_name_counts_whatever_its_case_spaces_and_signs(typed, name):
    assert same_name(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Bo", "Ann"), ("", "Ann"), ("   ", "…"), ("An", "Ann"), ("Ann B", "Ann"), ("…", "Ann"), ("👨‍🚀", "👩‍🚀")],
)
def test_another_name_does_not_count(typed, name):
    assert not same_name(typed, name)


@given(st.text(min_size=1).filter(str.strip))
def test_everybody_can_type_their_own_name(name):
    assert same_name(name, name)
    assert same_name(f"  {name} ", name)


@pytest.mark.parametrize(
    ("count", "needed", "carried", "lost"),
    [
        (Tally(1, yes=1), 1, True, False),
        (Tally(1, no=1), 1, False, True),
        (Tally(4, yes=2), 3, False, False),
        (Tally(4, yes=2, no=2), 3, False, True),
        (Tally(4, yes=3), 3, True, False),
        (Tally(5, yes=2, no=2), 3, False, False),
        (Tally(5, yes=2, no=1, abstain=2), 3, False, True),
        (Tally(5, yes=3, no=2), 3, True, False),
        (Tally(0), 1, False, True),
    ],
)
def test_a_vote_needs_more_than_half_of_all_members(count, needed, carried, lost):
    assert (count.needed, count.is_carried, count.is_lost) == (needed, carried, lost)


def test_votes_of_who_has_left_do_not_count():
    assert tally(["ann", "bo", "cy"], {"ann": "yes", "bo": "abstain", "sam": "no"}) == Tally(3, yes=1, abstain=1)


@given(st.lists(st.sampled_from(["yes", "no", "abstain", None]), min_size=1, max_size=40))
def test_a_vote_is_decided_once_and_at_the_latest_when_all_have_voted(choices):
    count = tally(range(len(choices)), {person: choice for person, choice in enumerate(choices) if choice})
    assert not (count.is_carried and count.is_lost)
    assert count.waiting or count.is_carried or count.is_lost
    assert count.is_carried == (choices.count("yes") * 2 > len(choices))
