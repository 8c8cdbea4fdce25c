"""What becomes of charters when people come, change or go. Called by the verbs of teams and of accounts, in their transaction."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from charters import adoption
from charters.actions import adopting, handing_on
from charters.models import (
    CalendarFeed,
    Charter,
    CharterVersion,
    Morning,
    Preparation,
    ReviewMarks,
    RoleAssignment,
    Signature,
)
from charters.notify import signing as notify
from teams.history import record
from teams.models import Membership

State, Adoption = CharterVersion.State, Charter.Adoption


@transaction.atomic
def welcome(membership: Membership, *, by) -> None:
    """Somebody who joins, or is back, is asked for what is being signed and for what is in force."""
    if not is_signer(membership):
        return
    for version in held_versions(membership):
        ask(version, membership.person, by)
        note_absent(version)


@transaction.atomic
def release(membership: Membership, *, by) -> None:
    """Who no longer signs is waited for no more; what they signed stays."""
    for version in held_versions(membership):
        let_go(version, membership.person)


@transaction.atomic
def part(membership: Membership, *, by) -> None:
    """Who leaves holds no role any more; the text keeps their name."""
    release(membership, by=by)
    held = RoleAssignment.objects.filter(team_id=membership.team_id, person_id=membership.person_id)
    for assignment in held.exclude(state=RoleAssignment.State.ENDED).select_for_update().select_related("charter"):
        was_held = assignment.state == RoleAssignment.State.ACCEPTED
        assignment.become(RoleAssignment.State.ENDED)
        assignment.save(update_fields=["state"])
        record(
            "role.vacated",
            assignment,
            by=by,
            about=assignment.charter,
            role=assignment.role_title[:200],
            person=str(membership.person),
        )
        if was_held and assignment.charter.versions.active().exists():
            handing_on.ask(assignment, is_told=True)


@transaction.atomic
def adjust(membership: Membership, *, by) -> None:
    """Another role in the team may make somebody a signer, or no longer one."""
    follow = welcome if is_signer(membership) else release
    follow(membership, by=by)


@transaction.atomic
def close(person, *, by) -> None:
    """Who closes their account leaves no thoughts that nobody else has read, and no links. What they signed stays."""
    for model in (CalendarFeed, Morning, Preparation):
        model.objects.filter(person=person).delete()
    ReviewMarks.objects.filter(person=person, is_handed_in=False).delete()


def is_signer(membership: Membership) -> bool:
    return Membership.objects.signers().filter(pk=membership.pk).exists()


def held_versions(membership: Membership) -> list[CharterVersion]:
    """What the team signs now and what is in force, the newest first: so does an amendment that comes into force."""
    found = CharterVersion.objects.filter(team_id=membership.team_id, state__in=[State.SIGNING, State.ACTIVE])
    return list(found.select_for_update(no_key=True).order_by("-pk"))


def ask(version: CharterVersion, person, by) -> None:
    """A charter in force asks for signatures only where its team signs; a vote is open to whoever is there."""
    votes = (
        version.charter.adoption == Adoption.VOTE and version.state == State.SIGNING and not has_voted(version, person)
    )
    signs = version.charter.adoption == Adoption.SIGNATURES and asks_everyone(version)
    if votes or (signs and requested(version, person)):
        record("charter.joiner_asked", version, by=by, about=version.charter, person=str(person), number=version.number)
        notify.joiner_asked(version, person, until=version.sign_by if votes else until_for(version))


def asks_everyone(version: CharterVersion) -> bool:
    """A scoped change is signed by those it names; whoever joins meanwhile is asked once it is in force."""
    return version.state == State.ACTIVE or version.materiality != CharterVersion.Materiality.SCOPED


def has_voted(version: CharterVersion, person) -> bool:
    return version.votes.filter(round=version.round, person=person).exists()


def requested(version: CharterVersion, person) -> bool:
    """A new request, or the one that ended when the person left; who has answered is not asked twice."""
    request = Signature.objects.of_round(version).filter(person=person).first()
    if request is None:
        request = adopting.request(version, person.pk)
    elif request.state != Signature.State.VOID or request.signed_at:
        return False
    else:
        request.become(Signature.State.REQUESTED)
        request.void_reason = ""
    request.sign_by = until_for(version)
    request.save()
    return True


def until_for(version: CharterVersion) -> date:
    """A week of their own, or as long as everybody else has."""
    week = timezone.localdate() + timedelta(days=adopting.DAYS_FOR_JOINERS)
    shared = version.sign_by if version.state == State.SIGNING else None
    return max(week, shared or week)


def let_go(version: CharterVersion, person) -> None:
    request = Signature.objects.of_round(version).filter(person=person, state=Signature.State.REQUESTED).first()
    if request:
        request.become(Signature.State.VOID)
        request.void_reason = adoption.left_words(person, timezone.localdate())
        request.save(update_fields=["state", "void_reason"])
        record(
            "charter.request_voided", version, by=None, about=version.charter, person=str(person), number=version.number
        )
    if version.state != State.SIGNING:
        return
    note_absent(version)
    if request and request.is_sponsor:
        without_sponsor(version, person)
    else:
        adopting.settle(version)


def note_absent(version: CharterVersion) -> None:
    """Whose answer nobody waits for, as long as the round goes on; from then on it is part of the record."""
    if version.state == State.SIGNING:
        version.absent = adopting.absent_from(version)
        version.save(update_fields=["absent"])


def without_sponsor(version: CharterVersion, person) -> None:
    adopting.end_round(version, State.DRAFT, adoption.left_words(person, timezone.localdate()))
    record("charter.sponsor_left", version, by=None, about=version.charter, person=str(person))
    notify.sponsor_left(version)
