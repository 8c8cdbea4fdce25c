"""Words as a search sees them: without case, accents, signs that nobody sees, and runs of space. Pure.

What is stored to be searched and what somebody looks for are folded here, so that every database finds the same.
"""

import unicodedata
from collections.abc import Iterable

LONGEST, MOST_WORDS = 100, 8
# Around a word of a question, not within one as in C++ or 1.0.
AROUND = ",;:!?()\"'"
# What differs by more than an accent and is still typed as its plain neighbour.
ALIKE = {
    "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe",
    "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
}  # fmt: skip
# Marks that make another letter, as が of か, and those without a class, as vowels of Hindi and Thai, are no accents.
KEPT_CLASSES = {0, 8, 9}
UNSEEN = {"Cf", "Cs"}
SPACES = {"Zs", "Zl", "Zp", "Cc"}
VARIANTS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}


def fold_sign(sign: str) -> str:
    """What becomes of one sign: none, one or several."""
    if unicodedata.category(sign) in SPACES:
        return " "
    plain = unicodedata.normalize("NFKD", sign).casefold()
    plain = unicodedata.normalize("NFKD", plain).casefold()
    return "".join(ALIKE.get(one, one) for one in plain if is_seen(one))


def is_seen(sign: str) -> bool:
    if unicodedata.category(sign) in UNSEEN or ord(sign) in VARIANTS:
        return False
    return unicodedata.combining(sign) in KEPT_CLASSES


class Signs(dict):
    """What `str.translate` asks for each sign; it remembers as many as people write in, and begins anew past that."""

    MOST = 65_536

    def __missing__(self, code: int) -> str:
        if len(self) >= self.MOST:
            self.clear()
        return self.setdefault(code, fold_sign(chr(code)))


SIGNS = Signs()


def fold(text: str) -> str:
    """One line, with one space between words."""
    return " ".join(text.translate(SIGNS).split())


def fold_lines(texts: Iterable[str]) -> str:
    """Each text in a line of its own; the last one ends too."""
    return "".join(f"{fold(text)}\n" for text in texts)


def says(text: str, words: Iterable[str]) -> bool:
    """Whether one of the folded words stands in the text."""
    folded = fold(text)
    return any(word in folded for word in words)


def words_of(question: str) -> list[str]:
    """What is looked for: up to eight different words of the first hundred characters, folded."""
    words = [word.strip(AROUND) or word for word in fold(question[:LONGEST]).split(" ")]
    return list(dict.fromkeys(filter(None, words)))[:MOST_WORDS]
