"""The few words of who rather does not answer, and the address of who lost a link."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from common.addresses import LONGEST, display_name
from common.forms import Words, fields_only
from common.tidying import tidy

MOST = 1_000


class DeclineForm(forms.Form):
    reason = Words(
        label=_("Why, if you like to say"), required=False, rows=3, max_length=MOST,
        placeholder=_("We did not work closely together."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = fields_only("reason")

    def clean_reason(self):
        return tidy(self.cleaned_data["reason"])


class ConcernForm(forms.Form):
    """`key` tells one sending from the next."""

    words = Words(label=_("What happened, if you like to say"), required=False, rows=4, max_length=MOST)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"key": uuid4()}, **kwargs)
        self.helper = fields_only("words", "key")

    def clean_words(self):
        return tidy(self.cleaned_data["words"])


class AddressForm(forms.Form):
    """Where the mail with a new link should go."""

    address = forms.EmailField(
        label=_("Your e-mail address"), max_length=LONGEST,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = fields_only(*self.fields)


class NamedAddressForm(AddressForm):
    """Who came by an open link says who they are; the person who asks confirms that."""

    name = forms.CharField(
        label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"})
    )
    field_order = ["name", "address"]

    def clean_name(self):
        return display_name(self.cleaned_data["name"])
