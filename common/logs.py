"""What is kept out of the log: the secrets of links, who gives feedback, who has a disagreement, and the row that a database
quotes when it refuses one."""

import re

SECRET_PATHS = re.compile(
    r"(/(?:invitation|confirm-email|password/reset/key|unsubscribe|charters/calendar|profile/see|no-more-mails)/)[^/\s\"']+"
)
# Which request is answered, what was done there, and who it was are told together by no line: it would tell who answered.
ANSWERS = re.compile(r"(/feedback/(?:answer|open|quote|asked)/)[^\s\"']+")
# Nor does any line tell that somebody has a disagreement, or which: whoever runs the site would learn of it.
DISAGREEMENTS = re.compile(r"(/(?:disagreements|for-you|mediating)/)[^\s\"']*")
WHO = {"user_id", "ip"}
# The row stands in what PostgreSQL calls the detail of an error, up to its context or the next exception of the chain.
REFUSED_ROWS = re.compile(
    r"(DETAIL: +).*?(?=\nCONTEXT: |\n\nThe above exception was|\n\nDuring handling of|\Z)", re.DOTALL
)


def hide_secrets(logger, name, event: dict) -> dict:
    """A structlog processor: the token in an address becomes an ellipsis, and so does a refused row."""
    if any(isinstance(value, str) and is_private(value) for value in event.values()):
        event = {key: value for key, value in event.items() if key not in WHO}
    return {key: without_secrets(value) if isinstance(value, str) else value for key, value in event.items()}


def is_private(text: str) -> bool:
    return bool(ANSWERS.search(text) or DISAGREEMENTS.search(text))


def without_secrets(text: str) -> str:
    for pattern in (SECRET_PATHS, ANSWERS, DISAGREEMENTS, REFUSED_ROWS):
        text = pattern.sub(r"\1…", text)
    return text
