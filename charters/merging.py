"""Several people write one clause: what each changed since their form was read (common.merging). Pure.

Clauses are compared flat: each RACI letter is a field of its own, `letters_<role>`, and the linked account is `person`.
"""

from collections.abc import Mapping

from common.merging import Merge, mark, merge, over, read, stamp

__all__ = ["LETTERS", "Merge", "flat", "folded", "mark", "merge", "over", "read", "stamp"]

LETTERS = "letters_"


def flat(values: Mapping, person: str | None = None) -> dict:
    """The fields of a clause side by side, with each letter on its own."""
    fields = {name: value for name, value in values.items() if name != "letters"}
    letters = {LETTERS + role: letter for role, letter in (values.get("letters") or {}).items()}
    return {**fields, **letters, "person": person or ""}


def folded(fields: Mapping) -> tuple[dict, str | None]:
    """The inverse of `flat`: the values of the clause and the linked account."""
    values = {name: value for name, value in fields.items() if name != "person" and not name.startswith(LETTERS)}
    letters = {
        name.removeprefix(LETTERS): value for name, value in fields.items() if name.startswith(LETTERS) and value
    }
    return values | ({"letters": letters} if letters else {}), fields.get("person") or None
