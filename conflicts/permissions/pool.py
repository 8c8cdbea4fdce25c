"""Rules of what administrators keep for disagreements, without learning of any: mediators to choose from, contacts to name."""

from django.utils.translation import gettext as _

from accounts.permissions import is_administrator
from common.permissions import Answer, Denied


def can_keep_mediator(user, mediator=None) -> Answer:
    return is_administrator(user) or Denied(_("Only administrators keep the pool of mediators."))


def can_keep_contact(user, contact=None) -> Answer:
    return is_administrator(user) or Denied(_("Only administrators keep these contacts."))
