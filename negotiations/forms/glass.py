"""What an administrator says before the sheets of a person are opened."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from negotiations.models import BreakGlass
from teams.models import Team


class GlassForm(forms.ModelForm):
    email = forms.EmailField(label=_("Whose sheets: e-mail address"))
    where = forms.ModelChoiceField(Team.objects.all(), label=_("Team"))

    class Meta:
        model = BreakGlass
        fields = ("reason",)
        help_texts = {"reason": _("The owner of the sheets reads it at once, and so does everyone who has a seat.")}

    def clean_email(self):
        person = User.objects.filter(email=self.cleaned_data["email"].lower()).first()
        if person is None:
            raise ValidationError(_("Nobody here has this address."))
        return person
