"""Which two texts of a charter are compared."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _


class CompareForm(forms.Form):
    """`texts` are what may be compared: the name in the address, and what it is."""

    def __init__(self, *args, texts, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = dict(texts)
        self.fields["from"] = forms.ChoiceField(label=_("From"), choices=texts)
        self.fields["to"] = forms.ChoiceField(label=_("To"), choices=texts)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def chosen(self, field: str) -> str:
        return self.names[self.cleaned_data[field]]
