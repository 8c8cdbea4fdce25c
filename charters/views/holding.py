"""What is live beside the roles of a charter: who has accepted them, until when, which are vacant, what was handed on."""

from dataclasses import dataclass, field

from django.db.models import OuterRef, Subquery
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from charters import terms
from charters.actions import amending
from charters.content import Content
from charters.models import CharterVersion, HandOver, RoleAssignment
from charters.permissions import can_amend
from charters.views.finding import find_charter
from common.permissions import Answer

State = RoleAssignment.State
WORDS = {State.PROPOSED: _("not accepted yet"), State.DECLINED: _("declined"), State.ENDED: _("no longer holds it")}
GONE = {State.DECLINED, State.ENDED}


@dataclass
class Live:
    """`standing` and `terms` by the key of the holder's clause; the others by the key of the role."""

    standing: dict = field(default_factory=dict)
    terms: dict = field(default_factory=dict)
    vacant: frozenset = frozenset()
    hand_overs: dict = field(default_factory=dict)
    mine: dict = field(default_factory=dict)
    may_fill: Answer = False


def live_of(version: CharterVersion, content: Content, user) -> Live:
    """Of versions that are over it says nothing; terms and vacancies there are only in a charter in force."""
    if version.is_past or version.is_closed:
        return Live()
    found = sorted(rows_of(version, user), key=lambda row: row.state != State.ENDED)
    rows = {str(row.key): row for row in found}
    live = Live(standing={key: WORDS[row.state] for key, row in rows.items() if row.state in WORDS})
    if version.state == version.State.ACTIVE:
        add_terms(live, rows, content, user)
        for row in found:
            live.hand_overs.setdefault(str(row.role_key), []).extend([row] if row.hand_over else [])
        live.may_fill = bool(live.vacant) and can_amend(user, version.charter)
    return live


def rows_of(version: CharterVersion, user):
    """Everybody who was ever asked, with the last hand-over of theirs that the reader may see."""
    place = {"charter": OuterRef("charter"), "role_key": OuterRef("role_key"), "holder": OuterRef("person")}
    last = HandOver.objects.visible_to(user).filter(**place).order_by("-opened_on", "-id")
    rows = RoleAssignment.objects.filter(charter_id=version.charter_id).select_related("person")
    return rows.annotate(hand_over=Subquery(last.values("pk")[:1]), handed_over_at=Subquery(last.values("done_at")[:1]))


def add_terms(live: Live, rows: dict, content: Content, user) -> None:
    today = timezone.localdate()
    gone = {key for key, row in rows.items() if row.state in GONE}
    live.terms = {key: terms.stand(row.term_ends_on, today) for key, row in rows.items() if row.term_ends_on}
    live.mine = {
        str(row.role_key): row for row in rows.values() if row.person_id == user.pk and row.state == State.ACCEPTED
    }
    live.vacant = frozenset(
        role.key for role in content.of("role") if all(one.key in gone for one in content.holders(role.key))
    )


@require_POST
def fill_role(request, charter, key):
    """From a vacancy to the place where somebody is named: the one amendment, at that role."""
    version = amending.begin(find_charter(request, charter), by=request.user)
    place = "charters:item" if version.items.filter(key=key, kind="role").exists() else "charters:draft"
    return redirect(reverse(place, args=[charter, key] if place == "charters:item" else [charter]))
