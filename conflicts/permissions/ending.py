"""Rules of ending: nobody is held in a disagreement, nobody has to say why, and what ended too soon can go on."""

from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import is_administrator
from common.permissions import Answer, Denied
from conflicts.models import CaseParty, ConflictCase
from conflicts.permissions.parties import can_work_on, is_opener, joined_parties, joined_party
from conflicts.retention import goes_on
from teams.models import MemberRole, Membership

State, Part = ConflictCase.State, CaseParty.State


def can_withdraw(user, case: ConflictCase) -> Answer:
    """Who began it may take it back for as long as nothing is agreed."""
    if joined_party(user, case) and not is_opener(user, case):
        return Denied(_("Only who began it takes it back."))
    return can_work_on(user, case, State.OPENED, *ConflictCase.WORKING)


def can_refer(user, case: ConflictCase) -> Answer:
    """Each of them may see that it belongs elsewhere, before and while they work on it."""
    return can_work_on(user, case, State.OPENED, *ConflictCase.WORKING)


def can_close_case(user, case: ConflictCase) -> Answer:
    """It rests on everybody's will: when one has had enough, it is over."""
    return can_work_on(user, case, *ConflictCase.WORKING, *ConflictCase.HOLDING)


def can_leave_case(user, case: ConflictCase) -> Answer:
    """Out of three or more one may go and let the others go on. What is signed is left by nobody."""
    answer = can_work_on(user, case, *ConflictCase.WORKING)
    if answer and len(joined_parties(case)) <= 2:
        return Denied(_("There are only two of you: without you it is over."))
    return answer


def can_reopen(user, case: ConflictCase) -> Answer:
    """Within the time in which what was said is still there, and with somebody to talk to."""
    answer = can_work_on(user, case, State.RESOLVED, State.CLOSED)
    if not answer:
        return answer if case.is_over or not joined_party(user, case) else Denied(_("It goes on."))
    if site_day(timezone.now()) >= kept_until(case):
        return Denied(_("What was said in it is deleted by now. Begin a new one."))
    if len(joined_parties(case)) < 2:
        return Denied(_("Nobody else takes part any more."))
    return True


def kept_until(case: ConflictCase) -> date:
    """The day on which what was said in a case that is over is deleted."""
    return goes_on(
        site_day(case.opened_at or case.created_at), site_day(case.ended_at), settings.CONFLICT_RETENTION_DAYS
    )


def site_day(moment) -> date:
    """Days of the site, the same for everybody who reads them."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def can_see_statistics(user) -> Answer:
    """Who answers for teams or for the site; they read counts, and nothing that leads to a case."""
    if is_administrator(user):
        return True
    roles = [MemberRole.LEAD, MemberRole.MANAGER]
    leads = Membership.objects.present().filter(person_id=user.pk, role__in=roles)
    return leads.exists() or Denied(_("Leads and managers of teams, and administrators, read these counts."))
