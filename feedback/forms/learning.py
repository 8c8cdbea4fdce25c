"""What people type in their learning log."""

import re
from uuid import uuid4

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import Words, fields_only
from feedback.competencies import COMPETENCIES
from feedback.learned import CURRENCIES
from feedback.models import LearningItem

State = LearningItem.State
EARLIEST, FURTHEST = 1950, 2100
LONGEST_TAKEAWAY = 4_000
NOTHING = ("", "–")
BAD_DAY = {"invalid": _("Write a day like 2027-03-31.")}
BAD_LINK = _("Give the address of a page that begins with https://.")
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+|,\d{1,2})?")
# How it may begin; what is done already is asked what was taken from it.
BEGINNINGS = (
    (State.IDEA, _("An idea")), (State.PLANNED, _("Planned")), (State.IN_PROGRESS, _("In progress")), (State.DONE, _("Done already")),
)  # fmt: skip


def sensible(day):
    if not EARLIEST <= day.year <= FURTHEST:
        raise forms.ValidationError(_("This day is too far away."))


def not_ahead(day):
    if day > timezone.localdate():
        raise forms.ValidationError(_("This day is still to come."))


def day(label, **more):
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    checks = [sensible, *more.pop("checks", ())]
    return forms.DateField(label=label, widget=picker, error_messages=BAD_DAY, validators=checks, **more)


def line(label, most=200, **more):
    """One line of text."""
    field = Words(label=label, max_length=most, widget=forms.TextInput(attrs={"dir": "auto"}), **more)
    field.clean = lambda value, clean=field.clean: " ".join(clean(value).split())
    return field


class Amount(forms.DecimalField):
    """Zero or more. A comma may stand for the point, but nothing stands between thousands: “1,234” could mean either."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, negative, **kwargs):
        wrong = {"invalid": _("Write a number like 12.5, without a sign between thousands."), "min_value": negative}
        super().__init__(min_value=0, required=False, error_messages=wrong, **kwargs)

    def to_python(self, value):
        text = "".join(str(value or "").split())
        if text and not NUMBER.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"])
        number = super().to_python(text.replace(",", "."))
        return number if number is None else number + 0

    def widget_attrs(self, widget):
        return {}


class LearningForm(forms.Form):
    """One thing to learn. `insights` are (key, words) of the person's own; `item` is what is edited."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    request = forms.UUIDField(required=False, widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("How far is it?"), choices=BEGINNINGS, initial=State.IDEA, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=LearningItem.Kind, initial=LearningItem.Kind.WORKSHOP)
    title = line(_("What"))
    provider = line(_("By whom"), required=False, help_text=_("A school, an author, a colleague."))
    link = forms.CharField(
        label=_("Link"), required=False, max_length=500, widget=forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"}),
    )  # fmt: skip
    starts_on = day(_("From"), required=False)
    ends_on = day(_("Until"), required=False)
    hours = Amount(
        label=_("Hours it takes"),
        max_digits=6,
        decimal_places=1,
        max_value=10_000,
        negative=_("Hours cannot be negative."),
    )
    cost = Amount(
        label=_("What it costs"), max_digits=10, decimal_places=2, max_value=10_000_000, negative=_("A cost cannot be negative.")
    )  # fmt: skip
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    competency = forms.ChoiceField(label=_("Serves"), required=False, help_text=_("What you want to get better at."))
    insight = forms.ChoiceField(label=_("Because of this insight"), required=False)
    done_on = day(_("Done on"), checks=[not_ahead])
    takeaway = Words(
        label=_("What you take from it"), rows=4, max_length=LONGEST_TAKEAWAY, required=False,
        placeholder=_("Ask for reasons before offering anything. Works with Kim; too slow on the phone."),
    )  # fmt: skip

    SHARED = (
        "title",
        "kind",
        "provider",
        "link",
        "starts_on",
        "ends_on",
        "hours",
        "cost",
        "currency",
        "competency",
        "insight",
    )

    def __init__(self, data=None, *, insights=(), item=None, initial=None):
        super().__init__(data, initial={"key": uuid4()} | (initial or {}))
        self.fields["currency"].choices = [NOTHING, *((code, code) for code in CURRENCIES)]
        self.fields["competency"].choices = [NOTHING, *((one.key, one.label) for one in COMPETENCIES)]
        self.fields["insight"].choices = [NOTHING, *insights]
        shown = self.shown(item, has_insights=bool(insights))
        for name in set(self.fields) - set(shown):
            del self.fields[name]
        self.helper = fields_only(*shown)

    def shown(self, item, has_insights) -> list[str]:
        shared = [name for name in self.SHARED if has_insights or name != "insight"]
        if item is None:
            return ["key", "request", "title", "state", *shared[1:]]
        return [*shared, *(["done_on", "takeaway"] if item.state == State.DONE else [])]

    def clean_link(self):
        link = self.cleaned_data["link"].strip()
        if link:
            URLValidator(schemes=["https"], message=BAD_LINK)(link)
        return link

    def clean(self):
        given = super().clean()
        begin, end, done = (given.get(name) for name in ("starts_on", "ends_on", "done_on"))
        if begin and end and end < begin:
            self.add_error("ends_on", _("It cannot end before it begins."))
        if begin and done and done < begin:
            self.add_error("done_on", _("It cannot be done before it begins."))
        if given.get("cost") and not given.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("Say in which currency."))
        return given

    @property
    def values(self) -> dict:
        """Fields of the item."""
        names = {"state", "key", "request", "insight"}
        values = {name: value for name, value in self.cleaned_data.items() if name not in names}
        if "insight" in self.cleaned_data:
            values["insight_id"] = self.cleaned_data["insight"] or None
        return values


class FinishForm(forms.Form):
    """It is done: when, and what stays of it."""

    takeaway = Words(
        label=_("What do you take from it?"), rows=5, max_length=LONGEST_TAKEAWAY, required=False,
        help_text=_("One thing that you will do differently is worth more than a summary. Only you read it."),
        placeholder=_("Ask for reasons before offering anything. Works with Kim; too slow on the phone."),
    )  # fmt: skip
    done_on = day(_("Done on"), checks=[not_ahead])

    def __init__(self, data=None, *, item):
        super().__init__(data, initial={"done_on": timezone.localdate(), "takeaway": item.takeaway})
        self.item = item
        self.helper = fields_only("takeaway", "done_on")

    def clean_done_on(self):
        done = self.cleaned_data["done_on"]
        if self.item.starts_on and done < self.item.starts_on:
            raise forms.ValidationError(_("It cannot be done before it begins."))
        return done
