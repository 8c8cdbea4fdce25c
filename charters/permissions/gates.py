"""What must be settled before a charter moves on: asked in the action, and again to paint the page."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters.gathering import gather
from charters.models import CharterVersion, ClauseComment
from charters.permissions.consulting import consulted_of
from charters.permissions.reviewing import review_standing
from charters.readiness import Reason, blockers
from common.permissions import Answer, Denied
from teams.models import MemberRole

MOST_TOLD = 5


def has_a_manager(version: CharterVersion) -> bool:
    return version.team.memberships.present().filter(role=MemberRole.MANAGER).exists()


def nothing_blocks(version: CharterVersion) -> Answer:
    """Only the three checks that are marked can hold a charter back; each reason names its clause."""
    found = blockers(gather(version))
    return not found or Denied(told(found))


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
    now = review_standing(version)
    missing = now.total - len(now.endorsed)
    return not missing or Denied(
        ngettext(
            "One role is not endorsed by a manager.", "%(count)s roles are not endorsed by a manager.", missing
        ) % {"count": missing}
    )  # fmt: skip


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
