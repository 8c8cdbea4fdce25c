"""Charters that come from a file. Everything in it is written, or nothing."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.actions.writing import add_clauses
from charters.importing.drafts import Draft
from charters.models import Charter, CharterVersion
from charters.permissions import can_start
from common.locks import lock
from common.permissions import Stale, require
from teams.history import record
from teams.models import Team


@transaction.atomic
def import_charters(team: Team, drafts: Sequence[Draft], *, by, token: UUID | None = None) -> list[Charter]:
    """Each charter of a file becomes a draft of the team, its holders by name. A form sent twice (`token`) acts once."""
    team = lock(team)
    require(can_start(by, team))
    if token and (before := Charter.objects.filter(pk=token).first()):
        return [of_team(before, team)]

    charters = [write(team, draft, by, token if place == 0 else None) for place, draft in enumerate(drafts)]

    for charter, draft in zip(charters, drafts, strict=True):
        told = {"title": charter.title, "clauses": len(draft.content.clauses), "gaps": draft.gaps}
        record("charter.imported", charter, by=by, about=charter, **told)
    return charters


def of_team(before: Charter, team: Team) -> Charter:
    """What the same form brought a moment ago."""
    if before.team_id != team.pk:
        raise Stale(_("This form was used already. Open the page again to import a file."))
    return before


def write(team: Team, draft: Draft, by, token: UUID | None) -> Charter:
    key = {"pk": token} if token else {}
    charter = Charter.objects.create(
        **key, team=team, title=draft.content.title, adoption=draft.adoption, created_by=by
    )
    version = CharterVersion.objects.create(
        team=team, charter=charter, created_by=by, opened_at=timezone.now(), imported_record=draft.record
    )
    add_clauses(version, draft.content.clauses, by=by)
    return charter
