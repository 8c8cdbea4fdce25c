"""How somebody sees a list of options, as it is typed. It saves by itself, so it may be full of holes. Never writes."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common import diff
from common.forms import Words
from conflicts.ranking import SCALE

LONGEST = 2_000
NOTE = Words(required=False, max_length=LONGEST)


@dataclass
class Asked:
    """One option with what was typed for it; `fault` says why its note cannot be kept."""

    option: object
    value: int | None = None
    note: str = ""
    fault: str = ""

    @property
    def steps(self) -> list[tuple[int, str, bool]]:
        return [(step, words, step == self.value) for step, words in reversed(SCALE.items())]


class RatingsForm:
    """`given` is {option: {"value", "note"}}, as conflicts.actions.ratings takes it."""

    def __init__(self, asked: list[Asked]):
        self.asked = asked

    @classmethod
    def saved(cls, lines):
        return cls([Asked(one.option, one.value, one.note) for one in lines])

    @classmethod
    def sent(cls, lines, data):
        return cls([typed(one.option, data) for one in lines])

    @property
    def is_valid(self) -> bool:
        return not any(one.fault for one in self.asked)

    @property
    def given(self) -> dict[UUID, dict]:
        return {one.option.pk: {"value": one.value, "note": one.note} for one in self.asked}

    def beside(self, names: list[str], saved) -> list[dict]:
        """For _parts/conflict.html: what stands and what was typed, of the fields `<option>.<field>` in `names`."""
        before = {str(one.option.pk): one for one in saved.asked}
        return [two_sides(one, before[str(one.option.pk)], name) for one in self.asked for name in names_of(one, names)]


def names_of(asked: Asked, names: list[str]) -> list[str]:
    return [name.partition(".")[2] for name in names if name.startswith(f"{asked.option.pk}.")]


def two_sides(asked: Asked, saved: Asked, name: str) -> dict:
    theirs, yours = in_words(saved, name), in_words(asked, name)
    return {"label": asked.option.text, "theirs": theirs, "yours": yours, "pieces": diff.words(theirs, yours)}


def in_words(asked: Asked, name: str) -> str:
    if name == "note":
        return asked.note or _("no words")
    return str(SCALE.get(asked.value, _("not rated")))


def typed(option, data) -> Asked:
    value, note = data.get(f"value-{option.pk}", ""), data.get(f"note-{option.pk}", "")
    steps = {str(step): step for step in SCALE}
    asked = Asked(option, steps.get(value), note)
    try:
        asked.note = NOTE.clean(note)
    except ValidationError as fault:
        asked.fault = " ".join(fault.messages)
    return asked
