"""The editor of a questionnaire: its title and its questions, all in one form that works without script."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Words, fields_only
from feedback import rewriting
from feedback.composing import clean_questions
from feedback.models import GroupKey
from feedback.questions import KINDS, MOST_QUESTIONS, OF_A_LIST, Wrong

MOST_MINUTES = 120
# As the editor names the parts of a question, by how feedback.questions names a place in it.
PLACES = {"key": "label", "clause": "label", "competency": "label"}
LISTED = OF_A_LIST | {"yes_no"}


class HeadForm(forms.Form):
    """What it is called, for whom it is, and how long it takes."""

    title = Words(label=_("Title"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    group = forms.ChoiceField(label=_("For"), choices=GroupKey)
    minutes = forms.IntegerField(
        label=_("Minutes it takes"), min_value=1, max_value=MOST_MINUTES,
        error_messages={"invalid": _("Write a whole number."), "min_value": _("One minute at least.")},
    )  # fmt: skip
    hint = Words(
        label=_("When to use it"),
        max_length=600,
        required=False,
        rows=2,
        placeholder=_("After a season, for the crews."),
    )

    def __init__(self, data=None, *, initial, has_owner):
        super().__init__(data, initial=initial)
        if not has_owner:
            del self.fields["group"]
        self.helper = fields_only(*self.fields)

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())


class QuestionForm(forms.Form):
    """One question. What its kind has no use for goes along unseen, so that nothing is lost when the kind is changed."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    label = Words(label=_("Question"), required=False, rows=1, placeholder=" ", max_length=None)
    help = Words(
        label=_("Help for the respondent (if you like)"), required=False, rows=1, placeholder=" ", max_length=None
    )
    anchor_1 = Words(label=_("What one sees at step 1"), required=False, rows=1, placeholder=" ", max_length=None)
    anchor_3 = Words(label=_("At step 3"), required=False, rows=1, placeholder=" ", max_length=None)
    anchor_5 = Words(label=_("At step 5"), required=False, rows=1, placeholder=" ", max_length=None)
    choices = Words(label=_("Choices, one a line"), required=False, rows=3, placeholder=" ", max_length=None)
    required = forms.BooleanField(label=_("Has to be answered"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[(one.name, one.label) for one in KINDS.values()])

    def __init__(self, data=None, *, number, kind, **kwargs):
        super().__init__(data, prefix=f"q{number}", **kwargs)
        self.number = number
        for name in self.unused_by(kind):
            self.fields[name].widget = forms.HiddenInput()
        self.fields["choices"].help_text = _("Leave it empty for yes and no.") if kind == "yes_no" else ""
        self.helper = fields_only(*(name for name in self.fields if name != "kind"))

    @staticmethod
    def unused_by(kind) -> set[str]:
        anchors = set() if kind == "scale" else set(rewriting.ANCHORS)
        return anchors | (set() if kind in LISTED else {"choices"})

    def clean_choices(self):
        lines = [line.casefold() for line in rewriting.lines_of(self.cleaned_data["choices"])]
        if len(set(lines)) < len(lines):
            raise forms.ValidationError(_("Two choices read the same."))
        return self.cleaned_data["choices"]

    def tell(self, place: str, message) -> None:
        """Puts a message of feedback.questions where the editor has the field: "anchors.2", "choices.4"."""
        part, _dot, number = place.partition(".")
        if part == "choices" and part in self.errors:
            return None
        if part == "anchors":
            return self.add_error(rewriting.ANCHORS[int(number or 1) - 1], message)
        if part == "choices" and number:
            message = _("Line %(number)s: %(message)s") % {"number": number, "message": message}
        return self.add_error(PLACES.get(part, part), message)


class Editor:
    """The whole form. `given` is what stands in its fields, question by question (see feedback.rewriting)."""

    def __init__(self, questionnaire, version, data=None):
        self.questionnaire, self.before, self.data = questionnaire, version.read(), data
        self.given = self.typed() if data is not None else [rewriting.typed(one) for one in self.before]
        self.head = HeadForm(initial=self.head_given(), has_owner=bool(questionnaire.owner_id))
        self.forms = [self.form_for(number, one) for number, one in enumerate(self.given, 1)]
        self.trouble, self.clean = "", []

    def head_given(self) -> dict:
        told = self.data if self.data is not None else {}
        return {
            name: told.get(name, getattr(self.questionnaire, name)) for name in ("title", "group", "hint", "minutes")
        }

    def typed(self) -> list[dict]:
        numbers = range(1, min(number_in(self.data.get("count", "")), MOST_QUESTIONS) + 1)
        return [{name: self.one(number, name) for name in QuestionForm.base_fields} for number in numbers]

    def one(self, number, name):
        value = self.data.get(f"q{number}-{name}", "")
        return bool(value) if name == "required" else value

    def form_for(self, number, one):
        return QuestionForm(initial=one, number=number, kind=one["kind"])

    def rearrange(self, deed: str) -> None:
        """One deed of the editor, on what was typed; nothing is checked yet."""
        self.given = rewriting.rearranged(self.given, deed)
        self.forms = [self.form_for(number, one) for number, one in enumerate(self.given, 1)]

    def is_valid(self) -> bool:
        """Everything that is wrong is told at once, each at its place."""
        self.head = HeadForm(self.data, initial={}, has_owner=bool(self.questionnaire.owner_id))
        self.forms = [
            QuestionForm(self.data, number=number, kind=one["kind"]) for number, one in enumerate(self.given, 1)
        ]
        were_read = [form.is_valid() for form in [self.head, *self.forms]]
        try:
            self.clean = clean_questions(rewriting.kept_dicts(self.given, self.before))
        except Wrong as wrong:
            self.tell(wrong.fields)
            return False
        return all(were_read)

    def tell(self, fields: dict) -> None:
        for place, message in fields.items():
            number, _dot, inner = place.partition(".")
            if number.isdecimal():
                self.forms[int(number) - 1].tell(inner, message)
            else:
                self.trouble = message

    @property
    def head_values(self) -> dict:
        return dict(self.head.cleaned_data)

    @property
    def has_room(self) -> bool:
        return len(self.given) < MOST_QUESTIONS

    @property
    def unused_ten(self) -> list[tuple[str, str]]:
        """The questions of the site about good work that are not in the form yet."""
        here = {one["key"] for one in self.given}
        return [(key, one.label) for key, one in rewriting.TEN.items() if key not in here]


def number_in(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0
