"""Who hears of a sign-off: the approver who is asked, and the owner who waits. No title: notices are kept and sent in clear."""

from django.urls import reverse
from django.utils.translation import gettext as _

from negotiations.models import SignOff
from negotiations.models.sheet import SeatRole
from notices import outbox


def sign_off_asked(sign_off: SignOff, *, by) -> None:
    words = {"by": str(by)}
    outbox.tell(
        [sign_off.approver],
        key=f"sheet.sign_off_asked:{sign_off.pk}",
        kind="sheet.sign_off_asked",
        text=_("%(by)s asks you to look at a preparation and sign it off.") % words,
        url=reverse("negotiations:sign_off", args=[sign_off.sheet_id, sign_off.pk]),
        template="negotiations/notices/sign_off_asked.txt",
        context=words,
        team_id=sign_off.team_id,
    )


def answered(sign_off: SignOff, *, by) -> None:
    is_approved = sign_off.state == SignOff.State.APPROVED
    text = _("%(by)s signed your preparation off.") if is_approved else _("%(by)s asks you for more preparation.")
    words = {"by": str(by)}
    outbox.tell(
        owners(sign_off.sheet),
        key=f"sheet.sign_off_answered:{sign_off.pk}",
        kind="sheet.signed_off" if is_approved else "sheet.returned",
        text=text % words,
        url=reverse("negotiations:ready", args=[sign_off.sheet_id]),
        template="negotiations/notices/sign_off_answered.txt",
        context=words,
        team_id=sign_off.team_id,
    )


def owners(sheet) -> list:
    return [seat.person for seat in sheet.seats.filter(role=SeatRole.OWNER).select_related("person")]
