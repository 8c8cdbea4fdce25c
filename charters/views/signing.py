"""Reading and signing a charter, who has signed, and what one signed."""

from django.contrib import messages
from django.db.models import Case, Q, When
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charters import adoption
from charters.actions import signing
from charters.compare import Difference, difference
from charters.content import from_canonical
from charters.forms.signing import DeclineForm, OlderForm, SeenForm, SignForm, VoteForm, WhichForm
from charters.models import Charter, CharterVersion, Signature
from charters.permissions import (
    can_approve,
    can_ask_signatures,
    can_clear,
    can_declare,
    can_decline,
    can_extend,
    can_return_to_draft,
    can_sign,
    can_vote,
    can_withdraw,
)
from charters.records import content_of
from charters.sheet import Sheet, sheets
from charters.views.finding import find_version, versions_of
from charters.weighing import amendment_of, by_part
from common.permissions import May, Stale, require
from teams.models import MemberRole

State, Adoption = CharterVersion.State, Charter.Adoption
PAGE = 50


def signatures(request, charter):
    """Who has signed, for everyone of the team; whatever state the charter is in."""
    version = version_to_sign(request, charter)
    return render(request, "charters/signatures.html", on_signing(request, version))


def sign(request, charter):
    """The whole text, then the statement and the name."""
    if request.method == "POST":
        return give(request, charter, signing.sign, can_sign)
    version = version_to_sign(request, charter)
    return sign_page(request, version)


@require_POST
def approve(request, charter):
    return give(request, charter, signing.approve, can_approve)


def give(request, charter, action, rule):
    version = answered_version(request, charter)
    form = SignForm(request.POST, person=request.user, version=version, statement=statement(version, request.user))
    if not form.is_valid():
        require(rule(request.user, version))
        return sign_page(request, version, form=form, status=422)
    if form.is_outdated:
        raise Stale(_("The words you sign have changed since you opened the page. Read them again, then sign."))
    name, seen = form.cleaned_data["typed_name"], form.cleaned_data["seen"]
    signature = action(version, typed_name=name, seen=seen, by=request.user)
    messages.success(request, _("Thank you. Your signature is kept with exactly this text."))
    return redirect("charters:signed", signature.pk)


def decline(request, charter):
    """A no says what must change; it is asked on a page of its own."""
    version = answered_version(request, charter) if request.method == "POST" else version_to_sign(request, charter)
    form = DeclineForm(request.POST if request.method == "POST" else None, person=request.user, version=version)
    if form.is_valid():
        reason, seen = form.cleaned_data["reason"], form.cleaned_data["seen"]
        signing.decline(version, reason=reason, seen=seen, by=request.user)
        messages.success(request, _("Your reason is known to the team."))
        return redirect("charters:signatures", charter)
    require(can_decline(request.user, version))
    context = on_signing(request, version) | {"form": form}
    return render(request, "charters/decline.html", context, status=422 if form.is_bound else 200)


@require_POST
def clear(request, charter):
    """One click: my signature stays, nobody need wait for me."""
    version = answered_version(request, charter)
    form = SeenForm(request.POST)
    if form.is_valid():
        signing.clear(version, seen=form.cleaned_data["seen"], by=request.user)
        messages.success(request, _("Thank you. Nobody waits for you any more."))
    return redirect("charters:signatures", charter)


@require_POST
def vote(request, charter):
    version = answered_version(request, charter)
    form = VoteForm(request.POST, person=request.user, version=version)
    if not form.is_valid():
        require(can_vote(request.user, version))
        return sign_page(request, version, vote_form=form, status=422)
    answer = {name: form.cleaned_data[name] for name in ("choice", "reason", "seen")}
    signing.vote(version, by=request.user, **answer)
    messages.success(request, _("Your vote is recorded."))
    return redirect("charters:signatures", charter)


def signed(request, signature):
    """What I signed, exactly as it was, for ever; for nobody else."""
    own = Signature.objects.filter(person=request.user).exclude(document="")
    signature = get_object_or_404(own.select_related("team"), pk=signature)
    context = {"signature": signature, "content": from_canonical(signature.document)}
    return render(request, "charters/signed.html", context)


def mine(request):
    """Everything I signed or declined, the latest first."""
    found = Signature.objects.filter(person=request.user).exclude(document="").order_by("-id")
    page_form = OlderForm(request.GET)
    if page_form.is_valid():
        found = found.filter(pk__lt=page_form.cleaned_data["before"])
    light = found.select_related("version__charter", "team").defer("document", *CharterVersion.JOINED_TEXTS)
    page = list(light[: PAGE + 1])
    older = page[PAGE - 1].pk if len(page) > PAGE else None
    return render(request, "charters/signed_list.html", {"signatures": page[:PAGE], "older": older})


