"""The charter as a document to read: the one that counts now, any past version, and how it came about."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from charters.models import CharterVersion, ClauseComment, Deadline, Signature
from charters.parentage import marks_of, newest, sources
from charters.permissions import (
    can_amend,
    can_call_material,
    can_close_charter,
    can_comment,
    can_open_charter_review,
    can_reopen_charter,
)
from charters.pictures.timeline import timeline
from charters.records import content_of, record_of
from charters.telling import days
from charters.views.finding import find_charter, find_version, versions_of
from charters.views.holding import live_of
from common.paging import page_of
from common.permissions import May
from teams.models import Event

State = CharterVersion.State
VERSIONS, EVENTS = 50, 40
FILES = (("pdf", "file-text", "PDF"), ("md", "", "Markdown"), ("json", "", "JSON"))


@require_GET
def show(request, charter):
    """What the team agreed last; until there is something, the version on its way."""
    versions = versions_of(request, charter)
    version = versions.standing().first() or versions.exclude(state=State.WITHDRAWN).first() or versions.first()
    if version is None:
        raise Http404
    return document_page(request, version)


@require_GET
def version(request, pk):
    return document_page(request, find_version(request, pk))


def document_page(request, version):
    content = content_of(version)
    live = live_of(version, content, request.user)
    record = record_of(version) if version.content_hash else None
    context = {
        "charter": version.charter,
        "version": version,
        "tab": "document",
        "content": content,
        "standing": live.standing,
        "live": live,
        "record": record,
        "brought": brought_by(version),
        "other": next_version(version),
        "files": files_of(version),
        **taken_in(request.user, version, content),
        "badge": badge_of(version),
        **looked_at(request.user, version),
        "may": may_of(request.user, version),
        **asked_about(request.user, version),
        "live_timeline": live_timeline(version, content),
    }
    return render(request, "charters/show.html", context)


def asked_about(user, version) -> dict:
    """What is open beside each clause of the charter in force; readers of other versions go to the draft or to what holds."""
    if version.state != State.ACTIVE:
        return {}
    found = ClauseComment.objects.open_by_clause(version)
    return {
        "open_talks": {str(key): count for key, count in found.items()},
        "may_ask": can_comment(user, version),
    }


def taken_in(user, version, content) -> dict:
    """From where clauses are, and whether something changed there that nobody has decided about."""
    if not version.is_heir:
        return {}
    is_live = version.is_standing and version.charter.closed_at is None
    decided = newest(version.charter) if is_live else None
    has_news = decided and any(one.has_news for one in sources(decided, decided.content(), user))
    return {"taken": marks_of(version, content, user), "has_news": has_news}


def looked_at(user, version) -> dict:
    """A charter in force that nobody has looked at for long says so; asked only when its day is long over."""
    charter = version.charter
    if version.state != State.ACTIVE or not charter.is_stale or charter.charter_reviews.open().exists():
        return {}
    return {"is_stale": True, "begin": can_open_charter_review(user, charter)}


def may_of(user, version) -> May | None:
    """What holds may be changed; past versions are only read, and a draft has its own pages."""
    if version.state not in version.STANDING:
        return None
    return May(
        user, version, call_material=can_call_material, amend=of_charter(can_amend),
        close_charter=of_charter(can_close_charter), reopen_charter=of_charter(can_reopen_charter),
    )  # fmt: skip


def of_charter(rule):
    """A rule of the whole charter, asked on the page of a version."""
    return lambda user, version: rule(user, version.charter)


def brought_by(version):
    """The signatures that an imported text came with, while nobody has frozen it here."""
    return None if version.content_hash else version.imported_record


def live_timeline(version, content):
    """How what is due stands today, beside a text in force; any other text speaks for itself."""
    if version.state not in version.STANDING:
        return None
    rows = Deadline.objects.filter(charter_id=version.charter_id)
    return timeline(content, {str(row.key): row.live() for row in rows}, timezone.localdate())


def badge_of(version):
    """How many have signed; of versions that are over, or that nobody was asked for, there is nothing to say."""
    return Signature.objects.badges([version.pk]).get(version.pk) if version.state in version.ASKING else None


def next_version(version):
    """Another version of the charter that is being written, for readers of the one in force."""
    others = CharterVersion.objects.filter(charter_id=version.charter_id).open().exclude(pk=version.pk)
    return others.only("id", "state", "major", "minor", "charter_id", "based_on_id").first()


def files_of(version) -> list[dict]:
    return [
        {"label": label, "icon": icon, "href": reverse("charters:export", args=[version.pk, extension])}
        for extension, icon, label in FILES
    ]


@require_GET
def history(request, charter):
    charter = find_charter(request, charter)
    versions = versions_of(request, charter.pk).light()
    versions = list(versions.order_by("-created_at")[:VERSIONS])
    page = page_of(Event.objects.filter(about_id=charter.pk).select_related("actor"), request, moment="at", size=EVENTS)
    context = {
        "charter": charter,
        "version": next((one for one in versions if one.is_standing), versions[0]),
        "tab": "history",
        "versions": versions,
        "page": page,
        "days": days(page.rows),
    }
    return render(request, "charters/history.html", context)
