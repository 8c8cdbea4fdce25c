"""What a person types after reading a result: one thing to keep, one to change."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import Words, fields_only
from feedback.actions.results import Chosen
from feedback.models import NextStep
from feedback.report import Report

Purpose = NextStep.Purpose
AHEAD = timedelta(days=28)
FURTHEST = timedelta(days=730)
LONGEST = 1_000
ASKED = {Purpose.KEEP: _("What will you keep doing?"), Purpose.CHANGE: _("What will you do differently?")}
EXAMPLES = {
    Purpose.KEEP: _("Tell the client on Monday what will be late."),
    Purpose.CHANGE: _("Ask what others need before I say what I propose."),
}


class StepForm(forms.Form):
    """Each purpose has a form of its own on the page; the name of the purpose stands before its fields."""

    words = Words(max_length=LONGEST, rows=2)
    form = forms.ChoiceField(
        label=_("As"), choices=NextStep.Form, initial=NextStep.Form.GOAL,
        help_text=_("An insight can be carried into a charter; something to learn goes into your learning log."),
    )  # fmt: skip
    question = forms.ChoiceField(label=_("It answers"), required=False)
    due_on = forms.DateField(
        label=_("Look at it again on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as year-month-day, like 2026-03-31.")},
    )  # fmt: skip

    def __init__(self, purpose: str, told: Report, data=None):
        super().__init__(data, prefix=purpose, initial={"due_on": timezone.localdate() + AHEAD})
        self.purpose = purpose
        self.fields["words"].label = ASKED[purpose]
        self.fields["words"].widget.attrs["placeholder"] = EXAMPLES[purpose]
        self.fields["question"].choices = [("", _("the whole of it")), *questions_of(told)]
        self.helper = fields_only("words", "form", "question", "due_on")

    def clean_due_on(self):
        due_on, today = self.cleaned_data["due_on"], timezone.localdate()
        if due_on < today:
            raise forms.ValidationError(_("This day is over. Choose today or a later one."))
        if due_on > today + FURTHEST:
            raise forms.ValidationError(_("Choose a day within the next two years."))
        return due_on

    def chosen(self, snapshot: dict) -> Chosen:
        given = self.cleaned_data
        questions = {one["key"]: one for one in snapshot["questions"]}
        question = questions.get(given["question"])
        return Chosen(self.purpose, given["form"], given["words"], given["due_on"], question)


def questions_of(told: Report) -> list[tuple]:
    return list({one.key: (one.key, one.label) for one in (*told.figures, *told.words)}.values())
