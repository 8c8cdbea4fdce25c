"""Who lets mails through again to an address that wanted none."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from feedback.models import DoNotContact
from teams.permissions import runs_site


def can_allow_mails(user, stop: DoNotContact) -> Answer:
    return runs_site(user) or Denied(_("Only administrators let mails through again."))
