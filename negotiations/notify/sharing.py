"""What the sides say to each other through the app: a question, a consent, that something is there. Never what stands on a sheet."""

from django.urls import reverse
from django.utils.translation import gettext as _

from negotiations.models import PrepSheet, SheetEvent, SideInvitation
from negotiations.models.sheet import SeatRole
from notices import outbox
from teams.models import Membership


def side_asked(invitation: SideInvitation) -> None:
    """The person hears who asks, and nothing of the sheet."""
    outbox.tell(
        [invitation.person],
        key=f"sheet.side_asked:{invitation.pk}",
        kind="sheet.side_asked",
        text=_("%(by)s asks you to prepare the other side of a negotiation.") % {"by": invitation.invited_by},
        url=reverse("negotiations:side", args=[invitation.pk]),
        template="negotiations/notices/side_asked.txt",
        context={"by": str(invitation.invited_by)},
        team_id=invitation.team_id,
    )


def side_answered(invitation: SideInvitation, asking: PrepSheet) -> None:
    text = {
        SideInvitation.State.ACCEPTED: _("%(person)s prepares the other side of your negotiation."),
        SideInvitation.State.DECLINED: _("%(person)s does not prepare the other side of your negotiation."),
    }[invitation.state] % {"person": invitation.person}
    tell(asking, "sheet.side_answered", str(invitation.pk), text)


def agenda_opened(other: PrepSheet, event: SheetEvent) -> None:
    text = (
        _("Both sides have opened the shared agenda.")
        if other.agenda_opened_at
        else _("The other side proposes a shared agenda: names of issues and options, nothing else.")
    )
    tell(other, "sheet.agenda_asked", str(event.pk), text)


def joint_asked(other: PrepSheet, event: SheetEvent) -> None:
    text = _("The other side agrees to a joint result: packages that suit both, no numbers. Do you?")
    tell(other, "sheet.joint_asked", str(event.pk), text)


def joint_found(side: PrepSheet, event: SheetEvent) -> None:
    tell(side, "sheet.joint_found", str(event.pk), _("The joint result of your negotiation is there."))


def joint_withdrawn(side: PrepSheet, event: SheetEvent) -> None:
    tell(side, "sheet.joint_withdrawn", str(event.pk), _("The joint result of your negotiation was withdrawn."))


def tell(side: PrepSheet, kind: str, key: str, text: str) -> None:
    """The owner speaks for a side, so the owner hears, unless they have left the team."""
    present = Membership.objects.present().filter(team_id=side.team_id).values("person")
    owner = side.seats.filter(role=SeatRole.OWNER, person__in=present).select_related("person").first()
    outbox.tell(
        [owner.person] if owner else [], key=f"{kind}:{key}:{side.pk}", kind=kind, text=text,
        url=reverse("negotiations:sharing", args=[side.pk]), template="negotiations/notices/between.txt",
        team_id=side.team_id,
    )  # fmt: skip
