"""Two texts of a charter laid side by side: any two versions, or the text of an earlier round of signing."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from charters.compare import difference
from charters.content import Content, from_canonical
from charters.forms.comparing import CompareForm
from charters.models import CharterVersion, Signature
from charters.records import content_of
from charters.views.finding import find_charter, versions_of

MOST_VERSIONS = 200
BEFORE = "before-"


@require_GET
def compare(request, charter):
    """Without a choice: what the newest text changed in the one it is based on, or in the one before."""
    charter = find_charter(request, charter)
    has_before = Q(last_document__gt="")
    versions = versions_of(request, charter.pk).light().annotate(has_before=has_before)
    versions = list(versions.order_by("-created_at")[:MOST_VERSIONS])
    if not versions:
        raise Http404
    newest, signature = newest_of(versions), signature_asked(request, charter)
    chosen = {
        "from": request.GET.get("from_signature") or request.GET.get("from") or before(newest, versions),
        "to": request.GET.get("to") or str(newest.pk),
    }
    form = CompareForm(chosen, texts=texts_of(versions, signature))
    if not form.is_valid():
        raise Http404
    old, new = texts(request, charter, [form.cleaned_data["from"], form.cleaned_data["to"]], signature)
    context = {"charter": charter, "version": newest, "tab": "history", "form": form, "changes": difference(old, new)}
    context |= {"old": form.chosen("from"), "new": form.chosen("to"), "is_same": chosen["from"] == chosen["to"]}
    return render(request, "charters/compare.html", context)


def newest_of(versions: list[CharterVersion]) -> CharterVersion:
    return next((version for version in versions if version.state != CharterVersion.State.WITHDRAWN), versions[0])


def before(newest: CharterVersion, versions: list[CharterVersion]) -> str:
    """What the newest is based on, else the version before it, else the text of its round before, else itself."""
    older = [version.pk for version in versions if version.created_at < newest.created_at]
    if newest.based_on_id or older:
        return str(newest.based_on_id or older[0])
    return f"{BEFORE}{newest.pk}" if newest.has_before else str(newest.pk)


def texts_of(versions: list[CharterVersion], signature: Signature | None) -> list[tuple[str, str]]:
    """What may be compared, by the name it has in the address."""
    texts = [(str(version.pk), label(version)) for version in versions]
    rounds = [version for version in versions if version.has_before]
    words = _("The text before the present round, version %(number)s")
    texts += [(f"{BEFORE}{version.pk}", words % {"number": version.number}) for version in rounds]
    return [*texts, (str(signature.pk), signed_label(signature))] if signature else texts


def label(version: CharterVersion) -> str:
    return _("Version %(number)s, %(state)s") % {"number": version.number, "state": version.standing_label}


def signed_label(signature: Signature) -> str:
    """Everybody who signed in a round signed the same text."""
    asked = date_format(localtime(signature.signed_at or signature.requested_at), "DATE_FORMAT")
    return _("The text of round %(round)d, %(day)s") % {"round": signature.round, "day": asked}


def signature_asked(request, charter) -> Signature | None:
    """What was signed in a round stays readable after the round has ended."""
    given = request.GET.get("from_signature")
    if not given:
        return None
    found = Signature.objects.visible_to(request.user).filter(pk=as_uuid(given), version__charter=charter)
    signature = found.exclude(document="").first()
    if signature is None:
        raise Http404
    return signature


def as_uuid(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError as error:
        raise Http404 from error


def texts(request, charter, names: list[str], signature: Signature | None) -> list[Content]:
    """The contents that go by these names; the form has let only known ones through."""
    keys = {name: UUID(name.removeprefix(BEFORE)) for name in names}
    versions = versions_of(request, charter.pk).in_bulk(set(keys.values()))
    found = {name: text(name, versions.get(keys[name]), signature) for name in set(names)}
    return [found[name] for name in names]


def text(name: str, version: CharterVersion | None, signature: Signature | None) -> Content:
    if version is None:
        return from_canonical(signature.document)
    return from_canonical(version.last_document) if name.startswith(BEFORE) else content_of(version)
