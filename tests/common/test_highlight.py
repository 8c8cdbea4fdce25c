"""What a search takes for the same, and what it marks in a text as it was typed."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from common.folding import LONGEST, MOST_WORDS, fold, words_of
from common.highlight import LINE, MOST_MARKS, Piece, excerpt, marked

# Letters that change their length or their neighbours when they are folded, beside any others.
ODD = "ßẞİıĲﬁ™½が한ʼnΣςǅéñøœ’–\u0301\u0308\u05b0\u200d\u00ad\u202e\ufe0f 🦀中\n\x00aAsSiI%_\\.*"
texts = st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=40)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Straße", "STRASSE"), ("Zürich", "zurich"), ("Zu\u0308rich", "zürich"), ("İstanbul", "istanbul"), ("ısı", "ISI"),
        ("Łódź", "lodz"), ("Ærø", "aero"), ("ﬁnal", "Final"), ("ＡＢＣ", "abc"), ("①", "1"), ("ΣΊΣΥΦΟΣ", "σισυφος"),
        ("don’t", "don't"), ("“pilot”", '"pilot"'), ("a–b", "a-b"), ("soft\u00adhyphen", "softhyphen"),
        ("two\u00a0\u2003words\n\tmore", "two words more"), ("nul\x00sign", "nul sign"), ("lone\ud800surrogate", "lonesurrogate"),
        ("שָׁלוֹם", "שלום"), ("مُرَحَّب", "مرحب"), ("\u202eback\u202c", "back"), ("👩\u200d🚀", "👩🚀"), ("✔️", "✔"),
    ],
)  # fmt: skip
def test_what_is_the_same_to_a_reader_is_the_same_to_the_search(text, same):
    assert fold(text) == fold(same)


@pytest.mark.parametrize(("text", "other"), [("か", "が"), ("दिन", "दीन"), ("กา", "กี"), ("中", "国"), ("C", "C++")])
def test_other_letters_stay_other_letters(text, other):
    assert fold(text) != fold(other)


@given(texts)
def test_folding_what_is_folded_changes_nothing(text):
    once = fold(text)
    assert fold(once) == once
    assert once == " ".join(once.split())
    assert once.encode().decode() == once
    assert "\x00" not in once


@given(texts, texts)
def test_a_text_is_folded_sign_by_sign(one, other):
    assert fold(f"{one} {other}") == f"{fold(one)} {fold(other)}".strip()
    assert fold(unicodedata.normalize("NFC", one)) == fold(unicodedata.normalize("NFD", one))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", []), (" \n\t ", []), ("Release  KEEPER release", ["release", "keeper"]), ("pilot, line 62?", ["pilot", "line", "62"]),
        ("C++ 1.0 ?!", ["c++", "1.0", "?!"]), ("“pilot”", ["pilot"]), ("100 % _ \\", ["100", "%", "_", "\\"]), ("\x00\ud800\u200d", []),
        ("a b c d e f g h i j", list("abcdefgh")), ("x" * 20_000, ["x" * LONGEST]), ("配送遅延", ["配送遅延"]),
    ],
)  # fmt: skip
def test_words_of_a_question(question, words):
    assert words_of(question) == words
    assert len(words) <= MOST_WORDS


def test_marks_stand_in_the_text_as_it_was_typed():
    assert marked("Große STRASSE, große Straße", ["strasse"]) == [
        Piece("Große ", False), Piece("STRASSE", True), Piece(", große ", False), Piece("Straße", True),
    ]  # fmt: skip
    assert marked("Cafe\u0301 café", ["cafe"]) == [
        Piece("Cafe\u0301", True), Piece(" ", False), Piece("café", True)
    ]  # fmt: skip
    assert marked("nothing", ["else"]) == [Piece("nothing", False)]
    assert marked("", ["a"]) == []


def test_overlapping_words_are_one_mark():
    assert marked("released", ["release", "leased"]) == [Piece("released", True)]
    assert marked("aa", ["a"]) == [Piece("a", True), Piece("a", True)]


@given(texts, st.data())
def test_what_is_marked_folds_to_the_word(text, data):
    """And every place is marked, and not a sign is lost."""
    folded = fold(text)
    assume(folded.replace(" ", ""))
    word = data.draw(st.sampled_from(folded.split()))
    start = data.draw(st.integers(0, len(word) - 1))
    word = word[start : data.draw(st.integers(start + 1, len(word)))]
    pieces = marked(text, [word])
    assert "".join(piece.text for piece in pieces) == text
    hits = [piece.text for piece in pieces if piece.is_hit]
    assert hits
    assert [hit for hit in hits if word not in fold(hit)] == []
    assert [piece.text for piece in pieces if not piece.is_hit and word in fold(piece.text)] == []


@given(st.lists(texts, max_size=20).map(" ".join), st.lists(texts, max_size=2), st.data())
def test_an_excerpt_is_a_part_of_the_text_around_a_hit(text, questions, data):
    inside = data.draw(st.sampled_from(["", *fold(text).split()]))
    words = fold(" ".join([*questions, inside])).split()
    pieces = excerpt(text, words, 40)
    whole = " ".join(text.split())
    shown = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
    assert shown in whole
    assert any(piece.is_hit for piece in pieces) == any(word in fold(whole) for word in words)


def test_an_excerpt_begins_before_the_first_hit_and_ends_between_words():
    text = "one " * 100 + "pilot " + "two " * 100
    pieces = excerpt(text, ["pilot"])
    assert [piece.text for piece in pieces if piece.is_hit] == ["pilot"]
    assert pieces[0].text == "… "
    assert pieces[1].text == "one " * 12
    assert pieces[-1].text == " …"
    assert pieces[-2].text.endswith(" two")
    assert LINE - 10 < len("".join(piece.text for piece in pieces)) < LINE + 10


@pytest.mark.parametrize(
    "text", ["a" * 20_000, "ß" * 20_000, "\u0301" * 20_000, "x " * 10_000, "𝒳" * 20_000 + " pilot"]
)
def test_an_excerpt_of_a_text_made_to_be_slow_is_short(text):
    for words in (["a"], ["s" * LONGEST], ["pilot"], ["x", "a", "pilot"]):
        pieces = excerpt(text, words)
        assert len("".join(piece.text for piece in pieces)) <= 2 * LINE
        assert sum(piece.is_hit for piece in pieces) <= MOST_MARKS
