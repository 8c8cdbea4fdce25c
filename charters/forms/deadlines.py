"""What people type about what is due: another day, and words to everything that others must understand."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.due import added
from charters.forms.words import Words
from common.forms import fields_only

NOTE, FURTHEST = 2_000, 50


class DayAhead(forms.DateField):
    """A day from today on, within a working life."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": _("Write a day like 2027-03-31.")}

    def clean(self, value):
        day = super().clean(value)
        if day and day < timezone.localdate():
            raise ValidationError(_("This day is over. Choose today or a later one."))
        if day and day > added(timezone.localdate(), FURTHEST, "year"):
            raise ValidationError(_("This day is too far away to plan for."))
        return day


class Deed(forms.Form):
    """One of several forms on the page of a deadline, so each has ids of its own."""

    def __init__(self, data=None, **kwargs):
        super().__init__(data, auto_id=f"id_{uuid4().hex[:8]}_%s", **kwargs)
        self.helper = fields_only(*self.fields)


class ProjectForm(Deed):
    on = DayAhead(label=_("Probably ready on"))
    why = Words(
        label=_("Why, and what would help (if you like)"), rows=2, max_length=NOTE, required=False,
    )  # fmt: skip


class HandOverForm(Deed):
    what = Words(label=_("What is done, and where to find it"), rows=2, max_length=NOTE)


class SendBackForm(Deed):
    reason = Words(label=_("What is missing"), rows=2, max_length=NOTE)


class NotDoneForm(Deed):
    reason = Words(label=_("Why it will not be done"), rows=2, max_length=NOTE)


class ReopenForm(Deed):
    reason = Words(label=_("Why it is open again"), rows=2, max_length=NOTE)


class ProposeDateForm(Deed):
    on = DayAhead(label=_("New day"))
    why = Words(label=_("Why"), rows=2, max_length=NOTE)

    def __init__(self, data=None, *, due_on=None, **kwargs):
        super().__init__(data, **kwargs)
        self.due_on = due_on

    def clean_on(self):
        if self.cleaned_data["on"] == self.due_on:
            raise ValidationError(_("This is the day that is agreed already."))
        return self.cleaned_data["on"]


class RefuseDateForm(Deed):
    reason = Words(label=_("Why the day stays"), rows=2, max_length=NOTE)


class AnswerConsultationForm(Deed):
    text = Words(label=_("What you think of it"), rows=3)
