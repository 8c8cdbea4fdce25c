"""What waits for a person, across all their teams. Reads only; the one place where a query crosses teams."""

from dataclasses import dataclass
from datetime import date
from itertools import chain

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, Subquery, UUIDField
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import (
    Charter,
    CharterReview,
    CharterVersion,
    ClauseComment,
    HandOver,
    Item,
    Preparation,
    RoleAssignment,
    RoleReview,
    Signature,
    Vote,
    waiting_reviews,
)
from conflicts.models import waiting as private
from dashboard import duties
from feedback.models.waiting import shaped, waits
from negotiations.models import Outcome, SignOff
from negotiations.models.sheet import SeatRole
from teams.models import SIGNING_ROLES, Invitation, MemberRole, Membership

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


def seats_of(user) -> list[Membership]:
    """Where the person is now, by the names of the teams, and in each what of negotiations waits for them longest.

    Read once for all that depends on it: the preparation to sign off, and the deal of which one wanted to see if it is kept.
    """
    asked = SignOff.objects.filter(
        approver=user, state=SignOff.State.ASKED, team=OuterRef("team"), sheet__seats__person=user,
        sheet__seats__role=SeatRole.APPROVER,
    ).order_by("asked_at", "id")  # fmt: skip
    kept = Outcome.objects.filter(
        team=OuterRef("team"), kind=Outcome.Kind.AGREED, check_on__lte=timezone.localdate(), checked_at=None,
        sheet__seats__person=user, sheet__seats__role__in=[SeatRole.OWNER, SeatRole.EDITOR],
    ).order_by("check_on", "id")  # fmt: skip
    seats = (
        Membership.objects.present()
        .filter(person=user)
        .annotate(
            sign_off=Subquery(asked.values("pk")[:1]),
            sign_off_sheet=Subquery(asked.values("sheet_id")[:1], output_field=UUIDField()),
            sign_off_title=Subquery(asked.values("sheet__title")[:1]),
            outcome=Subquery(kept.values("pk")[:1]),
            outcome_sheet=Subquery(kept.values("sheet_id")[:1], output_field=UUIDField()),
            outcome_title=Subquery(kept.values("sheet__title")[:1]),
            outcome_due_on=Subquery(kept.values("check_on")[:1]),
        )
    )
    return list(seats.select_related("team").order_by("team__name", "id"))


def teams_as(seats: list[Membership], *roles: str) -> list:
    """The teams in which the person has one of these roles. Where there is none, the database is not asked."""
    return [seat.team_id for seat in seats if seat.role in roles]


def for_person(
    user,
    seats: list[Membership] | None = None,
    roles: list[RoleAssignment] | None = None,
    due: list[duties.Due] | None = None,
) -> list[Waiting]:
    """The dated first, then in the order in which one would do them."""
    seats = seats_of(user) if seats is None else seats
    roles = roles_of(user) if roles is None else roles
    due = duties.of_person(user, seats, roles) if due is None else due
    found = chain(
        asked(user),
        signatures(user),
        roles_asked(roles),
        reviews(user, teams_as(seats, MemberRole.MANAGER)),
        replies(user),
        consulted(due),
        deciding(due),
        talk(user, teams_as(seats, MemberRole.LEAD)),
        writing(user, teams_as(seats, *SIGNING_ROLES)),
        hand_overs(user),
        sign_offs(seats),
        deals(seats),
    )
    return sorted(found, key=lambda one: (one.until is None, one.until or date.max))


def asked(user):
    """Invitations to teams, and all that waits of feedback, learning and private matters: one statement."""
    first, *others = waits(user)
    united = first.union(*others, *private.waits(user), invitations(user), all=True)
    for kind, key, who, about, until in united[:MOST]:
        icon, verb, text, door = ASKED[kind]
        text = text % {"who": who, "about": about[:120]}
        yield Waiting(icon, verb, text, who if kind == "invited" else "", reverse(door, args=[key]), until)


def invitations(user):
    addresses = EmailAddress.objects.filter(user=user, verified=True).values("email")
    sent = Invitation.objects.waiting().filter(expires_at__gt=timezone.now(), email__in=addresses)
    return shaped(sent, "invited", who="team__name", until=TruncDate("expires_at"))


