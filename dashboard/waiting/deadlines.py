"""What waits around deadlines: words before one changes, and a yes or no to a result or a new day."""

from django.urls import reverse
from django.utils.translation import gettext as _

from dashboard import duties
from dashboard.waiting.one import Waiting


def consulted(due: list[duties.Due]):
    """Words that are wanted before a day or a scope changes."""
    for one in [one for one in due if one.row.asked]:
        text = _("Before “%(title)s” changes: what do you say?") % {"title": one.row.title[:80]}
        url = reverse("charters:answer_consultation", args=[one.row.asked])
        yield Waiting("message-square-quote", _("Answer"), text, one.row.team.name, url, one.row.asked_until)


def deciding(due: list[duties.Due]):
    """Results to accept and new days to agree to, for who answers for them."""
    return [accept(one) if one.is_handed_over else decide_on_day(one) for one in duties.to_decide(due)]


def accept(one: duties.Due) -> Waiting:
    text = _("Is it done? “%(title)s”") % {"title": one.row.title[:80]}
    return Waiting("package-check", _("Accept"), text, one.row.team.name, one.url)


def decide_on_day(one: duties.Due) -> Waiting:
    text = _("Decide on the new day of “%(title)s”") % {"title": one.row.title[:80]}
    return Waiting("calendar-clock", _("Decide"), text, one.row.team.name, one.url)
