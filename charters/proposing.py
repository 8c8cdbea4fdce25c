"""What a preparation turns into, line by line, and what a proposal would become in the draft. Pure.

The fields of a preparation are the sources of proposals; each source knows the kinds a line may be taken as, the usual one first.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from charters.kinds import KINDS

CHOICES = {
    "think": ("purpose", "goal", "in_scope", "out_of_scope"),
    "bring": ("section", "role"),
    "need": ("expectation", "working_agreement", "communication_agreement", "meeting"),
    "my_roles": ("role",),
    "others_roles": ("role",),
    "unowned": ("role", "deliverable"),
}
BULLET = re.compile(r"^\s*(?:[-*•–]\s+|\d{1,2}[.)]\s+)")


@dataclass(frozen=True)
class Line:
    """One thought of one member, as a clause it may become."""

    source: str
    kind: str
    text: str

    @property
    def mark(self) -> str:
        """Names the line in a form, whatever place it has; the same words have the same mark."""
        return hashlib.sha256(f"{self.source}:{alike(self.text)}".encode()).hexdigest()[:16]


def split(fields: dict[str, str]) -> list[Line]:
    """Every line with words in it, once, without its bullet. The first line of `think` is the purpose, the others are goals."""
    lines: dict[str, Line] = {}
    for source, kinds in CHOICES.items():
        texts = [BULLET.sub("", row).strip() for row in fields.get(source, "").splitlines()]
        for place, text in enumerate(filter(None, texts)):
            line = Line(source, kinds[1] if source == "think" and place else kinds[0], text)
            lines.setdefault(line.mark, line)
    return list(lines.values())


def alike(text: str) -> str:
    """Two texts that differ in case, spaces or a final stop only say the same."""
    return " ".join(text.casefold().split()).rstrip(".!;, ")


def likeness(kind: str, text: str) -> tuple[str, str]:
    """What is shown together: roles of the same name, everything else with the same words."""
    return kind, alike(role_of(text)[0] if kind == "role" else text)


def role_of(text: str) -> tuple[str, str]:
    """“Release keeper: tests each release” as its title and its purpose."""
    title, _, purpose = text.partition(":")
    return (title.strip(), purpose.strip()) if title.strip() else (text.strip(), "")


def together(proposals: Iterable) -> list[list]:
    """Proposals in the order of the charter's kinds; those that say the same share a list."""
    groups: dict[tuple[str, str], list] = {}
    for proposal in proposals:
        groups.setdefault(likeness(proposal.kind, proposal.text), []).append(proposal)
    order = list(KINDS)
    return sorted(groups.values(), key=lambda group: order.index(group[0].kind))


def values_for(kind: str, text: str, author: str) -> dict:
    """The fields of a new clause that says `text`; what `author` needs is expected for them, what they bring is listed under their name."""
    values = {field.name: field.empty for field in KINDS[kind].fields}
    if kind == "role":
        title, purpose = role_of(text)
        return values | {"title": title, "purpose": purpose}
    if kind == "expectation":
        return values | {"what": text, "to_whom": author}
    if kind == "section":
        return values | {"title": _("What we bring"), "text": f"- {author}: {text}"}
    return values | {KINDS[kind].heading.name: text}


# Where a clause that exists already takes the new words in, and what stands between the old and the new.
GROWING = {"purpose": ("text", "\n\n"), "section": ("text", "\n"), "role": ("purpose", "\n\n")}


def grown(kind: str, old: dict, new: dict) -> dict:
    """The old clause with the new words behind its own; words that stand there already come once."""
    if kind not in GROWING:
        return old
    name, between = GROWING[kind]
    if alike(new[name]) in alike(old[name]):
        return old
    return old | {name: between.join(filter(None, [old[name], new[name]]))}


def is_said_by(kind: str, old: dict, new: dict) -> bool:
    """Whether an existing clause is the place for the new words: the one purpose, the role of that name, the same text."""
    heading = KINDS[kind].heading.name
    return KINDS[kind].single or alike(old.get(heading, "")) == alike(new[heading])


def too_long(kind: str, values: dict) -> list[str]:
    """The labels of the fields whose words are more than the charter takes there."""
    fields = KINDS[kind].fields
    return [str(field.label) for field in fields if field.longest and len(values[field.name]) > field.longest]
