"""What people type when a charter moves on and when they answer."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.merging import mark
from charters.models import Vote
from charters.permissions import can_sign_as
from common.forms import fields_only

REASON, NOTE = 20_000, 2_000
MOST_DAYS = 365
MARK = 22


class MoveForm(forms.Form):
    """Nothing to type: the button is the answer."""

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.version = version
        self.helper = fields_only()


class ReasonForm(MoveForm):
    """A move that takes something back says why."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "data-autogrow": ""}),
        help_text=_("Everyone in the team reads this."),
    )


class EndorsementForm(MoveForm):
    """Going on without the manager's endorsement needs a reason; with it there is nothing to ask."""

    unendorsed_reason = forms.CharField(
        label=_("Why you go on without the endorsement of all roles"),
        max_length=NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "data-autogrow": "", "dir": "auto"}),
        help_text=_("Everyone reads this beside the text they sign."),
        error_messages={"required": _("To go on without, write down why; everyone will read it.")},
    )

    def __init__(self, *args, needs_reason, **kwargs):
        super().__init__(*args, **kwargs)
        if not needs_reason:
            del self.fields["unendorsed_reason"]


class SignByField(forms.DateField):
    """A day from today on, within a year."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value):
        day = super().clean(value)
        if day < timezone.localdate():
            raise ValidationError(_("This day is over. Choose today or a later one."))
        if day > timezone.localdate() + timedelta(days=MOST_DAYS):
            raise ValidationError(_("Choose a day within a year."))
        return day


class AskForm(EndorsementForm):
    sign_by = SignByField(label=_("Until when"), help_text=_("Later answers still count; the date shows as overdue."))
    field_order = ["sign_by", "unendorsed_reason"]


class ExtendForm(MoveForm):
    sign_by = SignByField(label=_("New date"))


class AnswerForm(forms.Form):
    """Carries which text was on the screen, so that nobody answers to another one."""

    version = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, person, version, **kwargs):
        kwargs.setdefault("initial", {"version": version.pk, "seen": version.content_hash})
        super().__init__(*args, **kwargs)
        self.person = person
        self.helper = fields_only()


class WhichForm(forms.Form):
    version = forms.UUIDField()


class SeenForm(forms.Form):
    """Which text was on the screen."""

    seen = forms.CharField(max_length=64)


class OlderForm(forms.Form):
    """A page of what I signed begins after the one named."""

    before = forms.UUIDField()


class SignForm(AnswerForm):
    """The typed name is the signature. `words` marks the statement that was on the screen."""

    words = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    typed_name = forms.CharField(
        label=_("Your name, typed by you"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    def __init__(self, *args, statement, **kwargs):
        super().__init__(*args, **kwargs)
        self.statement_mark = self.fields["words"].initial = mark(statement, MARK)
        self.fields["typed_name"].help_text = _("Type “%(name)s”. This is your signature.") % {"name": self.person}

    def clean_typed_name(self):
        typed = self.cleaned_data["typed_name"]
        answer = can_sign_as(self.person, typed)
        if not answer:
            raise ValidationError(answer.reason)
        return typed

    @property
    def is_outdated(self) -> bool:
        """The team, the charter or the person was renamed since the page was opened."""
        return self.cleaned_data["words"] not in ("", self.statement_mark)


class DeclineForm(AnswerForm):
    reason = forms.CharField(
        label=_("What must change before you can agree"),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 4, "data-autogrow": "", "dir": "auto"}),
        help_text=_("Everyone in the team reads this."),
    )


class VoteForm(AnswerForm):
    choice = forms.ChoiceField(label=_("Your vote"), choices=Vote.Choice, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why, if you like"),
        max_length=REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-autogrow": "", "dir": "auto"}),
        help_text=_("Recorded with your vote; everyone in the team reads it."),
    )
