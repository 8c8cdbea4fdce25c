"""The verbs of an account that allauth does not have.

What a floor above must do when an account is closed registers in `when_closing`, and runs in the same transaction,
the highest floor first, while the person still has their name and address: `step(person, by=by)`.
"""

from collections.abc import Callable
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can_close_account, can_edit_profile, can_let_in, can_shut_out
from common.locks import lock
from common.permissions import require

when_closing: list[Callable[..., None]] = []


@transaction.atomic
def add_person(email: str, name: str, password: str | None = None, **fields) -> User:
    """Somebody at the console vouches for the address: the demo, an import, the first administrator."""
    person = User.objects.create_user(email, password, name=name, **fields)
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


@transaction.atomic
def edit_profile(person: User, name: str, time_zone: str, *, by) -> User:
    """How others read this person, and in whose hours they live."""
    person = lock(person)
    require(can_edit_profile(by, person))

    person.name, person.time_zone = name, time_zone
    person.save(update_fields=["name", "time_zone"])
    return person


@transaction.atomic
def shut_out(person: User, *, by) -> User:
    """This person may no longer sign in; whoever is signed in is out at the next click."""
    person = lock(person)
    require(can_shut_out(by, person))

    person.is_active = False
    person.save(update_fields=["is_active"])
    return person


@transaction.atomic
def let_in(person: User, *, by) -> User:
    """This person may sign in again."""
    person = lock(person)
    require(can_let_in(by, person))

    person.is_active = True
    person.save(update_fields=["is_active"])
    return person


@transaction.atomic
def close_account(person: User, *, by) -> User:
    """Somebody goes for good. What was signed or shared with others stays, as that of a former member."""
    person = lock(person)
    require(can_close_account(by, person))

    for step in reversed(when_closing):
        step(person, by=by)
    forget_ways_in(person)
    become_nobody(person)
    return person


def forget_ways_in(person: User) -> None:
    for session in UserSession.objects.filter(user=person):
        session.end()
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    person.groups.clear()
    person.user_permissions.clear()


def become_nobody(person: User) -> None:
    """The row stays, since what others agreed with this person points to it; it says nothing of them any more."""
    person.name, person.email, person.time_zone = _("Former member"), f"{uuid4().hex}@closed.invalid", "UTC"
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.set_unusable_password()
    person.save()
