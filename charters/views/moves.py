"""What each confirm page of a charter says: the question, what follows from a yes, who hears of it. No page does it here."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.actions.closing import left_open
from charters.models import Charter, CharterVersion
from charters.permissions import gates
from charters.permissions.closing import nothing_on_its_way, was_in_force
from charters.weighing import Amendment, amendment_of
from teams.models import SIGNING_ROLES, MemberRole

Adoption, Size = Charter.Adoption, CharterVersion.Materiality
FROZEN = gettext_lazy("The text is frozen: nobody can change a word of it while people read it.")
# What the team chose -> title, button, icon, what follows.
ASKED = {
    Adoption.SIGNATURES: (
        gettext_lazy("Ask for signatures?"),
        gettext_lazy("Ask everyone to sign"),
        "pen-line",
        gettext_lazy("It is in force once everyone has signed. One no ends the round, and the text opens again."),
    ),
    Adoption.VOTE: (
        gettext_lazy("Open the vote?"),
        gettext_lazy("Open the vote"),
        "vote",
        gettext_lazy("It is in force once more than half of all members have voted yes."),
    ),
    Adoption.SPONSOR: (
        gettext_lazy("Ask the sponsor to approve?"),
        gettext_lazy("Ask the sponsor"),
        "stamp",
        gettext_lazy("It is in force once the sponsor approves it."),
    ),
}
# How large the amendment is -> what follows.
HOLDS = {
    Size.EDITORIAL: gettext_lazy(
        "It is editorial: it holds at once, and for five working days any member may call it material."
    ),
    Size.SCOPED: gettext_lazy(
        "It is in force once those it names have signed, and nobody has objected for five working days."
    ),
    Size.MATERIAL: ASKED[Adoption.SIGNATURES][-1],
}


@dataclass
class Move:
    """What a confirm page says: the question, what follows from a yes, who hears of it, what is in the way."""

    title: str
    button: str
    effects: list[str]
    people: list = field(default_factory=list)
    hears: str = ""
    in_the_way: list[str] = field(default_factory=list)
    waits_for_words: bool = False
    left_open: list[str] = field(default_factory=list)
    kind: str = "primary"
    icon: str = "arrow-right"
    back: str = "charters:show"


def to_review(version: CharterVersion) -> Move:
    return Move(
        title=_("Send it to review?"),
        button=_("Send to review"),
        icon="search-check",
        effects=[
            _("The whole team reads it and says what is missing; comments stay open, and words can still be mended."),
            who_reviews(version),
        ],
        people=people(version, role__in=[*SIGNING_ROLES, MemberRole.MANAGER]),
        hears=_("Managers get a mail, the others a notice."),
        in_the_way=refusals(gates.can_be_adopted(version), gates.nothing_blocks(version)),
        back="charters:draft",
    )


def who_reviews(version: CharterVersion) -> str:
    if gates.has_a_manager(version):
        return _("Managers look at each role: what is missing, double or too much.")
    return _("This team has no manager, so nobody reviews the roles from outside.")


def back_to_draft(version: CharterVersion) -> Move:
    return Move(
        title=_("Take it back to draft?"),
        button=_("Back to draft"),
        icon="pencil-line",
        effects=[_("Everyone can change the text again."), *what_is_void(version)],
        people=people(version),
        hears=_("Everyone gets a mail with your reason."),
    )


def asking(version: CharterVersion, needs_reason: bool) -> Move:
    """The team, its sponsor or a vote, as the team chose."""
    if version.is_amendment and version.charter.adoption == Adoption.SIGNATURES:
        return asking_about(amendment_of(version), needs_reason)
    title, button, icon, effect = ASKED[version.charter.adoption]
    return Move(
        title=title,
        button=button,
        icon=icon,
        effects=[FROZEN, effect, *unendorsed(needs_reason)],
        people=who_is_asked(version),
        hears=_("Each is asked by mail, and finds it on their home page."),
        **in_the_way_of(version),
    )


def who_is_asked(version: CharterVersion) -> list:
    if version.charter.adoption == Adoption.SPONSOR:
        return people(version, person=version.charter.sponsor_id)
    return people(version, role__in=SIGNING_ROLES, away_since=None)


def asking_about(amendment: Amendment, needs_reason: bool) -> Move:
    """Of an amendment the difference says who signs."""
    before = {"number": amendment.version.based_on.number}
    stays = _("Version %(number)s stays in force until then.") % before
    return Move(
        title=_("Ask for signatures?"),
        button=_("Ask them to sign") if amendment.signers else _("Put it in force"),
        icon="pen-line",
        effects=[FROZEN, HOLDS[amendment.size], stays, *unendorsed(needs_reason)],
        people=[one.person for one in amendment.signers],
        hears=_("Each is asked by mail; the others hear that they may object."),
        **in_the_way_of(amendment.version),
        back="charters:amendment",
    )


def unendorsed(needs_reason: bool) -> list[str]:
    return [_("The roles are not all endorsed, so everyone will read your reason.")] if needs_reason else []


def declaring(version: CharterVersion) -> Move:
    return Move(
        title=_("Declare the charter?"),
        button=_("Declare it"),
        icon="badge-check",
        effects=[
            _("It is in force at once, without signatures, as your team chose."),
            _("The text is frozen and kept exactly as it is now."),
        ],
        people=people(version),
        hears=_("Everyone gets a mail."),
        **in_the_way_of(version),
    )


def correction(version: CharterVersion, in_the_way: list[str]) -> Move:
    return Move(
        title=_("Put the correction in force?"),
        button=_("Put it in force"),
        icon="badge-check",
        effects=[
            _("It holds at once. Nobody signs again; all signatures are carried over."),
            _("For five working days any member may call it material; then the text before holds again."),
        ],
        people=people(version),
        hears=_("Everyone gets a mail."),
        in_the_way=[*in_the_way, *refusals(gates.nothing_blocks(version), gates.objections_answered(version))],
        back="charters:amendment",
    )


def material(version: CharterVersion) -> Move:
    return Move(
        title=_("Is this more than a correction?"),
        button=_("Call it material"),
        icon="undo-2",
        effects=[
            _("Version %(number)s holds again from now on.") % {"number": version.based_on.number},
            _("If the change is still wanted, everybody signs it."),
        ],
        people=people(version),
        hears=_("Everyone gets a mail with your reason."),
    )


def withdrawing(version: CharterVersion) -> Move:
    return Move(
        title=_("Withdraw this version?"),
        button=_("Withdraw it"),
        kind="danger",
        icon="undo-2",
        effects=[
            _("Nobody can change, review or sign it any more; its text stays to be read."),
            what_stays(version),
            *what_is_void(version),
        ],
        people=people(version),
        hears=_("Everyone gets a mail with your reason."),
    )


def what_stays(version: CharterVersion) -> str:
    in_force = version.charter.versions.active().first()
    if in_force is None:
        return _("Your team then has no charter of this name in force or on its way.")
    return _("Version %(number)s stays in force.") % {"number": in_force.number}


def more_time(version: CharterVersion) -> Move:
    return Move(
        title=_("Give more time?"),
        button=_("Set the date"),
        icon="calendar-clock",
        effects=[_("Who has not answered has until then. Nobody can be skipped.")],
        hears=_("Those who have not answered get a notice."),
        back="charters:signatures",
    )


def closing(version: CharterVersion) -> Move:
    return Move(
        title=_("Close this charter?"),
        button=_("Close it"),
        icon="archive",
        effects=[
            _("It binds nobody any more: nobody is reminded of its dates, and its roles leave everyone’s home page."),
            _("The text, its signatures and its history stay to be read and taken away."),
            _("Nobody is asked to sign it any more. You can open it again."),
        ],
        left_open=left_open(version.charter),
        people=people(version),
        hears=_("Everyone gets a mail with your words."),
        in_the_way=refusals(was_in_force(version.charter), nothing_on_its_way(version.charter)),
    )


def opening_again(version: CharterVersion) -> Move:
    return Move(
        title=_("Open this charter again?"),
        button=_("Open it again"),
        icon="archive-restore",
        effects=[
            _("What you agreed last holds again, unless its own end has passed."),
            _("Who is in the team now and has not signed it is asked to."),
        ],
        people=people(version),
        hears=_("Everyone gets a mail."),
    )


def people(version, **which) -> list:
    memberships = version.team.memberships.present().filter(**which).select_related("person")
    return [membership.person for membership in memberships]


def in_the_way_of(version) -> dict:
    """All that holds it back now; whether words of those with a C are among it, which stand on a page of their own."""
    amended = [gates.window_is_over(amendment_of(version))] if version.is_amendment else []
    heard = gates.consulted(version)
    reasons = refusals(
        gates.can_be_adopted(version), *amended, gates.nothing_blocks(version), heard,
        gates.objections_answered(version), gates.somebody_adopts(version),
    )  # fmt: skip
    return {"in_the_way": reasons, "waits_for_words": not heard}


def refusals(*answers) -> list[str]:
    return [reason for answer in answers if not answer for reason in answer.reason.splitlines()]


def what_is_void(version) -> list[str]:
    if version.state != CharterVersion.State.SIGNING:
        return []
    return [_("Answers given so far no longer count; they stay to be seen, marked as void.")]
