"""What a person writes on their profile, and what they make a link of it with."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Words, fields_only
from common.validators import one_line
from feedback.models import CollaborationProfile

LONGEST_DAYS = 365


class ProfileHeadForm(forms.Form):
    is_on = forms.BooleanField(
        label=_("My profile is on"), required=False, help_text=_("While it is off, every link to it leads nowhere.")
    )
    headline = forms.CharField(
        label=_("In one line"),
        max_length=200,
        required=False,
        validators=[one_line],
        widget=forms.TextInput({"dir": "auto"}),
    )
    about = Words(label=_("How you work with others"), max_length=2_000, required=False, rows=5)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, profile: CollaborationProfile, *args, **kwargs):
        names = ("is_on", "headline", "about", "revision")
        super().__init__(*args, initial={name: getattr(profile, name) for name in names}, **kwargs)
        self.now = profile.revision
        self.helper = fields_only()

    def clean(self):
        """What was typed stays in the form, and can be saved over what another window wrote."""
        if self.cleaned_data.get("revision") != self.now:
            self.data = self.data.copy()
            self.data["revision"] = self.now
            raise forms.ValidationError(
                _(
                    "Your profile was changed in another window meanwhile. Your words are below; save again to let them stand."
                )
            )
        return self.cleaned_data


class ShareLinkForm(forms.Form):
    label = forms.CharField(
        label=_("For whom"), max_length=120, validators=[one_line], help_text=_("Only you read this."),
        widget=forms.TextInput({"dir": "auto"}),
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("Days until it ends"), min_value=1, max_value=LONGEST_DAYS, initial=30,
        help_text=_("From 1 to 365. You can revoke it at any time."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
