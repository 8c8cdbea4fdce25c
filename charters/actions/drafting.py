"""Beginning a charter, and the little that is said about it beside its clauses."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from charters.actions import holding
from charters.actions.writing import add_clauses
from charters.content import Clause
from charters.models import Charter, CharterVersion
from charters.permissions import can_edit, can_start
from common.locks import lock
from common.permissions import Stale, require
from teams.history import record
from teams.models import Team


@transaction.atomic
def start(
    team: Team,
    title: str,
    adoption: str,
    sponsor,
    clauses: Iterable[Clause] = (),
    *,
    by,
    token: UUID | None = None,
    examples: dict | None = None,
    **story,
) -> CharterVersion:
    """A charter and its first draft. The clauses have keys of their own (charters.copying); a `token` acts once."""
    team = lock(team)
    require(can_start(by, team))
    if token and (begun := Charter.objects.filter(pk=token).first()):
        return first_draft(begun, team)

    given = {"pk": token} if token else {}
    charter = Charter.objects.create(
        **given, team=team, title=title, adoption=adoption, sponsor=sponsor, examples=examples or {}, created_by=by
    )
    version = CharterVersion.objects.create(team=team, charter=charter, created_by=by)
    clauses = list(clauses)
    add_clauses(version, clauses, by=by)
    holding.keep_in_step(version, [clause.key for clause in clauses if clause.kind == "role"], by=by)
    record("charter.started", charter, by=by, about=charter, title=title, clauses=len(clauses), **story)
    return version


def first_draft(begun: Charter, team: Team) -> CharterVersion:
    """What the same form began a moment ago."""
    if begun.team_id != team.pk:
        raise Stale(_("This form was used already. Open the page again to start another charter."))
    return begun.versions.latest("created_at")


@transaction.atomic
def retitle(version: CharterVersion, title: str, adoption: str, sponsor, *, by) -> Charter:
    """The name of a charter and the way it is adopted, until people are asked to agree."""
    version = lock(version)
    charter = lock(version.charter)
    require(can_edit(by, version))
    if version.is_amendment:
        return rename(version, title, by)

    before = {"title": charter.title, "adoption": charter.adoption, "sponsor": str(charter.sponsor or "")}
    charter.title, charter.adoption, charter.sponsor = title, adoption, sponsor
    after = {"title": title, "adoption": adoption, "sponsor": str(sponsor or "")}
    if before == after:
        return charter
    charter.save(update_fields=["title", "adoption", "sponsor"])
    record("charter.retitled", charter, by=by, about=charter, before=before, after=after)
    return charter


def rename(version: CharterVersion, title: str, by) -> Charter:
    """In an amendment the new name waits with the other words; how a charter is adopted stays as all agreed."""
    if title == version.title:
        return version.charter
    before, version.new_title = version.title, title
    version.save(update_fields=["new_title"])
    told = {"before": {"title": before}, "after": {"title": title}}
    record("charter.amendment_renamed", version, by=by, about=version.charter, **told)
    return version.charter


@transaction.atomic
def note(version: CharterVersion, words: str, *, by) -> CharterVersion:
    """What the amendment changes and why, in the words of those who write it; signers read it first."""
    version = lock(version)
    require(can_edit(by, version))
    if version.change_note == words:
        return version

    version.change_note = words
    version.save(update_fields=["change_note"])
    record("charter.amendment_noted", version, by=by, about=version.charter)
    return version
