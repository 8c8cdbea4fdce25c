"""What a preparation still wants: by depth, with a reason, and without a word of limits to who sees none."""

import pytest

from negotiations.content import Content, Issue, Limits, Part
from negotiations.kinds import KINDS
from negotiations.missing import ALL, missing

NONE = Limits()


def sheet(*parts, depth="sudden", limits=NONE, **fields):
    built = tuple(Part(str(at), kind, values) for at, (kind, values) in enumerate(parts))
    return Content(title="Night berth", depth=depth, parts=built, limits=limits, **fields)


def whats(content):
    return [str(one.what) for one in missing(content)]


FIVE = (
    ("goal", {"text": "A berth", "party": "own"}),
    ("goal", {"text": "Quiet nights", "party": "other"}),
    ("alternative", {"text": "The day berth", "party": "own", "is_best": True}),
    ("question", {"text": "What would help?"}),
    ("question", {"text": "And if not?"}),
)


def test_an_empty_sudden_sheet_misses_four_things_and_says_why():
    assert whats(sheet()) == ["Your goal", "Their likely goal", "Your plan B", "Two questions"]
    assert all(str(one.why) for one in missing(sheet()))


@pytest.mark.parametrize("left_out", range(5))
def test_five_lines_are_enough_and_four_are_not(left_out):
    assert whats(sheet(*FIVE)) == []
    names = ["Your goal", "Their likely goal", "Your plan B", "Two questions", "Two questions"]
    assert whats(sheet(*FIVE[:left_out], *FIVE[left_out + 1 :])) == [names[left_out]]


def test_a_line_of_spaces_says_nothing():
    assert whats(sheet(("goal", {"text": "  ", "party": "own"}), *FIVE[1:])) == ["Your goal"]


def test_who_sees_no_limits_hears_nothing_of_them():
    assert whats(sheet(depth="full").without_limits()) == [
        str(one.what) for one in ALL if not one.is_limit and not one.is_there(sheet(depth="full"))
    ]
    seen = {one.where for one in missing(sheet(depth="full").without_limits())}
    assert seen & ({"limits"} | {name for name, kind in KINDS.items() if kind.is_limit}) == set()


@pytest.mark.parametrize(
    ("part", "wanted"),
    [
        (("interest", {"text": "Sleep", "party": "other", "why": ""}), "Why each interest matters"),
        (("criterion", {"text": "Tariff", "source": ""}), "Where each standard comes from"),
        (("challenge", {"text": "“Policy”", "strategies": " "}), "What you do about each challenge"),
        (("assumption", {"text": "They may", "status": "untested", "test": ""}), "How to test your assumptions"),
        (("alternative", {"text": "Bus", "party": "own", "is_best": False}), "Which of your alternatives is the best"),
    ],
)
def test_what_stands_there_half_done_is_named(part, wanted):
    assert wanted not in whats(sheet(depth="focused"))
    assert wanted in whats(sheet(part, depth="focused"))


def test_a_limit_in_words_is_a_limit():
    wanted = "Your reservation point (walk-away point)"
    assert wanted in whats(sheet(depth="focused"))
    assert wanted not in whats(sheet(depth="focused", limits=Limits(reservation_note="310 a night")))
    points = {"value": 0, "unit": "points"}
    assert wanted not in whats(sheet(depth="focused", limits=Limits(reservation_score=points)))


def test_the_day_and_the_issues_are_asked_for_when_it_goes_deeper():
    assert "The day of the talks" not in whats(sheet(depth="sudden"))
    assert "The day of the talks" in whats(sheet(depth="focused"))
    assert "The day of the talks" not in whats(sheet(depth="focused", meets_on="2026-05-04"))
    assert "Issues and what they are worth" in whats(sheet(depth="full"))
    assert "Issues and what they are worth" not in whats(sheet(depth="full", issues=(Issue("1", "Price"),)))


def test_every_place_to_mend_is_a_kind_or_a_page():
    assert {one.where for one in ALL} - set(KINDS) == {"limits", "numbers", "day"}
