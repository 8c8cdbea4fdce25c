"""A sheet as Markdown. What people wrote stays text: no sign of theirs becomes a heading, a link or a tag. Pure."""

from common.escaping import escaped
from common.escaping import in_one_line as title
from negotiations.content import Content
from negotiations.exporting.page import Block, Line, blocks, head


def plain(text: str) -> str:
    return escaped(text, indent=2)


def to_markdown(content: Content) -> str:
    top = [f"# {title(content.title)}", title(head(content))]
    return "\n\n".join(filter(None, [*top, *map(block, blocks(content))])) + "\n"


def block(one: Block) -> str:
    return f"## {title(one.label)}\n\n" + "\n".join(map(entry, one.lines))


def entry(one: Line) -> str:
    marks = f" ({title(one.marks)})" if one.marks else ""
    facts = "".join(f"\n  - {title(label)}: {plain(text)}" for label, text in one.facts)
    return f"- {plain(one.text)}{marks}{facts}"
