"""Words that judge a person, and details that give away who wrote: what to point out kindly before a text is sent. Pure.

It reads English, whole words, and may be wrong; so it never stops anybody. What it finds is a list of `Found`, in the
order of the text, each once.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Found:
    """`words` as they stand in the text, why they may get in the way, and what helps instead."""

    words: str
    why: str
    instead: str


ABSOLUTE = (
    _("It is hardly ever true of every time, and invites the one counterexample."),
    _("Say how often, or tell of one time you saw it."),
)
CHARACTER = (
    _("It judges the person, who can change what they do but not who they are."),
    _("Say what you saw or heard, and what came of it."),
)
MOTIVE = (
    _("Nobody can see what somebody else wants or thinks."),
    _("Say what was done, and ask what was behind it."),
)
COMPARISON = (
    _("It puts the person into a group or compares them with others."),
    _("Say what this one person did, by the same bar as for everybody."),
)
LISTS = (
    (ABSOLUTE, (
        "always", "never", "you always", "you never", "he always", "he never", "she always", "she never",
        "they always", "they never", "constantly", "every time", "every single time", "all the time", "as usual",
    )),
    (CHARACTER, (
        "lazy", "abrasive", "selfish", "arrogant", "incompetent", "stupid", "idiot", "useless", "careless", "rude",
        "aggressive", "passive-aggressive", "bossy", "pushy", "moody", "shrill", "hysterical", "too emotional",
        "too sensitive", "unprofessional", "toxic", "childish", "immature", "dishonest", "liar", "manipulative",
        "stubborn", "ignorant", "hopeless", "sloppy", "clueless", "control freak", "micromanager", "drama queen",
    )),
    (MOTIVE, (
        "on purpose", "deliberately", "don't care", "doesn't care", "do not care", "does not care", "didn't care",
        "did not care", "only wants", "only cares about", "wants attention",
    )),
    (COMPARISON, ("like a child", "for a woman", "for a man", "for your age", "at your age", "people like you")),
)  # fmt: skip
HINTS = {phrase: hint for hint, phrases in LISTS for phrase in phrases}

TOLD = (
    _("Only who was there or said it before can write this."),
    _("Say it as somebody would who was not alone in seeing it."),
)
OCCASION = (
    _("Few people were there, so it may tell who you are."),
    _("Leave out the day, or say “in a meeting”."),
)
ADDRESS = (_("An e-mail address tells who is meant."), _("Leave it out."))
PHONE = (_("A phone number tells who is meant."), _("Leave it out."))
NAME = (_("A name tells who was there."), _("Say “a colleague” or “a client”."))

DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
OCCASIONS = r"(?:call|meeting|workshop|stand-?up|review|retrospective|lunch|session)s?"
# The two within five words of one sentence.
BETWEEN = r"(?:(?:'s|’s)?[ \t,]+[\w'’-]+){0,3}(?:'s|’s)?[ \t,]+"
TOLD_BEFORE = (
    r"(?:as|like|what|when) I (?:have |had |already |just )?(?:told|wrote|said|mentioned|explained|warned|asked)"
    r"(?: to)?(?: you)?|I (?:already |have already )?told you"
)
MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
NUMBER = re.compile(r"(?<![\w.,:/-])[+(]?\d(?:(?:[ ./-]|\)[ -]?| ?\()?\d){6,14}(?![\w:/-]|[.,]\d)")
DATE = re.compile(r"(?<![\d.])(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?!\.?\d)")
FRACTION = re.compile(r"(?<!\d)\d\.\d{3,}$")
LEAST_DIGITS = 9


def phrase(words: str) -> str:
    """A pattern for words with any space between them and either apostrophe."""
    return r"\s+".join(re.escape(word).replace("'", "['’]") for word in words.split())


def whole(pattern: str) -> str:
    """Not within another word, nor within a compound such as always-on."""
    return rf"(?<!\w)(?<!\w-)(?:{pattern})(?!-?\w)"


PERSON = re.compile(whole("|".join(phrase(words) for words in sorted(HINTS, key=len, reverse=True))), re.IGNORECASE)
FROM_BEFORE = re.compile(whole(TOLD_BEFORE.replace(" ", r"\s+")), re.IGNORECASE)
ON_A_DAY = re.compile(whole(rf"{DAY}{BETWEEN}{OCCASIONS}|{OCCASIONS}{BETWEEN}{DAY}"), re.IGNORECASE)


def person_words(text: str) -> list[Found]:
    """Words that judge a person rather than tell what was done; the longest phrase where several fit."""
    return once((found, HINTS[plain(found.group())]) for found in PERSON.finditer(text))


def recognisable(text: str, names: Iterable[str] = ()) -> list[Found]:
    """Details by which a reader may know who wrote, or who else was there; `names` are those of the people around."""
    marks = [(found, OCCASION) for found in ON_A_DAY.finditer(text)]
    marks += [(found, TOLD) for found in FROM_BEFORE.finditer(text)]
    marks += [(found, ADDRESS) for found in MAIL.finditer(text)]
    marks += [(found, PHONE) for found in NUMBER.finditer(text) if is_phone(found.group())]
    marks += [(found, NAME) for name in names for found in named(text, name)]
    return once(sorted(marks, key=lambda mark: (mark[0].start(), -mark[0].end())))


def once(marks) -> list[Found]:
    """The first of what is said several times, and the longer of what overlaps."""
    kept, end = {}, 0
    for found, (why, instead) in marks:
        if found.start() >= end:
            kept.setdefault(plain(found.group()), Found(found.group(), why, instead))
            end = found.end()
    return list(kept.values())


def plain(words: str) -> str:
    return " ".join(words.casefold().replace("’", "'").split())


def is_phone(number: str) -> bool:
    """Dates, amounts, fractions and spans of years are none."""
    if DATE.search(number) or FRACTION.search(number):
        return False
    if number.startswith("+") or is_grouped(number):
        return True
    return number[0] in "0(" and sum(sign.isdigit() for sign in number) >= LEAST_DIGITS


def is_grouped(number: str) -> bool:
    """As they write it in North America: 555-123-4567."""
    return bool(re.fullmatch(r"\d{3}([-. ])\d{3}\1\d{4}", number))


def named(text: str, name: str) -> Iterable[re.Match]:
    """The whole name in any case; a part of it as it is written, since Will and May are words too."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    parts = [part for part in name.split() if len(part) > 1]
    if not name:
        return
    yield from re.finditer(bounded(phrase(name), name), text, re.IGNORECASE)
    for part in parts if len(name.split()) > 1 else ():
        yield from re.finditer(bounded(phrase(part), part), text)


def bounded(pattern: str, name: str) -> str:
    """Scripts without capitals, as Chinese, often have no space between words."""
    return whole(pattern) if name.lower() != name.upper() else pattern
