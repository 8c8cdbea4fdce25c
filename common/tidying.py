"""Text as people meant it: without what nobody can see, in one form of the same letters. Pure."""

import re
import unicodedata

from common.folding import fold


def tidy(text: str) -> str:
    """Normalised (NFC), one sort of line break, no control characters, trimmed; what nobody can see is nothing."""
    text = re.sub(r"\r\n|[\r\v\f\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    text = "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"})
    text = unicodedata.normalize("NFC", text).strip()
    return text if fold(text) else ""


def one_line(text: str) -> str:
    return " ".join(tidy(text).split())