# How each of them reads: picture, verb, words, door.
ASKED = {
    "invited": ("mail-open", gettext_lazy("Answer"), gettext_lazy("You are invited to join"), "teams:answer"),
    "asked": (
        "message-square-reply",
        gettext_lazy("Answer"),
        gettext_lazy("%(who)s asks how it went: “%(about)s”"),
        "feedback:asked",
    ),
    "own": (
        "message-square-reply",
        gettext_lazy("Answer"),
        gettext_lazy("What do you say yourself about “%(about)s”?"),
        "feedback:own_answers",
    ),
    "proposed": (
        "lightbulb",
        gettext_lazy("Decide"),
        gettext_lazy("%(who)s proposes that you ask for feedback: “%(about)s”"),
        "feedback:show",
    ),
    "step": (
        "footprints",
        gettext_lazy("Look"),
        gettext_lazy("A step you set yourself: “%(about)s”"),
        "feedback:results",
    ),
    "quote": (
        "quote",
        gettext_lazy("Answer"),
        gettext_lazy("%(who)s asks whether your words may be quoted"),
        "feedback:quote_asked",
    ),
    "to_mark": (
        "lightbulb",
        gettext_lazy("Mark"),
        gettext_lazy("Did the insights help? %(who)s"),
        "feedback:mark_insights",
    ),
    "contact": (
        "contact",
        gettext_lazy("Confirm"),
        gettext_lazy("Do you know these people too? %(who)s"),
        "feedback:contacts",
    ),
    # What it is about stands behind the door: a home page is shown around.
    "private": ("lock", gettext_lazy("Look"), gettext_lazy("Something private waits for you"), "conflicts:door"),
    "mediate": (
        "lock",
        gettext_lazy("Look"),
        gettext_lazy("Somebody asks for your help"),
        "conflicts:asked_to_mediate",
    ),
}


def signatures(user):
    asked = Signature.objects.filter(
        person=user, state=Signature.State.REQUESTED, version__state__in=[State.SIGNING, State.ACTIVE]
    )
    for one in asked.select_related("version__charter", "team").defer("document", *CharterVersion.JOINED_TEXTS)[:MOST]:
        text = _("Read and sign %(charter)s") % {"charter": one.version}
        yield Waiting(
            "pen-line",
            _("Sign"),
            text,
            one.team.name,
            reverse("charters:sign", args=[one.version.charter_id]),
            one.until,
        )


def roles_asked(roles: list[RoleAssignment]):
    for one in [role for role in roles if role.state == RoleAssignment.State.PROPOSED]:
        text = _("Will you be %(role)s?") % {"role": one.role_title}
        yield Waiting(
            "user-round-check", _("Answer"), text, one.team.name, reverse("charters:answer_role", args=[one.pk])
        )


def reviews(user, teams: list):
    """Charters in review of teams that the person manages, while a role waits for a look."""
    for one in waiting_reviews(user).filter(team__in=teams).light()[:MOST]:
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
    for one in asked.select_related("version", "team").defer(*CharterVersion.JOINED_TEXTS)[:MOST]:
        text = _("Changes are asked for your role %(role)s") % {"role": one.role_title}
        yield Waiting(
            "message-square-reply",
            _("Reply"),
            text,
            one.team.name,
            reverse("charters:review", args=[one.version.charter_id]),
        )


def consulted(due: list[duties.Due]):
    """Words that are wanted before a day or a scope changes."""
    for one in [one for one in due if one.row.asked]:
        text = _("Before “%(title)s” changes: what do you say?") % {"title": one.row.title[:80]}
        url = reverse("charters:answer_consultation", args=[one.row.asked])
        yield Waiting("message-square-quote", _("Answer"), text, one.row.team.name, url, one.row.asked_until)


def deciding(due: list[duties.Due]):
    """Results to accept and new days to agree to, for who answers for them."""
    for one in duties.to_decide(due):
        title = {"title": one.row.title[:80]}
        icon, verb, text = "calendar-clock", _("Decide"), _("Decide on the new day of “%(title)s”") % title
        if one.is_handed_over:
            icon, verb, text = "package-check", _("Accept"), _("Is it done? “%(title)s”") % title
        yield Waiting(icon, verb, text, one.row.team.name, one.url)


