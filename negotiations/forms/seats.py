"""What the owner of a sheet says about who has a seat at it."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms import fields_only
from common.ids import as_uuid
from negotiations.models import PrepSheet
from negotiations.models.sheet import SeatRole
from negotiations.permissions import can_sit
from teams.models import Membership

ROLES = [(role, SeatRole(role).label) for role in (SeatRole.EDITOR, SeatRole.VIEWER, SeatRole.APPROVER)]
USUAL, YES, NO = "usual", "yes", "no"
LIMITS = [(USUAL, _("as usual: editors do, others do not")), (YES, _("yes")), (NO, _("no"))]


class SeatForm(forms.Form):
    """Role and limits. Several stand on one page, so each has ids of its own."""

    role = forms.ChoiceField(
        label=_("Role"), choices=ROLES,
        help_text=_("An editor writes. A viewer reads. An approver reads and signs the preparation off."),
    )  # fmt: skip
    limits = forms.ChoiceField(
        label=_("May see limits"), choices=LIMITS,
        help_text=_("Target, reservation point (walk-away point), alternatives, and all that follows from them."),
    )  # fmt: skip

    def __init__(self, data=None, **kwargs):
        super().__init__(data, auto_id=f"id_{uuid4().hex[:8]}_%s", **kwargs)
        self.helper = fields_only(*self.fields)

    @property
    def sees_limits(self) -> bool:
        said = self.cleaned_data["limits"]
        return said == YES or (said == USUAL and self.cleaned_data["role"] == SeatRole.EDITOR)


class ChangeSeatForm(SeatForm):
    def __init__(self, seat, data=None, **kwargs):
        initial = {"role": seat.role, "limits": YES if seat.sees_limits else NO}
        super().__init__(data, initial=initial, **kwargs)


class GiveSeatForm(SeatForm):
    """Everyone of the team is offered who has no seat at this sheet, also who cannot take one: the list tells nothing."""

    person = forms.CharField(label=_("Person"), widget=forms.Select, error_messages={"required": _("Choose a person.")})
    field_order = ["person", "role", "limits"]

    def __init__(self, sheet: PrepSheet, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.sheet = sheet
        self.fields["person"].widget.choices = [("", _("Choose …")), *self.offered()]

    def offered(self):
        seated = {seat.person_id for seat in self.sheet.seats.all()}
        present = Membership.objects.present().filter(team_id=self.sheet.team_id).select_related("person")
        return [(str(one.person_id), str(one.person)) for one in present if one.person_id not in seated]

    def clean_person(self):
        """One answer to whoever cannot: unknown, gone from the team, or of the other side."""
        person = User.objects.filter(pk=as_uuid(self.cleaned_data["person"])).first()
        answer = can_sit(person, self.sheet)
        if not answer:
            raise ValidationError(answer.reason)
        return person
