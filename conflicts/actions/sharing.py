"""Whether the team may read a term: each who signed it says so, and may take it back until it stands in a charter."""

from django.db import transaction

from common.permissions import require
from conflicts.actions.holding import held, record
from conflicts.models import AgreementTerm, ConflictCase, ShareConsent
from conflicts.notify import telling
from conflicts.permissions import can_share_term, can_unshare_term, joined_party


@transaction.atomic
def share_term(term: AgreementTerm, *, by) -> ShareConsent:
    """One of them agrees. Nothing is shown by that; when all agree, one of them may carry it."""
    case, term = both(term)
    require(can_share_term(by, case, term))
    consent, is_new = ShareConsent.objects.get_or_create(
        term=term, party=joined_party(by, case), defaults={"case": case}
    )
    if is_new:
        record("term.shared", case, by=by)
        telling.others(case, by=by, what=f"shared:{consent.pk}")
    return consent


@transaction.atomic
def unshare_term(term: AgreementTerm, *, by) -> None:
    """It stays between them. Nobody need say why."""
    case, term = both(term)
    require(can_unshare_term(by, case, term))
    gone, _ = ShareConsent.objects.filter(term=term, party=joined_party(by, case)).delete()
    if gone:
        record("term.unshared", case, by=by)


def both(term: AgreementTerm) -> tuple[ConflictCase, AgreementTerm]:
    """Case and term, held and read again: its agreement may have been replaced meanwhile."""
    case = held(term.case)
    return case, AgreementTerm.objects.select_related("agreement").get(pk=term.pk)
