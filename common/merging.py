"""Several people write one thing: what each changed since their form was read, field by field. Pure."""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import NamedTuple

NAME, VALUE = 4, 6


class Merge(NamedTuple):
    """`values` is what is to be stored; `conflicts` names the fields that both changed, `kept` those that only the other did."""

    values: dict
    conflicts: list[str]
    kept: list[str]


def stamp(revision: int, fields: Mapping) -> str:
    """What a form knows: the revision it was read at, and a mark of each field as it was then."""
    return f"{revision}." + "".join(mark(name, NAME) + mark(value, VALUE) for name, value in fields.items())


def read(text: str) -> dict[str, str]:
    """The marks of a stamp by the mark of their name; an empty or broken stamp knows nothing."""
    marks = text.partition(".")[2]
    step = NAME + VALUE
    return {marks[at : at + NAME]: marks[at + NAME : at + step] for at in range(0, len(marks), step)}


def mark(value, length: int) -> str:
    nothing = value is None or value is False or value == {}
    plain = json.dumps("" if nothing else value, sort_keys=True, ensure_ascii=False)
    return base64.urlsafe_b64encode(hashlib.sha256(plain.encode("utf-8", "surrogatepass")).digest())[:length].decode()


def merge(base: str, mine: Mapping, theirs: Mapping) -> Merge:
    """Lays my fields over theirs. `base` is the stamp my form was read at."""
    known = read(base)
    conflicts, kept, values = [], [], dict(theirs)
    for name, value in mine.items():
        saved = theirs.get(name)
        if mark(value, VALUE) == mark(saved, VALUE):
            continue
        before = known.get(mark(name, NAME))
        if mark(value, VALUE) == before:
            kept.append(name)
        elif mark(saved, VALUE) == before:
            values[name] = value
        else:
            conflicts.append(name)
    return Merge(values, conflicts, kept)


def over(base: str, revision: int, mine: Mapping, theirs: Mapping, conflicts: list[str]) -> str:
    """The stamp of someone who has now seen what stands in the fields of the conflict, and no other."""
    known = read(base) | {mark(name, NAME): mark(theirs.get(name), VALUE) for name in conflicts}
    return f"{revision}." + "".join(
        name + value for name, value in known.items() if name in {mark(one, NAME) for one in mine}
    )
