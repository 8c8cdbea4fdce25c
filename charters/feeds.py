"""What stands in a calendar: read from the rows, with the same few queries whatever their number. Only reads.

A person's calendar holds what waits for them: deadlines for which they work (R), answer (A) or whose owner they are,
texts they are asked to agree to, last days to object, reviews and ends of the charters they live by, the ends of their
roles. The calendar of a charter holds all its deadlines, its review and its end.

The day of a deadline is its due day, also when those who work on it expect another: that is a forecast, no promise, and
is told in the description. What is no longer in its charter, or was open when the charter was closed, stays in the
charter's calendar, cancelled; from a person's it vanishes. The other days have no row that counts their moves, so their identifier names the day itself:
moved, they are another entry.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from email.utils import parseaddr
from typing import NamedTuple

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charters import raci
from charters.calendars import MOST_DAYS, Day, Site, shortened
from charters.content import Clause, Content
from charters.kinds import KINDS
from charters.models import Charter, CharterVersion, Deadline, Item, RoleAssignment, Signature, Vote
from charters.weighing import names_of
from teams.models import SIGNING_ROLES, Membership

State = CharterVersion.State
LONGEST_REASON = 300
DATED = ("deliverable", "milestone")
HELD = (*DATED, "role", "assignment")


class Standing(NamedTuple):
    """What a team agreed last, with the clauses that a calendar speaks of."""

    version: CharterVersion
    content: Content


def site() -> Site:
    return Site(settings.SITE_NAME, settings.SITE.hostname, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])


def of_person(person) -> list[Day]:
    """Across all teams in which the person is now."""
    seats = dict(Membership.objects.present().filter(person=person).values_list("team_id", "role"))
    writing = [team for team, role in seats.items() if role in SIGNING_ROLES]
    asked = list(RoleAssignment.objects.filter(person=person, team__in=seats))
    gone = {(one.charter_id, str(one.key)) for one in asked if one.state not in RoleAssignment.HELD}
    agreed = standing(CharterVersion.objects.filter(team__in=seats, charter__closed_at=None), HELD, gone)
    names = names_in(seats)
    mine = {one.version.charter_id: owned(one.content, person, names[one.version.team_id]) for one in agreed}
    return [
        *deadlines([one for one in agreed if mine[one.version.charter_id]], mine),
        *(day for one in agreed if one.version.team_id in writing for day in days_of(one)),
        *terms(asked, agreed),
        *signatures(person, seats),
        *votes(person, writing),
    ]


def of_charter(charter: Charter) -> list[Day]:
    agreed = standing(CharterVersion.objects.filter(charter=charter), DATED)
    return [*deadlines(agreed), *(day for one in agreed for day in days_of(one))]


def of_deadline(deadline: Deadline) -> list[Day]:
    agreed = standing(CharterVersion.objects.filter(charter=deadline.charter_id), DATED)
    return [day for one in agreed for day in [day_of(deadline, one)] if deadline.due_on]


def standing(versions, kinds: Collection[str], gone: Collection[tuple] = ()) -> list[Standing]:
    """One for each charter; `gone` are holders, as (charter, key), who said no or hold their role no longer."""
    rows = versions.standing().light().select_related("charter", "team").order_by("-state")
    found = {version.charter_id: version for version in rows}.values()  # the one in force before one that is over
    clauses = defaultdict(list)
    for item in Item.objects.filter(version__in=[one.pk for one in found], kind__in=kinds).for_content():
        clauses[item.version_id].append(item.clause())
    return [
        Standing(
            one,
            Content(one.charter.title, [each for each in clauses[one.pk] if (one.charter_id, each.key) not in gone]),
        )
        for one in found
    ]


def names_in(teams: Collection) -> dict:
    """What its people are called, for each team."""
    seats = defaultdict(list)
    for seat in Membership.objects.present().filter(team__in=teams).select_related("person"):
        seats[seat.team_id].append(seat)
    return {team: names_of(seats[team]) for team in teams}


def owned(content: Content, person, names: raci.Names) -> set[str]:
    """The keys of what the person works on, answers for or owns."""
    clauses = content.of("deliverable") + content.of("milestone")
    return {clause.key for clause in clauses if str(person.pk) in owners(content, clause, names)}


def owners(content: Content, clause: Clause, names: raci.Names) -> raci.People:
    letters = raci.people(content, clause, names)
    return letters["R"] | letters["A"] | (raci.named(content, clause["owner"], names) or raci.NOBODY)


def deadlines(agreed: list[Standing], mine: dict | None = None) -> Iterator[Day]:
    """Of these charters; with `mine`, the keys of each, only those that are still in the text."""
    places = {one.version.charter_id: one for one in agreed}
    rows = Deadline.objects.filter(charter__in=places, due_on__isnull=False).order_by("-due_on", "-id")
    if mine is not None:
        keys = [key for charter in places for key in mine[charter]]
        rows = rows.filter(key__in=keys).exclude(state=Deadline.State.DROPPED)
    return (day_of(row, places[row.charter_id]) for row in rows[:MOST_DAYS])


def day_of(deadline: Deadline, one: Standing) -> Day:
    return Day(
        uid=str(deadline.pk),
        on=deadline.due_on,
        title=deadline.title,
        changed_at=deadline.updated_at,
        url=address("charters:deadline", deadline.charter_id, deadline.key),
        about=(
            place_of(one.version),
            *told(deadline, one.version.charter),
            *written(one.content.by_key.get(str(deadline.key))),
        ),
        kind=str(KINDS[deadline.kind].label),
        sequence=deadline.sequence,
        is_cancelled=deadline.state == Deadline.State.DROPPED or is_left_open(deadline, one.version.charter),
    )


def is_left_open(deadline: Deadline, charter: Charter) -> bool:
    """A charter that is closed binds nobody."""
    return charter.closed_at is not None and deadline.live().is_running


def told(deadline: Deadline, charter: Charter) -> Iterator[str]:
    """How it stands, and what is expected."""
    if deadline.due and deadline.due["precision"] != "day":
        yield _("In the charter: %(due)s") % {"due": deadline.due["text"]}
    reason = {"reason": shortened(deadline.reason, LONGEST_REASON)}
    match deadline.state:
        case Deadline.State.DELIVERED:
            yield _("Handed over, and not accepted yet.")
        case Deadline.State.DONE:
            yield _("Done: %(reason)s") % reason
        case Deadline.State.NOT_DONE:
            yield _("Not done: %(reason)s") % reason
        case Deadline.State.DROPPED:
            yield _("No longer in the charter.")
    if is_left_open(deadline, charter):
        yield _("The charter is closed.")
    elif deadline.live().is_running:
        yield from expected(deadline)


def expected(deadline: Deadline) -> Iterator[str]:
    if deadline.projected_on and deadline.projected_on != deadline.due_on:
        why = shortened(deadline.projected_why, LONGEST_REASON)
        words = _("Probably on %(day)s, a forecast: %(why)s") if why else _("Probably on %(day)s, a forecast.")
        yield words % {"day": date_format(deadline.projected_on, "DATE_FORMAT"), "why": why}
    if deadline.proposed_on:
        words = (
            _("%(day)s is proposed and not decided.")
            if deadline.is_proposed
            else _("%(day)s is agreed, and holds once the amendment is in force.")
        )
        yield words % {"day": date_format(deadline.proposed_on, "DATE_FORMAT")}


def written(clause: Clause | None) -> Iterator[str]:
    if clause and clause.kind == "deliverable" and clause["acceptance_criteria"]:
        yield _("Done when: %(criteria)s") % {"criteria": shortened(clause["acceptance_criteria"])}


def days_of(one: Standing) -> Iterator[Day]:
    """The days of the charter itself, until it is closed."""
    version, charter = one.version, one.version.charter
    if charter.closed_at:
        return
    if charter.next_review_on and version.state == State.ACTIVE:
        title = _("Look at the charter again: %(charter)s") % {"charter": charter.title}
        look, on = f"review-{charter.pk}", charter.next_review_on
        yield dated(look, on, title, version.activated_at, _("Review"), version, "charters:charter_reviews")
    if charter.ends_on:
        title = _("The charter ends: %(charter)s") % {"charter": charter.title}
        yield dated(f"end-{charter.pk}", charter.ends_on, title, version.activated_at, _("End"), version)


def terms(asked: list[RoleAssignment], agreed: list[Standing]) -> Iterator[Day]:
    """The last days of the roles that the person holds in charters in force."""
    versions = {one.version.charter_id: one.version for one in agreed if one.version.state == State.ACTIVE}
    for one in asked:
        version = versions.get(one.charter_id)
        if version and one.term_ends_on and one.state in RoleAssignment.HELD:
            title = _("Your role ends: %(role)s") % {"role": one.role_title}
            yield dated(f"term-{one.pk}", one.term_ends_on, title, version.activated_at, _("Role"), version)


def signatures(person, teams: Collection) -> Iterator[Day]:
    """Texts that wait for the person's yes or no, and changes to which they may object; answered, they vanish."""
    asked = Q(state=Signature.State.REQUESTED, version__state__in=[State.SIGNING, State.ACTIVE])
    found = Signature.objects.filter(asked | may_object(), person=person, team__in=teams, round=F("version__round"))
    light = found.defer("document", *CharterVersion.JOINED_TEXTS).select_related("version__charter", "version__team")
    for one in light.order_by("-id")[:MOST_DAYS]:
        if one.state == Signature.State.CARRIED:
            yield to_object(one)
        elif on := one.sign_by or one.version.sign_by:
            words = _("Approve %(charter)s") if one.is_sponsor else _("Read and sign %(charter)s")
            yield to_answer(f"signature-{one.pk}", on, words, one.requested_at, one.version)


