"""While a request collects answers: more time, a better address, an open link."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.addresses import normal, read_many
from common.forms import Words, fields_only
from feedback.permissions import can_extend_request, can_readdress


class ExtendForm(forms.Form):
    closes_on = forms.DateField(
        label=_("Answers until the end of"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Please choose a day."), "invalid": _("This is not a day. Write it like 2026-12-31.")},
    )  # fmt: skip

    def __init__(self, ask, user, data=None, **kwargs):
        super().__init__(data, auto_id="id_extend_%s", **kwargs)
        self.ask, self.user, self.helper = ask, user, fields_only("closes_on")
        self.fields["closes_on"].help_text = _("In your time zone, %(zone)s. At most 30 days more.") % {
            "zone": ask.time_zone
        }

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        answer = can_extend_request(self.user, self.ask, day)
        if not answer and not (self.ask.extended and day == self.ask.closes_on):
            raise ValidationError(answer.reason)
        return day


class ReaddressForm(forms.Form):
    """Another address of the same person, with or without the name."""

    address = Words(label=_("Another address"), max_length=400, widget=forms.TextInput(attrs={"dir": "ltr"}))

    def __init__(self, invitation, user, data=None, **kwargs):
        super().__init__(data, auto_id=f"id_{invitation.pk.hex}_%s", **kwargs)
        self.invitation, self.user, self.helper = invitation, user, fields_only("address")

    def clean_address(self):
        good, wrong = read_many(self.cleaned_data["address"], own=[self.user.email])
        if wrong or len(good) != 1:
            raise ValidationError(wrong[0][1] if wrong else _("Please write one address."))
        [(_name, address)] = good
        answer = can_readdress(self.user, self.invitation, normal(address))
        if not answer and self.invitation.normal_address != normal(address):
            raise ValidationError(answer.reason)
        return good[0]


class OpenLinkForm(forms.Form):
    """For which group; and a key, so that a form that is sent twice makes one link."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    group = forms.ChoiceField(label=_("Whoever comes by it is asked as"))

    def __init__(self, groups, data=None, **kwargs):
        super().__init__(data, auto_id="id_link_%s", **kwargs)
        self.groups = {group.key: group for group in groups}
        self.fields["group"].choices = [(group.key, group.get_key_display()) for group in groups]
        self.helper = fields_only("key", "group")

    @property
    def group_chosen(self):
        return self.groups[self.cleaned_data["group"]]
