"""Who hears that a charter was closed, opened again, that its end comes near, or that it has passed."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charters.models import Charter, CharterVersion
from charters.notify.signing import everyone, tell
from notices import outbox
from teams.models import MemberRole


def closed(version: CharterVersion, *, by) -> None:
    text = _("%(by)s closed “%(charter)s”: %(reason)s")
    words = f"{version.charter.get_outcome_display()}. {version.charter.outcome_words}"
    tell(everyone(version), version, "charter.closed", text, by=by, page="show", reason=words)


def reopened(version: CharterVersion, *, by) -> None:
    text = _("%(by)s opened “%(charter)s” again.")
    tell(everyone(version), version, "charter.reopened", text, by=by, page="show")


def expired(version: CharterVersion) -> None:
    """Once for each end, however often the same one passes."""
    charter = version.charter
    day = date_format(charter.ends_on, "j F Y")
    outbox.tell(
        everyone(version),
        key=f"charter.expired:{charter.pk}:{charter.ends_on}",
        kind="charter.expired",
        text=_("“%(charter)s” ended on %(day)s. Moving its end, by an amendment, renews it.")
        % {"charter": charter.title, "day": day},
        url=reverse("charters:show", args=[charter.pk]),
        template="charters/notices/expired.txt",
        context={"charter": charter.title, "team": version.team.name, "day": day},
        team_id=version.team_id,
    )


def ends_soon(charter: Charter) -> None:
    outbox.remind(
        charter.team.memberships.present().filter(role=MemberRole.LEAD).people(),
        key=f"charter.ends_soon:{charter.pk}:{charter.ends_on}",
        kind="charter.ends_soon",
        text=_("“%(charter)s” ends on %(day)s. If it should go on, move its end by an amendment, or close it.")
        % {"charter": charter.title, "day": date_format(charter.ends_on, "j F Y")},
        url=reverse("charters:show", args=[charter.pk]),
        team_id=charter.team_id,
    )
