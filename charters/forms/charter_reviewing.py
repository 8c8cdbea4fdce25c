"""Marks on agreements, how often a charter is looked at, and the day of the next look."""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.agreements import CANNOT_SAY, FEWEST_MONTHS, KEPT, MOST_MONTHS, VERDICTS, Answer
from charters.content import Clause
from charters.due import added
from common.forms import fields_only

GRADES = [(str(grade), _("Cannot say") if grade == CANNOT_SAY else str(grade)) for grade, _label in KEPT]


@dataclass(frozen=True)
class Line:
    """One agreement with its two questions."""

    clause: Clause
    verdict: forms.BoundField
    kept: forms.BoundField


class MarksForm(forms.Form):
    """Keep, change or drop each agreement, and how well it was kept; what one has no view on stays open."""

    def __init__(self, data=None, *, clauses: list[Clause], marks: dict[str, Answer]):
        super().__init__(data)
        self.clauses = clauses
        for clause in clauses:
            mine = marks.get(clause.key, Answer())
            self.fields[f"verdict_{clause.key}"] = choice(VERDICTS, mine.verdict)
            self.fields[f"kept_{clause.key}"] = choice(GRADES, "" if mine.kept is None else str(mine.kept))

    def lines(self) -> list[Line]:
        return [Line(one, self[f"verdict_{one.key}"], self[f"kept_{one.key}"]) for one in self.clauses]

    @property
    def marks(self) -> dict[str, Answer]:
        given = self.cleaned_data
        return {one.key: answer(given[f"verdict_{one.key}"], given[f"kept_{one.key}"]) for one in self.clauses}


def choice(choices, initial) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, initial=initial, required=False, widget=forms.RadioSelect)


def answer(verdict: str, kept: str) -> Answer:
    return Answer(verdict, int(kept) if kept else None)


class EveryForm(forms.Form):
    """After how many months the team looks at its charter again."""

    months = forms.IntegerField(
        label=_("Look at it again every … months"), min_value=FEWEST_MONTHS, max_value=MOST_MONTHS,
        help_text=_("Three to six is usual. Half-time of the charter comes first where it is nearer."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = fields_only("months")


class UnchangedForm(forms.Form):
    """The day of the next look, where nothing changes now."""

    next_on = forms.DateField(
        label=_("Look at it again on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = fields_only("next_on")

    def clean_next_on(self):
        day, today = self.cleaned_data["next_on"], timezone.localdate()
        if not today + timedelta(days=1) <= day <= added(today, MOST_MONTHS, "month"):
            raise ValidationError(_("Choose a day from tomorrow on, within a year."))
        return day
