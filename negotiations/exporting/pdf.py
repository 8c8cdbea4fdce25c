"""A sheet as PDF, on one sheet of paper where it fits: tagged, the same bytes for the same sheet. Pure."""

import json
from pathlib import Path

import fontpkg_inter
import typst
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from negotiations.content import Content
from negotiations.exporting.page import blocks, head

SOURCE = Path(__file__).parent.parent / "typst" / "sheet.typ"
# Without a sign in any font the accessible standard refuses the whole file: then fonts of the machine, then no standard.
ATTEMPTS = ((True, ["ua-1"]), (False, ["ua-1"]), (False, []))


def to_pdf(content: Content) -> bytes:
    inputs = {"data": json.dumps(page(content), ensure_ascii=False, sort_keys=True)}
    for ignore_system_fonts, standards in ATTEMPTS:
        try:
            return typst.compile(
                str(SOURCE), root=str(SOURCE.parent), font_paths=[str(Path(fontpkg_inter.__file__).parent)],
                ignore_system_fonts=ignore_system_fonts, sys_inputs=inputs, pdf_standards=standards,
            )  # fmt: skip
        except typst.TypstError as error:
            refused = error
    raise refused


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
