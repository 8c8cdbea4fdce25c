"""What a member thinks alone, which lines they share, and how a proposal is taken into the draft."""

from crispy_forms.layout import Field, Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _

from charters import proposing
from charters.forms.words import Words
from charters.kinds import KINDS
from charters.models import Preparation
from common import diff
from common.forms import fields_only

PROMPTS = {
    "think": (
        _("First, in one line, why this team exists. Then, one line each, what should be different at the end."),
        _("Passengers know about a delay before they leave home.\nFour of five delays are shown within two minutes."),
    ),
    "bring": (_("What you know, what you are good at, how much time you have."), _("I know the harbour's old system.")),
    "need": (
        _("What the others can do so that you work well. One thing a line."),
        _("An answer to a review within one working day."),
    ),
    "my_roles": (
        _("One role a line, like “Role: what it does”."),
        _("Release keeper: tests and announces each release"),
    ),
    "others_roles": (
        _("One role a line, like “Role: what it does”. Name the work, not the person."),
        _("Harbour liaison: collects the delay reports"),
    ),
    "unowned": (
        _("Work that somebody should take care of, and nobody does. One a line."),
        _("Translations: keeps the texts in four languages"),
    ),
}


class PreparationForm(forms.Form):
    """Six private answers. Knows which saved text it was read from, and what another window saved meanwhile."""

    keep_private = forms.BooleanField(
        label=Preparation._meta.get_field("keep_private").verbose_name,
        required=False,
        help_text=_("You can still share lines of it yourself, at any time."),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    over = forms.IntegerField(required=False, widget=forms.HiddenInput)
    keep = forms.ChoiceField(required=False, choices=[("mine", ""), ("theirs", "")])

    def __init__(self, data=None, *, preparation, offers_privacy=True):
        self.preparation = preparation
        saved = preparation.fields() | {"keep_private": preparation.keep_private}
        super().__init__(data, initial=saved)
        for name, (prompt, example) in PROMPTS.items():
            label = Preparation._meta.get_field(name).verbose_name
            self.fields[name] = Words(label=label, help_text=prompt, placeholder=example, required=False)
        self.helper = fields_only(
            Fieldset(_("The team"), "think", "bring", "need"),
            Fieldset(_("Who does what"), "my_roles", "others_roles", "unowned"),
            *(["keep_private"] if offers_privacy else []),
        )
        if not offers_privacy:
            del self.fields["keep_private"]

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in [*Preparation.FIELDS, "keep_private"] if name in self.fields}

    @property
    def base(self) -> int:
        """The revision that the writer has seen: the one they started from, or the one they chose to write over."""
        chosen = "over" if self.cleaned_data["keep"] == "mine" else "revision"
        return self.cleaned_data[chosen] or 0

    def conflicts(self) -> list[dict]:
        """Fields whose saved text is another than the typed one, when it was saved in between."""
        if self.base == self.preparation.revision:
            return []
        return [self.two_sides(name) for name in Preparation.FIELDS if self.initial[name] != self.cleaned_data[name]]

    def two_sides(self, name) -> dict:
        theirs, yours = self.initial[name], self.cleaned_data[name]
        return {"label": self.fields[name].label, "theirs": theirs, "yours": yours, "pieces": diff.words(theirs, yours)}


class ShareForm(forms.Form):
    """The lines of a preparation that the team may read."""

    lines = forms.MultipleChoiceField(
        label=_("What the team may read"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one line."),
            "invalid_choice": _("Your preparation changed meanwhile; look at the lines again."),
        },
    )

    def __init__(self, data=None, *, lines):
        super().__init__(data, initial={"lines": [line.mark for line in lines]})
        self.fields["lines"].choices = [(line.mark, f"{KINDS[line.kind].label}: {line.text}") for line in lines]
        self.helper = fields_only(Field("lines"))


class TakeForm(forms.Form):
    """A proposal on its way into the draft: as what, and in which words."""

    kind = forms.ChoiceField(label=_("Take as"))
    text = Words(label=_("Words"), rows=2)

    def __init__(self, data=None, *, proposal):
        super().__init__(
            data, initial={"kind": proposal.kind, "text": proposal.text}, prefix=f"p{proposal.pk.hex[-12:]}"
        )
        kinds = proposing.CHOICES.get(proposal.source, (proposal.kind,))
        self.fields["kind"].choices = [(kind, KINDS[kind].label) for kind in kinds]
        self.proposal, self.author = proposal, str(proposal.author)
        self.helper = fields_only("kind", "text")
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()

    def clean(self):
        given = super().clean()
        if "kind" in given and "text" in given:
            self.check_length(given["kind"], given["text"])
        return given

    def check_length(self, kind, text):
        long = proposing.too_long(kind, proposing.values_for(kind, text, self.author))
        if long:
            self.add_error("text", _("This is too long for “%(field)s”. Shorten it first.") % {"field": long[0]})
