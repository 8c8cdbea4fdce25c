"""What waits around roles: to answer for one, to review them, to reply to a review, to hand one over."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from charters.models import CharterVersion, HandOver, Item, RoleAssignment, RoleReview, waiting_reviews
from dashboard.waiting.one import MOST, Waiting


def asked(held: list[RoleAssignment]):
    for one in [role for role in held if role.state == RoleAssignment.State.PROPOSED]:
        text = _("Will you be %(role)s?") % {"role": one.role_title}
        url = reverse("charters:answer_role", args=[one.pk])
        yield Waiting("user-round-check", _("Answer"), text, one.team.name, url)


def reviews(user, teams: list):
    """Charters in review of teams that the person manages, while a role waits for a look."""
    for one in waiting_reviews(user).filter(team__in=teams).light()[:MOST]:
        text = _("Review the roles of %(charter)s") % {"charter": one.charter}
        url = reverse("charters:review", args=[one.charter_id])
        yield Waiting("clipboard-check", _("Review"), text, one.team.name, url)


def replies(user):
    """Roles I hold for which the manager asked for changes, until I reply."""
    for one in unreplied(user)[:MOST]:
        text = _("Changes are asked for your role %(role)s") % {"role": one.role_title}
        url = reverse("charters:review", args=[one.version.charter_id])
        yield Waiting("message-square-reply", _("Reply"), text, one.team.name, url)


def unreplied(user):
    held = Item.objects.filter(version=OuterRef("version"), kind="assignment", person=user, parent=OuterRef("role_key"))
    asked = RoleReview.objects.filter(
        Exists(held),
        verdict=RoleReview.Verdict.CHANGES_REQUESTED,
        reply="",
        version__state=CharterVersion.State.IN_REVIEW,
    )
    return asked.select_related("version", "team").defer(*CharterVersion.JOINED_TEXTS)


def hand_overs(user):
    """What the person should write down before they go, or just after; in teams that they are still in."""
    mine = HandOver.objects.visible_to(user).unfinished().filter(holder=user).select_related("team")
    for one in mine.defer(*HandOver.TEXTS)[:MOST]:
        text = _("Write your hand-over for %(role)s") % {"role": one.role_title[:120]}
        yield Waiting("notebook-pen", _("Write"), text, one.team.name, one.get_absolute_url())
