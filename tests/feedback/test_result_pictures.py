"""Pictures of results: what is drawn is what was told, and nothing else."""

from datetime import date

from feedback.pictures import picks, scale, trend
from feedback.pictures.trend import Seen


def test_few_people_get_a_band_and_no_column():
    drawn = scale.scale(4.0, "high", None, 2)
    assert drawn.columns == ()
    assert (drawn.band.x, drawn.band.x + drawn.band.width) == (scale.place(3.5), scale.place(5))
    assert (drawn.median, drawn.own) == (scale.place(4), scale.place(2))


def test_many_get_a_column_for_each_score_in_proportion():
    drawn = scale.scale(3.5, "middle", [0, 1, 2, 4, 0], None)
    assert drawn.band is None
    assert [column.n for column in drawn.columns] == [0, 1, 2, 4, 0]
    assert [column.height for column in drawn.columns] == [0, 10, 20, 40, 0]
    assert {column.y + column.height for column in drawn.columns} == {scale.LEVEL}
    assert drawn.own is None


def test_everything_is_inside_the_picture():
    for score in (1, 5):
        assert scale.WIDE / 2 < scale.place(score) < scale.WIDTH - scale.WIDE / 2
    tall = scale.scale(1.0, "low", [9, 0, 0, 0, 9], 5)
    assert min(column.y for column in tall.columns) >= 20


def test_hatches_and_stripes_stay_inside_what_they_fill():
    band = scale.scale(3.0, "middle", None, None).band
    assert band.hatches
    assert all(band.x <= x and x + 10 <= band.x + band.width for x in band.hatches)
    [column] = [one for one in scale.scale(3.0, "middle", [0, 0, 5, 0, 0], None).columns if one.n]
    assert column.stripes
    assert all(column.y < y < scale.LEVEL for y in column.stripes)


def test_bars_are_measured_by_the_longest():
    assert [bar.length for bar in picks.bars([("a", 4), ("b", 1), ("c", 0)])] == [200, 50, 0]
    assert picks.bars([]) == []


def seen(month, median, form="teammate:1"):
    return Seen(date(2026, month, 1), "", median, "", form)


def test_dots_lie_by_their_days_and_values():
    line = trend.line([seen(1, 1.0), seen(7, 3.0), seen(12, 5.0)])
    assert [dot.y for dot in line.dots] == [trend.LEVEL, (trend.LEVEL + trend.TOP) / 2, trend.TOP]
    first, middle, last = (dot.x for dot in line.dots)
    assert (first, last) == (trend.LEFT + 12, trend.RIGHT - 12)
    assert first < middle < last


def test_only_the_same_form_is_joined_and_a_gap_stays_a_gap():
    line = trend.line([seen(1, 3.0), seen(2, 4.0), seen(3, None), seen(4, 4.0), seen(5, 2.0, "teammate:2")])
    assert [(a.seen.on.month, b.seen.on.month) for a, b in line.spans] == [(1, 2)]
    assert [dot.seen.on.month for dot in line.dots] == [1, 2, 4, 5]


def test_a_small_move_is_no_clear_change():
    assert trend.change([seen(1, 3.0), seen(2, 3.4)]) == 0
    assert trend.change([seen(1, 3.0), seen(2, 3.5)]) == 0.5
    assert trend.change([seen(1, 3.0), seen(2, 2.0)]) == -1
    assert trend.change([seen(1, 3.0), seen(2, 4.0, "client:1")]) is None
    assert trend.change([seen(1, 3.0)]) is None


def test_one_project_alone_is_one_dot():
    line = trend.line([seen(1, 3.0)])
    assert (len(line.dots), line.spans, line.first) == (1, (), date(2026, 1, 1))
