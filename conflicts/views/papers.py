"""An agreement as people read it: with the names that those who signed have today."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from conflicts.exporting import Line, Paper
from conflicts.models import AgreementTerm, ConflictCase, ResolutionAgreement


def paper_of(case: ConflictCase, agreement: ResolutionAgreement, rows=None, signatures=None) -> Paper:
    """Somebody who closed their account reads as a former member; the signed text keeps the name for its hash alone.

    `rows` and `signatures`: where they are in hand already.
    """
    names = {party.pk: str(party) for party in case.parties.all()}
    rows = list(agreement.terms.present()) if rows is None else rows
    signatures = list(agreement.signatures.all()) if signatures is None else signatures
    valid = [one for one in signatures if one.voided_at is None]
    between = [names[party.pk] for party in parties_in(case, agreement, valid)]
    return Paper(
        title=str(case), opening=agreement.opening, between=between, lines=[line_of(row, names) for row in rows],
        signed=[(names[one.party_id], day_of(one.signed_at)) for one in valid], mark=agreement.content_hash,
    )  # fmt: skip


def parties_in(case, agreement, valid) -> list:
    """Those who signed what is signed; those who take part in what is not."""
    signed = {one.party_id for one in valid}
    is_sealed = agreement.signed_at is not None
    return [
        party
        for party in case.parties.all()
        if (party.pk in signed if is_sealed else party.state == party.State.JOINED)
    ]


def line_of(row: AgreementTerm, names: dict) -> Line:
    who = _("All of us together") if row.by_all else names.get(row.owner_id, "")
    return Line(row.text, who, until(row))


def until(row: AgreementTerm) -> str:
    day = date_format(row.due_on, "j F Y") if row.due_on else ""
    return " · ".join(filter(None, [day, row.due_words]))


def day_of(moment) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")
