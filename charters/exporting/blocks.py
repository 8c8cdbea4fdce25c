"""Markdown as plain blocks and runs, for a printer that knows no Markdown. Pure."""

from markdown_it.tree import SyntaxTreeNode

from common.markdown import LONGEST, is_slow, renderer

SAFE_LINKS = ("http://", "https://", "mailto:")
MARKS = {"strong": "b", "em": "i", "s": "x"}


def blocks(text: str) -> list[dict]:
    if is_slow(text):
        return plain_blocks(text)
    tree = SyntaxTreeNode(renderer.parse(text[:LONGEST]))
    return [block for node in tree.children for block in block_of(node)]


def plain_blocks(text: str) -> list[dict]:
    """Words in which no sign means anything; their line breaks stay."""
    return [{"t": "p", "c": [{"t": "s", "s": text}]}]


def block_of(node: SyntaxTreeNode) -> list[dict]:
    if node.type in ("paragraph", "heading"):
        return [{"t": "h" if node.type == "heading" else "p", "c": runs(node)}]
    if node.type in ("bullet_list", "ordered_list"):
        items = [[block for child in item.children for block in block_of(child)] for item in node.children]
        return [{"t": "ul" if node.type == "bullet_list" else "ol", "items": items}]
    if node.type == "blockquote":
        return [{"t": "q", "c": [block for child in node.children for block in block_of(child)]}]
    if node.type in ("fence", "code_block"):
        return [{"t": "code", "s": node.content.rstrip("\n")}]
    if node.type == "table":
        return [
            {
                "t": "table",
                "rows": [[runs(cell) for cell in row.children] for part in node.children for row in part.children],
            }
        ]
    return []


def runs(node: SyntaxTreeNode) -> list[dict]:
    return [run for inline in node.children for child in inline.children for run in run_of(child)]


def run_of(node: SyntaxTreeNode) -> list[dict]:
    if node.type in MARKS:
        return [{"t": MARKS[node.type], "c": [run for child in node.children for run in run_of(child)]}]
    if node.type == "link":
        inner = [run for child in node.children for run in run_of(child)]
        href = str(node.attrs.get("href", ""))
        return [{"t": "a", "href": href, "c": inner}] if href.startswith(SAFE_LINKS) else inner
    if node.type in ("softbreak", "hardbreak"):
        return [{"t": "s", "s": " " if node.type == "softbreak" else "\n"}]
    if node.type == "code_inline":
        return [{"t": "m", "s": node.content}]
    return [{"t": "s", "s": node.content}]
