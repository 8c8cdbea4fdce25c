"""What is kept out of the log: the secrets of links, wherever an address is written down."""

import re

SECRET_PATHS = re.compile(r"(/(?:invitation|confirm-email|password/reset/key)/)[^/\s\"']+")


def hide_secrets(logger, name, event: dict) -> dict:
    """A structlog processor: the token in an address becomes an ellipsis."""
    return {key: SECRET_PATHS.sub(r"\1…", value) if isinstance(value, str) else value for key, value in event.items()}
