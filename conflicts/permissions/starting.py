"""Rules of the private draft, of opening it, and of answering."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from conflicts import card as questions
from conflicts.models import CaseParty, ConflictCard, ConflictCase, MediationAssignment, Point
from conflicts.permissions.parties import MOST_PARTIES, can_work_on, is_opener, not_now, party_of
from conflicts.permissions.starting_addresses import can_mail_those_asked, too_many_mails

State, Part = ConflictCase.State, CaseParty.State


def can_start_case(user) -> Answer:
    return user.is_authenticated or Denied(_("Sign in first."))


def can_edit_draft(user, case: ConflictCase) -> Answer:
    if not is_opener(user, case):
        return Denied(_("Only who began it writes the draft."))
    return case.state == State.DRAFT or Denied(
        _("It is opened: the others read it. What you said stays as it was said.")
    )


def can_ask_party(user, case: ConflictCase, more: int = 1) -> Answer:
    """Whether so many `more` may be asked."""
    answer = can_edit_draft(user, case)
    if answer and len(inside(case)) + more > MOST_PARTIES:
        return Denied(_("At most %(most)d people take part in one disagreement.") % {"most": MOST_PARTIES})
    return answer


def inside(case: ConflictCase) -> list[CaseParty]:
    """Its opener, and those who are to be asked."""
    return [party for party in case.parties.all() if party.state in CaseParty.INSIDE]


def can_open_case(user, case: ConflictCase) -> Answer:
    """Not while something speaks against settling it between the two: then nobody is told."""
    answer = can_edit_draft(user, case)
    if not answer:
        return answer
    found = next((Denied(reason) for _place, reason in obstacles(user, case)), True)
    return found and can_mail_those_asked(user, case)


def obstacles(user, case: ConflictCase) -> list[tuple[str, str]]:
    """What must be done before it is opened: the part of the draft's page, and the words."""
    found = [*unwritten(case), ("with", nobody_asked(case)), ("with", too_many_mails(user, case)), ("fit", unfit(case))]
    return [(place, reason) for place, reason in found if reason]


def unwritten(case: ConflictCase) -> list[tuple[str, str]]:
    card = ConflictCard.objects.filter(case=case, party__is_opener=True).first()
    has_interest = Point.objects.filter(case=case, party__is_opener=True, kind=Point.Kind.INTEREST).exists()
    words = _("Write an answer to “%(question)s”.")
    missing = questions.missing(card.draft if card else {}, has_interest=has_interest)
    return [("card", words % {"question": question.label}) for question in missing]


def nobody_asked(case: ConflictCase) -> str:
    return "" if len(inside(case)) > 1 else _("Say with whom you want to settle it.")


def unfit(case: ConflictCase) -> str:
    if case.unfit is None:
        return _("Answer whether this belongs here.")
    return _("You said that this may not be safe to settle here. Nobody was told.") if case.unfit else ""


def can_drop_draft(user, case: ConflictCase) -> Answer:
    return can_edit_draft(user, case)


def can_take_elsewhere(user, case: ConflictCase) -> Answer:
    """As long as nobody else knows of it. What is opened is referred by those who take part."""
    return can_edit_draft(user, case)


def can_decline_part(user, case: ConflictCase) -> Answer:
    party = party_of(user, case)
    if party is None:
        return Denied(_("You are not asked to take part."))
    if party.state == Part.JOINED:
        return Denied(_("You take part already."))
    if case.is_over:
        return Denied(not_now(case))
    return case.state in (State.OPENED, State.EXCHANGING) or Denied(_("It has gone on without your answer."))


def can_join(user, case: ConflictCase) -> Answer:
    answer = can_decline_part(user, case)
    if answer and has_mediated(user, case):
        return Denied(_("You were the mediator here, and have read what is not meant for those who take part."))
    return answer


def has_mediated(user, case: ConflictCase) -> bool:
    """Also a while ago: they became a mediator here before they confirmed the address that was asked."""
    return MediationAssignment.objects.filter(case=case, person_id=user.pk, active_at__isnull=False).exists()


def can_remove_invited(user, party: CaseParty) -> Answer:
    """Who began it takes a question back that was not answered."""
    answer = can_work_on(user, party.case, State.OPENED, State.EXCHANGING)
    if not answer:
        return answer
    if not is_opener(user, party.case):
        return Denied(_("Only who began it takes a question back."))
    return party.state == Part.INVITED or Denied(_("This question was answered, or taken back already."))
