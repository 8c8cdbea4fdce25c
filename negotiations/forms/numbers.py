"""What people write about issues, options and their numbers."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.forms import Words, fields_only
from common.ids import uuid7
from negotiations import issue_fields, numbering, scoring
from negotiations.content import Issue
from negotiations.issue_fields import OF_OPTION, PARTIES
from negotiations.kinds import OTHER, OWN
from negotiations.models.numbers import Estimate as EstimateRow
from negotiations.numbering import LONGEST_NAME, LONGEST_NOTE, SCORE, WEIGHT, BadNumber

BAR_HIGH = 100


class Points(forms.CharField):
    """A whole number that may be missing."""

    def __init__(self, kind: str, **kwargs):
        self.kind = kind
        super().__init__(required=False, **kwargs)

    def to_python(self, value):
        try:
            return numbering.as_points(self.kind, super().to_python(value))
        except BadNumber as bad:
            raise ValidationError(str(bad)) from bad


class Line:
    """One option in the form: its fields, and how far its bars reach."""

    def __init__(self, form, key: str):
        self.key, self.is_new = key, key.startswith(issue_fields.NEW)
        self.name, self.own, self.other = (form[f"{part}-{key}"] for part in OF_OPTION)
        self.numbers = [(self.own, _("ours"), "own"), (self.other, _("theirs, as we guess"), "other")]


class IssueForm(forms.Form):
    """An issue with all its options, saved as one; see negotiations.issue_fields."""

    name = Words(label=_("Issue"), max_length=LONGEST_NAME)
    note = Words(label=_("Note"), max_length=LONGEST_NOTE, required=False)
    own = Points(WEIGHT, label=_("Our weight"))
    other = Points(WEIGHT, label=_("Their weight, as we guess"))
    low = Points(WEIGHT, label=_("Their weight is at least"))
    high = Points(WEIGHT, label=_("Their weight is at most"))
    confidence = forms.ChoiceField(label=_("How sure are we?"), choices=EstimateRow.Confidence.choices)
    rests = Words(label=_("What the guess rests on"), max_length=LONGEST_NOTE, required=False)

    def __init__(self, issue: Issue, data=None):
        self.issue = issue
        super().__init__(data, initial=issue_fields.flat(issue))
        known = [option.key for option in issue.options]
        self.next = f"{issue_fields.NEW}{uuid7()}"
        self.keys = self.sent(data) if self.is_bound else known + [self.next] * (len(known) < scoring.MOST_OPTIONS)
        for key in {*self.keys, self.next}:
            self.add_line(key)

    @staticmethod
    def sent(data) -> list[str]:
        keys = [name.removeprefix("name-") for name in data if name.startswith("name-")]
        return list(filter(issue_fields.is_key, keys))[: scoring.MOST_OPTIONS + 1]

    def add_line(self, key: str) -> None:
        self.fields[f"name-{key}"] = Words(label=_("Option"), max_length=LONGEST_NAME, required=False)
        self.fields[f"own-{key}"] = Points(SCORE, label=_("Our score"))
        self.fields[f"other-{key}"] = Points(SCORE, label=_("Their score, as we guess"))

    @property
    def lines(self) -> list[Line]:
        return [Line(self, key) for key in self.keys]

    @property
    def next_line(self) -> Line:
        return Line(self, self.next)

    @property
    def range_fields(self):
        return [self["low"], self["high"]]

    @property
    def weight_top(self) -> int:
        """How far the bars of the weights reach."""
        return max(BAR_HIGH, *(self.issue.of(party).points or 0 for party in PARTIES))

    @property
    def score_ends(self) -> tuple[int, int]:
        points = [option.of(party).points or 0 for option in self.issue.options for party in PARTIES]
        return min([0, *points]), max([BAR_HIGH, *points])

    def clean(self):
        given = super().clean()
        for key in self.keys:
            self.check_line(key, given)
        if not {"other", "low", "high"} & self.errors.keys():
            self.check_range(given)
        return given

    def check_line(self, key: str, given: dict) -> None:
        if given.get(f"name-{key}"):
            return
        if not key.startswith(issue_fields.NEW):
            self.add_error(f"name-{key}", _now("An option needs a name. To take it away, use “Remove”."))
        elif any(given.get(f"{party}-{key}") is not None for party in PARTIES):
            self.add_error(f"name-{key}", _now("Give this option a name, then its scores are saved."))

    def check_range(self, given: dict) -> None:
        words = numbering.fault_of_range(given.get("other"), given.get("low"), given.get("high"))
        if words:
            self.add_error("high", words)

    def flat(self) -> dict:
        """What was sent, and no more, by the keys that options have or will have."""
        sent = [name for name in self.fields if name in self.data and name in self.cleaned_data]
        return {self.real_name(name): self.cleaned_data[name] for name in sent}

    def real_name(self, name: str) -> str:
        part, key = issue_fields.part_of(name)
        return f"{part}-{issue_fields.real(self.issue.key, key)}" if key else part

    def known(self) -> dict:
        """What the form on the screen holds, its empty line included."""
        held = self.flat() if self.is_bound and self.is_valid() else issue_fields.flat(self.issue)
        return issue_fields.blank(issue_fields.real(self.issue.key, self.next)) | held

    @property
    def bars(self) -> frozenset:
        """The numbers that were dragged, by the names of their fields."""
        return frozenset(self.real_name(name) for name in self.data.get("bars", "").split(",") if name in self.fields)

    @property
    def wants_line(self) -> bool:
        """Whether the last empty line was filled, so that another one is due."""
        empty = [key for key in self.keys if key.startswith(issue_fields.NEW) and not self.cleaned_data[f"name-{key}"]]
        return not empty and len(self.keys) < scoring.MOST_OPTIONS

    def faults(self) -> list[tuple[str, str]]:
        """(where, what) for each error, option by option."""
        return [(self.place_of(name), error) for name, errors in self.errors.items() for error in errors]

    def place_of(self, name: str) -> str:
        label = str(self.fields[name].label)
        key = issue_fields.part_of(name)[1]
        option = self.data.get(f"name-{key}", "").strip() if key else ""
        return f"{option[:60]}: {label}" if option and not name.startswith("name-") else label

    def label_of(self, name: str) -> str:
        """For a name by its real key, as conflicts are told."""
        part, key = issue_fields.part_of(name)
        if not key:
            return str(self.fields[name].label)
        options = {option.key: option.name for option in self.issue.options}
        labels = {"name": _now("Option"), OWN: _now("Our score"), OTHER: _now("Their score, as we guess")}
        return f"{options[key]}: {labels[part]}" if key in options else labels[part]


class AddIssueForm(forms.Form):
    """A topic, and its options one a line if they are known."""

    name = Words(label=_("Issue"), max_length=LONGEST_NAME)
    options = Words(
        label=_("Its options, one a line"), rows=3, required=False, placeholder=_("17:00\n18:30\n20:00"),
        help_text=_("What could be chosen on it. More can be added later, also from a range of numbers."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
        self.fields["name"].widget.attrs["placeholder"] = str(_("Departure of the last ferry"))

    def clean_options(self):
        return checked_names(numbering.lines_of(self.cleaned_data["options"]))


def checked_names(names: list[str]) -> list[str]:
    for line, name in enumerate(names, 1):
        if len(name) > LONGEST_NAME:
            raise ValidationError(
                _now("Line %(line)d: keep the name to %(most)d characters.") % {"line": line, "most": LONGEST_NAME}
            )
    fresh = numbering.without_known(names, ())
    if len(fresh) > scoring.MOST_OPTIONS:
        raise ValidationError(_now("An issue has room for %(most)d options.") % {"most": scoring.MOST_OPTIONS})
    return fresh


class OptionsForm(forms.Form):
    """Several options at once: one a line, or a range of numbers, or both."""

    lines = Words(label=_("One option a line"), rows=6, required=False, placeholder=_("310 a night\n330 a night"))
    first = forms.CharField(label=_("From"), required=False, max_length=30)
    last = forms.CharField(label=_("to"), required=False, max_length=30)
    step = forms.CharField(label=_("in steps of"), required=False, max_length=30)
    unit = forms.CharField(label=_("Unit, if any"), required=False, max_length=30)

    def __init__(self, data=None, *, issue: Issue):
        self.issue = issue
        super().__init__(data)

    def clean(self):
        given = super().clean()
        if not self.errors:
            self.check(given)
        return given

    def check(self, given: dict) -> None:
        names = self.named(given) + self.ranged(given)
        if self.errors:
            return
        known = [option.name for option in self.issue.options]
        given["names"] = numbering.without_known(names, known)
        if not names:
            self.add_error(None, _now("Write at least one option, or a range."))
        elif len(known) + len(given["names"]) > scoring.MOST_OPTIONS:
            room = {"most": scoring.MOST_OPTIONS, "there": len(known)}
            self.add_error(None, _now("An issue has room for %(most)d options; %(there)d are there already.") % room)

    def named(self, given: dict) -> list[str]:
        try:
            return checked_names(numbering.lines_of(given["lines"]))
        except ValidationError as wrong:
            self.add_error("lines", wrong)
            return []

    def ranged(self, given: dict) -> list[str]:
        ends = [given[name].strip() for name in ("first", "last", "step")]
        if not any(ends):
            return []
        if not all(ends):
            self.add_error("step", _now("A range needs all three: from, to and the step."))
            return []
        try:
            return numbering.steps(*ends, given["unit"].strip())
        except BadNumber as bad:
            self.add_error("step", str(bad))
            return []
