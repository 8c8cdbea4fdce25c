"""Links with a secret are minted at the moment a mail is rendered; what mints them registers here."""

from collections.abc import Callable

from notices.models import Mail

minters: dict[str, Callable[[Mail], dict]] = {}


def minted(template: str):
    """Decorator: the function gives the extra context of mails with this template."""

    def register(function: Callable[[Mail], dict]):
        minters[template] = function
        return function

    return register