def may_object() -> Q:
    """Whose signature is carried over: to a scoped change while it is signed, to a correction once it is in force."""
    carried = Q(state=Signature.State.CARRIED, cleared_at=None, version__objections_until__isnull=False)
    correction = Q(version__state=State.ACTIVE, version__materiality=CharterVersion.Materiality.EDITORIAL)
    return carried & (Q(version__state=State.SIGNING) | correction)


def to_object(one: Signature) -> Day:
    version, on = one.version, one.version.objections_until
    title = _("Last day to object: %(charter)s") % {"charter": version}
    door = "charters:sign" if version.state == State.SIGNING else "charters:call_material"
    return dated(f"objection-{one.pk}", on, title, one.requested_at, _("Signature"), version, door)


def votes(person, teams: Collection) -> Iterator[Day]:
    voted = Vote.objects.filter(version=OuterRef("pk"), round=OuterRef("round"), person=person)
    open_votes = CharterVersion.objects.filter(
        ~Exists(voted), team__in=teams, state=State.SIGNING, charter__adoption=Charter.Adoption.VOTE
    )
    rows = open_votes.filter(sign_by__isnull=False).light().select_related("charter", "team")
    for one in rows.order_by("-id")[:MOST_DAYS]:
        yield to_answer(f"vote-{one.pk}", one.sign_by, _("Vote on %(charter)s"), one.frozen_at, one)


def to_answer(uid: str, on: date, words: str, moment: datetime, version: CharterVersion) -> Day:
    return dated(uid, on, words % {"charter": version}, moment, _("Signature"), version, "charters:sign")


def dated(uid, on: date, title, moment, kind, version: CharterVersion, door="charters:show") -> Day:
    return Day(
        uid=f"{uid}-{on:%Y%m%d}",
        on=on,
        title=title,
        changed_at=moment,
        url=address(door, version.charter_id),
        about=(place_of(version),),
        kind=kind,
    )


def place_of(version: CharterVersion) -> str:
    return f"{version.team.name} · {version.charter.title}"


def address(door: str, *parts) -> str:
    return settings.SITE_URL + reverse(door, args=parts)
