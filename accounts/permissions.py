"""Who may do what with an account."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from accounts.models import User
from common.permissions import Answer, Denied

# What a floor above has to say before an account is closed: each gives True, or a Denied with its reason.
ties: list[Callable[[User], Answer]] = []


def can_edit_profile(user, person: User) -> Answer:
    return user.pk == person.pk or Denied(_("Everyone words their own profile."))


def can_shut_out(user, person: User) -> Answer:
    if not is_administrator(user):
        return Denied(_("Only an administrator closes the door to a person."))
    return user.pk != person.pk or Denied(_("You cannot shut yourself out."))


def can_let_in(user, person: User) -> Answer:
    return is_administrator(user) or Denied(_("Only an administrator opens the door again."))


def can_close_account(user, person: User) -> Answer:
    if user.pk != person.pk:
        return Denied(_("Everyone closes their own account."))
    if is_administrator(person) and not others_who_administer(person):
        return Denied(_("You are the only administrator. Make somebody else one first."))
    return next((answer for answer in (tie(person) for tie in ties) if not answer), True)


def others_who_administer(person: User) -> bool:
    return User.objects.filter(is_active=True, is_staff=True).exclude(pk=person.pk).exists()


def is_administrator(user) -> bool:
    return user.is_active and user.is_staff
