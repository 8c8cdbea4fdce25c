"""What if …: other numbers for a moment."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.forms import Words
from negotiations import what_ifs
from negotiations.content import Content
from negotiations.forms.numbers import Points
from negotiations.kinds import OTHER, OWN
from negotiations.numbering import LONGEST_NAME, SCORE, WEIGHT


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
