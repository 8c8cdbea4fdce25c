"""The answer to "may they?": True, or a Denied that knows its reason."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied


class Denied:
    """A no with its reason. It is false, so `if can_sign(...)` reads as it should."""

    def __init__(self, reason: str):
        self.reason = reason

    def __bool__(self):
        return False

    def __repr__(self):
        return f"Denied({str(self.reason)!r})"

    def __eq__(self, other):
        return isinstance(other, Denied) and str(other.reason) == str(self.reason)

    def __hash__(self):
        return hash(str(self.reason))


class Refused(PermissionDenied):
    """Raised by `require`; becomes a page with status 403 that says why."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class Stale(Exception):
    """What was to be changed has changed meanwhile; becomes a page with status 409."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


Answer = bool | Denied


def require(answer: Answer) -> None:
    if not answer:
        raise Refused(answer.reason)


class May:
    """`may.sign` and `may.sign.reason` for templates: each rule is asked when it is first read."""

    def __init__(self, user, thing, **rules: Callable):
        self._user, self._thing, self._rules = user, thing, rules

    def __getattr__(self, verb):
        if verb.startswith("_") or verb not in self._rules:
            raise AttributeError(verb)
        answer = self._rules[verb](self._user, self._thing)
        setattr(self, verb, answer)
        return answer
