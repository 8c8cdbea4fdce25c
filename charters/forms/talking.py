"""What people say about a clause."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from charters.forms.words import Words
from charters.kinds import KINDS
from common.forms import fields_only
from common.ids import uuid7

TEXT_TYPES = {"title", "line", "text", "who"}


class SayForm(forms.Form):
    """Words, and the token by which the same form sent twice speaks once."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    text = Words(label=_("Your words"), rows=2)

    def __init__(self, data=None, *, label="", placeholder="", **kwargs):
        super().__init__(
            data, initial={"token": uuid7()} | kwargs.pop("initial", {}), auto_id=f"id_{uuid4().hex[:8]}_%s", **kwargs
        )
        self.fields["text"].label = label or self.fields["text"].label
        self.fields["text"].widget.attrs["placeholder"] = placeholder
        self.helper = fields_only(*self.fields)


class SuggestForm(SayForm):
    """Other words for one field of a clause, and why."""

    field = forms.CharField(widget=forms.HiddenInput)
    new_text = Words(label=_("New words"), rows=3)
    field_order = ["token", "field", "new_text", "text"]

    def __init__(self, data=None, *, clause, field="", words=""):
        """`words` are somebody's answer that may become the new words."""
        self.clause = clause
        self.choices = suggestible(clause.kind)
        chosen = next((one for one in self.choices if one.name == (data or {}).get("field", field)), self.choices[0])
        super().__init__(
            data,
            label=_("Why (if it needs saying)"),
            initial={"field": chosen.name, "new_text": words or clause[chosen.name]},
        )
        self.chosen = chosen
        self.fields["text"].required = False
        label = _("New words for “%(field)s”") % {"field": chosen.label}
        self.fields["new_text"] = Words(label=label, rows=3, max_length=chosen.longest)

    def clean_new_text(self):
        text = self.cleaned_data["new_text"]
        if text == self.clause[self.chosen.name]:
            raise forms.ValidationError(_("These are the words that stand there already."))
        return text

    def clean(self):
        given = super().clean()
        if given.get("field") != self.chosen.name:
            raise forms.ValidationError(_("This field holds no words."))
        return given


def suggestible(kind) -> list:
    """The fields of a clause that are words."""
    return [one for one in KINDS[kind].fields if one.type in TEXT_TYPES]


class TakeOverForm(forms.Form):
    """Taking over a suggestion, with the mark of the text that stood beside it when this was decided."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
