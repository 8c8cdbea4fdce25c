"""Who hears of a charter's moves, of who is asked, and of what came of it."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charters.adoption import Tally
from charters.models import Charter, CharterVersion, Signature
from common.ids import uuid7
from notices import outbox
from teams.models import MemberRole

Adoption = Charter.Adoption


def sent_to_review(version: CharterVersion, *, by) -> None:
    """Those who write read along in the app; managers get a mail of their own (see reviewing)."""
    text = _("%(by)s sent “%(charter)s” to review. Read it, and say what is missing.")
    tell(writers(version), version, "charter.sent_to_review", text, by=by, page="show")


def returned_to_draft(version: CharterVersion, reason: str, *, by) -> None:
    text = _("%(by)s took “%(charter)s” back to draft: %(reason)s")
    tell(everyone(version), version, "charter.returned_to_draft", text, by=by, page="show", reason=reason)


def asked(version: CharterVersion, *, by) -> None:
    """Who signs, approves or votes, each in their own words."""
    if version.charter.adoption == Adoption.VOTE:
        vote_opened(version, writers(version), by=by)
    elif version.charter.adoption == Adoption.SPONSOR:
        text = _("%(by)s asks you, as its sponsor, to approve “%(charter)s”.")
        tell(waiting(version), version, "charter.approval_asked", text, by=by)
    elif version.materiality == CharterVersion.Materiality.SCOPED:
        change_asked(version, by=by)
    else:
        signatures_asked(version, waiting(version), by=by)


def change_asked(version: CharterVersion, *, by) -> None:
    """Of a scoped change: whom it names signs, and everybody else hears that they may object."""
    text = _("%(by)s asks you to sign a change of “%(charter)s” that names you.")
    tell(waiting(version), version, "charter.change_asked", text, by=by)
    text = _("A change of “%(charter)s” is being signed by those it names. You may object until %(until)s.")
    tell(carried(version), version, "charter.change_open", text, by=None)


def signatures_asked(version: CharterVersion, people: list, *, by) -> None:
    text = _("%(by)s asks you to read and sign “%(charter)s”.")
    tell(people, version, "charter.signatures_asked", text, by=by)


def vote_opened(version: CharterVersion, people: list, *, by) -> None:
    text = _("%(by)s asks you to vote on “%(charter)s”.")
    tell(people, version, "charter.vote_opened", text, by=by)


def joiner_asked(version: CharterVersion, person, *, until: date | None) -> None:
    """Somebody new reads what the team agreed before they came, or is agreeing on now."""
    kind, text = (
        "charter.joiner_asked",
        _("Your team has agreed on “%(charter)s”. Please read it and sign until %(sign_by)s."),
    )
    if version.state == CharterVersion.State.SIGNING:
        kind, text = "charter.joiner_signs", _("Your team is signing “%(charter)s”. Please read it and sign too.")
    if version.charter.adoption == Adoption.VOTE:
        kind, text = "charter.joiner_votes", _("Your team is voting on “%(charter)s”. Please read it and vote too.")
    tell([person], version, kind, text, by=None, until=until)


def extended(version: CharterVersion, *, by) -> None:
    text = _("There is more time for “%(charter)s”: until %(sign_by)s.")
    people = writers(version) if version.charter.adoption == Adoption.VOTE else waiting(version)
    tell(people, version, "charter.extended", text, by=by)


def declined(version: CharterVersion, reason: str, *, by) -> None:
    text = _("%(by)s declined “%(charter)s”, which is a draft again: %(reason)s")
    tell(everyone(version), version, "charter.declined", text, by=by, reason=reason)


def joiner_declined(version: CharterVersion, reason: str, *, by) -> None:
    text = _("%(by)s joined later and declined “%(charter)s”, which stays in force: %(reason)s")
    tell(leads(version), version, "charter.joiner_declined", text, by=by, reason=reason)


def vote_lost(version: CharterVersion, count: Tally) -> None:
    text = _("The vote on “%(charter)s” did not carry, so it is a draft again: %(reason)s.")
    tell(everyone(version), version, "charter.vote_lost", text, by=None, reason=str(count))


def sponsor_left(version: CharterVersion) -> None:
    text = _("“%(charter)s” is a draft again, since its sponsor has left the team.")
    tell(leads(version), version, "charter.sponsor_left", text, by=None)


def withdrawn(version: CharterVersion, reason: str, *, by) -> None:
    text = _("%(by)s withdrew “%(charter)s”: %(reason)s")
    tell(everyone(version), version, "charter.withdrawn", text, by=by, page="show", reason=reason)


def activated(version: CharterVersion, *, by) -> None:
    kind, text = "charter.activated", _("“%(charter)s” is in force: version %(number)s.")
    if version.materiality == CharterVersion.Materiality.EDITORIAL:
        kind = "charter.corrected"
        text = _("“%(charter)s” has a small correction: version %(number)s. Until %(until)s you may call it material.")
    tell(everyone(version), version, kind, text, by=by, page="show")


def called_material(version: CharterVersion, reason: str, *, by) -> None:
    text = _("%(by)s called the last change of “%(charter)s” material, so the text before holds again: %(reason)s")
    tell(everyone(version), version, "charter.called_material", text, by=by, page="show", reason=reason)


# Small news stays in the app.
WITHOUT_MAIL = {"charter.sent_to_review", "charter.extended"}


def tell(people, version: CharterVersion, kind: str, text: str, *, by, page="sign", reason="", until=None) -> None:
    """One notice, and one mail, for each person and event; never for who did it. An action that repeats tells nothing."""
    sign_by = until or version.sign_by
    context = {
        "by": str(by or ""),
        "charter": version.title,
        "number": version.number,
        "team": version.team.name,
        "reason": reason,
        "sign_by": date_format(sign_by, "j F Y") if sign_by else "",
        "until": date_format(version.objections_until, "j F Y") if version.objections_until else "",
        "note": version.change_note,
    }
    outbox.tell(
        [person for person in people if by is None or person.pk != by.pk],
        key=f"{kind}:{version.pk}:{uuid7()}",
        kind=kind,
        text=text % context,
        url=reverse(f"charters:{page}", args=[version.charter_id]),
        template="" if kind in WITHOUT_MAIL else f"charters/notices/{kind.removeprefix('charter.')}.txt",
        context=context,
        team_id=version.team_id,
    )


def everyone(version: CharterVersion) -> list:
    return version.team.memberships.present().people()


def writers(version: CharterVersion) -> list:
    return version.team.memberships.writers().people()


def leads(version: CharterVersion) -> list:
    return version.team.memberships.present().filter(role=MemberRole.LEAD).people()


def waiting(version: CharterVersion) -> list:
    return people_in(version, Signature.State.REQUESTED)


def carried(version: CharterVersion) -> list:
    """Whose signature stands under the text without being asked again, of those who are here."""
    here = set(version.team.memberships.signers().values_list("person", flat=True))
    return [person for person in people_in(version, Signature.State.CARRIED) if person.pk in here]


def people_in(version: CharterVersion, state: str) -> list:
    rows = Signature.objects.of_round(version).filter(state=state).select_related("person")
    return [row.person for row in rows]
