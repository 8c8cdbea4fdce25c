"""Rules of showing a term to the team: all who signed must want it, and somebody who writes the charter carries it."""

from collections import defaultdict

from django.utils.translation import gettext as _

from charters.models import Charter, CharterVersion
from charters.permissions import can_begin_amendment, can_edit
from common.permissions import Answer, Denied
from conflicts.models import AgreementSignature, AgreementTerm, ConflictCase, ResolutionAgreement, ShareConsent
from conflicts.permissions.parties import joined_party, not_now
from teams.models import Membership

State, Text = ConflictCase.State, ResolutionAgreement.State
# Where what was signed holds no more.
GIVEN_UP = (State.DECLINED, State.WITHDRAWN, State.REFERRED, State.CLOSED)


def can_share_term(user, case: ConflictCase, term: AgreementTerm) -> Answer:
    """Each who signed says for themselves whether the team may read it."""
    party = joined_party(user, case)
    if party is None:
        return Denied(_("Only those who take part in it do this."))
    if case.state in GIVEN_UP:
        return Denied(not_now(case))
    if term.agreement.state != Text.SIGNED:
        return Denied(_("Only what all have signed, and what still holds, can be shown to the team."))
    signed = term.agreement.signatures.filter(party=party, voided_at=None).exists()
    return signed or Denied(_("Only who signed it says whether it may be shown."))


def can_unshare_term(user, case: ConflictCase, term: AgreementTerm) -> Answer:
    """Until it stands in a charter."""
    answer = can_share_term(user, case, term)
    if answer and term.carries.exists():
        return Denied(_("It stands in a charter already. Whoever writes the charter can change it there."))
    return answer


def can_carry_term(user, case: ConflictCase, term: AgreementTerm, charter: Charter) -> Answer:
    answer = can_share_term(user, case, term)
    if not answer:
        return answer
    if not may_be_shown(term):
        return Denied(_("Not everybody has agreed that the team may read it."))
    if charter.team_id not in teams_that_may_read(case, term):
        return Denied(_("Not everybody who signed is in the team of that charter."))
    return can_take_into(user, charter)


def may_be_shown(term: AgreementTerm) -> bool:
    """Everybody who signed it agrees; somebody who went for good cannot, so it stays private."""
    signed = AgreementSignature.objects.filter(agreement=term.agreement_id, voided_at=None)
    agreed = ShareConsent.objects.filter(term=term).values("party")
    return not signed.exclude(party__in=agreed).exists()


def teams_that_may_read(case: ConflictCase, term: AgreementTerm) -> set:
    """Keys of the team that it is about, and of those that all who signed are in: nobody said yes to any other."""
    signatures = AgreementSignature.objects.filter(agreement=term.agreement_id, voided_at=None)
    signers = set(signatures.values_list("party__person", flat=True))
    people = defaultdict(set)
    for team, person in Membership.objects.present().filter(person__in=signers).values_list("team", "person"):
        people[team].add(person)
    return {team for team in people if people[team] == signers} | ({case.team_id} - {None})


def can_take_into(user, charter: Charter, version: CharterVersion | None = None) -> Answer:
    """Into the text that is being written, or into an amendment that is begun for it. `version`: the open one, if known."""
    version = version or charter.versions.open().select_related("charter", "team").first()
    return can_edit(user, version) if version else can_begin_amendment(user, charter)
