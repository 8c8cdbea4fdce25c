"""The verbs of an account that allauth does not have."""

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User
from accounts.permissions import can_edit_profile, can_let_in, can_shut_out
from common.locks import lock
from common.permissions import require


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
