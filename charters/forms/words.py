"""Fields for words as people type them: nothing is cut, nothing is straightened but the ends of lines."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charters.due import parse
from charters.kinds import TITLE
from common.forms import Words

__all__ = ["Day", "DueWords", "Letters", "Number", "Words"]

LETTERS = "RACI"


class DueWords(Words):
    """A due as typed, with what it means (charters.due)."""

    def __init__(self, **kwargs):
        super().__init__(max_length=TITLE, **kwargs)

    def prepare_value(self, value):
        return value["text"] if isinstance(value, dict) else value

    def clean(self, value):
        return parse(super().clean(value))


class Day(forms.DateField):
    """A day, kept as ISO text."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {"invalid": _("Write a day like 2027-03-31.")}

    def clean(self, value):
        day = super().clean(value)
        return day.isoformat() if day else ""


class Number(forms.FloatField):
    """A number that may be missing; whole numbers stay whole."""

    default_error_messages = {"invalid": _("Write a number, such as 12 or 7.5.")}

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_value=100_000, **kwargs)

    def widget_attrs(self, widget):
        return {"inputmode": "decimal"}

    def clean(self, value):
        number = super().clean(value)
        return int(number) if number is not None and number.is_integer() else number


class Letters(forms.CharField):
    """RACI letters of one role for one deliverable: “A”, “A/R”, “c, i” or nothing."""

    def clean(self, value):
        typed = [letter for letter in super().clean(value).upper() if letter not in " /,;+&"]
        if set(typed) - set(LETTERS):
            raise forms.ValidationError(_("Only the letters R, A, C and I, such as A/R."))
        return "/".join(letter for letter in "ARCI" if letter in typed)
