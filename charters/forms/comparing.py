"""Which two texts of a charter are compared."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import fields_only


class CompareForm(forms.Form):
    """`texts` are what may be compared: the name in the address, and what it is."""

    def __init__(self, *args, texts, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = dict(texts)
        self.fields["from"] = forms.ChoiceField(label=_("From"), choices=texts)
        self.fields["to"] = forms.ChoiceField(label=_("To"), choices=texts)
        self.helper = fields_only()

    def chosen(self, field: str) -> str:
        return self.names[self.cleaned_data[field]]
