"""What a lead says when a charter is closed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charters.forms.signing import NOTE, MoveForm
from charters.outcomes import OUTCOMES


class CloseForm(MoveForm):
    outcome = forms.ChoiceField(label=_("What came of it?"), choices=OUTCOMES, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your words"),
        max_length=NOTE,
        widget=forms.Textarea(attrs={"rows": 4, "data-autogrow": "", "dir": "auto"}),
        help_text=_("What was reached, what was left, and where it goes on. Everyone in the team reads this."),
    )
