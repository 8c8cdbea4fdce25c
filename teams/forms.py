"""What people type about a team, its people and its invitations."""

import re
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.validators import one_line
from teams.models import Invitation, MemberRole, Membership, Team

AT_ONCE = 50
LONGEST_LIST = 10_000
SEPARATORS = re.compile(r"[\s,;]+")
ROLE_HELP = _(
    "A lead runs the team and its charter. Members write and sign it. A manager reviews roles. An observer reads."
)


def helper(label: str, action: str = "", kind: str = "primary") -> FormHelper:
    helper = FormHelper()
    helper.form_action = action
    helper.attrs = {"data-once": ""}
    helper.add_input(Submit("", label, css_class=f"btn btn-{kind}"))
    return helper


class TeamForm(forms.ModelForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = Team
        fields = ("name", "about")
        widgets = {"about": forms.Textarea(attrs={"rows": 4, "data-autogrow": ""})}
        help_texts = {
            "name": _("As you call yourselves, for example “Harbour App”."),
            "about": _("One or two sentences. The charter will say the rest."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(one_line)
        if self.instance._state.adding:
            self.helper = helper(gettext("Create the team"))
        else:
            del self.fields["key"]
            self.helper = helper(gettext("Save"))


class ParentForm(forms.Form):
    """Which team this one is part of. A team that is not theirs to see has no name here."""

    parent = forms.ChoiceField(label=_("Part of"), required=False)

    def __init__(self, team, led, *args, action="", **kwargs):
        super().__init__(*args, initial={"parent": str(team.parent_id or "")}, **kwargs)
        known = {str(one.pk): one.name for one in led}
        if team.parent_id and str(team.parent_id) not in known:
            known[str(team.parent_id)] = _("As it is now")
        self.fields["parent"].choices = [("", _("No other team")), *known.items()]
        self.fields["parent"].help_text = _(
            "A sub-group may take roles and agreements from the charters of the larger team. You can choose teams that you lead."
        )
        self.helper = helper(gettext("Save"), action, "secondary")


class InviteForm(forms.Form):
    addresses = forms.CharField(
        label=_("E-mail addresses"),
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 4, "data-autogrow": "", "inputmode": "email", "spellcheck": "false"}),
        help_text=_("One per line, or separated by commas."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=MemberRole, initial=MemberRole.MEMBER, help_text=ROLE_HELP)
    message = forms.CharField(
        label=_("A line from you"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-autogrow": ""}),
        help_text=_("It stands in the mail, above the link."),
    )

    def __init__(self, *args, team, **kwargs):
        super().__init__(*args, **kwargs)
        self.team = team
        self.helper = helper(gettext("Send the invitations"))

    def clean_addresses(self):
        """Each address; the ones that cannot be meant are named, and all stay in the field."""
        found = list(dict.fromkeys(part.lower() for part in SEPARATORS.split(self.cleaned_data["addresses"]) if part))
        if not found:
            raise ValidationError(self.fields["addresses"].error_messages["required"], code="required")
        if wrong := [part for part in found if not is_address(part)]:
            raise ValidationError(_("Not an e-mail address: %(wrong)s"), params={"wrong": listed(wrong)})
        if len(found) > AT_ONCE:
            raise ValidationError(
                _("At most %(most)s at once; these are %(n)s."), params={"most": AT_ONCE, "n": len(found)}
            )
        if present := self.present(found):
            raise ValidationError(_("In the team already: %(present)s"), params={"present": listed(present)})
        return found

    def present(self, addresses):
        here = Membership.objects.present().filter(team=self.team).values("person")
        return sorted(User.objects.filter(pk__in=here, email__in=addresses).values_list("email", flat=True))


def is_address(text):
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= Invitation._meta.get_field("email").max_length


def listed(words, most=10):
    shown = [word[:80] for word in words[:most]]
    return ", ".join(shown) + (" …" if len(words) > most else "")


class RoleForm(forms.ModelForm):
    class Meta:
        model = Membership
        fields = ("role",)
        help_texts = {"role": ROLE_HELP}

    def __init__(self, *args, action="", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(gettext("Change the role"), action, "secondary")


class HoursForm(forms.ModelForm):
    class Meta:
        model = Membership
        fields = ("hours",)
        help_texts = {"hours": _("Empty means not said. The role review compares them with what the roles ask for.")}

    def __init__(self, *args, action="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hours"].min_value, self.fields["hours"].max_value = 0, 168
        self.fields["hours"].widget.attrs |= {"min": 0, "max": 168, "step": "0.5"}
        self.helper = helper(gettext("Save the hours"), action, "secondary")

    def clean_hours(self):
        hours = self.cleaned_data["hours"]
        if hours is not None and not 0 <= hours <= 168:
            raise ValidationError(_("A week has 168 hours: write a number from 0 to 168."))
        return hours


class AwayForm(forms.Form):
    since = forms.DateField(
        label=_("Away since"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Nobody waits for the signature of who is away for long."),
    )

    def __init__(self, *args, action="", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(gettext("Note the absence"), action, "secondary")
