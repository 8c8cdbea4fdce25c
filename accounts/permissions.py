"""Who may do what with an account."""

from django.utils.translation import gettext as _

from accounts.models import User
from common.permissions import Answer, Denied


def can_edit_profile(user, person: User) -> Answer:
    return user.pk == person.pk or Denied(_("Everyone words their own profile."))


def can_shut_out(user, person: User) -> Answer:
    if not is_administrator(user):
        return Denied(_("Only an administrator closes the door to a person."))
    return user.pk != person.pk or Denied(_("You cannot shut yourself out."))


def can_let_in(user, person: User) -> Answer:
    return is_administrator(user) or Denied(_("Only an administrator opens the door again."))


def is_administrator(user) -> bool:
    return user.is_active and user.is_staff
