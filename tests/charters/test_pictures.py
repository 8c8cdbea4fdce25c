"""The arithmetic of the pictures: no database, no drawing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from charters.content import Clause, Content
from charters.live import Live
from charters.pictures.matrix import matrix
from charters.pictures.rolemap import SHOWN_PEOPLE, role_map
from charters.pictures.timeline import LABELS, MANY_ROWS, ROW, WIDTH, short, span, timeline
from common.ids import uuid7


def clause(kind, parent="", **values):
    return Clause(str(uuid7()), kind, values, parent)


def due(on, precision="day"):
    return {"text": on or "TBD", "on": on, "precision": precision}


def deliverable(on, precision="day", **values):
    return clause("deliverable", title=values.pop("title", "Map"), due=due(on, precision), **values)


def drawn(*clauses):
    return timeline(Content("T", list(clauses)))


@pytest.mark.parametrize(
    ("on", "precision", "starts"),
    [
        ("2026-09-30", "quarter", date(2026, 7, 1)),
        ("2026-03-31", "quarter", date(2026, 1, 1)),
        ("2026-12-31", "year", date(2026, 1, 1)),
        ("2026-02-28", "month", date(2026, 2, 1)),
        ("2026-02-28", "day", date(2026, 2, 28)),
    ],
)
def test_a_due_is_a_day_or_the_band_it_can_mean(on, precision, starts):
    assert span(due(on, precision)) == (starts, date.fromisoformat(on))


def test_without_any_due_there_is_no_picture():
    assert drawn(clause("deliverable", title="Map")) is None


def test_what_has_no_day_is_listed_beneath():
    picture = drawn(
        deliverable("2026-06-12"), deliverable(None, "text", title="Book"), clause("deliverable", title="Later")
    )
    assert (len(picture.rows), picture.undated, picture.without_due) == (1, [("Book", "TBD")], 1)


def test_a_day_is_a_point_and_a_quarter_a_band():
    day, quarter = drawn(deliverable("2026-08-15"), deliverable("2026-09-30", "quarter")).rows
    assert (day.width, quarter.width > 100) == (0, True)
    assert quarter.x < day.x < quarter.x + quarter.width


def test_rows_stand_in_the_order_of_time_within_their_group():
    picture = drawn(
        deliverable("2026-09-01", title="c", group="Two"), deliverable("2026-05-01", title="b", group="One"), deliverable("2026-04-01", title="a", group="Two")
    )  # fmt: skip
    assert [row.title for row in picture.rows] == ["a", "c", "b"]
    assert [heading.label for heading in picture.headings] == ["Two", "One"]


def test_a_milestone_is_told_apart():
    picture = drawn(deliverable("2026-05-01"), clause("milestone", title="Go", due=due("2026-05-02")))
    assert [row.is_milestone for row in picture.rows] == [False, True]


TODAY = date(2026, 6, 1)


def living(*pairs):
    """The picture of clauses with their live sides."""
    live = {clause.key: side for clause, side in pairs if side}
    return timeline(Content("T", [clause for clause, _side in pairs]), live, TODAY)


def test_a_living_picture_shows_how_each_stands():
    late, risky, done, early = (deliverable(day) for day in ("2026-05-20", "2026-06-10", "2026-06-12", "2026-07-01"))
    picture = living(
        (late, Live(due_on=date(2026, 5, 20))),
        (risky, Live(due_on=date(2026, 6, 10), projected_on=date(2026, 7, 20))),
        (
            done,
            Live(state="done", due_on=date(2026, 6, 12), projected_on=date(2026, 7, 1), settled_on=date(2026, 5, 30)),
        ),
        (early, Live(due_on=date(2026, 7, 1), projected_on=date(2026, 6, 20))),
    )
    assert [(row.look, row.forecast, row.settled, row.has_way) for row in picture.rows] == [
        ("overdue", None, None, False), ("at_risk", date(2026, 7, 20), None, True), ("done", None, date(2026, 5, 30), False),
        ("open", date(2026, 6, 20), None, False),
    ]  # fmt: skip
    assert picture.rows[0].x < picture.today_x < picture.rows[1].x < picture.rows[1].forecast_x <= WIDTH


def test_what_is_counted_from_the_adoption_has_its_day_once_in_force():
    one = clause("deliverable", title="Map", due=due(None, "relative"))
    assert drawn(one).rows == []
    (row,) = living((one, Live(due_on=date(2026, 8, 1)))).rows
    assert row.width == 0
    assert living((one, Live())).undated == [("Map", "TBD")]


def test_the_picture_of_a_text_shows_nothing_live():
    picture = drawn(deliverable("2026-06-12"))
    assert (picture.today_x, picture.is_live, picture.rows[0].look, picture.rows[0].forecast_x) == (
        None,
        False,
        "",
        None,
    )


def test_very_many_are_drawn_together_and_none_is_forgotten():
    picture = drawn(
        *(deliverable(f"2026-{month:02}-01", title=f"{month}.{place}") for month in range(1, 13) for place in range(8))
    )
    assert len(picture.rows) == 12
    assert sum(1 + row.more for row in picture.rows) == 96


days = some.dates(min_value=date(1900, 1, 1), max_value=date(2300, 12, 31))


@given(
    some.lists(
        some.tuples(days, some.sampled_from(["day", "month", "quarter", "year"]), some.text(max_size=3)),
        min_size=1,
        max_size=60,
    )
)
def test_everything_stays_inside_the_picture(found):
    picture = drawn(*(deliverable(day.isoformat(), precision, group=group) for day, precision, group in found))
    assert sum(1 + row.more for row in picture.rows) == len(found)
    assert all(LABELS <= row.x <= row.x + row.width <= WIDTH for row in picture.rows)
    heights = [one.y for one in [*picture.rows, *picture.headings]]
    assert len(set(heights)) == len(heights)
    assert max(heights) + ROW // 2 <= picture.height
    assert 1 <= len(picture.ticks) <= 14
    assert len(picture.rows) <= max(MANY_ROWS, len({(day, precision) for day, precision, _ in found}))


def test_long_labels_are_cut_by_their_width():
    assert short("Pilot", 10) == "Pilot"
    assert short("abcdefghijk", 10) == "abcdefghi…"
    assert short("徐俊杰徐俊杰", 10) == "徐俊杰徐…"


def test_the_matrix_has_the_letters_of_the_charter():
    lead, keeper, idle = (clause("role", title=title) for title in ("Lead", "Keeper", "Idle"))
    pilot = clause("deliverable", title="Pilot", letters={lead.key: "A/R", keeper.key: "C"})
    blank = clause("deliverable", title="Blank", letters={})
    launch = clause("deliverable", title="Launch", letters={keeper.key: "A", "gone": "R"})
    found = matrix(Content("T", [lead, keeper, idle, pilot, blank, launch]))
    assert found.columns == ["Lead", "Keeper"]
    assert [(row.title, [(cell.letters, cell.look) for cell in row.cells]) for row in found.rows] == [
        ("Pilot", [("A/R", "a"), ("C", "c")]),
        ("Launch", [("", ""), ("A", "a")]),
    ]


def test_no_letters_no_matrix():
    assert (
        matrix(Content("T", [clause("role", title="Lead"), clause("deliverable", title="Pilot", letters={})])) is None
    )


def test_the_role_map_adds_hours_and_knows_one_person_by_account_handle_or_name():
    lead, keeper = clause("role", title="Lead", hours=10), clause("role", title="Keeper")
    holders = [
        clause("assignment", lead.key, name="Jo"), clause("assignment", keeper.key, name="jo", hours=6),
        clause("assignment", keeper.key, name="Kim", former=True), clause("assignment", keeper.key, name="Al", handle="@al"),
        clause("assignment", lead.key, name="Alexandra", handle="al", hours=4),
    ]  # fmt: skip
    found = role_map(Content("T", [lead, keeper, *holders]))
    assert [(one.name, one.held, one.hours, one.bar) for one in found.people] == [
        ("Jo", [10, 6], 16, 100),
        ("Alexandra", [4, 0], 4, 25),
    ]


def test_nobody_holds_anything_no_map():
    assert role_map(Content("T", [clause("role", title="Lead")])) is None


def test_a_crowd_is_counted_and_those_with_several_roles_are_drawn():
    member, lead = clause("role", title="Member"), clause("role", title="Lead")
    crowd = [clause("assignment", member.key, name=f"p{place}") for place in range(SHOWN_PEOPLE + 51)]
    found = role_map(Content("T", [member, lead, *crowd, clause("assignment", lead.key, name="p7")]))
    assert [(one.name, one.held) for one in found.people] == [("p7", [0, 0])]
    assert found.rest == [("Member", SHOWN_PEOPLE + 50)]
