"""The form of a clause, made from what its kind says about itself (charters.kinds)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from crispy_forms.layout import Field as Shown
from django import forms
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from charters import merging
from charters.forms.words import Day, DueWords, Letters, Number, Words
from charters.kinds import KINDS, LINE, Field, Kind
from common.forms import LinesForm

SHORT = {"due", "day", "number", "choice", "title", "who", "clause"}
ROWS = {"line": 1, "text": 3}


class ItemForm(forms.Form):
    """All fields of one clause; `values` are its present ones, `around` the clauses and people it may name."""

    def __init__(self, kind: Kind, key, around, data=None, *, values=None, person=None):
        super().__init__(data, auto_id=f"id_{key}_%s", initial=merging.flat(values or {}, person))
        self.kind, self.key, self.around = kind, str(key), around
        if kind.name == "assignment":
            self.fields["person"] = person_field(around, person)
        for field in kind.fields:
            self.fields.update(MAKE[field.type](field, self.initial.get(field.name), around, self.key))
        if kind.name == "assignment":
            self.fields["name"].required = False
        for name, field in self.fields.items():
            field.widget.attrs["aria-describedby"] = " ".join(
                ([f"id_{key}_{name}_helptext"] if field.help_text else []) + [self.note_id(name)]
            )
        self.remarks = {}

    def note_id(self, name: str) -> str:
        return f"note_{self.key}_{name}"

    @property
    def helper(self) -> FormHelper:
        letters = [name for name in self.fields if name.startswith(merging.LETTERS)]
        plain = [self.shown(name) for name in self.fields if name not in letters]
        grid = (
            [Fieldset(_("Who does what (RACI)"), *map(self.shown, letters), css_class="clause-letters")]
            if letters
            else []
        )
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf, helper.include_media = False, True, False
        helper.layout = Layout(Div(*plain, css_class="clause-fields"), *grid)
        return helper

    def shown(self, name: str) -> Div:
        short = name not in self.kind.by_name or self.kind.by_name[name].type in SHORT
        note = Note(self.note_id(name), self.remarks.get(name, ""))
        return Div(Shown(name), note, css_class="clause-short" if short else "clause-long")

    def clean(self):
        given = super().clean()
        if self.kind.name == "assignment":
            self.clean_holder(given)
        if self.kind.name == "dates":
            self.clean_order(given)
        if given.get("serves"):
            self.clean_circle(given)
        return given

    def clean_holder(self, given):
        """A member's name is written down too, so that the text stays true when accounts change."""
        if given.get("name") or {"name", "person"} & set(self.errors):
            return
        given["name"] = dict(self.around.members).get(given.get("person"), "")
        if not given["name"]:
            self.add_error("name", _("Choose a member, or write a name."))

    def clean_order(self, given):
        starts, ends = given.get("starts"), given.get("ends")
        exact = starts and ends and starts["precision"] == ends["precision"] == "day"
        if exact and ends["on"] < starts["on"]:
            self.add_error("ends", _("This is before the start."))

    def clean_circle(self, given):
        """A goal that serves itself in the end serves nothing."""
        serves = {key: goal["serves"] for key, goal in self.around.goals.items()} | {self.key: given["serves"]}
        seen, at = set(), given["serves"]
        while at and at not in seen:
            seen.add(at)
            at = serves.get(at, "")
        if self.key in seen or at:
            self.add_error("serves", _("These goals would serve each other in a circle."))

    def flat(self) -> dict:
        """What was typed, as charters.merging wants it."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.fields}


class Note:
    """The place beside a field for what was understood, or what is wrong; answers to a save replace it."""

    def __init__(self, note_id: str, text: str):
        self.note_id, self.text = note_id, text

    def render(self, form, context, template_pack=None, **kwargs):
        return format_html('<div id="{}" class="clause-note">{}</div>', self.note_id, self.text)


def words(field: Field, value, around, key) -> dict:
    """A line where the text has one line; else an area, since a line would swallow the breaks."""
    is_line = field.type in ("title", "who") and "\n" not in str(value or "")
    look = forms.TextInput if is_line else forms.Textarea
    attrs = {"dir": "auto"} | ({} if is_line else {"rows": ROWS.get(field.type, 1), "data-autogrow": ""})
    if field.type == "who" and is_line:
        attrs |= {"list": f"people_{key}", "autocomplete": "off"}
    return {field.name: Words(max_length=field.longest, **dressing(field), widget=look(attrs=attrs))}


def due(field: Field, value, around, key) -> dict:
    return {field.name: DueWords(**dressing(field), widget=forms.TextInput(attrs={"dir": "auto"}))}


def day(field: Field, value, around, key) -> dict:
    return {field.name: Day(**dressing(field))}


def number(field: Field, value, around, key) -> dict:
    return {field.name: Number(**dressing(field), widget=forms.TextInput())}


def yes(field: Field, value, around, key) -> dict:
    return {field.name: forms.BooleanField(**dressing(field))}


def choice(field: Field, value, around, key) -> dict:
    return {field.name: forms.ChoiceField(choices=[("", _("Not chosen yet")), *field.choices], **dressing(field))}


def clause(field: Field, value, around, key) -> dict:
    """Other clauses of that kind; only goals are linked so far."""
    choices = [(other, goal.heading[:80]) for other, goal in around.goals.items() if other != key]
    return {field.name: forms.ChoiceField(choices=[("", _("None")), *choices], **dressing(field))}


def letters(field: Field, value, around, key) -> dict:
    attrs = {"class": "raci-input", "autocapitalize": "characters", "autocomplete": "off"}
    return {
        merging.LETTERS + role: Letters(
            label=title, required=False, max_length=20, widget=forms.TextInput(attrs=dict(attrs))
        )
        for role, title in around.roles.items()
    }


def person_field(around, person) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Member of the team"), required=False, choices=[("", _("Somebody without an account")), *around.members],
        help_text=_("A member is asked whether they take the role."),
    )  # fmt: skip


def dressing(field: Field) -> dict:
    return {"label": field.label, "help_text": field.help, "required": field.required}


MAKE = {
    "title": words, "line": words, "text": words, "who": words, "due": due, "day": day, "number": number, "yes": yes,
    "choice": choice, "clause": clause, "letters": letters,
}  # fmt: skip


class LettersForm(ItemForm):
    """The RACI letters of one deliverable, for the grid: as light as many cells on a page must be."""

    def __init__(self, key, around, data=None, *, values=None):
        super().__init__(KINDS["deliverable"], key, around, data, values=values)
        for name in [name for name in self.fields if not name.startswith(merging.LETTERS)]:
            del self.fields[name]

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(Div(*map(Cell, self.fields), css_class="raci-cells"))
        return helper


class Cell:
    """A letter of one role, named by its role."""

    def __init__(self, name: str):
        self.name = name

    def render(self, form, context, template_pack=None, **kwargs):
        return format_html(
            '<label><span dir="auto">{}</span><input class="form-control raci-input" name="{}" value="{}"{}></label>',
            form.fields[self.name].label, self.name, form[self.name].value() or "",
            mark_safe(' aria-invalid="true"') if self.name in form.errors else "",
        )  # fmt: skip


class ManyForm(LinesForm):
    """Several clauses at once, one a line."""

    def __init__(self, kind: Kind, *args, **kwargs):
        super().__init__(kind.heading.longest or LINE, *args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
