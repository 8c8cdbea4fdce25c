"""An agreement as it is read, on a page or on paper: who promises what until when, and who signed. Pure."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from common.typesetting import pdf

SOURCE = Path(__file__).parent / "typst" / "agreement.typ"
SIGNS = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")


@dataclass(frozen=True)
class Line:
    """One term. `until` is a day, or words such as "every Monday"."""

    text: str
    who: str
    until: str


@dataclass(frozen=True)
class Paper:
    """`signed` holds (name, day in words) for each signature that counts, `between` the names of all."""

    title: str
    opening: str
    between: list[str]
    lines: list[Line]
    signed: list[tuple[str, str]] = field(default_factory=list)
    mark: str = ""


def to_markdown(paper: Paper) -> str:
    top = [f"# {title(paper.title)}", title(_("Between %(names)s") % {"names": ", ".join(paper.between)})]
    terms = "\n".join(entry(place, line) for place, line in enumerate(paper.lines, 1))
    parts = [*top, plain(paper.opening), terms, *signatures(paper)]
    return "\n\n".join(filter(None, parts)) + "\n"


def entry(place: int, line: Line) -> str:
    facts = [(_("Who"), line.who), (_("Until"), line.until)]
    told = "".join(f"\n   - {title(label)}: {plain(words)}" for label, words in facts if words)
    return f"{place}. {plain(line.text)}{told}"


def signatures(paper: Paper) -> list[str]:
    if not paper.signed:
        return []
    rows = "\n".join(f"- {title(name)}, {title(day)}" for name, day in paper.signed)
    return [f"## {title(_('Signed by'))}", rows, f"SHA-256: `{paper.mark}`"]


def plain(text: str) -> str:
    """Each sign that Markdown could take for its own is escaped; lines stay lines."""
    return "  \n   ".join(SIGNS.sub(r"\\\1", one) for one in text.split("\n"))


def title(text: str) -> str:
    return plain(" ".join(text.split()))


def to_pdf(paper: Paper) -> bytes:
    return pdf(SOURCE, page(paper))


def page(paper: Paper) -> dict:
    return {
        "lang": get_language() or "en",
        "rtl": get_language_bidi(),
        "title": paper.title,
        "between": _("Between %(names)s") % {"names": ", ".join(paper.between)},
        "opening": paper.opening,
        "lines": [
            {"text": line.text, "facts": [fact for fact in ((_("Who"), line.who), (_("Until"), line.until)) if fact[1]]}
            for line in paper.lines
        ],
        "signed_label": _("Signed by"),
        "signed": paper.signed,
        "mark": paper.mark,
        "foot": _("Private to those who signed it"),
    }  # fmt: skip
