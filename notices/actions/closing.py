"""What becomes of notices and mails when somebody closes their account. Called by the verbs of accounts, in their transaction."""

from allauth.account.models import EmailAddress
from django.db import transaction

from notices.models import Mail, Notice, Preference


@transaction.atomic
def close(person, *, by) -> None:
    """Nothing is kept that was told to them or waits to be sent, under any of their addresses."""
    addresses = [person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)]
    Notice.objects.filter(person=person).delete()
    Preference.objects.filter(person=person).delete()
    Mail.objects.filter(person=person).delete()
    Mail.objects.filter(to__in=addresses).delete()
