"""What a holder writes for whoever comes next."""

from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _

from charters import merging
from charters.forms.words import Words
from charters.kinds import LINE
from charters.models import HandOver
from common import diff
from common.forms import fields_only

PROMPTS = {
    "still_open": (
        _("What is half done, promised or decided soon. One thing a line."),
        _("The pier 7 sign is ordered; the harbour master promised it for May."),
    ),
    "by_itself": (
        _("What comes back each week, month or year, and what happens if nobody looks."),
        _("On the first Monday of the month the delay log is sent to the harbour."),
    ),
    "whom_to_ask": (
        _("Who knows what, and how one reaches them best."),
        _("Kim at the harbour office, by phone before ten."),
    ),
    "differently": (
        _("What you learned, and would tell yourself on the first day."),
        _("Ask for the winter timetable in September; October is too late."),
    ),
    "whereabouts": (
        _("Documents, accounts, keys. Say where a secret is kept, never the secret itself."),
        _("The test phones are in the second drawer at pier 2."),
    ),
}


class HandOverForm(forms.Form):
    """Saves like a clause: field by field, so that two windows lose nothing (see charters.merging)."""

    successor = forms.ChoiceField(label=HandOver._meta.get_field("successor").verbose_name, required=False)
    successor_words = Words(
        label=HandOver._meta.get_field("successor_words").verbose_name, max_length=LINE, required=False,
        help_text=_("Where nobody is known yet, or they are not in the team."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip
    revision = forms.CharField(required=False, widget=forms.HiddenInput)
    over = forms.CharField(required=False, widget=forms.HiddenInput)
    keep = forms.ChoiceField(required=False, choices=[("mine", ""), ("theirs", "")])

    def __init__(self, data=None, *, hand_over, members):
        super().__init__(data, initial=hand_over.fields())
        self.hand_over = hand_over
        self.fields["successor"].choices = [("", _("Not known yet")), *members]
        for name, (prompt, example) in PROMPTS.items():
            label = HandOver._meta.get_field(name).verbose_name
            self.fields[name] = Words(label=label, help_text=prompt, placeholder=example, required=False)
        self.helper = fields_only(
            Fieldset(_("The work"), *PROMPTS), Fieldset(_("Whoever comes next"), "successor", "successor_words")
        )

    @property
    def finishes(self) -> bool:
        """Sent by the button that says so."""
        return "finish" in self.data

    def clean(self):
        given = super().clean()
        if self.finishes and not any(given.get(name) for name in HandOver.TEXTS):
            self.add_error("still_open", _("Write at least one line before it is finished."))
        return given

    @property
    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in HandOver.FIELDS}

    @property
    def base(self) -> str:
        """What the writer has read: the form's own stamp, or that of the conflict they chose to write over."""
        chosen = "over" if self.cleaned_data["keep"] == "mine" else "revision"
        return self.cleaned_data[chosen]

    @property
    def stamp(self) -> str:
        return merging.stamp(self.hand_over.revision, self.hand_over.fields())

    def two_sides(self, name: str, theirs: str) -> dict:
        yours, theirs = self.as_words(name, self.values[name]), self.as_words(name, theirs)
        return {"label": self.fields[name].label, "theirs": theirs, "yours": yours, "pieces": diff.words(theirs, yours)}

    def as_words(self, name: str, value: str) -> str:
        return str(dict(self.fields["successor"].choices).get(value, value)) if name == "successor" else value
