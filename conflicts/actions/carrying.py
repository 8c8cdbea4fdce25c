"""A term that all want to show becomes a clause of a charter, written by whoever carries it. The charter knows no more of it."""

from django.db import transaction

from charters.actions import adding, amending, items
from charters.models import Charter
from common.ids import uuid7
from common.permissions import require
from conflicts.actions.holding import record
from conflicts.actions.sharing import both
from conflicts.models import AgreementTerm, TermCarry
from conflicts.notify import telling
from conflicts.permissions import can_carry_term, joined_party

# The stamp of whoever has read no clause yet (see charters.actions.items.save).
UNREAD = "0."


@transaction.atomic
def carry_term(term: AgreementTerm, charter: Charter, kind: str, *, by) -> TermCarry:
    """Its words alone, into the text that is being written or into an amendment begun for it. A second click finds it done."""
    case, term = both(term)
    before = TermCarry.objects.filter(term=term, charter=charter).first()
    if before and joined_party(by, case):
        return before
    require(can_carry_term(by, case, term, charter))
    version = charter.versions.open().first() or amending.begin(charter, by=by)
    key = uuid7()
    saved = items.save(version, key, adding.clause_of(kind, term.text, key, None, {}).values, UNREAD, by=by, kind=kind)
    carry = TermCarry.objects.create(
        case=case, term=term, charter=charter, clause_key=saved.item.key, party=joined_party(by, case)
    )
    record("term.carried", case, by=by)
    telling.others(case, by=by, what=f"carried:{carry.pk}")
    return carry
