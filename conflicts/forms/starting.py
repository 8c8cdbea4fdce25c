"""Beginning and preparing a draft: what it is about, with whom, and whether it belongs here. Never writes."""

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.addresses import LONGEST, LONGEST_NAME, fault_in, has_link
from common.forms import Words, fields_only
from common.ids import as_uuid
from common.validators import one_line
from conflicts.forms.revised import RevisedForm
from conflicts.models import ConflictCase
from conflicts.permissions import MOST_PARTIES, can_ask_address, can_ask_party
from conflicts.safety import REASONS

LONGEST_ABOUT = 200
NONE = "none"


def line(**kwargs) -> Words:
    return Words(validators=[one_line], widget=forms.TextInput(attrs={"dir": "auto"}), **kwargs)


class About(forms.Form):
    """`places`: the person's own teams, each with its charters."""

    about = line(
        label=_("What is it about?"), max_length=LONGEST_ABOUT,
        help_text=_("A few neutral words that all of you could say: “Handing over builds”. The others read them once you open it."),
    )  # fmt: skip
    place = forms.ChoiceField(
        label=_("Does it belong to the work of a team?"), required=False,
        help_text=_("Only so that you know it later. The team, its charter and those who lead it never hear of this."),
    )  # fmt: skip

    def put_places(self, places):
        self.places = {f"team:{team.pk}": (team, None) for team, _charters in places}
        self.places |= {f"charter:{one.pk}": (team, one) for team, charters in places for one in charters}
        groups = [(team.name, [(f"team:{team.pk}", team.name), *titled(charters)]) for team, charters in places]
        self.fields["place"].choices = [("", _("No, or I would rather not say")), *groups]

    @property
    def chosen(self) -> dict:
        """{"team", "charter"}, either of which may be None."""
        team, charter = self.places.get(self.cleaned_data["place"], (None, None))
        return {"team": team, "charter": charter}


def titled(charters) -> list[tuple[str, str]]:
    return [(f"charter:{one.pk}", one.title) for one in charters]


def place_of(case: ConflictCase) -> str:
    if case.charter_id:
        return f"charter:{case.charter_id}"
    return f"team:{case.team_id}" if case.team_id else ""


class StartForm(About):
    """Key: what makes a form that is sent twice begin one draft."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    clause = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, places, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.put_places(places)
        self.helper = fields_only("key", "clause", "about", "place")

    @property
    def typed_charter(self) -> UUID | None:
        """The key of the charter that is chosen by now, whether it may be or not."""
        kind, _colon, key = str(self["place"].value() or "").partition(":")
        return as_uuid(key) if kind == "charter" else None


class DescribeForm(About, RevisedForm):
    def __init__(self, case: ConflictCase, places, data=None):
        super().__init__({"about": case.about, "place": place_of(case)}, case.revision, data)
        self.put_places(places)
        self.helper = fields_only("about", "place")

    def told(self, name, value):
        """The teams stand in groups."""
        if name != "place":
            return value
        team, charter = self.places.get(value, (None, None))
        return str(charter.title if charter else team.name if team else "")


class PeopleForm(forms.Form):
    """Whom of those around one to ask."""

    people = forms.MultipleChoiceField(
        label=_("People of your team"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Somebody has left the team meanwhile. Look at the list again.")},
    )  # fmt: skip

    def __init__(self, offered: list, asked: set[UUID], room: int, data=None):
        """`asked`: who is chosen by now; `room`: how many may be."""
        super().__init__(data, initial={"people": [str(pk) for pk in asked]})
        self.room = room
        self.fields["people"].choices = [(str(person.pk), str(person)) for person in offered]

    def clean_people(self):
        if len(self.cleaned_data["people"]) > self.room:
            words = _("At most %(most)d people take part in one disagreement.")
            raise ValidationError(words, params={"most": MOST_PARTIES})
        return self.cleaned_data["people"]

    @property
    def chosen(self) -> set[UUID]:
        return {as_uuid(pk) for pk in self.cleaned_data["people"]}


class AddressForm(forms.Form):
    """Somebody without an account. They make one to take part, so that nobody else reads what is said."""

    name = line(label=_("Name"), max_length=LONGEST_NAME)
    address = line(label=_("E-mail address"), max_length=LONGEST)

    def __init__(self, user, case: ConflictCase, data=None):
        super().__init__(data)
        self.user, self.case = user, case
        self.fields["address"].widget.input_type = "email"

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if has_link(name):
            raise ValidationError(_("Please leave out links and addresses: this name stands in a mail."))
        return name

    def clean_address(self):
        typed = self.cleaned_data["address"].strip()
        if fault := fault_in(typed, typed):
            raise ValidationError(fault)
        answer = can_ask_party(self.user, self.case) and can_ask_address(self.user, self.case, typed.lower())
        if not answer:
            raise ValidationError(answer.reason)
        return typed.lower()


class SafetyForm(forms.Form):
    """What speaks against settling it here: one or several reasons, or none of them."""

    reasons = forms.MultipleChoiceField(
        label=_("Is any of this part of it?"), widget=forms.CheckboxSelectMultiple,
        choices=[*REASONS.items(), (NONE, _("None of these"))],
        error_messages={"required": _("Tick what is part of it, or “None of these”.")},
    )  # fmt: skip

    def __init__(self, unfit: list[str] | None, data=None):
        super().__init__(data, initial={"reasons": [NONE] if unfit == [] else unfit})

    def clean_reasons(self):
        """A reason counts, whatever else is ticked; but who ticked both may have meant one of them."""
        given = self.cleaned_data["reasons"]
        if NONE in given and len(given) > 1:
            raise ValidationError(_("You ticked a reason and “None of these”. Please leave the one that is true."))
        return [reason for reason in given if reason != NONE]
