"""A result as PDF: tagged, the same bytes for the same snapshot. Pure."""

from pathlib import Path

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from common.typesetting import pdf
from feedback.exporting.page import blocks, head
from feedback.exporting.result import Result

SOURCE = Path(__file__).parent.parent / "typst" / "result.typ"


def to_pdf(result: Result) -> bytes:
    return pdf(SOURCE, page(result))


def page(result: Result) -> dict:
    return {
        "lang": get_language() or "en",
        "rtl": get_language_bidi(),
        "title": result.about or _("Feedback"),
        "head": head(result),
        "foot": _("Confidential"),
        "blocks": [one._asdict() | {"lines": [line._asdict() for line in one.lines]} for one in blocks(result.report)],
    }
