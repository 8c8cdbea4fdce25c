"""What people type during the talks and after: a session, a line of its log, an offer put together on the spot."""

from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import Words, fields_only
from negotiations.kinds import LINE, OTHER, OWN, TEXT, TITLE
from negotiations.models import SessionEntry

Kind = SessionEntry.Kind
# The words on the buttons; the first is what happens most.
KINDS = (
    (Kind.HEARD, _("Heard")), (Kind.SAID, _("Said")), (Kind.CONCERN, _("Concern")),
    (Kind.COMMON_GROUND, _("Common ground")), (Kind.QUESTION, _("Question")), (Kind.OFFER, _("Offer")),
    (Kind.COMMITMENT, _("Commitment")),
)  # fmt: skip
PARTIES = ((OTHER, _("them")), (OWN, _("us")))
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
BAD_DAY = {"invalid": _("Write a day like 2027-03-31.")}


class SessionForm(forms.Form):
    """One meeting or call."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    held_on = forms.DateField(label=_("Day"), widget=DAY, error_messages=BAD_DAY)
    title = Words(
        label=_("Title (if you like)"), max_length=TITLE, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    with_whom = Words(
        label=_("Who was there"), max_length=LINE, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, data=None, *, session=None):
        known = {"held_on": session.held_on, "title": session.title, "with_whom": session.with_whom} if session else {}
        super().__init__(data, initial={"key": uuid4(), "held_on": timezone.localdate()} | known)
        self.helper = fields_only("key", "held_on", "title", "with_whom")

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("held_on", "title", "with_whom")}


class EntryForm(forms.Form):
    """One line of the log: a new one on the page of the session, one to put right on a page of its own."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS, initial=Kind.HEARD, widget=forms.RadioSelect)
    party = forms.ChoiceField(label=_("Whose"), choices=PARTIES, initial=OTHER, widget=forms.RadioSelect)
    words = Words(label=_("Words"), rows=2, max_length=TEXT, placeholder=_("As close to what was said as you can"))
    heard = Words(
        label=_("What we understood, in our words"), rows=2, max_length=TEXT, required=False,
        placeholder=_("So the early slot matters because of the crews?"),
    )  # fmt: skip
    reflected_back = forms.BooleanField(label=_("said back to them"), required=False)
    confirmed_by_them = forms.BooleanField(label=_("they confirmed it"), required=False)
    acknowledged = forms.BooleanField(label=_("acknowledged by us"), required=False)
    package = forms.ChoiceField(label=_("Package"), required=False)

    def __init__(self, data=None, *, packages=(), saved=None):
        super().__init__(data, initial={"key": uuid4()} | (saved or {}))
        names = [(str(one.pk), name_of(one, at)) for at, one in enumerate(packages, 1)]
        self.fields["package"].choices = [("", _("none")), *names]

    @property
    def values(self) -> dict:
        """What they confirmed was said back before."""
        given = {name: self.cleaned_data[name] for name in SAVED}
        return given | {"reflected_back": given["reflected_back"] or given["confirmed_by_them"]}


SAVED = ("kind", "party", "words", "heard", "reflected_back", "confirmed_by_them", "acknowledged", "package")


def name_of(package, at: int) -> str:
    return package.name or str(_("Package %(number)d") % {"number": at})


class OfferForm(EntryForm):
    """An offer that is put together on the spot: one choice for each issue that was named."""

    def __init__(self, data=None, *, issues):
        super().__init__(data)
        self.fields["kind"].initial = Kind.OFFER
        self.fields["words"].required = False
        for name in ("kind", "package", "heard"):
            self.fields[name].required = False
        self.issues = {f"issue_{issue.pk}": issue for issue in issues}
        for name, issue in self.issues.items():
            options = [(str(one.pk), one.name) for one in issue.options.all()]
            self.fields[name] = forms.ChoiceField(
                label=issue.name, required=False, choices=[("", _("not named")), *options]
            )

    def choice_fields(self):
        return [self[name] for name in self.issues]

    def clean(self):
        given = super().clean() | {"kind": Kind.OFFER}
        if not given.get("words") and not self.choices_from(given):
            raise forms.ValidationError(_("Choose what was offered, or write it in words."))
        return given

    def choices_from(self, given: dict) -> dict:
        return {str(issue.pk): given[name] for name, issue in self.issues.items() if given.get(name)}

    @property
    def choices(self) -> dict:
        return self.choices_from(self.cleaned_data)


class MoveForm(forms.Form):
    """Which number the words speak of, in which direction, and by how much where a person knows better."""

    about = forms.ChoiceField(
        label=_("What it says something about"), widget=forms.Select(attrs={"class": "form-select"})
    )
    direction = forms.ChoiceField(
        label=_("It is"), initial="more", widget=forms.RadioSelect,
        choices=(("more", _("more than we thought")), ("same", _("as we thought")), ("less", _("less than we thought"))),
    )  # fmt: skip
    points = forms.IntegerField(label=_("The number"), required=False, min_value=-1_000_000, max_value=1_000_000)
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)

    def __init__(self, data=None, *, groups, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["about"].choices = groups


class PreferForm(forms.Form):
    """Which weights the choice of one offer may raise."""

    issues = forms.MultipleChoiceField(
        label=_("What seems to matter more to them than we thought"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data=None, *, issues):
        super().__init__(data, initial={"issues": [key for key, _name in issues]})
        self.fields["issues"].choices = issues
        self.helper = fields_only("issues")
