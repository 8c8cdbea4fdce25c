"""The pages on which a charter moves on: each says what will happen and who will hear of it, then does it."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.actions import moving
from charters.forms.signing import AskForm, EndorsementForm, ExtendForm, MoveForm, ReasonForm
from charters.models import Charter, CharterVersion
from charters.permissions import (
    can_ask_signatures,
    can_declare,
    can_extend,
    can_return_to_draft,
    can_send_to_review,
    can_withdraw,
    gates,
)
from charters.views.finding import versions_of
from charters.weighing import Amendment, amendment_of
from common.permissions import require
from teams.models import SIGNING_ROLES, MemberRole

Adoption, Size = Charter.Adoption, CharterVersion.Materiality


@dataclass
class Move:
    """What a confirm page says: the question, what follows from a yes, who hears of it, what is in the way."""

    title: str
    button: str
    effects: list[str]
    people: list = field(default_factory=list)
    hears: str = ""
    in_the_way: list[str] = field(default_factory=list)
    left_open: list[str] = field(default_factory=list)
    kind: str = "primary"
    icon: str = "arrow-right"
    back: str = "charters:show"


def send_to_review(request, charter):
    version = newest(request, charter)
    form = MoveForm(posted(request), version=version)
    if form.is_valid():
        moving.send_to_review(version, by=request.user)
        messages.success(request, _("The charter is in review."))
        return redirect("charters:show", charter)
    require(can_send_to_review(request.user, version))
    readers = people(version, role__in=[*SIGNING_ROLES, MemberRole.MANAGER])
    move = Move(
        title=_("Send it to review?"),
        button=_("Send to review"),
        icon="search-check",
        effects=[
            _("The whole team reads it and says what is missing; comments stay open, and words can still be mended."),
            _("Managers look at each role: what is missing, double or too much.")
            if gates.has_a_manager(version)
            else _("This team has no manager, so nobody reviews the roles from outside."),
        ],
        people=readers,
        hears=_("Managers get a mail, the others a notice."),
        in_the_way=refusals(gates.can_be_adopted(version), gates.nothing_blocks(version)),
        back="charters:draft",
    )
    return confirm(request, version, form, move)


def return_to_draft(request, charter):
    version = newest(request, charter)
    form = ReasonForm(posted(request), version=version)
    if form.is_valid():
        moving.return_to_draft(version, by=request.user, **form.cleaned_data)
        messages.success(request, _("The charter is a draft again."))
        return redirect("charters:show", charter)
    require(can_return_to_draft(request.user, version))
    move = Move(
        title=_("Take it back to draft?"),
        button=_("Back to draft"),
        icon="pencil-line",
        effects=[_("Everyone can change the text again."), *what_is_void(version)],
        people=people(version),
        hears=_("Everyone gets a mail with your reason."),
    )
    return confirm(request, version, form, move)


def ask_signatures(request, charter):
    version = newest(request, charter)
    needs_reason = not gates.roles_endorsed(version)
    in_a_fortnight = timezone.localdate() + timedelta(days=moving.DAYS_TO_SIGN)
    form = AskForm(posted(request), version=version, needs_reason=needs_reason, initial={"sign_by": in_a_fortnight})
    if form.is_valid():
        moving.ask_signatures(version, by=request.user, **form.cleaned_data)
        messages.success(request, _("The text is frozen, and everyone who is asked has been told."))
        return redirect("charters:signatures", charter)
    require(can_ask_signatures(request.user, version))
    return confirm(request, version, form, asking(version, needs_reason))


def asking(version: CharterVersion, needs_reason: bool) -> Move:
    if version.is_amendment and version.charter.adoption == Adoption.SIGNATURES:
        return asking_for(amendment_of(version), needs_reason)
    title, button, icon, effect = {
        Adoption.SIGNATURES: (_("Ask for signatures?"), _("Ask everyone to sign"), "pen-line",
                              _("It is in force once everyone has signed. One no ends the round, and the text opens again.")),
        Adoption.VOTE: (_("Open the vote?"), _("Open the vote"), "vote",
                        _("It is in force once more than half of all members have voted yes.")),
        Adoption.SPONSOR: (_("Ask the sponsor to approve?"), _("Ask the sponsor"), "stamp",
                           _("It is in force once the sponsor approves it.")),
    }[version.charter.adoption]  # fmt: skip
    is_sponsored = version.charter.adoption == Adoption.SPONSOR
    which = {"person": version.charter.sponsor_id} if is_sponsored else {"role__in": SIGNING_ROLES, "away_since": None}
    return Move(
        title=title,
        button=button,
        icon=icon,
        effects=[
            _("The text is frozen: nobody can change a word of it while people read it."),
            effect,
            *([_("The roles are not all endorsed, so everyone will read your reason.")] if needs_reason else []),
        ],
        people=people(version, **which),
        hears=_("Each is asked by mail, and finds it on their home page."),
        in_the_way=settled(version),
    )


def asking_for(amendment: Amendment, needs_reason: bool) -> Move:
    """Of an amendment the difference says who signs."""
    effects = {
        Size.EDITORIAL: _(
            "It is editorial: it holds at once, and for five working days any member may call it material."
        ),
        Size.SCOPED: _(
            "It is in force once those it names have signed, and nobody has objected for five working days."
        ),
        Size.MATERIAL: _("It is in force once everyone has signed. One no ends the round, and the text opens again."),
    }
    return Move(
        title=_("Ask for signatures?"),
        button=_("Ask them to sign") if amendment.signers else _("Put it in force"),
        icon="pen-line",
        effects=[
            _("The text is frozen: nobody can change a word of it while people read it."),
            effects[amendment.size],
            _("Version %(number)s stays in force until then.") % {"number": amendment.version.based_on.number},
            *([_("The roles are not all endorsed, so everyone will read your reason.")] if needs_reason else []),
        ],
        people=[one.person for one in amendment.signers],
        hears=_("Each is asked by mail; the others hear that they may object."),
        in_the_way=settled(amendment.version),
        back="charters:amendment",
    )


def declare(request, charter):
    version = newest(request, charter)
    needs_reason = not gates.roles_endorsed(version)
    form = EndorsementForm(posted(request), version=version, needs_reason=needs_reason)
    if form.is_valid():
        moving.declare(version, by=request.user, **form.cleaned_data)
        messages.success(request, _("The charter is in force."))
        return redirect("charters:show", charter)
    require(can_declare(request.user, version))
    move = Move(
        title=_("Declare the charter?"),
        button=_("Declare it"),
        icon="badge-check",
        effects=[
            _("It is in force at once, without signatures, as your team chose."),
            _("The text is frozen and kept exactly as it is now."),
        ],
        people=people(version),
        hears=_("Everyone gets a mail."),
        in_the_way=settled(version),
    )
    return confirm(request, version, form, move)


def withdraw(request, charter):
    version = newest(request, charter)
    form = ReasonForm(posted(request), version=version)
    if form.is_valid():
        moving.withdraw(version, by=request.user, **form.cleaned_data)
        messages.success(request, _("This version is withdrawn."))
        return redirect("charters:show", charter)
    require(can_withdraw(request.user, version))
    in_force = version.charter.versions.active().first()
    stays = (
        _("Version %(number)s stays in force.") % {"number": in_force.number}
        if in_force
        else _("Your team then has no charter of this name in force or on its way.")
    )
    move = Move(
        title=_("Withdraw this version?"),
        button=_("Withdraw it"),
        kind="danger",
        icon="undo-2",
        effects=[
            _("Nobody can change, review or sign it any more; its text stays to be read."),
            stays,
            *what_is_void(version),
        ],
        people=people(version),
        hears=_("Everyone gets a mail with your reason."),
    )
    return confirm(request, version, form, move)


def extend(request, charter):
    version = newest(request, charter)
    form = ExtendForm(posted(request), version=version, initial={"sign_by": version.sign_by})
    if form.is_valid():
        moving.extend(version, by=request.user, **form.cleaned_data)
        messages.success(request, _("There is more time now."))
        return redirect("charters:signatures", charter)
    require(can_extend(request.user, version))
    move = Move(
        title=_("Give more time?"),
        button=_("Set the date"),
        icon="calendar-clock",
        effects=[_("Who has not answered has until then. Nobody can be skipped.")],
        hears=_("Those who have not answered get a notice."),
        back="charters:signatures",
    )
    return confirm(request, version, form, move)


def confirm(request, version, form, move):
    context = {"charter": version.charter, "version": version, "form": form, "move": move, "tab": ""}
    return render(request, "charters/moves.html", context, status=422 if form.errors else 200)


def newest(request, charter) -> CharterVersion:
    """The version that is on its way; else the one that came last, so that a late click is told where things stand."""
    versions = versions_of(request, charter)
    version = versions.open().first() or versions.first()
    if version is None:
        raise Http404
    return version


def posted(request):
    return request.POST if request.method == "POST" else None


def people(version, **which) -> list:
    memberships = version.team.memberships.present().filter(**which).select_related("person")
    return [membership.person for membership in memberships]


def settled(version) -> list[str]:
    amended = [gates.window_is_over(amendment_of(version))] if version.is_amendment else []
    return refusals(
        gates.can_be_adopted(version), *amended, gates.nothing_blocks(version), gates.consulted(version),
        gates.objections_answered(version), gates.somebody_adopts(version),
    )  # fmt: skip


def refusals(*answers) -> list[str]:
    return [reason for answer in answers if not answer for reason in answer.reason.splitlines()]


def what_is_void(version) -> list[str]:
    if version.state != CharterVersion.State.SIGNING:
        return []
    return [_("Answers given so far no longer count; they stay to be seen, marked as void.")]
