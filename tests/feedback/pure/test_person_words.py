"""Words that judge a person and details that give somebody away: found where they are, and not within other words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.tone import ABSOLUTE, CHARACTER, COMPARISON, HINTS, MOTIVE, Found, person_words, recognisable

SAID = [
    ("You ALWAYS come late.", ["You ALWAYS"]),
    ("Always late, never sorry; always.", ["Always", "never"]),
    ("He is lazy, “rude” and 'selfish'.", ["lazy", "rude", "selfish"]),
    ("lazy", ["lazy"]),
    ("You doesn’t care / doesn't care", ["doesn’t care"]),
    ("every  single\ntime", ["every  single\ntime"]),
    ("Passive-aggressive, not aggressive", ["Passive-aggressive", "aggressive"]),
    # within other words
    ("Nevertheless the always-on lazybones of Sidney and Neverland liars", []),
    ("crude ruder stupidity lazy_name not-never", []),
    ("She missed two of five dates and told us after the third.", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "words"), SAID)
def test_person_words(text, words):
    assert [found.words for found in person_words(text)] == words


@pytest.mark.parametrize("phrase", HINTS)
def test_each_phrase_is_found_as_a_whole(phrase):
    assert person_words(f"Well, {phrase.upper()}!") == [Found(phrase.upper(), *HINTS[phrase])]
    assert [found.words for found in person_words(f"x{phrase}x") if found.words == phrase] == []


def test_each_sort_has_its_own_hint():
    found = person_words("never, lazy, on purpose, at your age")
    assert [(one.why, one.instead) for one in found] == [ABSOLUTE, CHARACTER, MOTIVE, COMPARISON]
    assert len(HINTS) == 66


NAMES = ["Ana Lim", "Will Smith", "Bo", "王小明"]
GIVEN_AWAY = [
    ("In our Tuesday call", ["Tuesday call"]),
    ("at monday's stand-up", ["monday's stand-up"]),
    ("the meeting with them last Friday", ["meeting with them last Friday"]),
    ("On Monday it rained. The meeting was long.", []),
    ("A call on one of the many days before the last Friday", []),
    ("As I told you, and as I  wrote to you", ["As I told you", "as I  wrote to you"]),
    ("I already told you so", ["I already told you"]),
    ("I told them a story", []),
    ("Write ana.b+c@x.example or @ana", ["ana.b+c@x.example"]),
    ("+31 6 1234 5678", ["+31 6 1234 5678"]),
    ("(030) 123 456 78", ["(030) 123 456 78"]),
    ("01.23.45.67.89", ["01.23.45.67.89"]),
    ("555-123-4567", ["555-123-4567"]),
    ("01.02.2026 09.00-10.30", []),
    ("2026-11-26, 12/31/2026, 2024-2025", []),
    ("1 000 000 000 or 12,500,000,000 or 0.12345678", []),
    ("Ana Lim and ANA LIM", ["Ana Lim"]),
    ("Lim said so", ["Lim"]),
    ("limits, Limits, Bob, banana, I will", []),
    ("Bo agreed", ["Bo"]),
    ("我和王小明说", ["王小明"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), GIVEN_AWAY)
def test_recognisable(text, words):
    assert [found.words for found in recognisable(text, NAMES)] == words


def test_the_order_is_that_of_the_text():
    text = "As I told you, Bo was in the Tuesday call; ask a@x.example"
    assert [found.words for found in recognisable(text, NAMES)] == [
        "As I told you",
        "Bo",
        "Tuesday call",
        "a@x.example",
    ]


def test_a_name_is_no_pattern():
    assert recognisable("anything", [".*", "(", "  ", ""]) == []


@given(st.text(max_size=200), st.lists(st.text(max_size=10), max_size=3))
def test_what_is_found_stands_in_the_text_in_order(text, names):
    places = [re.escape(found.words) for found in recognisable(text, names)]
    assert re.search(".*".join(places), text, re.DOTALL)
