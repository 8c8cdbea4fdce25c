"""Many things to do, of which one that fails stops no other. Pure."""

import contextlib
from collections.abc import Callable, Iterable


def each(things: Iterable, do: Callable) -> None:
    """Does it to each in its order, also after one for which it failed; the failure is raised at the end."""
    with contextlib.ExitStack() as stack:
        for thing in reversed(list(things)):
            stack.callback(do, thing)
