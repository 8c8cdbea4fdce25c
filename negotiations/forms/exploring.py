"""How often to draw, with which seed, and how far their weights may be off."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from common.forms import fields_only

MOST, USUAL = 2_000, 1_000
WITHIN = [
    ("", _("as far as each estimate is trusted")),
    *((str(n), format_lazy(_("± {percent} percent on every issue"), percent=n)) for n in (10, 20, 30, 50)),
]


class DrawsForm(forms.Form):
    """Everything may be left out."""

    draws = forms.IntegerField(label=_("Draws"), min_value=10, max_value=MOST, required=False, initial=USUAL)
    seed = forms.IntegerField(label=_("Seed"), min_value=0, max_value=2**31 - 1, required=False, initial=0)
    within = forms.TypedChoiceField(
        label=_("How far their weights may be off"), choices=WITHIN, coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = fields_only("within", "draws", "seed")

    def clean_draws(self):
        return self.cleaned_data["draws"] or USUAL

    def clean_seed(self):
        return self.cleaned_data["seed"] or 0
