"""Which score equal offers should have for us."""

from math import ceil

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import fields_only
from negotiations import scoring
from negotiations.analysis.compounding import TooMany
from negotiations.analysis.offers import OfferSet, equal_offers
from negotiations.analysis.problem import Problem
from negotiations.kinds import OWN

UNITS = [("points", _("points")), ("percent", _("percent of our best"))]
HIGHEST = 10**12


class OffersForm(forms.Form):
    """`found` after validation: the offers, at least one. `low` and `tolerance` are whole points."""

    score = forms.DecimalField(
        label=_("Each offer is worth to us at least"), min_value=-HIGHEST, max_value=HIGHEST, decimal_places=2
    )
    unit = forms.ChoiceField(label=_("Counted in"), choices=UNITS, initial="points")
    tolerance = forms.DecimalField(
        label=_("and at most so much more"), min_value=0, max_value=HIGHEST, decimal_places=2, initial=0,
        help_text=_("In the same unit. A little room finds offers that differ more."),
    )  # fmt: skip
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, problem: Problem | None, **kwargs):
        super().__init__(data, **kwargs)
        self.problem, self.found = problem, OfferSet((), "")
        self.helper = fields_only("key", "score", "unit", "tolerance")

    def clean(self):
        if self.errors:
            return self.cleaned_data
        self.low, self.tolerance = self.points()
        try:
            self.found = equal_offers(self.problem, self.low, self.tolerance)
        except TooMany as refused:
            raise forms.ValidationError(str(refused)) from refused
        if not self.found.offers:
            raise forms.ValidationError(self.found.why)
        return self.cleaned_data

    def points(self) -> tuple[int, int]:
        """The lowest total, rounded up, and the room above it, rounded down."""
        given = {name: self.cleaned_data[name] for name in ("score", "tolerance")}
        unit = self.cleaned_data["unit"]
        if unit == "points":
            return ceil(given["score"]), int(given["tolerance"])
        low, high = scoring.range_of(self.problem, OWN)
        score = {"value": given["score"], "unit": unit}
        return scoring.total_of(self.problem, OWN, score), int(given["tolerance"] * (high - low) / 100)
