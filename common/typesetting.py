"""A PDF from a source of Typst and what is filled in: tagged, the same bytes for the same words. Pure."""

import json
from pathlib import Path

import fontpkg_inter
import typst

FONTS = [str(Path(fontpkg_inter.__file__).parent)]
# Without a sign in any font the accessible standard refuses the whole file: then fonts of the machine, then no standard.
ATTEMPTS = ((True, ["ua-1"]), (False, ["ua-1"]), (False, []))


def pdf(source: Path, page: dict) -> bytes:
    """`page` holds what JSON can hold; the source reads it as the input "data". Raises typst.TypstError."""
    inputs = {"data": json.dumps(page, ensure_ascii=False, sort_keys=True)}
    for ignore_system_fonts, standards in ATTEMPTS:
        try:
            return typst.compile(
                str(source), root=str(source.parent), font_paths=FONTS, ignore_system_fonts=ignore_system_fonts,
                sys_inputs=inputs, pdf_standards=standards,
            )  # fmt: skip
        except typst.TypstError as error:
            refused = error
    raise refused
