"""An agreement as it is read, on a page or on paper: who promises what until when, and who signed. Pure."""

from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from common.escaping import escaped
from common.escaping import in_one_line as title
from common.typesetting import pdf

SOURCE = Path(__file__).parent / "typst" / "agreement.typ"


@dataclass(frozen=True)
class Line:
    """One term. `until` is a day, or words such as "every Monday"."""

    text: str
    who: str
    until: str

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is said of it, with labels."""
        return [fact for fact in ((_("Who"), self.who), (_("Until"), self.until)) if fact[1]]


@dataclass(frozen=True)
class Paper:
    """`signed` holds (name, day in words) for each signature that counts, `between` the names of all."""

    title: str
    opening: str
    between: list[str]
    lines: list[Line]
    signed: list[tuple[str, str]] = field(default_factory=list)
    mark: str = ""

    @property
    def names(self) -> str:
        return _("Between %(names)s") % {"names": ", ".join(self.between)}


def to_markdown(paper: Paper) -> str:
    top = [f"# {title(paper.title)}", title(paper.names)]
    terms = "\n".join(entry(place, line) for place, line in enumerate(paper.lines, 1))
    parts = [*top, plain(paper.opening), terms, *signatures(paper)]
    return "\n\n".join(filter(None, parts)) + "\n"


def entry(place: int, line: Line) -> str:
    told = "".join(f"\n   - {title(label)}: {plain(words)}" for label, words in line.facts)
    return f"{place}. {plain(line.text)}{told}"


def signatures(paper: Paper) -> list[str]:
    if not paper.signed:
        return []
    rows = "\n".join(f"- {title(name)}, {title(day)}" for name, day in paper.signed)
    return [f"## {title(_('Signed by'))}", rows, f"SHA-256: `{paper.mark}`"]


def plain(text: str) -> str:
    return escaped(text, indent=3)


def to_pdf(paper: Paper) -> bytes:
    return pdf(SOURCE, page(paper))


def page(paper: Paper) -> dict:
    return {
        "lang": get_language() or "en",
        "rtl": get_language_bidi(),
        "title": paper.title,
        "between": paper.names,
        "opening": paper.opening,
        "lines": [{"text": line.text, "facts": line.facts} for line in paper.lines],
        "signed_label": _("Signed by"),
        "signed": paper.signed,
        "mark": paper.mark,
        "foot": _("Private to those who signed it"),
    }  # fmt: skip
