"""The form of a part, made from what its kind says about itself (negotiations.kinds)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from crispy_forms.layout import Field as Shown
from django import forms
from django.utils.html import format_html

from common.forms import LinesForm, Words, fields_only
from negotiations.kinds import Field, Kind

SHORT = {"choice", "number", "title"}
ROWS = {"line": 1, "text": 3}


class Number(forms.DecimalField):
    """A number as one types it; kept whole where it is whole."""

    def __init__(self, **kwargs):
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(max_digits=16, decimal_places=4, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value):
        number = super().clean(value)
        if number is None:
            return None
        return int(number) if number == number.to_integral_value() else float(number)


class PartForm(forms.Form):
    """All fields of one part; none must be filled, since a thought may be half done."""

    def __init__(self, kind: Kind, key, data=None, *, values=None):
        super().__init__(data, auto_id=f"id_{key}_%s", initial=values or {})
        self.kind, self.key = kind, str(key)
        for field in kind.fields:
            self.fields[field.name] = MAKE[field.type](field)
        for name, field in self.fields.items():
            described = [f"id_{key}_{name}_helptext"] if field.help_text else []
            field.widget.attrs["aria-describedby"] = " ".join([*described, self.note_id(name)])

    def note_id(self, name: str) -> str:
        return f"note_{self.key}_{name}"

    @property
    def notes(self) -> list[dict]:
        """What stands beside each field: nothing, or what is wrong with it."""
        wrong = {name: " ".join(errors) for name, errors in self.errors.items()}
        return [
            {"id": self.note_id(name), "text": wrong.get(name, ""), "is_wrong": name in wrong} for name in self.fields
        ]

    @property
    def helper(self) -> FormHelper:
        helper = fields_only()
        helper.layout = Layout(Div(*map(self.shown, self.fields), css_class="clause-fields"))
        return helper

    def shown(self, name: str) -> Div:
        is_short = self.kind.by_name[name].type in SHORT
        return Div(Shown(name), Note(self.note_id(name)), css_class="clause-short" if is_short else "clause-long")

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.fields}


class Note:
    """The place beside a field for what is wrong; answers to a save replace it."""

    def __init__(self, note_id: str):
        self.note_id = note_id

    def render(self, form, context, template_pack=None, **kwargs):
        return format_html('<div id="{}" class="clause-note"></div>', self.note_id)


def words(field: Field):
    area = forms.Textarea(attrs={"dir": "auto", "rows": ROWS.get(field.type, 1), "data-autogrow": ""})
    look = forms.TextInput(attrs={"dir": "auto"}) if field.type == "title" else area
    return Words(max_length=field.longest, widget=look, **dressing(field))


def number(field: Field):
    return Number(**dressing(field))


def yes(field: Field):
    return forms.BooleanField(**dressing(field))


class Choice(forms.ChoiceField):
    """What a form leaves out is what stands first: a click less, never an error."""

    def clean(self, value):
        return super().clean(value) or self.choices[0][0]


def choice(field: Field):
    return Choice(choices=field.choices, **dressing(field))


def dressing(field: Field) -> dict:
    return {"label": field.label, "help_text": field.help, "required": False}


MAKE = {"title": words, "line": words, "text": words, "number": number, "yes": yes, "choice": choice}


class ManyForm(LinesForm):
    """Several parts of a kind at once, one a line."""

    MOST = 200

    def __init__(self, kind: Kind, *args, **kwargs):
        super().__init__(kind.by_name[kind.heading].longest, *args, **kwargs)
        if "party" in kind.by_name:
            self.fields["party"] = choice(kind.by_name["party"])
        self.helper = fields_only()

    @property
    def common(self) -> dict:
        return {"party": self.cleaned_data["party"]} if "party" in self.fields else {}
