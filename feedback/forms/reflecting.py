"""The form of one line of a reflection. Knows which saved text it was read from, and what another window saved meanwhile."""

from datetime import timedelta
from uuid import UUID

from crispy_forms.layout import Div
from crispy_forms.layout import Field as Shown
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common import diff
from common.forms import Words, fields_only
from feedback.actions.reflecting import Words as Said
from feedback.actions.reflecting import words_of
from feedback.models import ReflectionItem

Kind = ReflectionItem.Kind
LONGEST, LONGEST_NAME = 5_000, 200
FURTHEST = timedelta(days=5 * 366)
# What each question asks for, and how an answer may sound.
PROMPTS = {
    Kind.WANTED: (_("What was this meant to achieve, as you understood it?"), _("Delays shown within two minutes, on all lines")),
    Kind.HAPPENED: (_("Only what one could have seen or heard."), _("Two lines had it by March; the third came in June")),
    Kind.WHY: (_("What made the difference? Yours and the circumstances."), _("We learned of the closed pier three weeks late")),
    Kind.REPEAT: (_("Something that you would do the same way again."), _("Trying each release on the pier, in the rain")),
    Kind.DIFFERENTLY: (_("One thing, small enough to begin with tomorrow."), _("Warn of a delay by Wednesday, not on Friday")),
    Kind.CLAUSE: (_("What did the text of the charter make hard, and how should it read?"), _("“Within four hours” should not count the weekend")),
    Kind.OWE: (_("A thank-you, an answer, an apology, a hand."), _("A proper hand-over of the test devices")),
    Kind.NEXT: (_("What will you do, and by when? On its day you are reminded once."), _("Ask the harbour master for a monthly talk")),
}  # fmt: skip


class LineForm(forms.Form):
    """One line. `clauses`: {kind: [(key, heading)]} where a clause can be chosen; `item`: the saved one, or None."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    over = forms.IntegerField(required=False, widget=forms.HiddenInput)
    keep = forms.ChoiceField(required=False, choices=[("mine", ""), ("theirs", "")])

    def __init__(self, kind: str, key, data=None, *, item=None, clauses=None):
        self.kind, self.key, self.item = Kind(kind), str(key), item
        self.saved = words_of(item) if item else Said("")
        super().__init__(data, auto_id=f"id_{key}_%s", initial=self.saved._asdict())
        prompt, example = PROMPTS[self.kind]
        self.fields["text"] = Words(
            label=self.kind.label, help_text=prompt, placeholder=example, rows=3, max_length=LONGEST, required=False
        )
        self.fields |= further_fields(self.kind, clauses or {})
        self.shown = [name for name in self.fields if name not in ("revision", "over", "keep")]
        self.helper = fields_only(
            Div(*(Div(Shown(name), css_class=width(name)) for name in self.shown), css_class="clause-fields")
        )

    def clean_due_on(self):
        """A day that was chosen long ago may have passed; a new one lies ahead."""
        day, today = self.cleaned_data["due_on"], timezone.localdate()
        if day and day != self.saved.due_on and not today <= day <= today + FURTHEST:
            raise forms.ValidationError(_("Choose a day from today on, within the next five years."))
        return day

    def clean(self):
        given = super().clean()
        if self.item is None and not any(given.get(name) for name in self.shown):
            raise forms.ValidationError(_("Write something first."))
        return given

    @property
    def words(self) -> Said:
        given = {name: self.cleaned_data[name] for name in self.shown}
        clause = given.pop("clause", "")
        return Said(**given, clause=UUID(clause) if clause else None)

    @property
    def base(self) -> int:
        """The revision that the writer has seen: the one they started from, or the one they chose to write over."""
        chosen = "over" if self.cleaned_data["keep"] == "mine" else "revision"
        return self.cleaned_data[chosen] or 0

    def conflicts(self) -> list[dict]:
        """Fields whose saved value is another than the typed one, when it was saved in between."""
        if self.item is None or self.base == self.item.revision:
            return []
        sides = [(name, getattr(self.saved, name), getattr(self.words, name)) for name in self.shown]
        return [self.two_sides(name, theirs, yours) for name, theirs, yours in sides if theirs != yours]

    def two_sides(self, name, theirs, yours) -> dict:
        names = dict(self.fields[name].choices_flat) if name == "clause" else {}
        theirs, yours = (names.get(str(one), str(one or "")) for one in (theirs, yours))
        return {"label": self.fields[name].label, "theirs": theirs, "yours": yours, "pieces": diff.words(theirs, yours)}


def width(name: str) -> str:
    return "clause-short" if name == "due_on" else "clause-long"


def further_fields(kind: str, clauses: dict) -> dict:
    if kind == Kind.OWE:
        return {"to_whom": Words(label=_("To whom"), max_length=LONGEST_NAME, required=False)}
    if kind == Kind.NEXT:
        day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return {"due_on": forms.DateField(label=_("By when"), required=False, widget=day)}
    return {"clause": ClauseField(clauses)} if kind == Kind.CLAUSE else {}


class ClauseField(forms.ChoiceField):
    """A clause of the charter, under the name of its kind."""

    def __init__(self, clauses: dict):
        grouped = [(label, [(str(key), heading) for key, heading in found]) for label, found in clauses.items()]
        self.choices_flat = [one for _label, found in grouped for one in found]
        super().__init__(label=_("Which clause"), required=False, choices=[("", _("None in particular")), *grouped])

    def prepare_value(self, value):
        return str(value or "")
