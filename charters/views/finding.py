"""How every page of a charter begins: what the person may see, or a 404."""

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from charters.models import Charter, CharterVersion, Inheritance

# Whether a version has clauses from other charters: most have none, and are spared the question.
IS_HEIR = Exists(Inheritance.objects.filter(version=OuterRef("pk")))


def find_charter(request, pk) -> Charter:
    return get_object_or_404(Charter.objects.visible_to(request.user).select_related("team", "sponsor"), pk=pk)


def find_version(request, pk) -> CharterVersion:
    """A version with its charter and team; for everyone of the team, since a team hides no version from itself."""
    seen = CharterVersion.objects.visible_to(request.user).select_related("charter", "team", "charter__team")
    return get_object_or_404(seen.annotate(is_heir=IS_HEIR), pk=pk)


def open_version(request, charter_pk) -> CharterVersion:
    """The one version that is being written, reviewed or signed."""
    version = versions_of(request, charter_pk).open().first()
    if version is None:
        raise Http404
    return version


def versions_of(request, charter_pk):
    return (
        CharterVersion.objects.visible_to(request.user)
        .select_related("charter", "team", "charter__team", "charter__sponsor")
        .annotate(is_heir=IS_HEIR)
        .filter(charter_id=charter_pk)
    )


def spoken_version(request, charter_pk) -> CharterVersion:
    """What is talked about: the version on its way, or with `?in=force` what holds now, though another is on its way."""
    if request.GET.get("in") != "force":
        return written_version(request, charter_pk)
    return versions_of(request, charter_pk).active().first() or written_version(request, charter_pk)


def written_version(request, charter_pk) -> CharterVersion:
    """The version on its way; where none is, the latest that was not withdrawn."""
    version = versions_of(request, charter_pk).exclude(state=CharterVersion.State.WITHDRAWN).first()
    if version is None:
        raise Http404
    return version
