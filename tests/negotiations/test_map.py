"""The pictures of the explorer: where what stands."""

from dataclasses import replace

import pytest

from negotiations.analysis.explorer import analyse
from negotiations.analysis.frontier import Point
from negotiations.pictures import map as pictures
from negotiations.pictures.line import line, number_in
from tests.negotiations.cases import issue, new_recruit, price_talk, problem

FRAME = pictures.Frame((0, 100), (0, 1000))


def test_worst_and_best_are_the_edges():
    assert [(FRAME.x(own), FRAME.y(other)) for own, other in ((0, 0), (100, 1000), (50, 500))] == [
        (pictures.LEFT, pictures.BOTTOM), (pictures.RIGHT, pictures.TOP), (pictures.LEFT + 196, pictures.TOP + 196),
    ]  # fmt: skip


def test_where_all_are_the_same_the_point_is_at_the_best():
    assert pictures.Frame((7, 7), (7, 7)).x(7) == pictures.RIGHT


def test_steps_go_left_before_they_go_up_so_that_nothing_is_promised():
    drawn = pictures.drawn(FRAME, [Point(100, 0, 1), Point(50, 500, 1), Point(0, 1000, 1)])
    assert drawn.line == "M454.0 418.0H258.0V222.0H62.0V26.0"


def test_the_zone_reaches_from_the_limits_to_the_best():
    zone = pictures.drawn(FRAME, [Point(100, 0, 1)], zone=(25, 500)).zone
    assert zone == pictures.Box(160.0, 26, 294.0, 196.0)


def test_what_stands_at_one_place_shares_a_mark_with_all_its_letters():
    things = [pictures.Thing(letter, "diamond", 50, 500, name) for letter, name in (("N", "Nash"), ("K", "Kalai"))]
    (mark,) = pictures.drawn(FRAME, [], things).marks
    assert (mark.letters, mark.title, mark.x, mark.y) == ("N K", "Nash · Kalai", 258.0, 222.0)


def test_letters_of_neighbours_stand_above_and_below():
    things = [pictures.Thing(letter, "square", 50, total, letter) for letter, total in (("1", 500), ("2", 490))]
    first, second = pictures.drawn(FRAME, [], things).marks
    assert (first.label_y < first.y, second.label_y > second.y) == (True, True)


def test_the_band_goes_along_its_upper_edge_and_back_along_the_lower():
    band = pictures.drawn(FRAME, [], band=[(100, 0, 100), (0, 900, 1000)]).band
    assert band == "M454.0 378.8L62.0 26.0L62.0 65.2L454.0 418.0Z"


def test_of_many_points_both_ends_and_those_to_keep_are_drawn():
    points = [Point(1000 - n, n, 1) for n in range(1001)]
    few = pictures.thinned(points, 11, [points[123]])
    assert few == [points[n] for n in (0, 100, 123, 200, 300, 400, 500, 600, 700, 800, 900, 1000)]
    assert pictures.thinned(points[:11], 11) == points[:11]


def test_the_frontier_of_new_recruit_begins_and_ends_at_the_best_of_each():
    found = analyse(new_recruit())
    drawn = pictures.drawn(pictures.Frame(found.own_range, found.other_range), found.points)
    assert (len(drawn.dots), drawn.dots[0].x, drawn.dots[-1].y) == (45, pictures.RIGHT, pictures.TOP)


@pytest.mark.parametrize(
    ("words", "number"),
    [("45,000", 45000), ("45'000 a year", 45000), ("60.000", 60000), ("10%", 10), ("3.5 days", 3.5), ("1,5", 1.5), ("no", None)],
)  # fmt: skip
def test_the_number_in_a_name(words, number):
    assert number_in(words) == number


def test_a_price_line_from_limit_to_limit_with_criteria():
    talk = replace(price_talk(), own_reservation=12_000, other_reservation=8_000)
    drawn = line(talk, [("expert", 28_000), ("asked", 44_000)])
    assert (drawn.zone.low, drawn.zone.high) == (12_000, 37_000)
    assert [(spot.value, spot.is_inside) for spot in drawn.criteria] == [(28_000, True), (44_000, False)]
    assert [spot.label for spot in drawn.options if spot.is_inside] == [
        "15,000",
        "20,000",
        "25,000",
        "30,000",
        "35,000",
    ]


def test_without_limits_the_line_knows_none():
    talk = replace(price_talk(), own_reservation=12_000, other_reservation=8_000)
    drawn = line(talk, with_zone=False)
    assert (drawn.zone, drawn.own_limit, drawn.other_limit) == (None, None, None)


def test_names_without_numbers_stand_in_their_order():
    talk = replace(problem(), issues=(issue("When", (0, 9), (5, 5), (9, 0), names=["soon", "later", "never"]),))
    drawn = line(replace(talk, own_reservation=5, other_reservation=5), [("custom", 3)])
    assert [(spot.label, spot.x, spot.is_inside) for spot in drawn.options] == [
        ("soon", 40, False), ("later", 280, True), ("never", 520, False),
    ]  # fmt: skip
    assert drawn.unplaced == ("custom",)
