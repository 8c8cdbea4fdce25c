"""The words of an agreement: its opening, its terms, and the name under it."""

from crispy_forms.layout import Div, Field
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from charters.permissions import can_sign_as
from common import tone
from common.forms import Words, fields_only
from conflicts import terms
from feedback.models import sections


class OpeningForm(forms.Form):
    """`revision` is what the writer saw; `over` is what they have seen of another's since."""

    opening = Words(
        label=_("What we want from now on"), required=False, rows=3, max_length=terms.LONGEST,
        placeholder=_("We want to hand over builds so that neither of us has to rush."),
    )  # fmt: skip
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    over = forms.IntegerField(required=False, widget=forms.HiddenInput)
    keep = forms.ChoiceField(required=False, choices=[("mine", ""), ("theirs", "")])

    def __init__(self, data=None, *, agreement):
        super().__init__(data, initial={"opening": agreement.opening})
        self.helper = fields_only("opening")

    @property
    def base(self) -> int:
        chosen = "over" if self.cleaned_data["keep"] == "mine" else "revision"
        return self.cleaned_data[chosen] or 0


class TermForm(forms.Form):
    """One promise. None of it must be filled yet: what is missing is said beside the button that offers the text."""

    text = Words(label=_("What is promised"), required=False, rows=2, max_length=terms.LONGEST)
    owner = forms.ChoiceField(label=_("Who does it"), required=False)
    due_on = forms.DateField(
        label=_("Until which day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    due_words = Words(
        label=_("or how often"), required=False, max_length=terms.LONGEST_WORDS,
        widget=forms.TextInput(attrs={"dir": "auto", "placeholder": _("every Monday, until the release")}),
    )  # fmt: skip

    def __init__(self, key, data=None, *, parties, values=None):
        super().__init__(data, auto_id=f"id_{key}_%s", initial=values or {})
        people = [(str(party.pk), str(party)) for party in parties]
        self.fields["owner"].choices = [("", _("Nobody yet")), *people, (terms.ALL, _("All of us together"))]
        self.helper = fields_only(
            Div(
                Div(Field("text"), css_class="clause-long"),
                *(Div(Field(name), css_class="clause-short") for name in ("owner", "due_on", "due_words")),
                css_class="clause-fields",
            )
        )

    @property
    def values(self) -> dict[str, str]:
        """As AgreementTerm.fields has them."""
        day = self.cleaned_data["due_on"]
        return self.cleaned_data | {"due_on": day.isoformat() if day else ""}

    @property
    def hints(self) -> list[tone.Found]:
        return tone.person_words(self["text"].value() or "")

    def in_words(self, name: str, value: str) -> str:
        return str(dict(self.fields["owner"].choices).get(value, value)) if name == "owner" else value


class SignForm(forms.Form):
    """The typed name is the signature; `seen` marks the words on the screen."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    typed_name = forms.CharField(
        label=_("Your name, typed by you"), max_length=200, error_messages={"required": _("This cannot stay empty.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, data=None, *, person, agreement):
        super().__init__(data, initial={"seen": agreement.content_hash})
        self.person = person
        self.fields["typed_name"].help_text = _("Type “%(name)s”. This is your signature.") % {"name": person}
        self.helper = fields_only()

    def clean_typed_name(self):
        typed = self.cleaned_data["typed_name"]
        answer = can_sign_as(self.person, typed)
        if not answer:
            raise ValidationError(answer.reason)
        return typed


class CarryForm(forms.Form):
    """Into which charter, and as what kind of clause."""

    charter = forms.ChoiceField(label=_("Into which charter"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("As"), choices=sections)

    def __init__(self, data=None, *, charters, first=None, like=""):
        """`first`: the key of the charter that is offered first; `like`: the kind of clause that it is about, if any."""
        kind = like if like in dict(sections()) else "working_agreement"
        super().__init__(data, initial={"charter": first and str(first), "kind": kind})
        self.charters = {str(charter.pk): charter for charter in charters}
        self.fields["charter"].choices = [(key, label_of(charter)) for key, charter in self.charters.items()]
        self.helper = fields_only()

    @property
    def chosen(self):
        return self.charters[self.cleaned_data["charter"]]


def label_of(charter) -> str:
    return f"{charter.title} · {charter.team.name}"
