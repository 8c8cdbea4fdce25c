"""What a side says to the other through the app."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms import Words, fields_only
from common.ids import as_uuid
from common.validators import one_line
from negotiations.kinds import TITLE
from negotiations.models import Issue, PrepSheet
from negotiations.permissions import can_be_asked, working_in
from negotiations.scoring import MOST_ISSUES, MOST_OPTIONS


class AskSideForm(forms.Form):
    person = forms.CharField(label=_("Who prepares the other side"), widget=forms.Select)
    title = forms.CharField(
        label=_("Shared title (if you like)"), max_length=TITLE, required=False, validators=[one_line],
        help_text=_("Both sides read it. Without one it is an “Untitled negotiation”. The title of your sheet stays yours."),
    )  # fmt: skip

    def __init__(self, sheet: PrepSheet, data=None, **kwargs):
        super().__init__(data, auto_id="id_ask_%s", **kwargs)
        self.sheet = sheet
        self.helper = fields_only(*self.fields)
        self.fields["person"].widget.choices = [("", _("Choose …")), *self.offered()]

    def offered(self):
        seated = {seat.person_id for seat in self.sheet.seats.all()}
        people = working_in(self.sheet).select_related("person")
        return [(str(one.person_id), str(one.person)) for one in people if one.person_id not in seated]

    def clean_person(self):
        person = User.objects.filter(pk=as_uuid(self.cleaned_data["person"])).first()
        answer = can_be_asked(person, self.sheet)
        if not answer:
            raise ValidationError(answer.reason)
        return person


class AcceptSideForm(forms.Form):
    title = forms.CharField(
        label=_("Title of your sheet"), max_length=TITLE, validators=[one_line],
        help_text=_("Only your side reads it."),
    )  # fmt: skip

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.helper = fields_only(*self.fields)


class ProposeForm(forms.Form):
    """Names for the agenda: issues of one's own sheet that are ticked, and what is typed."""

    issues = forms.ModelMultipleChoiceField(
        Issue.objects.none(), required=False, label=_("From your sheet, with the names of all their options"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    typed = Words(
        label=_("Or typed: a topic on each line, its options after a colon"), rows=3, required=False,
        placeholder=_("Departure: 6:00; 6:30; 7:00"),
        help_text=_("Options are separated by semicolons."),
    )  # fmt: skip

    def __init__(self, sheet: PrepSheet, data=None, **kwargs):
        super().__init__(data, auto_id="id_propose_%s", **kwargs)
        self.helper = fields_only(*self.fields)
        self.fields["issues"].queryset = Issue.objects.filter(sheet=sheet).prefetch_related("options")
        self.fields["issues"].label_from_instance = described

    def clean_typed(self):
        """Pairs of a topic and its options."""
        lines = [line for line in self.cleaned_data["typed"].splitlines() if line.strip()]
        found = [topic_of(line) for line in lines]
        if len(found) > MOST_ISSUES:
            raise ValidationError(_("An agenda has room for %(most)d topics."), params={"most": MOST_ISSUES})
        if any(not name or len(options) > MOST_OPTIONS for name, options in found):
            raise ValidationError(
                _("Each line begins with a topic, and has at most %(most)d options."), params={"most": MOST_OPTIONS}
            )
        if any(len(word) > TITLE for name, options in found for word in (name, *options)):
            raise ValidationError(_("Keep each name to %(most)d characters."), params={"most": TITLE})
        return found

    def clean(self):
        said = super().clean()
        if not self.errors and not said["issues"] and not said["typed"]:
            raise ValidationError(_("Tick an issue, or type a topic."))
        return said


def described(issue: Issue) -> str:
    options = "; ".join(option.name for option in issue.options.all())
    words = f"{issue.name}: {options}" if options else issue.name
    return f"{words} ({_('there already; what is new is added')})" if issue.agenda_issue_id else words


def topic_of(line: str) -> tuple[str, list[str]]:
    name, _colon, options = line.partition(":")
    return name.strip(), [option.strip() for option in options.split(";") if option.strip()]
