"""A result as PDF: tagged, the same bytes for the same snapshot. Pure."""

import json
from pathlib import Path

import fontpkg_inter
import typst
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from feedback.exporting.page import blocks, head
from feedback.exporting.result import Result

SOURCE = Path(__file__).parent.parent / "typst" / "result.typ"
# Without a sign in any font the accessible standard refuses the whole file: then fonts of the machine, then no standard.
ATTEMPTS = ((True, ["ua-1"]), (False, ["ua-1"]), (False, []))


def to_pdf(result: Result) -> bytes:
    inputs = {"data": json.dumps(page(result), ensure_ascii=False, sort_keys=True)}
    for ignore_system_fonts, standards in ATTEMPTS:
        try:
            return typst.compile(
                str(SOURCE), root=str(SOURCE.parent), font_paths=[str(Path(fontpkg_inter.__file__).parent)],
                ignore_system_fonts=ignore_system_fonts, sys_inputs=inputs, pdf_standards=standards,
            )  # fmt: skip
        except typst.TypstError as error:
            refused = error
    raise refused


def page(result: Result) -> dict:
    return {
        "lang": get_language() or "en",
        "rtl": get_language_bidi(),
        "title": result.about or _("Feedback"),
        "head": head(result),
        "foot": _("Confidential"),
        "blocks": [one._asdict() | {"lines": [line._asdict() for line in one.lines]} for one in blocks(result.report)],
    }
