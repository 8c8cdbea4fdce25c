"""Rankings, links between issues, and what-ifs."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.forms import Words
from negotiations import what_ifs
from negotiations.content import Content, Issue
from negotiations.forms.numbers import Points
from negotiations.kinds import OTHER, OWN
from negotiations.models import IssueLink
from negotiations.numbering import LONGEST_NAME, SCORE, WEIGHT
from negotiations.scoring import HIGHEST

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


class PairForm(forms.Form):
    """Which two issues a link is about; asked first, so that the next page offers their options alone."""

    first = forms.ChoiceField(label=_("One issue"))
    second = forms.ChoiceField(label=_("and another"))

    def __init__(self, data=None, *, content: Content):
        super().__init__(data)
        names = [(issue.key, issue.name) for issue in content.issues if issue.options]
        for name in ("first", "second"):
            self.fields[name].choices = names
        if len(names) > 1:
            self.initial["second"] = names[1][0]

    def clean(self):
        given = super().clean()
        if given.get("first") and given.get("first") == given.get("second"):
            self.add_error("second", _now("Choose another issue than the first."))
        return given


class LinkForm(forms.Form):
    """What happens when both options are chosen."""

    kind = forms.ChoiceField(label=_("Together they"), choices=IssueLink.Kind.choices, widget=forms.RadioSelect)
    own = forms.IntegerField(
        label=_("Points for us, when both are chosen"), required=False, min_value=-(HIGHEST**2), max_value=HIGHEST**2,
        help_text=_("Added to the total of weights times scores; a minus takes away."),
    )  # fmt: skip
    other = forms.IntegerField(
        label=_("Points for them, as we guess"), required=False, min_value=-(HIGHEST**2), max_value=HIGHEST**2
    )

    def __init__(self, data=None, *, first: Issue, second: Issue):
        super().__init__(data, initial={"kind": IssueLink.Kind.EXCLUSION})
        for name, issue in (("option_a", first), ("option_b", second)):
            choices = [(option.key, option.name) for option in issue.options]
            self.fields[name] = forms.ChoiceField(label=issue.name, choices=choices)
        self.order_fields(["option_a", "option_b", "kind", "own", "other"])

    def clean(self):
        given = super().clean()
        points = (given.get("own") or 0, given.get("other") or 0)
        if given.get("kind") == IssueLink.Kind.EXCLUSION:
            points = (0, 0)
        elif not self.errors and not any(points):
            self.add_error("own", _now("Give a number for at least one side; without any, the link changes nothing."))
        given["own"], given["other"] = points
        return given


class ScenarioForm(forms.Form):
    """What if …: other weights for them, and for who sees limits other reservation points. Empty means: as it stands."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    name = Words(label=_("What if …"), max_length=LONGEST_NAME)

    def __init__(self, data=None, *, content: Content, scenario=None):
        self.sees_limits = content.limits is not None
        saved = (scenario.name, scenario.overrides) if scenario else ("", {})
        super().__init__(data, initial=what_ifs.flat(*saved, with_limits=self.sees_limits))
        self.fields["name"].widget.attrs["placeholder"] = str(_("they need the berth more than they say"))
        self.issues = content.issues
        for issue in self.issues:
            self.fields[f"w-{issue.key}"] = Points(WEIGHT, label=issue.name)
        if self.sees_limits:
            self.add_limits()

    def add_limits(self) -> None:
        labels = {OWN: _("Our reservation point (walk-away point)"), OTHER: _("Theirs, as we guess")}
        units = [("percent", _("percent")), ("points", _("points"))]
        for side, label in labels.items():
            self.fields[f"{side}_value"] = Limit(label=label)
            self.fields[f"{side}_unit"] = forms.ChoiceField(label=_("Unit"), choices=units, required=False)

    @property
    def weights(self):
        """(field, their weight as it stands now)"""
        return [(self[f"w-{issue.key}"], issue.other.points) for issue in self.issues]

    @property
    def limits(self):
        return [(self[f"{side}_value"], self[f"{side}_unit"]) for side in (OWN, OTHER)] if self.sees_limits else []

    def clean(self):
        given = super().clean()
        for side in (OWN, OTHER):
            given[f"{side}_unit"] = given.get(f"{side}_unit") or what_ifs.UNITS[0]
            self.check_percent(side, given)
        return given

    def check_percent(self, side: str, given: dict) -> None:
        value = given.get(f"{side}_value")
        if value is not None and given[f"{side}_unit"] == "percent" and not 0 <= value <= 100:
            self.add_error(f"{side}_value", _now("A percentage is from 0 to 100."))

    def flat(self) -> dict:
        """What was sent, in the names of negotiations.what_ifs."""
        names = [name for name in self.fields if name in self.data and name != "key"]
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class Limit(Points):
    """A reservation point: whole points, or percent."""

    def __init__(self, **kwargs):
        super().__init__(SCORE, **kwargs)

    def to_python(self, value):
        text = forms.CharField.to_python(self, value).strip().replace("−", "-")
        if not text:
            return None
        if not text.removeprefix("-").isdecimal() or len(text) > 13:
            raise ValidationError(_now("Write a whole number, such as 40."))
        return int(text)
