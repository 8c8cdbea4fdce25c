"""What waits for a person, across all their teams. Reads only; the one place where a query crosses teams.

One room for each kind of thing; here they are united. `one` is a thing that waits, `person` where somebody stands.
"""

from datetime import date
from itertools import chain

from charters.models import RoleAssignment
from dashboard import duties
from dashboard.waiting import asked, charters, deadlines, negotiations, roles
from dashboard.waiting.one import Waiting
from dashboard.waiting.person import roles_held, roles_of, seats_of, teams_as
from teams.models import SIGNING_ROLES, MemberRole, Membership

__all__ = ["Waiting", "for_person", "roles_held", "roles_of", "seats_of", "teams_as"]


def for_person(
    user,
    seats: list[Membership] | None = None,
    held: list[RoleAssignment] | None = None,
    due: list[duties.Due] | None = None,
) -> list[Waiting]:
    """The dated first, then in the order in which one would do them. What is known already is not read again."""
    seats = seats_of(user) if seats is None else seats
    held = roles_of(user) if held is None else held
    due = duties.of_person(user, seats, held) if due is None else due
    return sorted(united(user, seats, held, due), key=lambda one: (one.until is None, one.until or date.max))


def united(user, seats: list[Membership], held: list[RoleAssignment], due: list[duties.Due]):
    """All that waits, in the order in which one would do it."""
    return chain(
        asked.asked(user),
        charters.signatures(user),
        roles.asked(held),
        roles.reviews(user, teams_as(seats, MemberRole.MANAGER)),
        roles.replies(user),
        deadlines.consulted(due),
        deadlines.deciding(due),
        charters.talk(user, teams_as(seats, MemberRole.LEAD)),
        charters.writing(user, teams_as(seats, *SIGNING_ROLES)),
        roles.hand_overs(user),
        negotiations.sign_offs(seats),
        negotiations.deals(seats),
    )
