"""Who may do what with a notice, and with how somebody is told: everyone with their own."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from notices.models import Notice


def can_read(user, notice: Notice) -> Answer:
    return notice.person_id == user.pk or Denied(_("This notice is for somebody else."))


def can_choose(user, person) -> Answer:
    return person.pk == user.pk or Denied(_("How somebody is told is theirs to choose."))
