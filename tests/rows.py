"""One row of the table of authorization: door, method, the parts of its address, the state of the charter, who gets what."""

from typing import NamedTuple


class Row(NamedTuple):
    name: str
    method: str
    parts: str
    state: str
    answers: str
    fields: tuple = ()


def get(name, parts, answers, state="draft", /, **fields):
    return Row(name, "get", parts, state, answers, tuple(fields.items()))


def post(name, parts, answers, state="draft", /, **fields):
    return Row(name, "post", parts, state, answers, tuple(fields.items()))
