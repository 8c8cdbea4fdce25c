"""Rules of choosing a neutral: who may propose whom, who cannot be one, and what each says to that."""

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from conflicts.models import Acceptance, CaseParty, ConflictCase, Mediation, MediationAssignment
from conflicts.permissions.mediating import can_talk_of_mediation, has_consented, open_mediation
from conflicts.permissions.parties import joined_parties, joined_party
from teams.models import LEVELS, MemberRole, Membership, Team

State = MediationAssignment.State
LEADING = (MemberRole.LEAD, MemberRole.MANAGER)
MOST_PROPOSED = 5
# Whoever did not become the neutral of a case, or stepped aside from it, is not asked again.
TRIED = (State.OBJECTED, State.RECUSED)


def people_of(case: ConflictCase) -> set:
    """Keys of the accounts of all who are or were part of it, as those who take part know them.

    Whose an address is at which somebody is asked to take part is not among it: what is refused would tell.
    """
    return {party.person_id for party in case.parties.all() if party.person_id}


def everybody_of(case: ConflictCase) -> set:
    """Also whoever confirmed an address at which somebody is asked to take part."""
    addresses = [party.address for party in case.parties.all() if party.address]
    known = EmailAddress.objects.filter(email__in=addresses, verified=True).values_list("user", flat=True)
    return people_of(case) | set(known if addresses else ())


def teams_above(teams) -> set:
    """Those teams, and all that they are part of."""
    found, level = set(), set(teams)
    for _height in range(LEVELS):
        found |= level
        level = set(Team.objects.filter(pk__in=level).exclude(parent=None).values_list("parent", flat=True)) - found
        if not level:
            break
    return found


def leads(person_id, teams) -> bool:
    return Membership.objects.present().filter(person=person_id, team__in=teams, role__in=LEADING).exists()


def stands_over(candidate, people) -> bool:
    """Leads or manages a team that one of the people is in, or one above it."""
    teams = Membership.objects.present().filter(person__in=people).values_list("team", flat=True)
    return leads(candidate.pk, teams_above(teams))


def can_mediate(case: ConflictCase, candidate, people: set | None = None) -> Answer:
    """Whether this person can be neutral here at all, whatever the parties think of them. `people`: of whom, if not `people_of` it."""
    people = people_of(case) if people is None else people
    if not candidate.is_active:
        return Denied(_("This account is closed."))
    if candidate.pk in people:
        return Denied(_("%(who)s is part of this. A mediator has to stand outside.") % {"who": candidate})
    if stands_over(candidate, people):
        return Denied(
            _("%(who)s leads or manages a team of one of you. A mediator must not stand over anybody here.")
            % {"who": candidate}
        )
    if MediationAssignment.objects.filter(case=case, person=candidate, state__in=TRIED).exists():
        return Denied(_("%(who)s was asked before, and it did not come about.") % {"who": candidate})
    return True


def own_team_of(case: ConflictCase) -> set:
    """The team that the case is about, with all above it."""
    teams = {case.team_id, case.charter.team_id if case.charter_id else None} - {None}
    return teams_above(teams) if teams else set()


def stands_over_some(user, case: ConflictCase) -> bool:
    """Leads or manages the team that it is about, or one that another of them is in, as not all of them do."""
    if not Membership.objects.present().filter(person=user, role__in=LEADING).exists():
        return False
    teams, parties = own_team_of(case), joined_parties(case)
    if leads(user.pk, teams) and not all(leads(party.person_id, teams) for party in parties):
        return True
    return stands_over_another(user, parties) and not all(stands_over_another(one.person, parties) for one in parties)


def stands_over_another(person, parties: list[CaseParty]) -> bool:
    """Whatever team is named, or none: whoever began it may have left that open."""
    return stands_over(person, {party.person_id for party in parties} - {person.pk})


