"""What people type as a due, and what it is read as."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charters.due import MONTHS, Due, label, parse, resolve, understood

ADOPTED = date(2026, 1, 31)
REAL = Path(__file__).parents[3] / "shared/real/charters.json"


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("2026-06-12", "2026-06-12", "day"),
        ("2026-6-2", "2026-06-02", "day"),
        ("12 June 2026", "2026-06-12", "day"),
        ("June 12, 2026", "2026-06-12", "day"),
        ("june 12 2026", "2026-06-12", "day"),
        ("12.6.2026", "2026-06-12", "day"),
        ("12. 6. 2026", "2026-06-12", "day"),
        ("1.12.2026", "2026-12-01", "day"),
        ("28 Feb 2025", "2025-02-28", "day"),
        ("28-Feb-2025", "2025-02-28", "day"),
        ("29 February 2028", "2028-02-29", "day"),
        ("1st of Sept. 2026", "2026-09-01", "day"),
        ("31/12/2026", "2026-12-31", "day"),
        ("12/31/2026", "2026-12-31", "day"),
        ("6/6/2026", "2026-06-06", "day"),
        ("by 12 June 2026", "2026-06-12", "day"),
        ("June 2026", "2026-06-30", "month"),
        ("end of February 2028", "2028-02-29", "month"),
        ("2026-06", "2026-06-30", "month"),
        ("06/2026", "2026-06-30", "month"),
        ("**June 2026**", "2026-06-30", "month"),
        ("Q3 2026", "2026-09-30", "quarter"),
        ("3Q26", "2026-09-30", "quarter"),
        ("2026 Q3", "2026-09-30", "quarter"),
        ("2026Q3", "2026-09-30", "quarter"),
        ("q1/2026", "2026-03-31", "quarter"),
        ("Q4 ’26", "2026-12-31", "quarter"),
        ("2026", "2026-12-31", "year"),
        ("end of 2026", "2026-12-31", "year"),
    ],
)
def test_a_date_is_read_as_the_last_day_it_can_mean(text, on, precision):
    assert parse(text) == Due(text=text, on=on, precision=precision)


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("adoption + 3 months", "2026-04-30"),
        ("Adoption+1 month", "2026-02-28"),
        ("Chartering + 3 Months", "2026-04-30"),
        ("Start date + 2 years", "2028-01-31"),
        ("Month 6", "2026-07-31"),
        ("**Months 7-18**", "2027-07-31"),
        ("Months 1–2", "2026-03-31"),
        ("1 month", "2026-02-28"),
        ("13 months", "2027-02-28"),
        ("6 weeks after kick-off", "2026-03-14"),
        ("six months after the creation", "2026-07-31"),
        ("10 days from adoption", "2026-02-10"),
        ("2 quarters after signing", "2026-07-31"),
    ],
)
def test_a_relative_due_has_a_day_once_the_charter_is_adopted(text, resolved):
    due = parse(text)

    assert due == Due(text=text, on=None, precision="relative")
    assert resolve(due, ADOPTED) == date.fromisoformat(resolved)


@pytest.mark.parametrize(
    ("adopted_on", "resolved"),
    [
        ("2026-03-15", "2026-06-15"),
        ("2026-11-30", "2027-02-28"),
        ("2027-11-30", "2028-02-29"),
        ("2026-12-01", "2027-03-01"),
    ],
)
def test_months_keep_the_day_where_the_month_has_it(adopted_on, resolved):
    assert resolve(parse("adoption + 3 months"), date.fromisoformat(adopted_on)) == date.fromisoformat(resolved)


@pytest.mark.parametrize(
    "text",
    [
        "TBD", "yearly", "none", "Q4", "Q5 2026", "Step 1", "quarter 3", "31 February 2026", "29 February 2026", "2026-13",
        "2026-02-30", "13/2026", "5/6/2026", "32/1/2026", "0.6.2026", "Q3 2026 or later", "@@ October 2016", "20260612", "2026-W24-5",
        "6 weeks after the pilot", "June", "12 June", "1850", "end", "by", "six months after creation unless it is renewed",
        "12.6.26", "2026-06-12 or 2026-06-13",
    ],
)  # fmt: skip
def test_what_is_no_date_or_could_be_two_stays_words(text):
    due = parse(text)

    assert due == Due(text=text, on=None, precision="text")
    assert resolve(due, ADOPTED) is None
    assert label(due) == text


def test_nothing_typed_is_no_due():
    assert [parse(""), parse("  \n "), label(None), understood(None), resolve(None, ADOPTED)] == [
        None,
        None,
        "",
        "",
        None,
    ]


def test_the_words_are_kept_as_typed_but_for_spaces_around_them():
    assert parse("  Q3   2026\n")["text"] == "Q3   2026"


@pytest.mark.parametrize(
    ("text", "shown", "read"),
    [
        ("12.6.2026", "12 June 2026", "12 June 2026"),
        ("2026-06", "June 2026", "June 2026: by 30 June 2026 at the latest"),
        ("3Q26", "Q3 2026", "Q3 2026: by 30 September 2026 at the latest"),
        ("end of 2026", "2026", "2026: by 31 December 2026 at the latest"),
        ("Month 6", "Month 6", "6 months after adoption"),
        ("1 week", "1 week", "1 week after adoption"),
        ("TBD", "TBD", "Kept as words; not a date yet"),
    ],
)
def test_the_page_shows_how_a_due_was_read(text, shown, read):
    assert (label(parse(text)), understood(parse(text))) == (shown, read)


days = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))
WAYS = [
    lambda day: day.isoformat(),
    lambda day: f"{day.day} {MONTHS[day.month - 1].title()} {day.year}",
    lambda day: f"{MONTHS[day.month - 1][:3]} {day.day}, {day.year}",
    lambda day: f"{day.day:02}.{day.month:02}.{day.year}",
]


@given(days, st.sampled_from(WAYS))
def test_every_day_is_read_in_each_way_of_writing_it(day, write):
    assert parse(write(day)) == Due(text=write(day), on=day.isoformat(), precision="day")


@given(days)
def test_a_month_a_quarter_and_a_year_end_before_the_next_begins(day):
    quarter = (day.month + 2) // 3
    ends = [parse(text)["on"] for text in (f"{day:%Y-%m}", f"Q{quarter} {day.year}", str(day.year))]
    nexts = [date.fromisoformat(end) + timedelta(days=1) for end in ends]

    assert nexts == [
        date(day.year + day.month // 12, day.month % 12 + 1, 1),
        date(day.year + quarter // 4, quarter % 4 * 3 + 1, 1),
        date(day.year + 1, 1, 1),
    ]


@given(st.text(max_size=200))
def test_any_words_are_kept_and_can_be_shown_and_read_again(text):
    due = parse(text)

    assert (due["text"] if due else "") == text.strip()
    assert due is None or parse(due["text"]) == due
    assert bool(due) == bool(label(due)) == bool(understood(due))


@given(days, st.integers(0, 999), st.sampled_from(["days", "weeks", "months", "quarters", "years"]))
def test_a_relative_due_never_falls_before_adoption_and_grows_with_its_count(day, count, unit):
    sooner, later = (resolve(parse(f"adoption + {number} {unit}"), day) for number in (count, min(count + 1, 999)))

    assert day <= sooner <= later


def test_a_page_of_words_is_not_searched_for_a_date():
    text = "2026-06-12 " * 1_800

    assert parse(text) == Due(text=text.strip(), on=None, precision="text")


def test_real_charters_keep_each_due_text():
    """Runs where the real charters are beside the project; the shapes found there are in the tables above as well."""
    if not REAL.exists():
        print("Due texts of real charters were NOT tried: ../shared/real/charters.json is not here.")  # noqa: T201
        return
    charters = json.loads(REAL.read_text())
    texts = {item["due"] for charter in charters for item in charter["deliverables"] if item.get("due")}
    read = {text: parse(text)["precision"] for text in texts}

    assert {text: kind for text, kind in read.items() if kind != "relative"} == {
        "TBD": "text", "Step 1": "text", "Step 2": "text", "Step 3": "text", "Step 4": "text",
    }  # fmt: skip
    dated = {
        charter[name]: charter[f"{name}_date"] for charter in charters for name in ("start", "end") if charter[name]
    }
    assert {text: parse(text)["on"] for text in dated} == dated
