"""A sheet as PDF, on one sheet of paper where it fits: tagged, the same bytes for the same sheet. Pure."""

from pathlib import Path

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from common.typesetting import pdf
from negotiations.content import Content
from negotiations.exporting.page import blocks, head

SOURCE = Path(__file__).parent.parent / "typst" / "sheet.typ"


def to_pdf(content: Content) -> bytes:
    return pdf(SOURCE, page(content))


def page(content: Content) -> dict:
    return {
        "lang": get_language() or "en",
        "rtl": get_language_bidi(),
        "title": content.title,
        "head": head(content),
        "foot": _("Private to this side"),
        "blocks": [
            {"label": one.label, "lines": [{"text": line.text, "marks": line.marks, "facts": line.facts} for line in one.lines]}
            for one in blocks(content)
        ],
    }  # fmt: skip
