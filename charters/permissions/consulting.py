"""Who is to be asked before an amendment changes a day or a scope, and whether they were."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charters.consulting import Ask, asks
from charters.models import CharterVersion, Consultation
from charters.permissions.deadlines import Here, is_awaited, seats, standing_text
from charters.readiness.facts import listed, shortened
from charters.weighing import names_of
from common.permissions import Answer, Denied
from teams.models import MemberRole, Membership
from teams.permissions import is_writer

State = CharterVersion.State


@dataclass(frozen=True)
class Asking:
    """One change of an amendment: what its C's were asked and said, and whom nobody has asked yet."""

    ask: Ask
    asked: list[Consultation] = field(default_factory=list)
    unasked: list[Membership] = field(default_factory=list)


def can_ask_consulted(user, version: CharterVersion) -> Answer:
    if not is_writer(user, version.team_id):
        return Denied(_("Only the lead and the members ask."))
    return version.state == State.IN_REVIEW or Denied(_("Those with a C are asked while the amendment is in review."))


def asking_of(version: CharterVersion) -> list[Asking]:
    """Each change of a day or a scope that somebody with a C must hear of before; none for a first charter."""
    if version.based_on_id is None:
        return []
    here = seats(version.team_id)
    found = asks(standing_text(version.based_on), version.content(), names_of(here.values()))
    rows = Consultation.objects.counting().filter(charter_id=version.charter_id, mark__in={one.mark for one in found})
    rows = list(rows.select_related("person"))
    told = [
        asking(one, here, [row for row in rows if (str(row.key), row.mark) == (one.key, one.mark)]) for one in found
    ]
    return [one for one in told if one.asked or one.unasked]


def asking(one: Ask, here: Here, rows: Collection[Consultation]) -> Asking:
    heard = {str(row.person_id) for row in rows}
    seated = [here[who] for who in sorted(one.people - heard) if who in here]
    return Asking(one, list(rows), [seat for seat in seated if seat.role != MemberRole.OBSERVER])


def consulted_of(version: CharterVersion) -> Answer:
    """Those with a C were asked about each change, and have answered or had their time."""
    here, changes = seats(version.team_id), asking_of(version)
    for one in changes:
        if one.unasked:
            return Denied(
                _("Ask %(people)s about “%(title)s” first.")
                % {"people": listed(str(seat.person) for seat in one.unasked), "title": shortened(one.ask.title)}
            )
    waiting = [row for one in changes for row in one.asked if is_awaited(row, here)]
    return not waiting or Denied(
        _("%(people)s can say until %(day)s what they think of the change of “%(title)s”.")
        % {
            "people": listed(dict.fromkeys(str(row.person) for row in waiting)),
            "day": date_format(max(row.until for row in waiting), "j F Y"),
            "title": shortened(waiting[0].title),
        }
    )
