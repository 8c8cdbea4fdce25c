"""What is sent to ask for a quote, and to answer it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Words
from common.validators import one_line
from feedback.models import QuoteConsent
from feedback.quotable import LONGEST, SHORTEST, Text, excerpt

NO = "no"


class AskQuoteForm(forms.Form):
    """Of one text: it begins with the whole of it, and may be cut to any words that stand in it."""

    place = forms.CharField(max_length=60, widget=forms.HiddenInput)
    words = Words(label=_("The words to quote"), max_length=LONGEST, rows=3)

    def __init__(self, invitation, text: Text, data=None):
        super().__init__(
            data, prefix=f"{invitation.pk}.{text.place}", initial={"words": text.text, "place": text.place}
        )
        self.text = text

    @property
    def is_sent(self) -> bool:
        return self.is_bound and self.add_prefix("words") in self.data

    def clean_words(self):
        quoted = excerpt(self.text.text, self.cleaned_data["words"])
        if not quoted:
            raise forms.ValidationError(
                _("Quote words as they stand in the answer, at least %(least)d characters."), params={"least": SHORTEST}
            )
        return quoted


class AnswerQuoteForm(forms.Form):
    choice = forms.ChoiceField(
        choices=[*QuoteConsent.Attribution.choices, (NO, _("No"))],
        error_messages={"required": _("Please choose one.")},
    )
    name = forms.CharField(max_length=80, required=False, validators=[one_line])

    def clean(self):
        said = super().clean()
        if said.get("choice") == QuoteConsent.Attribution.NAMED and not said.get("name") and "name" not in self.errors:
            self.add_error("name", _("Please write your name as it should stand, or choose your role only."))
        return said
