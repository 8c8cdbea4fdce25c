"""Addresses as people paste them; names and notes that cannot carry a link or a second header into a mail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.addresses import display_name, entries, has_link, normal, plain_note, read_many

NORMAL = [
    (" Ann@X.Example ", "ann@x.example"),
    ("ann+1@x.example", "ann@x.example"),
    ("+1@x.example", "+1@x.example"),
    ("a.n.n+x@gmail.com", "ann@gmail.com"),
    ("A.nn@GoogleMail.com", "ann@gmail.com"),
    ("a.nn@x.example", "a.nn@x.example"),
    ("ann@Bücher.example", "ann@xn--bcher-kva.example"),
    ("ann@xn--bcher-kva.example", "ann@xn--bcher-kva.example"),
    ("ann@x。example", "ann@x.example"),
    (f"ann@{'ü' * 70}.example", f"ann@{'ü' * 70}.example"),
    ("ann", "ann"),
    ("", ""),
]


@pytest.mark.parametrize(("address", "same"), NORMAL)
def test_normal(address, same):
    assert normal(address) == same


BAD = "This is not an e-mail address. Please write it like jon@example.com or Jon Pier <jon@example.com>."
LONG = "It is longer than an address can be."
UNSEEN = "There are invisible signs in it. Please type it anew."
TWICE = "This address is here already."
OWN = "This is your own address."

READ = [
    ("Jon Pier <jon@x.example>, ana@y.example", [("Jon Pier", "jon@x.example"), ("", "ana@y.example")], []),
    ("a@x.example;b@x.example\r\nc@x.example\n\n ,, ;", [("", f"{one}@x.example") for one in "abc"], []),
    ('"Pier, Jon" <jon@x.example>', [("Pier, Jon", "jon@x.example")], []),
    ("Jon\t<jon@x.example>", [("Jon", "jon@x.example")], []),
    ("Jon <jon@x.example>, JON+2@X.example", [("Jon", "jon@x.example")], [("JON+2@X.example", TWICE)]),
    ("Me+1@x.example", [], [("Me+1@x.example", OWN)]),
    ("jon, jon@, <jon@x.example", [], [("jon", BAD), ("jon@", BAD), ("<jon@x.example", BAD)]),
    ("jon@x.example\nBcc: q@z.example", [("", "jon@x.example")], [("Bcc: q@z.example", BAD)]),
    ("jon@x.example\rBcc: q@z.example", [], [("jon@x.example\rBcc: q@z.example", UNSEEN)]),
    ("Jon\u2028Bcc <jon@x.example>", [], [("Jon\u2028Bcc <jon@x.example>", UNSEEN)]),
    ("jon@x.example\x00", [], [("jon@x.example\x00", UNSEEN)]),
    ("jon\u200b@x.example", [], [("jon\u200b@x.example", UNSEEN)]),
    (f"{'a' * 288}@x.example", [], [(f"{'a' * 288}@x.example", LONG)]),
    ("http://evil.com Jon <jon@x.example>", [("Jon", "jon@x.example")], []),
    ("", [], []),
]


@pytest.mark.parametrize(("text", "good", "wrong"), READ)
def test_read_many(text, good, wrong):
    assert read_many(text, own=["me@x.example"]) == (good, wrong)


def test_an_address_has_at_most_254_characters():
    domain = ".".join(["b" * 60] * 3) + ".example"
    fits = f"{'a' * (253 - len(domain))}@{domain}"
    assert read_many(f"{fits}\na{fits}") == ([("", fits)], [(f"a{fits}", LONG)])


def test_two_hundred_at_once():
    text = ",".join(f"p{number}@x.example" for number in range(202))
    good, wrong = read_many(text)
    assert good == [("", f"p{number}@x.example") for number in range(200)]
    assert wrong == [(f"p{number}@x.example", "Please ask at most 200 people at once.") for number in (200, 201)]


PIECES = st.sampled_from(
    ["a@x.example", "b@x.example", "Jon <c@x.example>", '"', ",", ";", "\n", "\r\n", " ", "\x00", "x"]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_entry_gets_lost(text):
    good, wrong = read_many(text)
    assert len(good) + len(wrong) == len(entries(text))
    assert [entry for entry, reason in wrong if entry not in text.replace("\t", " ")] == []
    left = text
    for entry in entries(text):
        left = left.replace(entry, "", 1)
    assert set(left) <= set(" ,;\r\n")


@given(st.text(max_size=120))
def test_whatever_is_typed_is_read(text):
    good, wrong = read_many(text)
    assert len(good) + len(wrong) == len(entries(text))


SHOWN = [
    (" Jon \t Pier ", "Jon Pier"),
    ("Jon\r\nBcc: q@evil.com", "Jon Bcc:"),
    ("Jon https://evil.com/x www.evil.example Pier", "Jon Pier"),
    ("J.R. Dr.Smith", "J.R. Dr.Smith"),
    ("abc\u202egnp.exe", "abcgnp.exe"),
    ("👩‍💻 Ann", "👩‍💻 Ann"),
    ("a" * 100, "a" * 80),
    ("a" * 71 + " evil.community", "a" * 71),
    ("", ""),
]


@pytest.mark.parametrize(("text", "name"), SHOWN)
def test_display_name(text, name):
    assert display_name(text) == name


@given(st.text(max_size=200))
def test_a_name_is_one_short_line_without_links(text):
    name = display_name(text)
    assert name == " ".join(name.split())[:80]
    assert not has_link(name)


LINKS = [
    "See https://x.y", "javascript://x", "WWW.X.EXAMPLE", "evil.com", "(evil.com)", "EVIL.COM.", "x.example/path",
    "пример.рф/x", "[here](x)", "1.2.3.4/x", "ann@firm.co.uk", "ht\u200btp://x", "ｗｗｗ．ｅvil．com", "evil。com", "_evil.com",
    "-evil.com", "mailto:x", "a.example:80", "a.example?x",
]  # fmt: skip
NO_LINKS = [
    "Node.js, e.g. this, i.e. that.So yes", "3.5/5 stars", "v1.2.3 a/b", "Dr.Smith", "file.pdf: see", "and/or etc./so",
    "see [1]: fine", "end.Then: we go", "community.college", "10.30/11.00", "Dear Jon,\n\nthank you!", "",
]  # fmt: skip


@pytest.mark.parametrize("text", LINKS)
def test_a_note_has_no_links(text):
    with pytest.raises(ValueError, match=r"^Please leave out links and addresses: they make a mail look like spam\.$"):
        plain_note(text)


@pytest.mark.parametrize("text", NO_LINKS)
def test_what_only_looks_like_a_link_stays(text):
    assert plain_note(text) == text


def test_a_note_is_tidy_and_short():
    assert plain_note(" a\r\nb\x00 ") == "a\nb"
    assert plain_note("a" * 500 + " ") == "a" * 500
    with pytest.raises(ValueError, match=r"^Please shorten your message to 500 characters; it has 501\.$"):
        plain_note("a" * 501)
