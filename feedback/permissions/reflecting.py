"""Rules of looking back. A reflection is its writer's own; what was shared, the team reads."""

from django.utils.translation import gettext as _

from charters.models import Charter
from common.permissions import Answer, Denied
from feedback.models import ReflectionItem
from teams.models import MemberRole
from teams.permissions import role_in


def can_reflect(user, charter: Charter) -> Answer:
    """Whoever works in the team, once there is something to look back on."""
    if role_in(user, charter.team_id) in (None, MemberRole.OBSERVER):
        return Denied(_("The lead, the members and the managers look back; observers read what they share."))
    return charter.versions.standing().exists() or Denied(_("There is nothing to look back on yet."))


def can_write_item(user, item: ReflectionItem) -> Answer:
    """Their own, as long as they are in the team. `item.reflection.charter` is read."""
    if item.reflection.person_id != user.pk:
        return Denied(_("A reflection is written by one person alone."))
    return can_reflect(user, item.reflection.charter)


def can_share_item(user, item: ReflectionItem) -> Answer:
    if not item.text.strip():
        return Denied(_("There is nothing in it to share yet."))
    return can_write_item(user, item)


def can_take_back_item(user, item: ReflectionItem) -> Answer:
    return item.reflection.person_id == user.pk or Denied(_("Only who wrote it takes it back."))


def can_remove_item(user, item: ReflectionItem) -> Answer:
    return item.reflection.person_id == user.pk or Denied(_("Only who wrote it removes it."))


can_save_item = can_finish_reflection = can_reflect
