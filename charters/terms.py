"""How near the end of a term is, and what one says of it. Pure."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NOTICE = timedelta(days=30)
# No place on earth is further ahead of UTC than this.
FURTHEST = timedelta(hours=14)


class Stand(NamedTuple):
    """`look` names its picture: a shape and a colour that never speak alone (see common.templatetags.look)."""

    look: str
    words: str


def stand(ends_on: date, today: date) -> Stand:
    """The last day of a term still belongs to it."""
    left = (ends_on - today).days
    if left < 0:
        return Stand("term_over", _("term ended on %(day)s") % {"day": date_format(ends_on, "j F Y")})
    if left == 0:
        return Stand("term_ending", _("term ends today"))
    if ends_on - today <= NOTICE:
        return Stand("term_ending", ngettext("term ends in %(n)d day", "term ends in %(n)d days", left) % {"n": left})
    return Stand("term_running", _("term until %(day)s") % {"day": date_format(ends_on, "j F Y")})


def today_in(zone: str, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def is_near(ends_on: date, today: date) -> bool:
    return ends_on - today <= NOTICE


def is_over(ends_on: date, today: date) -> bool:
    return ends_on < today


def latest_day(now: datetime) -> date:
    """The day it is where the day begins first: what is not due there is due nowhere."""
    return (now.astimezone(ZoneInfo("UTC")) + FURTHEST).date()
