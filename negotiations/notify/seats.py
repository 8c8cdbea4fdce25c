"""Who gets or loses a seat hears of it. No title is named: notices and mails are kept and sent in clear."""

from django.urls import reverse
from django.utils.translation import gettext as _

from negotiations.models import Seat, SheetEvent
from notices import outbox

TEMPLATE = "negotiations/notices/seat.txt"


def given(seat: Seat, *, by) -> None:
    text = _("%(by)s gave you a seat at a prep sheet.") % {"by": by}
    tell(seat, "sheet.seat_given", str(seat.pk), text, reverse("negotiations:show", args=[seat.sheet_id]))


def handed_over(seat: Seat, event: SheetEvent, *, by) -> None:
    text = _("%(by)s handed a prep sheet over to you. You are its owner now.") % {"by": by}
    tell(seat, "sheet.seat_given", str(event.pk), text, reverse("negotiations:show", args=[seat.sheet_id]))


def inherited(seat: Seat, event: SheetEvent) -> None:
    """Nobody handed it over: its owner left the team."""
    text = _("The owner of a prep sheet left the team. You are its owner now.")
    tell(seat, "sheet.seat_given", str(event.pk), text, reverse("negotiations:show", args=[seat.sheet_id]))


def taken(seat: Seat, event: SheetEvent, *, by) -> None:
    text = _("%(by)s ended your seat at a prep sheet.") % {"by": by}
    tell(seat, "sheet.seat_taken", str(event.pk), text, reverse("negotiations:list"))


def tell(seat: Seat, kind: str, key: str, text: str, url: str) -> None:
    outbox.tell(
        [seat.person], key=f"{kind}:{key}", kind=kind, text=text, url=url, template=TEMPLATE, team_id=seat.team_id
    )
