"""An order in words: what comes first, second, third."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negotiations.kinds import OTHER, OWN

WHOSE = ((OWN, _("for us")), (OTHER, _("for them, as we guess")))
MOST_PLACES = 20


class PlacesForm(forms.Form):
    """Places 1st, 2nd, 3rd … for things with a name; two may share a place, and one without a place is left out."""

    party = forms.ChoiceField(label=_("Whose order is it?"), choices=WHOSE, widget=forms.RadioSelect, initial=OWN)
    listed = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("by the places below")),
            ("best", _("as listed, best first")),
            ("worst", _("as listed, worst first")),
        ],
    )

    def __init__(self, data=None, *, things, initial=None):
        """`things` have a key and a name."""
        self.things = list(things)
        super().__init__(data, initial=initial)
        count = len(self.things)
        for thing in self.things:
            self.fields[f"place-{thing.key}"] = self.place_field(thing.name, count)

    @staticmethod
    def place_field(name: str, count: int):
        if count > MOST_PLACES:
            field = forms.IntegerField(label=name, required=False, min_value=1, max_value=count)
            field.widget.attrs["class"] = "form-control"
            return field
        places = [("", _("no place")), *((at, f"{at}.") for at in range(1, count + 1))]
        look = forms.Select(attrs={"class": "form-select"})
        return forms.TypedChoiceField(
            label=name, required=False, choices=places, coerce=int, empty_value=None, widget=look
        )

    @property
    def lines(self):
        return [self[f"place-{thing.key}"] for thing in self.things]

    def clean(self):
        given = super().clean()
        given["places"] = self.places(given)
        if not self.errors and not given["places"]:
            self.add_error(None, _now("Give at least one of them a place."))
        return given

    def places(self, given: dict) -> dict[str, int]:
        keys = [thing.key for thing in self.things]
        if given.get("listed"):
            order = keys if given["listed"] == "best" else keys[::-1]
            return {key: at for at, key in enumerate(order, 1)}
        found = {key: given.get(f"place-{key}") for key in keys}
        return {key: place for key, place in found.items() if place}
