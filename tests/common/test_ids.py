"""Identifiers follow time, also where the clock stands still."""

import time
from concurrent.futures import ThreadPoolExecutor

import time_machine

from common.ids import as_uuid, uuid7


def test_what_is_made_later_sorts_later_within_the_same_millisecond():
    with time_machine.travel("2027-03-01 09:00+00:00", tick=False):
        made = [uuid7() for _ in range(5_000)]
    assert made == sorted(set(made))
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}
    assert {one.int >> 80 for one in made} == {1_803_891_600_000}


def test_threads_make_no_identifier_twice():
    with ThreadPoolExecutor(4) as pool:
        made = [one for many in pool.map(lambda _: [uuid7() for _ in range(2_000)], range(4)) for one in many]
    assert len(set(made)) == 8_000


def test_an_identifier_begins_with_the_time_it_was_made():
    before, made, after = time.time_ns() // 1_000_000, uuid7(), time.time_ns() // 1_000_000
    assert before <= made.int >> 80 <= after


def test_what_names_nothing_is_no_identifier():
    made = uuid7()
    assert [as_uuid(text) for text in (str(made), "", None, "x" * 36)] == [made, None, None, None]