def sign_page(request, version, form=None, vote_form=None, status=200):
    context = on_signing(request, version)
    person = request.user
    context |= {
        "content": content_of(version),
        "form": form or SignForm(person=person, version=version, statement=statement(version, person)),
        "vote_form": vote_form or VoteForm(person=person, version=version, initial=vote_so_far(context, version)),
        "statement": statement(version, person),
        "changes": since_last_round(version),
        "amendment": weighed(version),
        "welcome": welcome_of(version, person) if context["own"] and context["own"].is_late_comer else None,
    }
    return render(request, "charters/sign.html", context, status=status)


def vote_so_far(context, version) -> dict:
    own = context["own_vote"]
    answer = {"choice": own.choice, "reason": own.reason} if own else {}
    return {"version": version.pk, "seen": version.content_hash, **answer}


def statement(version, person) -> str:
    words = adoption.approval if version.charter.adoption == Adoption.SPONSOR else adoption.statement
    return words(person, version.charter.title, version.number, version.team.name)


def on_signing(request, version) -> dict:
    """What both the list and the page of signing show."""
    rows = version.signatures.select_related("person", "carried_from__version").defer(*Signature.TEXTS)
    votes = version.votes.select_related("person").order_by("voted_at", "id")
    earlier = sheets(rows, votes)
    now = round_now(version, earlier)
    return {
        "charter": version.charter,
        "version": version,
        "tab": "signatures",
        "sheet": now,
        "earlier": list(earlier.values()),
        "own": now and now.of(request.user),
        "own_vote": now and now.vote_of(request.user),
        "tally": now and votes_so_far(version, now),
        "may": may(request.user, version),
    }


def round_now(version, rounds: dict[int, Sheet]) -> Sheet | None:
    """The round that counts, taken out of all rounds; none while nobody is asked and nothing was agreed."""
    if version.state not in (State.SIGNING, *CharterVersion.STANDING):
        return None
    now = rounds.pop(version.round, Sheet(version.round))
    now.sign_by, now.today = version.sign_by if version.state == State.SIGNING else None, timezone.localdate()
    return now


def votes_so_far(version, now: Sheet) -> adoption.Tally | None:
    """The count, with those who are silent named on the sheet while the vote is open."""
    if version.charter.adoption != Adoption.VOTE:
        return None
    members = version.team.memberships.signers().people()
    cast = {one.person_id: one.choice for one in now.votes}
    if version.state == State.SIGNING:
        now.silent = [person for person in members if person.pk not in cast]
    return adoption.tally([person.pk for person in members], cast)


def may(user, version) -> May:
    return May(
        user, version, clear=can_clear, sign=can_sign, approve=can_approve, decline=can_decline, vote=can_vote, extend=can_extend,
        return_to_draft=can_return_to_draft, withdraw=can_withdraw, ask_signatures=can_ask_signatures, declare=can_declare,
    )  # fmt: skip


def welcome_of(version, person) -> dict:
    """What somebody reads first who is asked for a text that holds already: why, and whom to ask."""
    seats = (
        version.team.memberships.present().filter(Q(role=MemberRole.LEAD) | Q(person=person)).select_related("person")
    )
    own = next(one for one in seats if one.person_id == person.pk)
    return {
        "was_here": own.joined_at < version.activated_at,
        "leads": [one.person for one in seats if one.role == MemberRole.LEAD],
    }


def weighed(version) -> dict | None:
    """What an amendment changes in what holds, which its signers see before anything else."""
    if not version.is_amendment or not version.document:
        return None
    found = amendment_of(version)
    return {"found": found, "parts": by_part(found)}


def since_last_round(version) -> Difference | None:
    """What is different from the text that people were asked to agree to before this one, where that was another round."""
    is_first = version.is_amendment and version.last_document == version.based_on.document
    if not version.last_document or not version.document or is_first:
        return None
    return difference(from_canonical(version.last_document), from_canonical(version.document))


# What is being signed comes first, then what is in force, then what is on its way.
FIRST = [State.SIGNING, State.ACTIVE, State.EXPIRED, State.IN_REVIEW, State.DRAFT]
ORDER = Case(*(When(state=state, then=place) for place, state in enumerate(FIRST)), default=len(FIRST))


def version_to_sign(request, charter) -> CharterVersion:
    version = (
        versions_of(request, charter)
        .select_related("based_on")
        .order_by(ORDER, "-major", "-minor", "-created_at")
        .first()
    )
    if version is None:
        raise Http404
    return version


def answered_version(request, charter) -> CharterVersion:
    """The version that was on the screen, even if another one is up by now."""
    which = WhichForm(request.POST)
    if not which.is_valid():
        return version_to_sign(request, charter)
    version = find_version(request, which.cleaned_data["version"])
    if version.charter_id != charter:
        raise Http404
    return version
