"""Markdown as people typed it, to HTML that can do no harm."""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {
    "p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
LONGEST = 20_000
# Signs that open something: each may be looked at again for each other one.
SIGNS = re.compile(r"[\[*_~`|<&]")
MOST_SIGNS = 3_000
renderer = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])


def is_slow(text: str) -> bool:
    """Whether reading the text as Markdown would take long."""
    return len(SIGNS.findall(text[:LONGEST])) > MOST_SIGNS


def to_html(text: str) -> SafeString:
    """Sanitised HTML; text past LONGEST, or all of a text of too many signs, stays plain, so that no input is slow."""
    if is_slow(text):
        return mark_safe(nh3.clean_text(text))
    html = renderer.render(text[:LONGEST].replace("\x00", ""))
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
    return mark_safe(clean + nh3.clean_text(text[LONGEST:]))
