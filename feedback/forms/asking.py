"""Beginning and preparing a request for feedback: what it is about, who is asked, which clauses, until when."""

import zoneinfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from common import diff
from common.addresses import plain_note, read_many
from common.forms import Words, fields_only
from common.validators import one_line
from feedback import days
from feedback.clauses import MOST as MOST_CLAUSES
from feedback.models import FeedbackRequest, Mode
from feedback.permissions.asking import MOST_PEOPLE
from feedback.wording import DAY_HELP

LONGEST_ABOUT, LONGEST_PASTE = 200, 60_000
PROMISES = [
    (Mode.CONFIDENTIAL, _("Confidential: you read answers only together with those of others, never with a name")),
    (Mode.NAMED, _("Named: you read each answer with the name of who gave it")),
]


def about_field() -> Words:
    return Words(
        label=_("What is it about?"), max_length=LONGEST_ABOUT, validators=[one_line],
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Everybody who is asked reads it: “My part in the spring release”."),
    )  # fmt: skip


def without_links(text: str) -> str:
    """Words that stand in a mail to people who may not know this site."""
    try:
        return plain_note(text)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class About(forms.Form):
    about = about_field()

    def clean_about(self):
        return without_links(self.cleaned_data["about"])


class StartForm(About):
    """Key: what makes a form that is sent twice begin one request."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    occasion = forms.ChoiceField(
        label=_("When do you ask?"), choices=FeedbackRequest.Occasion.choices, widget=forms.RadioSelect
    )
    charter = forms.ChoiceField(
        label=_("Which charter was it under?"), required=False,
        help_text=_("Its team and its contacts are offered to you, and you can ask how its agreements were kept."),
    )  # fmt: skip

    def __init__(self, charters, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.charters = {str(one.pk): one for one in charters}
        self.fields["charter"].choices = [("", _("None")), *((pk, titled(one)) for pk, one in self.charters.items())]
        self.helper = fields_only("key", "about", "occasion", "charter")

    @property
    def charter_chosen(self):
        return self.charters.get(self.cleaned_data["charter"])


def titled(charter) -> str:
    closed = _("%(title)s (closed)") if charter.closed_at else "%(title)s"
    return f"{charter.team.name}: {closed % {'title': charter.title}}"


class ProposeForm(StartForm):
    person = forms.ChoiceField(label=_("To whom do you propose it?"))

    def __init__(self, people, charters, data=None, **kwargs):
        super().__init__(charters, data, **kwargs)
        self.people = {str(one.pk): one for one in people}
        self.fields["person"].choices = [("", _("Choose …")), *((pk, str(one)) for pk, one in self.people.items())]
        self.fields["about"].help_text = _("They can still change it.")
        self.fields["charter"].help_text = ""
        self.helper = fields_only("key", "person", "about", "occasion", "charter")

    @property
    def person_chosen(self):
        return self.people[self.cleaned_data["person"]]


class DescribeForm(About):
    """Knows which saved text it was read from, and what another window saved meanwhile."""

    note = Words(
        label=_("A line from you"), required=False, rows=3,
        help_text=_("It stands in the mail. Up to 500 characters, without links."),
    )  # fmt: skip
    closes_on = forms.DateField(
        label=_("Answers until the end of"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Please choose a day."), "invalid": _("This is not a day. Write it like 2026-12-31.")},
    )  # fmt: skip
    share = forms.ChoiceField(
        label=_("Who reads the result?"), choices=FeedbackRequest.Share.choices, widget=forms.RadioSelect,
        help_text=_("Everybody who is asked is told. It cannot be changed after sending."),
    )  # fmt: skip
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    over = forms.IntegerField(required=False, widget=forms.HiddenInput)
    keep = forms.ChoiceField(required=False, choices=[("mine", ""), ("theirs", "")])

    WORDS = ("about", "note")

    def __init__(self, ask: FeedbackRequest, data=None, **kwargs):
        self.ask = ask
        saved = {name: getattr(ask, name) for name in ("about", "note", "closes_on", "share")}
        super().__init__(data, initial=saved, **kwargs)
        self.fields["closes_on"].help_text = DAY_HELP % {"zone": ask.time_zone}
        names = ["about", "note", "closes_on", *(["share"] if ask.team_id else [])]
        self.helper = fields_only(*names)
        if ask.team_id is None:
            del self.fields["share"]

    def clean_note(self):
        return without_links(self.cleaned_data["note"])

    def clean_closes_on(self):
        return open_day(self.cleaned_data["closes_on"], self.ask)

    @property
    def values(self) -> dict:
        given = {name: self.cleaned_data[name] for name in ("about", "note", "closes_on")}
        return given | {"share": self.cleaned_data.get("share") or self.ask.share}

    @property
    def base(self) -> int:
        """The revision that the writer has seen: the one they started from, or the one they chose to write over."""
        chosen = "over" if self.cleaned_data["keep"] == "mine" else "revision"
        return self.cleaned_data[chosen] or 0

    def conflicts(self) -> list[dict]:
        """Words that another window saved in between."""
        if self.base == self.ask.revision:
            return []
        return [self.two_sides(name) for name in self.WORDS if self.initial[name] != self.cleaned_data[name]]

    def two_sides(self, name) -> dict:
        theirs, yours = self.initial[name], self.cleaned_data[name]
        return {"label": self.fields[name].label, "theirs": theirs, "yours": yours, "pieces": diff.words(theirs, yours)}


def open_day(day, ask: FeedbackRequest):
    try:
        days.closing(day, zoneinfo.ZoneInfo(ask.time_zone), timezone.now())
    except ValueError as error:
        raise ValidationError(str(error)) from error
    return day


class GroupForm(forms.Form):
    """One group: its questions, its promise, and those who are offered as ticks."""

    version = forms.ChoiceField(label=_("Questions"))
    mode = forms.ChoiceField(label=_("What they are promised"), choices=PROMISES, widget=forms.RadioSelect)
    chosen = forms.MultipleChoiceField(label=_("Who"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, group, versions, offered, data=None, **kwargs):
        """`versions`: questionnaires that fit; `offered`: {compared address: (name, address)}."""
        super().__init__(data, auto_id=f"id_{group.key}_%s", **kwargs)
        self.group, self.offered = group, offered
        self.versions = {str(one.pk): one for one in [*versions, group.version]}
        self.fields["version"].choices = [(pk, titled_version(one)) for pk, one in self.versions.items()]
        self.fields["chosen"].choices = [(key, name) for key, (name, _address) in offered.items()]
        self.helper = fields_only(*(["version", "mode", "chosen"] if offered else ["version", "mode"]))

    @property
    def version_chosen(self):
        return self.versions[self.cleaned_data["version"]]


def titled_version(version) -> str:
    minutes = ngettext_lazy("%(n)d minute", "%(n)d minutes", "n") % {"n": version.questionnaire.minutes}
    return f"{version.questionnaire.title} ({minutes})"


class PasteForm(forms.Form):
    """Addresses as people have them. The good ones are taken; the others stay in the field, each with its reason."""

    addresses = Words(
        label=_("Add by e-mail address"), max_length=LONGEST_PASTE, rows=2,
        placeholder=_("Jon Pier <jon@example.com>, kim@example.com"),
    )  # fmt: skip

    def __init__(self, group, own, taken: int, data=None, **kwargs):
        """`own`: the address of the person who asks; `taken`: how many are asked already."""
        super().__init__(data, auto_id=f"id_{group.key}_%s", **kwargs)
        self.own, self.taken, self.good, self.wrong = own, taken, [], []
        self.helper = fields_only("addresses")

    def clean_addresses(self):
        self.good, self.wrong = read_many(self.cleaned_data["addresses"], own=[self.own])
        if self.taken + len(self.good) > MOST_PEOPLE:
            self.good, self.wrong = [], []
            raise ValidationError(_("Please ask at most %(most)d people at once."), params={"most": MOST_PEOPLE})
        return self.good

    def keep_wrong(self):
        """What could not be taken, to be mended; the rest is on the list."""
        self.data = self.data.copy()
        self.data["addresses"] = "\n".join(entry for entry, _reason in self.wrong)
        return self


class ClausesForm(forms.Form):
    """The clauses of the charter that one can have kept."""

    clauses = forms.MultipleChoiceField(label=_("Clauses"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, clauses, chosen, data=None, **kwargs):
        """`clauses`: {key: (clause, its words)}; `chosen`: the keys that are asked about now."""
        super().__init__(data, initial={"clauses": [key for key in clauses if key in chosen]}, **kwargs)
        self.found = clauses
        self.fields["clauses"].choices = [(key, words) for key, (_clause, words) in clauses.items()]
        self.helper = fields_only("clauses")

    def clean_clauses(self):
        keys = self.cleaned_data["clauses"]
        if len(keys) > MOST_CLAUSES:
            raise ValidationError(
                _("Please choose at most %(most)d, else the form gets too long."), params={"most": MOST_CLAUSES}
            )
        return [clause for key, (clause, _words) in self.found.items() if key in keys]
