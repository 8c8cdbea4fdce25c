"""Offering exact words, signing them, and what was signed: to read, to print, to take away."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common.downloads import attached
from common.permissions import Stale, require
from conflicts import terms
from conflicts.actions import signing
from conflicts.exporting import to_markdown, to_pdf
from conflicts.forms.agreeing import SignForm
from conflicts.models import ResolutionAgreement
from conflicts.permissions import can_read_agreement, can_share_term, can_sign_agreement, joined_parties, joined_party
from conflicts.views.finding import find_case, find_in
from conflicts.views.papers import paper_of
from conflicts.wording import TEXT_CHANGED

Text = ResolutionAgreement.State
WRITERS = {"md": ("text/markdown; charset=utf-8", to_markdown), "pdf": ("application/pdf", to_pdf)}


def find_agreement(request, case, pk):
    """(case, agreement) for somebody who takes part."""
    case = find_case(request, case)
    require(can_read_agreement(request.user, case))
    return case, find_in(ResolutionAgreement.objects.exclude(state=Text.DROPPED), case, pk)


def on_signing(request, case, agreement) -> dict:
    """What a page of exact words shows: the words, who has signed, and what may be shown to the team."""
    rows = list(agreement.terms.present().prefetch_related("consents", "carries"))
    signatures = list(agreement.signatures.all())
    own = joined_party(request.user, case)
    valid = {one.party_id: one for one in signatures if one.voided_at is None}
    return {
        "chapter": "signed", "shown": agreement, "paper": paper_of(case, agreement, rows, signatures),
        "signers": [(party, valid.get(party.pk)) for party in who_signs(case, agreement, valid)],
        "own_signature": valid.get(own.pk), "follow_ups": list(agreement.follow_ups.all()),
        "is_verified": agreement.signed_at and verified(agreement, rows, valid.values()),
    } | on_sharing(request.user, case, agreement, rows, valid)  # fmt: skip


def on_sharing(user, case, agreement, rows, valid) -> dict:
    """What may be shown to the team, term by term; of what holds no more nothing may."""
    if agreement.state != Text.SIGNED or not rows:
        return {"sharing": []}
    rows[0].agreement = agreement
    sharing = [shared(row, case.parties.all(), valid, joined_party(user, case)) for row in rows]
    return {
        "sharing": sharing, "is_sharing": any(one["agreed"] for one in sharing), "may_share": can_share_term(user, case, rows[0]),
    }  # fmt: skip


def who_signs(case, agreement, valid) -> list:
    if agreement.state == Text.OFFERED:
        return joined_parties(case)
    return [party for party in case.parties.all() if party.pk in valid]


def shared(row, parties, valid, own) -> dict:
    """Who agrees that the team may read the term. A yes is seen by all; who has not said so is not named."""
    agreed = {consent.party_id for consent in row.consents.all()}
    return {
        "row": row, "mine": own.pk in agreed, "agreed": [party for party in parties if party.pk in agreed],
        "is_shown": set(valid) <= agreed, "is_carried": bool(row.carries.all()),
    }  # fmt: skip


def verified(agreement, rows, valid) -> bool:
    """Whether the words that stand here are those that each of them signed."""
    marks = [agreement.content_hash, *(one.content_hash for one in valid)]
    return terms.stands(agreement.document, marks, agreement.number, agreement.opening, [row.plain() for row in rows])


@require_POST
def offer(request, case, agreement):
    case, agreement = find_agreement(request, case, agreement)
    signing.offer(agreement, by=request.user)
    messages.success(request, _("The words are fixed. All are asked to read and sign them."))
    return redirect("conflicts:agreement", case.pk)


@require_POST
def sign_agreement(request, case, agreement):
    """The name is asked for again, in its place, until it is right; other words than those seen are never signed."""
    case, agreement = find_agreement(request, case, agreement)
    form = SignForm(request.POST, person=request.user, agreement=agreement)
    if form.is_valid():
        signing.sign_agreement(agreement, by=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. Your signature is kept with exactly these words."))
        return redirect("conflicts:agreement", case.pk)
    if form.data.get("seen") != agreement.content_hash:
        raise Stale(TEXT_CHANGED)
    require(can_sign_agreement(request.user, case, agreement))
    context = on_signing(request, case, agreement) | {"chapter": "offered", "sign_form": form, "is_writing": True}
    return words_page(request, case, agreement, context, 422)


def words_page(request, case, agreement, context, status=200):
    around = {"case": case, "tab": "agreement", "agreement": agreement, "holds": None, "older": []}
    return render(request, "conflicts/agreement.html", around | context, status=status)


@require_POST
def change_text(request, case, agreement):
    case, agreement = find_agreement(request, case, agreement)
    signing.change_text(agreement, by=request.user)
    messages.success(request, _("It is a draft again. No signature counts until all sign the new words."))
    return redirect("conflicts:agreement", case.pk)


@require_GET
def signed_agreement(request, case, agreement):
    """What was signed, and nothing else: to read, to print; also what a newer one has replaced."""
    case, agreement = find_signed(request, case, agreement)
    context = {"case": case, "tab": "agreement"} | on_signing(request, case, agreement)
    return render(request, "conflicts/agreement_signed.html", context)


def find_signed(request, case, pk):
    case, agreement = find_agreement(request, case, pk)
    if agreement.signed_at is None:
        raise Http404
    return case, agreement


@require_GET
def export_agreement(request, case, agreement, extension):
    """To take away. The name of the file tells nothing of what it is about."""
    if extension not in WRITERS:
        raise Http404
    case, agreement = find_signed(request, case, agreement)
    content_type, write = WRITERS[extension]
    return attached(write(paper_of(case, agreement)), f"agreement.{extension}", content_type)
