"""The verbs of a team, except those of its invitations.

What a floor above must do when people come, change or go registers in the lists below, and runs in the same
transaction, after the event is recorded: `when_leaving.append(void_requests)`, called as `step(membership, by=by)`.
A long absence, and coming back from it, count as a change of role: who is away does not sign.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from common.ids import uuid7
from common.locks import lock
from common.permissions import Stale, require
from notices import outbox
from teams import notify
from teams.history import record
from teams.models import MemberRole, Membership, Team
from teams.permissions import (
    can_change_role,
    can_create_team,
    can_edit_team,
    can_leave_for_good,
    can_leave_team,
    can_mark_away,
    can_mark_back,
    can_remove_member,
    can_set_hours,
    can_set_parent,
    line_above,
)

Step = Callable[..., None]
when_joining: list[Step] = []
when_changing_role: list[Step] = []
when_leaving: list[Step] = []


@transaction.atomic
def create_team(name: str, about: str = "", *, by, key: UUID | None = None) -> Team:
    """Somebody starts a team and leads it. The same `key` (a form sent twice) makes one team."""
    person = lock(by)
    require(can_create_team(by))
    if made := made_already(person, key):
        return made
    require_free(key)

    team = Team.objects.create(name=name, slug=free_slug(name), about=about, **({"id": key} if key else {}))
    Membership.objects.create(team=team, person=by, role=MemberRole.LEAD)
    forget_roles(by)

    record("team.created", team, by=by)
    return team


@transaction.atomic
def edit_team(team: Team, name: str, about: str, *, by) -> Team:
    """The lead words anew what the team is called and does; its address stays."""
    team = lock(team)
    require(can_edit_team(by, team))
    if (team.name, team.about) == (name, about):
        return team

    before = team.name
    team.name, team.about = name, about
    team.save(update_fields=["name", "about"])

    record("team.edited", team, by=by, before=before, name=name)
    return team


@transaction.atomic
def set_parent(team: Team, parent: Team | None, *, by) -> Team:
    """The team becomes a sub-group of another, or of none. Its history names no team that its members may not see."""
    team = hold_line(team, parent)
    if team.parent_id == (parent and parent.pk):
        return team
    require(can_set_parent(by, team, parent))

    team.parent = parent
    team.save(update_fields=["parent"])

    record("team.parent_set" if parent else "team.parent_removed", team, by=by)
    return team


def hold_line(team: Team, parent: Team | None) -> Team:
    """Both teams and all above, in one order, so that no two people close a circle at the same moment."""
    line = [parent.pk, *line_above(parent)] if parent else []
    held = Team.objects.select_for_update(no_key=True).filter(pk__in=[team.pk, *line]).order_by("pk")
    return next(one for one in held if one.pk == team.pk)


@transaction.atomic
def change_role(membership: Membership, role: str, *, by) -> Membership:
    """The lead gives a person another role in the team."""
    membership = hold(membership)
    if membership.role == role and membership.left_at is None:
        return membership
    require(can_change_role(by, membership))

    before, membership.role = membership.role, MemberRole(role)
    membership.save(update_fields=["role"])
    forget_roles(by)

    event = record(
        "member.role_changed", membership, by=by, person=str(membership.person), before=before, role=membership.role
    )
    follow(when_changing_role, membership, by)
    notify.role_changed(membership, event)
    return membership


@transaction.atomic
def remove_member(membership: Membership, *, by) -> Membership:
    """The lead takes somebody out of the team; what they signed stays."""
    membership = hold(membership)
    if membership.left_at:
        return membership
    require(can_remove_member(by, membership))

    let_go(membership)
    event = record("member.removed", membership, by=by, person=str(membership.person))
    follow(when_leaving, membership, by)
    notify.removed(membership, event)
    return membership


@transaction.atomic
def leave_team(membership: Membership, *, by) -> Membership:
    """A person goes by themselves."""
    membership = hold(membership)
    if membership.left_at:
        return membership
    require(can_leave_team(by, membership))
    return gone(membership, by)


@transaction.atomic
def leave_for_good(membership: Membership, *, by) -> Membership:
    """The same for somebody who closes their account; the last of a team may go, too."""
    membership = hold(membership)
    if membership.left_at:
        return membership
    require(can_leave_for_good(by, membership))
    return gone(membership, by)


def gone(membership: Membership, by) -> Membership:
    let_go(membership)
    event = record("member.left", membership, by=by, person=str(membership.person))
    follow(when_leaving, membership, by)
    notify.left(membership, event)
    return membership


@transaction.atomic
def set_hours(membership: Membership, hours, *, by) -> Membership:
    """How much of a week a person has for this team; empty means not said."""
    membership = hold(membership)
    require(can_set_hours(by, membership))
    if membership.hours == hours:
        return membership

    membership.hours = hours
    membership.save(update_fields=["hours"])

    said = None if hours is None else f"{hours:g}"
    record("member.hours_set", membership, by=by, person=str(membership.person), hours=said)
    return membership


@transaction.atomic
def mark_away(membership: Membership, since: date, *, by) -> Membership:
    """A manager notes a long absence, so that nobody waits for this person's signature."""
    membership = hold(membership)
    require(can_mark_away(by, membership))

    membership.away_since = since
    membership.save(update_fields=["away_since"])

    event = record("member.marked_away", membership, by=by, person=str(membership.person), since=since.isoformat())
    follow(when_changing_role, membership, by)
    notify.marked_away(membership, event, by=by)
    return membership


@transaction.atomic
def mark_back(membership: Membership, *, by) -> Membership:
    """The person is back and counts again."""
    membership = hold(membership)
    require(can_mark_back(by, membership))

    membership.away_since = None
    membership.save(update_fields=["away_since"])

    record("member.marked_back", membership, by=by, person=str(membership.person))
    follow(when_changing_role, membership, by)
    return membership


def seat(team: Team, person, role: str) -> tuple[Membership, bool]:
    """A place in the team, and whether it is new; who is here already stays as they are."""
    present = Membership.objects.present().filter(team=team, person_id=person.pk).first()
    if present:
        return present, False
    forget_roles(person)
    return Membership.objects.create(team=team, person_id=person.pk, role=role), True


def hold(membership: Membership) -> Membership:
    """The team first, so that two leads who go at the same moment go one after the other."""
    lock(membership.team)
    return lock(membership)


def let_go(membership: Membership) -> None:
    membership.left_at = timezone.now()
    membership.save(update_fields=["left_at"])
    forget_roles(membership.person)
    outbox.withdraw(team_id=membership.team_id, person=membership.person)


def follow(steps: list[Step], membership: Membership, by) -> None:
    for step in steps:
        step(membership, by=by)


def forget_roles(person) -> None:
    """What a request remembers of a person's roles is no longer true."""
    if getattr(person, "known_roles", None):
        person.known_roles.clear()


def made_already(person: User, key: UUID | None) -> Team | None:
    return Team.objects.visible_to(person).filter(pk=key).first() if key else None


def require_free(key: UUID | None) -> None:
    if key and Team.objects.filter(pk=key).exists():
        raise Stale(_("This form was used already. Open the page again to start another team."))


def free_slug(name: str) -> str:
    """A short name nobody has; letters no URL spells fall back to a word."""
    wanted = slugify(name)[:60].strip("-") or _("team")
    if wanted not in RESERVED and not Team.objects.filter(slug=wanted).exists():
        return wanted
    return f"{wanted}-{uuid7().hex[-6:]}"


# Words that have an address of their own below /teams/.
RESERVED = {"new", "invitation", "invitations", "members"}
