"""The exact words of an agreement: one text made of them, its mark, and what is still missing before it can be signed. Pure.

A document is {"format", "number", "opening", "parties": {key: name}, "terms": [{"key", "text", "owner", "due_on", "due_words"}]};
`owner` is the key of a party, "all", or "" while nobody has said. Keys are strings, `due_on` an ISO date or "".
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

FORMAT = "common-ground/agreement/1"
ALL = "all"
MOST, LONGEST, LONGEST_WORDS = 60, 2_000, 200


@dataclass(frozen=True)
class Term:
    key: str
    text: str = ""
    owner: str = ""
    due_on: str = ""
    due_words: str = ""


def document(number: int, opening: str, parties: dict[str, str], terms: Iterable[Term]) -> dict:
    return {
        "format": FORMAT, "number": number, "opening": opening, "parties": parties, "terms": [asdict(term) for term in terms],
    }  # fmt: skip


def canonical(written: dict) -> str:
    """The exact text that is signed: sorted JSON without spaces, Unicode NFC."""
    return unicodedata.normalize("NFC", json.dumps(written, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def content_hash(text: str) -> str:
    """SHA-256 of the canonical text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def stands(text: str, marks: Iterable[str], number: int, opening: str, terms: Iterable[Term]) -> bool:
    """Whether what stands now is what was signed: by its words, and by each of `marks`.

    The names are taken from the signed text: people may be called otherwise today.
    """
    now = canonical(document(number, opening, parties_of(text), terms))
    return now == text and {content_hash(now)} == set(marks)


def parties_of(text: str) -> dict[str, str]:
    """The names by their keys, as they were when the words were fixed; none in what is no such text."""
    try:
        return json.loads(text)["parties"]
    except (ValueError, KeyError, TypeError):
        return {}


def missing(terms: list[Term]) -> list[str]:
    """What must be said before the text can be signed, in words for people and in the order of the terms."""
    if not terms:
        return [_("Write at least one thing that you promise each other.")]
    return [words % {"place": place} for place, term in enumerate(terms, 1) for words in lacks(term)]


def lacks(term: Term) -> list[str]:
    """%(place)s stands for the number of the term."""
    asked = (
        (term.text.strip(), _("Number %(place)s: say what is promised.")),
        (term.owner, _("Number %(place)s: say who does it.")),
        (term.due_on or term.due_words.strip(), _("Number %(place)s: say until when, or how often.")),
    )
    return [words for given, words in asked if not given]
