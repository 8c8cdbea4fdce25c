"""What somebody learned, as an insight: noted for oneself, shared with a team, carried on or dropped."""

from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.models import Charter
from common.locks import lock
from common.permissions import Stale, require
from feedback.models import FeedbackRequest, Insight, ReflectionItem
from feedback.notify import insights as notify
from feedback.permissions import (
    can_accept_insight,
    can_drop_insight,
    can_edit_insight,
    can_share_insight,
    can_take_back_insight,
    can_write_insight,
)
from teams.models import Team

State, Source = Insight.State, Insight.Source


class Origin(NamedTuple):
    """Where an insight comes from: a charter and a clause of it (with how it read), an item of a reflection, or a question of a result."""

    source: str = Source.OWN
    charter: Charter | None = None
    clause_key: UUID | None = None
    clause_words: str = ""
    reflected: ReflectionItem | None = None
    request: FeedbackRequest | None = None
    question_key: str = ""


NOWHERE = Origin()


def of_item(item: ReflectionItem) -> Origin:
    """Of an item of one's own, or of one that somebody shared; finding it has asked which."""
    return Origin(
        Source.REFLECTION, item.reflection.charter, item.clause_key, item.clause_words, reflected=item
    )  # fmt: skip


@transaction.atomic
def write_insight(
    text: str, *, by, section: str = "", origin: Origin = NOWHERE, key: UUID | None = None
) -> Insight:  # fmt: skip
    """Somebody notes what they learned. Nobody else reads it until they share it. The same `key` notes once."""
    require(can_write_insight(by, origin.charter))
    noted = Insight.objects.filter(pk=key).first() if key else None
    if noted and noted.author_id != by.pk:
        raise Stale(_("This was not found. Open the page again."))
    if noted:
        return noted
    return Insight.objects.create(
        **({"id": key} if key else {}), author=by, text=text, section=section,
        team=origin.charter.team if origin.charter else None, **origin._asdict(),
    )  # fmt: skip


@transaction.atomic
def edit_insight(insight: Insight, text: str, section: str, *, revision: int, by) -> Insight:
    """Other words, or another kind of clause. Clauses that came of it stay as they are."""
    insight = lock(insight)
    require(can_edit_insight(by, insight))
    if (insight.text, insight.section) == (text, section):
        return insight
    if insight.revision != revision:
        raise Stale(_("You changed this in another window meanwhile. Nothing was overwritten."))
    insight.text, insight.section, insight.revision = text, section, revision + 1
    insight.save(update_fields=["text", "section", "revision"])
    return insight


@transaction.atomic
def share_insight(insight: Insight, team: Team | None = None, *, by) -> Insight:
    """The team that it came from reads it from now on; one that came from none, the team that is chosen here."""
    insight = lock(insight)
    if insight.shared_at and insight.author_id == by.pk:
        return insight
    require(can_share_insight(by, insight, team))
    if insight.team_id is None and team is None:
        raise Stale(_("Choose the team that may read it."))
    insight.team_id = insight.team_id or team.pk
    insight.shared_at = timezone.now()
    insight.save(update_fields=["team", "shared_at"])
    notify.shared(insight, by=by)
    return insight


@transaction.atomic
def take_back_insight(insight: Insight, *, by) -> Insight:
    """Only who noted it reads it again; the team's notices of it vanish."""
    insight = lock(insight)
    require(can_take_back_insight(by, insight))
    insight.shared_at = None
    insight.save(update_fields=["shared_at"])
    notify.taken_back(insight)
    return insight


@transaction.atomic
def accept_insight(insight: Insight, *, by) -> Insight:
    """It should be carried into the next charter; also one that was dropped."""
    insight = lock(insight)
    if insight.state == State.ACCEPTED:
        return insight
    require(can_accept_insight(by, insight))
    return moved(insight, State.ACCEPTED)


@transaction.atomic
def drop_insight(insight: Insight, *, by) -> Insight:
    """It is carried no further. Clauses that came of it stay."""
    insight = lock(insight)
    if insight.state == State.DROPPED and insight.author_id == by.pk:
        return insight
    require(can_drop_insight(by, insight))
    return moved(insight, State.DROPPED)


def moved(insight: Insight, state: str) -> Insight:
    """Along the map; where it is already, it stays."""
    if insight.state != state:
        insight.become(state)
        insight.save(update_fields=["state"])
    return insight
