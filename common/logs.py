"""What is kept out of the log: the secrets of links, and the row that a database quotes when it refuses one."""

import re

SECRET_PATHS = re.compile(
    r"(/(?:invitation|confirm-email|password/reset/key|unsubscribe|charters/calendar|feedback/(?:answer|open|quote|asked)"
    r"|profile/see)/)[^/\s\"']+"
)
# The row stands in what PostgreSQL calls the detail of an error, up to its context or the next exception of the chain.
REFUSED_ROWS = re.compile(
    r"(DETAIL: +).*?(?=\nCONTEXT: |\n\nThe above exception was|\n\nDuring handling of|\Z)", re.DOTALL
)


def hide_secrets(logger, name, event: dict) -> dict:
    """A structlog processor: the token in an address becomes an ellipsis, and so does a refused row."""
    return {key: without_secrets(value) if isinstance(value, str) else value for key, value in event.items()}


def without_secrets(text: str) -> str:
    return REFUSED_ROWS.sub(r"\1…", SECRET_PATHS.sub(r"\1…", text))
