"""A sheet as JSON, in full; `negotiations.importing` reads it back. Pure."""

import json
import re

from negotiations.content import Content

# What stands in names of files without trouble anywhere.
UNSAFE = re.compile(r"[^\w-]+", re.ASCII)


def to_json(content: Content) -> str:
    return json.dumps(content.to_dict(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def file_name(title: str, extension: str) -> str:
    """The title and nothing else; a title without a plain letter becomes “sheet”."""
    plain = UNSAFE.sub("-", title).strip("-").lower()[:60].strip("-")
    return f"{plain or 'sheet'}.{extension}"
