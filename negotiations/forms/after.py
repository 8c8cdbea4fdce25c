"""What people type when it is over: how it ended, whether it is kept, what they learned."""

from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import Words, fields_only
from negotiations.actions.after import CHECK_AFTER
from negotiations.forms.talks import BAD_DAY, name_of
from negotiations.kinds import TEXT
from negotiations.learning import QUESTIONS
from negotiations.models import Outcome

FURTHEST = 3660
KINDS = ((Outcome.Kind.AGREED, _("We agreed")), (Outcome.Kind.NO_DEAL, _("No deal")))


def day(label, **more):
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=picker, error_messages=BAD_DAY, **more)


def check_ahead(value):
    """A day to look again lies ahead, and within ten years."""
    if value and value < timezone.localdate():
        raise forms.ValidationError(_("This day is over. Choose today or a later one."))
    if value and (value - timezone.localdate()).days > FURTHEST:
        raise forms.ValidationError(_("This day is too far away to plan for."))


class OutcomeForm(forms.Form):
    """How it ended."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("How did it end?"), choices=KINDS, initial=Outcome.Kind.AGREED, widget=forms.RadioSelect
    )
    package = forms.ChoiceField(
        label=_("The package you agreed on"), required=False,
        help_text=_("With a package the result can be measured against the preparation."),
    )  # fmt: skip
    words = Words(
        label=_("In words: what was agreed, or why not"), rows=3, max_length=TEXT, required=False,
        placeholder=_("The night berth on Fridays and Saturdays from May, at 290 a night, with a review after the season."),
    )  # fmt: skip
    ended_on = day(_("On"))
    check_on = day(
        _("Look again whether it is kept on"), required=False, validators=[check_ahead],
        help_text=_("You are reminded in the morning of that day. Leave it empty for no reminder."),
    )  # fmt: skip

    def __init__(self, data=None, *, packages=(), chosen=""):
        today = timezone.localdate()
        super().__init__(
            data, initial={"key": uuid4(), "ended_on": today, "check_on": today + CHECK_AFTER, "package": chosen}
        )
        names = [(str(one.pk), name_of(one, at)) for at, one in enumerate(packages, 1)]
        self.fields["package"].choices = [("", _("none, only words")), *names]
        self.helper = fields_only("key", "kind", "package", "words", "ended_on", "check_on")

    def clean_ended_on(self):
        if self.cleaned_data["ended_on"] > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return self.cleaned_data["ended_on"]


class CheckForm(forms.Form):
    """Is it kept?"""

    words = Words(
        label=_("Is it kept? In which points, and where not?"), rows=3, max_length=TEXT,
        placeholder=_("The berth was free on all but two nights; the crane came late once."),
    )  # fmt: skip
    again_on = day(_("Look once more on (if you like)"), required=False, validators=[check_ahead])

    def __init__(self, data=None, *, outcome):
        super().__init__(data, initial={"words": outcome.check_words})
        self.helper = fields_only("words", "again_on")


class ReflectionForm(forms.Form):
    """Five questions; answers of one person."""

    def __init__(self, data=None, *, saved):
        super().__init__(data, initial=saved)
        for name, (label, hint) in QUESTIONS.items():
            self.fields[name] = Words(
                label=label, help_text=hint, rows=2, max_length=TEXT, placeholder=" ", required=False
            )
        self.helper = fields_only(*QUESTIONS)

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in QUESTIONS}
