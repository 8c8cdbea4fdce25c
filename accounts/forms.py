"""What people type about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.Form):
    """What sign-up asks beside e-mail and password."""

    name = forms.CharField(label=_("Your name"), max_length=200, help_text=_("As your team should read it."))

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
