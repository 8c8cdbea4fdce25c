"""Rules of the secret links to one's calendar."""

from django.utils.translation import gettext as _

from charters.models import CalendarFeed, Charter
from common.permissions import Answer, Denied
from teams.permissions import role_in

MOST_FEEDS = 20


def can_make_feed(user, charter: Charter | None) -> Answer:
    """Of all one's days, or of a charter of one's team."""
    if charter and not role_in(user, charter.team_id):
        return Denied(_("Only people of the team have a calendar of its charter."))
    live = CalendarFeed.objects.visible_to(user).count()
    return live < MOST_FEEDS or Denied(
        _("You have %(count)d links. Revoke one that you no longer use.") % {"count": live}
    )


def can_remake_feed(user, feed: CalendarFeed) -> Answer:
    return can_revoke_feed(user, feed)


def can_revoke_feed(user, feed: CalendarFeed) -> Answer:
    if user.pk != feed.person_id:
        return Denied(_("Everyone has links of their own."))
    return feed.revoked_at is None or Denied(_("This link is revoked already."))
