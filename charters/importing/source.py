"""The bytes of a file as plain values, with the line of every value. Bounded: no file is too big, too deep or too sly. Pure."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

LARGEST = 5 * 1024 * 1024
DEEPEST = 30
LONGEST_NUMBER = 30
MOST_FAULTS = 20
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+')
SURROGATE = re.compile("[\ud800-\udfff]")
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: the line of the file (0: the whole file), the field, the reason."""

    reason: str
    path: Path = ()
    line: int = 0

    @property
    def field(self) -> str:
        return written(self.path)

    def __str__(self):
        where = [_("line %(line)s") % {"line": self.line}] if self.line else []
        where += [self.field] if self.field else []
        return f"{', '.join(where)}: {self.reason}" if where else self.reason


class Broken(Exception):
    """The file is refused; nothing is written."""

    def __init__(self, faults: list[Fault]):
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class Source:
    value: object
    text: str


def written(path: Path) -> str:
    """roles[2].title"""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step[:60]}" for step in path).removeprefix(".")


def read(data: bytes) -> Source:
    """Plain values out of JSON in UTF-8, or Broken."""
    text = decoded(data)
    require_shallow(text)
    try:
        value = json.loads(text, object_pairs_hook=once, parse_constant=no_number, parse_int=whole, parse_float=finite)
    except json.JSONDecodeError as error:
        raise Broken([Fault(_("This is not JSON: %(why)s.") % {"why": error.msg}, line=error.lineno)]) from error
    except Sly as error:
        raise Broken(
            [Fault(error.reason, path=find(text, error.name), line=line_of(text, find(text, error.name)))]
        ) from error
    refuse_signs(value, text)
    return Source(value, text)


class Sly(Exception):
    """JSON as far as its grammar goes, but not what a charter may hold."""

    def __init__(self, reason: str, name: str = ""):
        super().__init__(reason)
        self.reason, self.name = reason, name


def decoded(data: bytes) -> str:
    if len(data) > LARGEST:
        raise Broken([Fault(_("The file is larger than 5 MB."))])
    if not data.strip():
        raise Broken([Fault(_("The file is empty."))])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Broken([Fault(_("This is not text in UTF-8."), line=line)]) from error


def require_shallow(text: str) -> None:
    depth = 0
    for token in TOKEN.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth > DEEPEST:
            line = text.count("\n", 0, token.start()) + 1
            raise Broken([Fault(_("Lists and objects are nested too deeply."), line=line)])


def once(pairs: list[tuple[str, object]]) -> dict:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise Sly(_("“%(name)s” is written twice.") % {"name": name[:60]}, name)
        found[name] = value
    return found


def no_number(word: str):
    raise Sly(_("%(word)s is no number.") % {"word": word}, word)


def whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise Sly(_("A number is too long."), digits)
    return int(digits)


def finite(digits: str) -> float:
    if len(digits) > LONGEST_NUMBER or float(digits) in (float("inf"), float("-inf")):
        raise Sly(_("A number is too long."), digits)
    return float(digits)


def refuse_signs(value: object, text: str) -> None:
    """No database keeps NUL, and half a surrogate pair is no sign at all."""
    faults = []
    for path, word in words(value):
        if "\x00" in word:
            faults.append((path, _("The sign NUL cannot be kept.")))
        elif SURROGATE.search(word):
            faults.append((path, _("Half a sign (a lone surrogate) cannot be kept.")))
    if faults:
        raise Broken(located([Fault(reason, path) for path, reason in faults], text))


def words(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every string of the file, names of fields included."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield path, name
            yield from words(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from words(inner, (*path, place))


def located(faults: list[Fault], text: str) -> list[Fault]:
    """The first faults, each with the line where its value begins; a missing field has the line of what lacks it."""
    lines = {path: line for path, line, _token in places(text)}
    return [Fault(one.reason, one.path, nearest(lines, one.path)) for one in faults[:MOST_FAULTS]]


def nearest(lines: dict[Path, int], path: Path) -> int:
    while path not in lines and path:
        path = path[:-1]
    return lines.get(path, 0)


def find(text: str, name: str) -> Path:
    """Where a doubled name or an odd number stands: the last place of that name, or the first of that token."""
    found = [path for path, _line, token in places(text) if name and (path[-1:] == (name,) or token == name)]
    seen: set[Path] = set()
    for path in found:
        if path in seen:
            return path
        seen.add(path)
    return found[0] if found else ()


def line_of(text: str, path: Path) -> int:
    return max((line for found, line, _token in places(text) if found == path), default=0)


def places(text: str) -> Iterator[tuple[Path, int, str]]:
    """Every value of well-formed JSON: its path, its line, its first token."""
    path: list[str | int] = []
    line, seen, name = 1, 0, ""
    expects_name = False
    for token in TOKEN.finditer(text):
        word = token[0]
        line += text.count("\n", seen, token.start())
        seen = token.start()
        if word in "]}":
            path.pop()
            expects_name = False
        elif word == ",":
            expects_name = step_on(path)
        elif word == ":":
            path[-1], expects_name = name, False
        elif expects_name:
            name = json.loads(word)
        else:
            yield tuple(path), line, word
            expects_name = word == "{"
            path += {"[": [0], "{": [""]}.get(word, [])


def step_on(path: list[str | int]) -> bool:
    """After a comma: the next place of a list, or the next name of an object."""
    if isinstance(path[-1], int):
        path[-1] += 1
        return False
    return True
