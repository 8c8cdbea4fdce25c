"""Rules of writing an agreement together, of signing it, and of what becomes of it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.permissions import Answer, Denied
from conflicts import terms
from conflicts.models import ConflictCase, ResolutionAgreement
from conflicts.permissions.parties import can_work_on, joined_parties, joined_party

State, Text = ConflictCase.State, ResolutionAgreement.State
LEAST_PARTIES = 2
FIXED = gettext_lazy("The words are fixed while they wait for signatures. Take them back first: then all sign anew.")


def can_read_agreement(user, case: ConflictCase) -> Answer:
    """Whoever is only asked to take part reads nothing of it."""
    return joined_party(user, case) is not None or Denied(_("First say whether you take part."))


def can_begin_agreement(user, case: ConflictCase) -> Answer:
    return can_work_on(user, case, State.OPTIONS)


def can_go_back_to_options(user, case: ConflictCase) -> Answer:
    return can_work_on(user, case, State.AGREEING)


def can_write_agreement(user, case: ConflictCase, agreement: ResolutionAgreement) -> Answer:
    """Any of them writes in all of it, while it is a draft."""
    answer = can_work_on(user, case, State.AGREEING)
    if not answer or agreement.state == Text.DRAFT:
        return answer
    return Denied(FIXED if agreement.state == Text.OFFERED else _("This agreement is no longer written."))


def can_offer(user, case: ConflictCase, agreement: ResolutionAgreement) -> Answer:
    """When each term says who does it and until when."""
    answer = can_write_agreement(user, case, agreement)
    if not answer:
        return answer
    if len(joined_parties(case)) < LEAST_PARTIES:
        return Denied(_("Nobody else takes part any more."))
    lacks = terms.missing(agreement.written_terms())
    return not lacks or Denied(lacks[0])


def can_change_text(user, case: ConflictCase, agreement: ResolutionAgreement) -> Answer:
    """Any of them, as long as not all have signed."""
    answer = can_work_on(user, case, State.AGREEING)
    return answer and (agreement.state == Text.OFFERED or Denied(_("It does not wait for signatures now.")))


def can_sign_agreement(user, case: ConflictCase, agreement: ResolutionAgreement) -> Answer:
    answer = can_change_text(user, case, agreement)
    if answer and agreement.signatures.filter(party=joined_party(user, case), voided_at=None).exists():
        return Denied(_("You have signed these words."))
    return answer


def can_amend_agreement(user, case: ConflictCase) -> Answer:
    """What was signed holds until all have signed the new words."""
    return can_work_on(user, case, *ConflictCase.HOLDING)


can_look_again = can_amend_agreement


def can_keep_agreement(user, case: ConflictCase) -> Answer:
    """While a newer one is written: the signed one stays as it is after all."""
    answer = can_work_on(user, case, State.AGREEING)
    return answer and (case.agreements.signed().exists() or Denied(_("Nothing is signed yet that could stay.")))
