"""Beginning a sheet, its five lines, its title and day, its limits, and the words of an approver."""

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Words, fields_only
from negotiations.forms.parts import Choice, Number
from negotiations.kinds import DEPTHS, SUDDEN, TEXT, TITLE
from negotiations.models.numbers import Estimate
from negotiations.scoring import HIGHEST

UNITS = (("points", _("points")), ("percent", _("percent")))
CONFIDENCE = [(value, label) for value, label in Estimate.Confidence.choices]


def day() -> forms.DateField:
    look = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=_("The talks are on"), required=False, widget=look, help_text=_("If there is a day yet.")
    )


def line(label, **kwargs) -> Words:
    return Words(label=label, max_length=TITLE, widget=forms.TextInput(attrs={"dir": "auto"}), **kwargs)


class StartForm(forms.Form):
    """Key: what makes a form that is sent twice begin one sheet."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    team = forms.ChoiceField(
        label=_("Team"), help_text=_("The team learns nothing of it; it only says where you work on this.")
    )
    title = line(_("What is it about?"))
    counterpart = line(_("With whom?"), required=False)
    meets_on = day()
    depth = forms.ChoiceField(label=_("How deep?"), choices=DEPTHS, widget=forms.RadioSelect, help_text=_("You can change this at any time; nothing is lost."))  # fmt: skip

    def __init__(self, teams, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        self.fields["team"].choices = [(pk, team.name) for pk, team in self.teams.items()]
        if len(self.teams) == 1:
            self.fields["team"].widget = forms.HiddenInput()
            self.fields["team"].initial = next(iter(self.teams))
        self.fields["depth"].initial = SUDDEN
        self.helper = fields_only("key", "team", "title", "counterpart", "meets_on", "depth")

    @property
    def team_chosen(self):
        return self.teams[self.cleaned_data["team"]]


class DescribeForm(forms.Form):
    title = line(_("What is it about?"))
    counterpart = line(_("With whom?"), required=False)
    meets_on = day()
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = fields_only("revision", "title", "counterpart", "meets_on")


PROMPTS = {
    "goal": (_("What do you want?"), _("The result you would be glad about."), _("A berth for the night ferry from May, without losing the morning slot.")),
    "their_goal": (_("What do they probably want?"), _("A guess will do."), _("Quiet nights: after three complaints their permit ends.")),
    "plan_b": (_("What do you do without a deal? (plan B)"), _("Your best alternative. It says when to walk away."), _("Keep the day berth for a year and hire a second bus.")),
    "question_1": (_("First question to ask"), _("An open one, to which you do not know the answer."), _("What would make the early departure work for you?")),
    "question_2": (_("Second question to ask"), "", _("What happens on your side if we find nothing?")),
}  # fmt: skip


class SuddenForm(forms.Form):
    """The five lines; plan B only for who may see limits."""

    def __init__(self, fields: dict[str, str], data=None, **kwargs):
        super().__init__(data, initial=fields, **kwargs)
        for name in fields:
            label, prompt, example = PROMPTS[name]
            self.fields[name] = Words(
                label=label, help_text=prompt, placeholder=example, rows=2, required=False, max_length=2_000
            )
        self.helper = fields_only()

    @property
    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.fields if name in self.data}


def score(label, help_text=""):
    return Number(label=label, required=False, help_text=help_text)


def unit():
    return Choice(label=_("Counted in"), choices=UNITS, required=False)


def note(label, help_text=""):
    return Words(label=label, help_text=help_text, required=False, max_length=TEXT, rows=2)


class LimitsForm(forms.Form):
    """Target and reservation points as numbers, as words, or both."""

    target_score_value = score(_("Target score"), _("If you work with numbers."))
    target_score_unit = unit()
    target_note = note(_("In words or money"), _("For example: 310 a night, from May."))
    reservation_score_value = score(_("Reservation score"), _("Below it you say no."))
    reservation_score_unit = unit()
    reservation_note = note(_("In words or money"))
    other_reservation_value = score(_("Their reservation score"), _("Below it they say no, in their points."))
    other_reservation_unit = unit()
    confidence = Choice(label=_("How sure are you?"), choices=CONFIDENCE, required=False)
    other_reservation_note = note(_("What the guess rests on"))

    def __init__(self, data=None, *, initial=None):
        super().__init__(data, initial=initial, auto_id="id_limits_%s")
        self.helper = fields_only(
            self.group(_("Target"), "target_score", "target_note"),
            self.group(_("Your reservation point (walk-away point)"), "reservation_score", "reservation_note"),
            self.group(
                _("Their reservation point, as you guess"), "other_reservation", "other_reservation_note", "confidence"
            ),
        )

    def group(self, legend, name: str, words: str, *more):
        numbers = Div(f"{name}_value", f"{name}_unit", *more, css_class="limit-numbers")
        return Fieldset(legend, numbers, words, css_class="limit")

    def clean(self):
        given = super().clean()
        for name in ("target_score", "reservation_score", "other_reservation"):
            self.check_score(name, given.get(f"{name}_value"), given.get(f"{name}_unit"))
        return given

    def check_score(self, name: str, value, unit: str) -> None:
        if value is None:
            return
        if unit == "percent" and not 0 <= value <= 100:
            self.add_error(f"{name}_value", _("A percentage lies between 0 and 100."))
        if unit == "points" and (not isinstance(value, int) or abs(value) > HIGHEST**2):
            self.add_error(f"{name}_value", _("Points are whole numbers."))

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.fields}


class ReadyForm(forms.Form):
    """Whom to ask for a look, if anybody."""

    approver = forms.ChoiceField(label=_("Who should look at it?"), required=False, widget=forms.RadioSelect)

    def __init__(self, approvers, data=None):
        super().__init__(data)
        self.people = {str(person.pk): person for person in approvers}
        nobody = ("", _("Nobody; I decide that it will do"))
        self.fields["approver"].choices = [nobody, *((pk, str(person)) for pk, person in self.people.items())]
        self.fields["approver"].initial = ""
        self.helper = fields_only()

    @property
    def chosen(self):
        return self.people.get(self.cleaned_data["approver"])


class SignOffForm(forms.Form):
    words = Words(label=_("Your words"), required=False, rows=3, help_text=_("What convinced you, or what is missing."))
    state = forms.ChoiceField(choices=[("approved", ""), ("returned", "")])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = fields_only("words")

    def clean(self):
        given = super().clean()
        if given.get("state") == "returned" and not given.get("words"):
            self.add_error("words", _("Say what is missing, so that they can mend it."))
        return given


class ImportForm(forms.Form):
    """A file in our own format, for a team."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    team = forms.ChoiceField(label=_("Team"))
    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ".json,application/json"}), help_text=_("A sheet that was taken from here as JSON; up to 2 MB."))  # fmt: skip

    def __init__(self, teams, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        self.fields["team"].choices = [(pk, team.name) for pk, team in self.teams.items()]
        self.helper = fields_only("key", "team", "file")

    @property
    def team_chosen(self):
        return self.teams[self.cleaned_data["team"]]
