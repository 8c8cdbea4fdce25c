"""Words of people within Markdown that we write: no sign of theirs becomes a heading, a link or a tag. Pure."""

import re

SIGNS = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")


def escaped(text: str, indent: int = 0) -> str:
    """Each sign that Markdown could take for its own is escaped; lines stay lines, the further ones `indent` spaces deep."""
    return ("  \n" + " " * indent).join(SIGNS.sub(r"\\\1", line) for line in text.split("\n"))


def in_one_line(text: str) -> str:
    return escaped(" ".join(text.split()))