def can_choose_mediator(user, case: ConflictCase) -> Answer:
    """Who leads or manages the team that it is about does not choose, unless all of them do: then nobody stands over another."""
    answer = can_talk_of_mediation(user, case)
    if not answer:
        return answer
    mediation = open_mediation(case)
    if mediation is None or mediation.state != Mediation.State.CHOOSING:
        return Denied(_("Now is not the time to choose a mediator."))
    if not has_consented(user, mediation):
        return Denied(_("First say whether you want a mediator."))
    if stands_over_some(user, case):
        return Denied(_("You lead or manage a team of one of you, so the others propose. You can accept or object."))
    return True


def can_propose_mediator(user, case: ConflictCase, candidate) -> Answer:
    answer = can_choose_mediator(user, case) and can_mediate(case, candidate)
    if not answer:
        return answer
    if asked_in(open_mediation(case)).filter(person=candidate).exists():
        return Denied(_("%(who)s is proposed already.") % {"who": candidate})
    return not_too_many(case)


def asked_in(mediation: Mediation):
    return MediationAssignment.objects.waiting().filter(mediation=mediation)


def not_too_many(case: ConflictCase) -> Answer:
    few = asked_in(open_mediation(case)).count() < MOST_PROPOSED
    return few or Denied(_("At most %(most)d people at a time.") % {"most": MOST_PROPOSED})


def is_asked(user, assignment: MediationAssignment) -> Answer:
    asked = assignment.person_id == user.pk or MediationAssignment.objects.asked(user).filter(pk=assignment.pk).exists()
    return asked or Denied(_("Only who is asked to mediate answers this."))


def can_take_on(user, assignment: MediationAssignment) -> Answer:
    """Asked when somebody comes to what they are asked: then only it is known who they are, and of whom they may be too near.

    Who cannot be neutral here, or is asked by name as well, reads of no disagreement and of no reason.
    """
    if assignment.state != State.PROPOSED:
        return True
    case, others = assignment.case, asked_in(assignment.mediation).exclude(pk=assignment.pk)
    is_twice = others.filter(person=user).exists()
    return (not is_twice and can_mediate(case, user, everybody_of(case))) or Denied(_("Nothing here needs you."))


def can_disclose(user, assignment: MediationAssignment) -> Answer:
    answer = is_asked(user, assignment)
    if answer and assignment.state != State.PROPOSED:
        return Denied(_("You have answered this already."))
    return answer and can_take_on(user, assignment)


def can_tell_no_ties(known: list) -> Answer:
    """Not where the site knows of feedback between them and a party, on what this is about: that is told in one's own words."""
    told = next((tie for tie in known if tie.must_be_told), None)
    return told is None or Denied(_("Please tell of this in your own words: %(tie)s") % {"tie": told.words})


def can_recuse(user, assignment: MediationAssignment) -> Answer:
    """Whoever is asked steps aside at any time, also while they mediate."""
    answer = is_asked(user, assignment)
    if answer and assignment.state not in MediationAssignment.OPEN:
        return Denied(_("This is over."))
    return answer


def can_accept_mediator(user, assignment: MediationAssignment) -> Answer:
    """Having read what ties them; also for somebody who joins while they mediate."""
    answer = can_talk_of_mediation(user, assignment.case)
    if not answer:
        return answer
    if not has_consented(user, assignment.mediation):
        return Denied(_("First say whether you want a mediator."))
    if assignment.state == State.PROPOSED:
        return Denied(_("%(who)s has not said yet whether anything ties them to one of you.") % {"who": assignment})
    if assignment.state not in MediationAssignment.OPEN:
        return Denied(_("%(who)s is no longer asked.") % {"who": assignment})
    if has_accepted(user, assignment):
        return Denied(_("You have accepted %(who)s.") % {"who": assignment})
    return can_mediate(assignment.case, assignment.person)


def has_accepted(user, assignment: MediationAssignment) -> bool:
    party = joined_party(user, assignment.case)
    return bool(party) and Acceptance.objects.filter(assignment=assignment, party=party).exists()


def can_object_to_mediator(user, assignment: MediationAssignment) -> Answer:
    """One is enough, at any time."""
    answer = can_talk_of_mediation(user, assignment.case)
    if answer and assignment.state not in MediationAssignment.OPEN:
        return Denied(_("%(who)s is no longer asked.") % {"who": assignment})
    return answer
