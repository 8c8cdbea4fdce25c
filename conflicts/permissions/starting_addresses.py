"""Whom one may ask by an address: so that nobody is mailed too often from here, or against their will."""

from collections import Counter
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from common.addresses import normal
from common.permissions import Answer, Denied
from conflicts.models import CaseEvent, CaseParty, ConflictCase
from feedback.permissions.sending import stopped

MAILS_A_DAY, OPEN_ASKS = 10, 3
DAY = timedelta(days=1)
# So long it counts that somebody was asked at an address and has not answered, whatever became of it since.
REMEMBERED = timedelta(days=30)
# How it is recorded that somebody was asked at an address to mediate.
BY_ADDRESS = "mediator.asked_at_address"


def can_ask_address(user, case: ConflictCase, address: str) -> Answer:
    """Why an address cannot be asked. Who wants no mail and who is asked often enough are told apart by nobody."""
    asked = normal(address)
    if asked in own_addresses(user):
        return Denied(_("This is your own address."))
    if asked in asked_addresses(case):
        return Denied(_("This address is here already."))
    if mails_left(user, case) < 1:
        return Denied(_("You can ask at most %(most)d people a day by mail.") % {"most": MAILS_A_DAY})
    if unreachable({asked}, user):
        return Denied(_("This address cannot be reached from here. Ask the person in another way."))
    return True


def own_addresses(user) -> set[str]:
    found = EmailAddress.objects.filter(user_id=user.pk).values_list("email", flat=True)
    return {normal(address) for address in (*found, user.email)}


def asked_addresses(case: ConflictCase) -> set[str]:
    parties = case.parties.present().select_related("person")
    return {normal(party.person.email if party.person_id else party.address) for party in parties}


def mails_left(user, case: ConflictCase) -> int:
    """Of the last 24 hours, with those that this draft would send, and those that ask to mediate: it is the same person
    who mails. What was taken back, or answered, was sent all the same.
    """
    mailed = CaseParty.objects.exclude(address="").filter(
        case__in=ConflictCase.objects.filter(parties__is_opener=True, parties__person_id=user.pk).values("pk")
    )
    since = timezone.now() - DAY
    sent_or_meant = mailed.filter(Q(asked_at__gt=since) | Q(case=case, asked_at=None)).count()
    return MAILS_A_DAY - sent_or_meant - proposed_since(since, user)


def proposed_since(since: datetime, user) -> int:
    return CaseEvent.objects.filter(actor=user, verb=BY_ADDRESS, at__gt=since).count()


def too_many_mails(user, case: ConflictCase) -> str:
    if all(party.person_id for party in case.parties.all()) or mails_left(user, case) >= 0:
        return ""
    return _("You can ask at most %(most)d people a day by mail.") % {"most": MAILS_A_DAY}


def can_mail_those_asked(user, case: ConflictCase) -> Answer:
    """Asked again in the moment of opening: meanwhile they may have been asked in another draft, or want no mail."""
    typed = {normal(party.address) for party in case.parties.all() if not party.person_id}
    if typed and unreachable(typed, user):
        return Denied(
            _("An address cannot be reached from here any more. Take it off, and ask the person in another way.")
        )
    return True


def unreachable(asked: set[str], user) -> set[str]:
    """Of normal addresses. Only what this person asks counts: else it would tell of disagreements of others."""
    open_asks = Counter(map(normal, waiting_addresses(user)))
    return stopped(asked) | {one for one in asked if open_asks[one] >= OPEN_ASKS}


def waiting_addresses(user):
    """Where somebody whom the person asked has not answered yet, in whatever spelling; for a month also if it ended since."""
    own = ConflictCase.objects.filter(parties__is_opener=True, parties__person_id=user.pk)
    waits = Q(state=CaseParty.State.INVITED, case__state__in=ConflictCase.RUNNING)
    lately = Q(asked_at__gt=timezone.now() - REMEMBERED)
    rows = CaseParty.objects.filter(waits | lately, case__in=own.values("pk"), person=None, asked_at__isnull=False)
    return rows.values_list("address", flat=True)
