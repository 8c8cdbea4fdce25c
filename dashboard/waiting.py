"""What waits for a person, across all their teams. Reads only; the one place where a query crosses teams."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.models import (
    Charter,
    CharterVersion,
    ClauseComment,
    Item,
    Preparation,
    RoleAssignment,
    RoleReview,
    Signature,
    Vote,
    waiting_reviews,
)
from teams.models import Invitation, MemberRole, Membership

MOST = 50
State = CharterVersion.State


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: what to do, where, of which team, until when."""

    icon: str
    verb: str
    text: str
    team: str
    url: str
    until: date | None = None


def for_person(user) -> list[Waiting]:
    """The dated first, then in the order of a charter's life."""
    found = list(
        chain(
            invitations(user),
            signatures(user),
            votes(user),
            roles_asked(user),
            reviews(user),
            replies(user),
            talk(user),
            preparations(user),
        )
    )
    return sorted(found, key=lambda one: (one.until is None, one.until or date.max))


def invitations(user):
    addresses = EmailAddress.objects.filter(user=user, verified=True).values("email")
    for one in Invitation.objects.filter(
        state=Invitation.State.SENT, expires_at__gt=timezone.now(), email__in=addresses
    ).select_related("team")[:MOST]:
        yield Waiting(
            "mail-open",
            _("Answer"),
            _("You are invited to join as %(role)s") % {"role": one.get_role_display()},
            one.team.name,
            reverse("teams:answer", args=[one.pk]),
            one.expires_at.date(),
        )


def signatures(user):
    asked = Signature.objects.filter(
        person=user, state=Signature.State.REQUESTED, version__state__in=[State.SIGNING, State.ACTIVE]
    )
    for one in asked.select_related("version__charter", "team")[:MOST]:
        text = _("Read and sign %(charter)s") % {"charter": one.version}
        yield Waiting(
            "pen-line",
            _("Sign"),
            text,
            one.team.name,
            reverse("charters:sign", args=[one.version.charter_id]),
            one.version.sign_by,
        )


def votes(user):
    voted = Vote.objects.filter(version=OuterRef("pk"), round=OuterRef("round"), person=user)
    open_votes = CharterVersion.objects.filter(
        writing_in(user), state=State.SIGNING, charter__adoption=Charter.Adoption.VOTE
    )
    for one in open_votes.exclude(Exists(voted)).select_related("charter", "team")[:MOST]:
        text = _("Vote on %(charter)s") % {"charter": one}
        yield Waiting(
            "vote", _("Vote"), text, one.team.name, reverse("charters:sign", args=[one.charter_id]), one.sign_by
        )


def roles_asked(user):
    for one in RoleAssignment.objects.filter(person=user, state=RoleAssignment.State.PROPOSED).select_related("team")[
        :MOST
    ]:
        text = _("Will you be %(role)s?") % {"role": one.role_title}
        yield Waiting(
            "user-round-check", _("Answer"), text, one.team.name, reverse("charters:answer_role", args=[one.pk])
        )


def reviews(user):
    """Charters in review of teams that the person manages, while a role waits for a look."""
    for one in waiting_reviews(user)[:MOST]:
        text = _("Review the roles of %(charter)s") % {"charter": one.charter}
        yield Waiting(
            "clipboard-check", _("Review"), text, one.team.name, reverse("charters:review", args=[one.charter_id])
        )


def replies(user):
    """Roles I hold for which the manager asked for changes, until I reply."""
    held = Item.objects.filter(version=OuterRef("version"), kind="assignment", person=user, parent=OuterRef("role_key"))
    asked = RoleReview.objects.filter(
        Exists(held), verdict=RoleReview.Verdict.CHANGES_REQUESTED, reply="", version__state=State.IN_REVIEW
    )
    for one in asked.select_related("version", "team")[:MOST]:
        text = _("Changes are asked for your role %(role)s") % {"role": one.role_title}
        yield Waiting(
            "message-square-reply",
            _("Reply"),
            text,
            one.team.name,
            reverse("charters:review", args=[one.version.charter_id]),
        )


def talk(user):
    """Objections and questions that wait for an answer: for the lead all, for others those on which they are silent."""
    led = CharterVersion.objects.filter(
        state__in=[State.DRAFT, State.IN_REVIEW], **present(user, MemberRole.LEAD)
    ).values("pk")
    kinds = [ClauseComment.Kind.QUESTION, ClauseComment.Kind.OBJECTION]
    waiting = ClauseComment.objects.filter(version__in=led, kind__in=kinds, state=ClauseComment.State.OPEN).exclude(
        author=user
    )
    for one in waiting.select_related("team")[:MOST]:
        text = _("%(kind)s about “%(clause)s”") % {
            "kind": one.get_kind_display().capitalize(),
            "clause": one.about[:80],
        }
        yield Waiting(
            "message-circle-question-mark",
            _("Answer"),
            text,
            one.team.name,
            reverse("charters:talk", args=[one.charter_id, one.item_key]),
        )


def preparations(user):
    """Drafts that are not open yet, while the person has prepared nothing."""
    prepared = Preparation.objects.filter(charter=OuterRef("charter"), person=user)
    young = CharterVersion.objects.filter(writing_in(user), state=State.DRAFT, opened_at=None).exclude(Exists(prepared))
    for one in young.select_related("charter", "team")[:MOST]:
        text = _("Think alone before the team writes %(charter)s") % {"charter": one.charter}
        yield Waiting(
            "notebook-pen", _("Prepare"), text, one.team.name, reverse("charters:prepare", args=[one.charter_id])
        )


def writing_in(user) -> Q:
    return Q(team__in=Membership.objects.writers().filter(person=user).values("team"))


def present(user, role) -> dict:
    return {"team__memberships__person": user, "team__memberships__left_at": None, "team__memberships__role": role}


def roles_held(user):
    """Roles accepted across all teams."""
    held = RoleAssignment.objects.filter(person=user, state=RoleAssignment.State.ACCEPTED)
    return held.select_related("team", "charter").order_by("team__name", "role_title")[:MOST]


@dataclass(frozen=True)
class Deadline:
    """A dated deliverable or milestone for which the person answers (A) or works (R)."""

    title: str
    on: date
    letters: str
    team: str
    url: str
    is_late: bool


def deadlines(user, roles, today: date, most: int = 8) -> list[Deadline]:
    """From charters in force, the nearest first; late ones of the last two months stay in sight."""
    mine = {(role.charter_id, str(role.role_key)) for role in roles}
    rows = Item.objects.visible_to(user).filter(
        version__state=State.ACTIVE,
        due_on__gte=today - timedelta(days=60),
        version__charter__in=[role.charter_id for role in roles],
    )
    columns = ("key", "values__title", "values__letters", "due_on", "version__charter_id", "team__name")
    found = []
    for key, title, letters, on, charter, team in rows.order_by("due_on").values_list(*columns)[:500]:
        role_letters = [text for role, text in (letters or {}).items() if (charter, role) in mine]
        if any(letter in text for text in role_letters for letter in "RA"):
            url = reverse("charters:show", args=[charter]) + f"#clause-{key}"
            found.append(Deadline(title, on, ", ".join(role_letters), team, url, on < today))
    return found[:most]
