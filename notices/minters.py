"""Links with a secret are minted at the moment a mail is rendered; what mints them registers here."""

from collections.abc import Callable

from notices.models import Mail

minters: dict[str, Callable[[Mail], dict | None]] = {}


def minted(template: str):
    """Decorator: the function gives the extra context of mails with this template, or None when nobody waits for it."""

    def register(function: Callable[[Mail], dict | None]):
        minters[template] = function
        return function

    return register