def talk(user, teams: list):
    """Objections and questions that wait for an answer, for the lead; also about what is in force."""
    kinds = [ClauseComment.Kind.QUESTION, ClauseComment.Kind.OBJECTION]
    waiting = ClauseComment.objects.filter(
        team__in=teams,
        version__state__in=ClauseComment.TALKED_ABOUT,
        charter__closed_at=None,
        kind__in=kinds,
        state=ClauseComment.State.OPEN,
    ).exclude(author=user)
    for one in waiting.select_related("team", "version").defer(*CharterVersion.JOINED_TEXTS)[:MOST]:
        text = _("%(kind)s about “%(clause)s”") % {
            "kind": one.get_kind_display().capitalize(),
            "clause": one.about[:80],
        }
        yield Waiting(
            "message-circle-question-mark",
            _("Answer"),
            text,
            one.team.name,
            reverse("charters:talk", args=[one.charter_id, one.item_key])
            + ("" if one.version.is_editable else "?in=force"),
            one.answer_by and timezone.localdate(one.answer_by),
        )


def writing(user, teams: list):
    """Votes that are not cast, drafts that are not open yet while the person has prepared nothing, agreements to look at again."""
    voted = Vote.objects.filter(version=OuterRef("pk"), round=OuterRef("round"), person=user)
    prepared = Preparation.objects.filter(charter=OuterRef("charter"), person=user)
    voting = Q(state=State.SIGNING, charter__adoption=Charter.Adoption.VOTE) & ~Exists(voted)
    young = Q(state=State.DRAFT, opened_at=None) & ~Exists(prepared)
    review = CharterReview.objects.waiting_for(user).filter(version=OuterRef("pk"))
    versions = CharterVersion.objects.annotate(
        review=Subquery(review.values("pk")), review_closes_on=Subquery(review.values("closes_on"))
    ).filter(voting | young | Q(review__isnull=False), team__in=teams)
    for one in versions.select_related("charter", "team").light()[:MOST]:
        yield look_at(one) if one.review else vote_on(one) if one.state == State.SIGNING else prepare_for(one)


def look_at(version) -> Waiting:
    text = _("Look at %(charter)s again") % {"charter": version.charter}
    url = reverse("charters:mark_agreements", args=[version.review])
    return Waiting("rotate-ccw", _("Look at it"), text, version.team.name, url, version.review_closes_on)


def vote_on(version) -> Waiting:
    text = _("Vote on %(charter)s") % {"charter": version}
    url = reverse("charters:sign", args=[version.charter_id])
    return Waiting("vote", _("Vote"), text, version.team.name, url, version.sign_by)


def prepare_for(version) -> Waiting:
    text = _("Think alone before the team writes %(charter)s") % {"charter": version.charter}
    url = reverse("charters:prepare", args=[version.charter_id])
    return Waiting("notebook-pen", _("Prepare"), text, version.team.name, url)


def hand_overs(user):
    """What the person should write down before they go, or just after; in teams that they are still in."""
    mine = HandOver.objects.visible_to(user).unfinished().filter(holder=user).select_related("team")
    for one in mine.defer(*HandOver.TEXTS)[:MOST]:
        text = _("Write your hand-over for %(role)s") % {"role": one.role_title[:120]}
        yield Waiting("notebook-pen", _("Write"), text, one.team.name, one.get_absolute_url())


def sign_offs(seats: list[Membership]):
    """A preparation of a negotiation that waits for the person's look; in each team the one that waits longest."""
    for seat in [seat for seat in seats if seat.sign_off]:
        text = _("Look at the preparation “%(title)s”") % {"title": seat.sign_off_title[:120]}
        url = reverse("negotiations:sign_off", args=[seat.sign_off_sheet, seat.sign_off])
        yield Waiting("clipboard-check", _("Sign off"), text, seat.team.name, url)


def deals(seats: list[Membership]):
    """A deal whose day has come to look whether it is kept; in each team the one that waits longest."""
    for seat in [seat for seat in seats if seat.outcome]:
        text = _("Is it kept? “%(title)s”") % {"title": seat.outcome_title[:120]}
        url = reverse("negotiations:check_outcome", args=[seat.outcome_sheet, seat.outcome])
        yield Waiting("handshake", _("Look"), text, seat.team.name, url, seat.outcome_due_on)


def roles_of(user) -> list[RoleAssignment]:
    """What the person holds, or is asked to hold, across all teams."""
    states = [RoleAssignment.State.ACCEPTED, RoleAssignment.State.PROPOSED]
    running = RoleAssignment.objects.filter(charter__closed_at=None)
    roles = running.filter(person=user, state__in=states).select_related("team", "charter")
    return list(roles.order_by("-state", "team__name", "role_title", "id")[: 2 * MOST])


def roles_held(roles: list[RoleAssignment]) -> list[RoleAssignment]:
    return [role for role in roles if role.state == RoleAssignment.State.ACCEPTED]
