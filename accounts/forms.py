"""What people type about themselves."""

import zoneinfo

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.validators import one_line


class SignupForm(forms.Form):
    """What sign-up asks beside e-mail and password; the account's adapter takes the name over."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        validators=[one_line],
        help_text=_("As your team should read it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    # Told by the browser; a person may correct it in their profile.
    time_zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput(attrs={"data-time-zone": True}))
    field_order = ("name", "email", "password1")

    def clean_time_zone(self):
        told = self.cleaned_data["time_zone"]
        return told if told in zoneinfo.available_timezones() else User._meta.get_field("time_zone").default

    def signup(self, request, user):
        """Asked for by allauth; there is nothing left to do."""


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("name", "time_zone")
        help_texts = {"time_zone": _("Days and hours are shown in it, and mails keep to your day.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(one_line)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["time_zone"].widget = forms.Select(choices=zones(self.instance.time_zone))
        self.helper = FormHelper()
        self.helper.add_input(Submit("", gettext("Save"), css_class="btn btn-primary"))


def zones(current):
    """Places, by continent; the old names that computers keep for each other are left out."""
    groups = {}
    for zone in sorted(zoneinfo.available_timezones() | {current}):
        area, _slash, place = zone.partition("/")
        if place and area not in {"Etc", "SystemV", "US", "posix", "right"}:
            groups.setdefault(area, []).append((zone, place.replace("_", " ").replace("/", ", ")))
    return [("UTC", "UTC"), *groups.items()]


class CloseForm(forms.Form):
    """Typing the address is the moment to think again."""

    address = forms.CharField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "off"})
    )

    def __init__(self, person, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_address(self):
        typed = self.cleaned_data["address"].strip()
        if typed.lower() != self.person.email.lower():
            raise forms.ValidationError(_("This is not the address of this account."))
        return typed
