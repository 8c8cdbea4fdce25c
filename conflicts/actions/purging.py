"""What goes when a disagreement is over, and what goes later: see docs/adr/0022-what-is-purged-when.md."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.locks import lock
from common.turns import each
from conflicts.actions.standing_down import end_mediation
from conflicts.models import (
    AgreementSignature,
    AgreementTerm,
    ConflictCard,
    ConflictCase,
    ConflictOfInterestDisclosure,
    FollowUp,
    FollowUpAnswer,
    HandedIn,
    MediationAssignment,
    Objection,
    OptionRating,
    Point,
    RatingRound,
    ResolutionAgreement,
    Room,
)
from conflicts.notify import telling
from conflicts.permissions.ending import kept_until, site_day

Signed = (ResolutionAgreement.State.SIGNED, ResolutionAgreement.State.AMENDED)


def wind_up(case: ConflictCase) -> None:
    """In the moment in which a case is over: what is open in it ends, and what was private in it is gone."""
    drop_open_agreement(case)
    drop_follow_ups(case)
    end_mediation(case)
    forget_ratings(case)
    forget_what_was_private(case)
    case.unfit, case.ended_at, case.purged_at = None, timezone.now(), timezone.now()
    case.save(update_fields=["unfit", "ended_at", "purged_at"])


def drop_open_agreement(case: ConflictCase) -> None:
    """What was not signed by all holds for nobody; its words can be read for as long as the rest."""
    for agreement in case.agreements.filter(state__in=["draft", "offered"]):
        void_signatures(agreement)
        agreement.become(ResolutionAgreement.State.DROPPED)
        agreement.save(update_fields=["state"])


def void_signatures(agreement: ResolutionAgreement) -> None:
    AgreementSignature.objects.filter(agreement=agreement, voided_at=None).update(voided_at=timezone.now())


def drop_follow_ups(case: ConflictCase) -> None:
    """Answers that not all have given yet were read by nobody else, and never are."""
    open_ones = FollowUp.objects.filter(case=case, state__in=[FollowUp.State.PLANNED, FollowUp.State.OPEN])
    FollowUpAnswer.objects.filter(follow_up__in=open_ones).delete()
    open_ones.update(state=FollowUp.State.LAPSED)


def forget_ratings(case: ConflictCase) -> None:
    """Ratings of a round that not all have handed in. Its options stay, should it go on."""
    unread = case.rounds.exclude(state=RatingRound.State.REVEALED)
    OptionRating.objects.filter(option__round__in=unread).delete()
    HandedIn.objects.filter(round__in=unread).delete()
    unread.update(state=RatingRound.State.COLLECTING)


def forget_what_was_private(case: ConflictCase) -> None:
    """What one party, a mediator, or a mediator and one party alone could read."""
    Room.objects.filter(case=case).exclude(kind=Room.Kind.JOINT).delete()
    Objection.objects.filter(case=case).update(reason="")
    ConflictOfInterestDisclosure.objects.filter(case=case).update(words="", known=[])
    # Names and addresses of people who never took on what they were asked.
    MediationAssignment.objects.filter(case=case, person=None).delete()
    forget_drafts(case.parties.all())


def forget_drafts(parties) -> None:
    """What parties wrote for themselves or for a mediator. A card reads as the others read it."""
    Point.objects.filter(party__in=parties, shared_at=None).delete()
    for card in ConflictCard.objects.filter(party__in=parties):
        card.draft, card.habit, card.for_mediator = card.shared or {}, "", ""
        card.save(update_fields=["draft", "habit", "for_mediator"])


def forget_old(now: datetime) -> None:
    """All that is older than it is kept, each in a transaction of its own."""
    each(old(now).only("pk"), lambda case: forget_case(case, now))


def old(now: datetime):
    """Over for long enough, and not forgotten yet: everybody who takes part has a card until then."""
    has_words = Exists(ConflictCard.objects.filter(case=OuterRef("pk")))
    limit = now - timedelta(days=settings.CONFLICT_RETENTION_DAYS - 1)
    return ConflictCase.objects.filter(has_words, state__in=ConflictCase.OVER, ended_at__lte=limit)


@transaction.atomic
def forget_case(case: ConflictCase, now: datetime) -> None:
    """Nothing is left but what all have signed, and who they were; without that nothing at all."""
    case = lock(case)
    if not case.is_over or site_day(now) < kept_until(case):
        return
    forget_words(case)
    telling.forget(case)
    agreements = case.agreements.filter(state__in=Signed)
    if not agreements:
        case.delete()
        return
    forget_circumstances(case, agreements[0])


def forget_words(case: ConflictCase) -> None:
    """Whole nouns, those that point to others first."""
    case.agreements.exclude(state__in=Signed).delete()
    AgreementTerm.objects.filter(case=case).exclude(removed_at=None).delete()
    for name in ("followups", "mediations", "rounds", "points", "conflictcards", "events"):
        getattr(case, name).all().delete()


def forget_circumstances(case: ConflictCase, agreement: ResolutionAgreement) -> None:
    """The case is called after its agreement from then on."""
    AgreementSignature.objects.filter(case=case).exclude(voided_at=None).delete()
    forget_others(case)
    day = date_format(site_day(agreement.signed_at), "DATE_FORMAT")
    case.about, case.team, case.charter, case.clause_key = _("Agreement of %(day)s") % {"day": day}, None, None, None
    case.save(update_fields=["about", "team", "charter", "clause_key"])


def forget_others(case: ConflictCase) -> None:
    """Whoever neither signed nor promised anything, and the addresses at which people were asked."""
    signers = AgreementSignature.objects.filter(case=case).values("party")
    owners = AgreementTerm.objects.filter(case=case).exclude(owner=None).values("owner")
    case.parties.exclude(pk__in=signers).exclude(pk__in=owners).delete()
    case.parties.exclude(person=None).update(name="", address="")
