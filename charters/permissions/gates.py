"""What must be settled before a charter moves on: asked in the action, and again to paint the page."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters.gathering import gather
from charters.models import CharterVersion, ClauseComment
from charters.permissions.closing import is_running as is_running
from charters.permissions.consulting import consulted_of
from charters.permissions.reviewing import review_standing
from charters.readiness import Reason, blockers
from charters.weighing import Amendment, amendment_of
from charters.windows import last_today
from common.permissions import Answer, Denied
from teams.models import MemberRole

MOST_TOLD = 5
State, Size = CharterVersion.State, CharterVersion.Materiality


def has_a_manager(version: CharterVersion) -> bool:
    return version.team.memberships.present().filter(role=MemberRole.MANAGER).exists()


def nothing_blocks(version: CharterVersion) -> Answer:
    """Only the three checks that are marked can hold a charter back; each reason names its clause."""
    found = blockers(gather(version))
    return not found or Denied(told(found))


def can_be_adopted(version: CharterVersion) -> Answer:
    """Of an amendment: it changes something, and it changes what holds now."""
    if not version.is_amendment:
        return True
    if version.based_on.state not in CharterVersion.STANDING:
        return Denied(
            _("Version %(number)s is no longer in force. Take over what changed since, then go on.")
            % {"number": version.based_on.number}
        )
    return not amendment_of(version).is_empty or Denied(_("Nothing is different from the text in force yet."))


def window_is_over(amendment: Amendment) -> Answer:
    """While members may still call the change before this one material, only what everybody signs goes on top of it."""
    base = amendment.version.based_on
    is_open = (
        base.materiality == Size.EDITORIAL
        and base.objections_until
        and base.objections_until >= last_today(timezone.now())
    )
    if amendment.size == Size.MATERIAL or not is_open:
        return True
    return Denied(
        _("Until %(day)s anyone may still call version %(number)s material. After that this can go on.")
        % {"day": date_format(base.objections_until, "j F Y"), "number": base.number}
    )


def is_editorial(amendment: Amendment) -> Answer:
    return amendment.size == Size.EDITORIAL or Denied(_("This change is more than editorial: people must sign it."))


def told(reasons: list[Reason]) -> str:
    words = [reason.words for reason in reasons[:MOST_TOLD]]
    rest = len(reasons) - len(words)
    more = (
        [ngettext("One more thing is missing.", "%(count)d more things are missing.", rest) % {"count": rest}]
        if rest
        else []
    )
    return "\n".join(words + more)


def objections_answered(version: CharterVersion) -> Answer:
    waiting = ClauseComment.objects.open_objections(version).count()
    return not waiting or Denied(
        ngettext(
            "One objection waits for an answer.", "%(count)s objections wait for an answer.", waiting
        ) % {"count": waiting}
    )  # fmt: skip


def roles_endorsed(version: CharterVersion) -> Answer:
    """Where a manager is in the team, each role needs a positive verdict; without a manager nobody can give one."""
    if not has_a_manager(version):
        return True
    missing = len(not_endorsed(version))
    return not missing or Denied(
        ngettext(
            "One role is not endorsed by a manager.", "%(count)s roles are not endorsed by a manager.", missing
        ) % {"count": missing}
    )  # fmt: skip


def not_endorsed(version: CharterVersion) -> list[str]:
    """The keys of roles without a positive verdict on their words; an amendment answers only for those it changes."""
    now = review_standing(version)
    waiting = [*now.changes_requested, *now.overtaken, *now.waiting]
    changed = amendment_of(version).changed_roles if version.is_amendment and waiting else waiting
    return [key for key in waiting if key in changed]


def endorsed_or_explained(version: CharterVersion, reason: str) -> Answer:
    if reason.strip() or roles_endorsed(version):
        return True
    return Denied(_("The roles are not all endorsed. To go on without, write down why; everyone will read it."))


def somebody_adopts(version: CharterVersion) -> Answer:
    """Signatures and votes need members who are here; an approval needs its sponsor."""
    charter = version.charter
    present = version.team.memberships.present()
    if charter.adoption == charter.Adoption.SPONSOR:
        return present.filter(person_id=charter.sponsor_id).exists() or Denied(
            _("The sponsor is not in the team. Invite them again, or choose another sponsor.")
        )
    return present.signers().exists() or Denied(_("Nobody is here who could sign."))


def consulted(version: CharterVersion) -> Answer:
    """Before an amendment asks for signatures, those with a C have heard of each other day and each other scope."""
    return consulted_of(version)
