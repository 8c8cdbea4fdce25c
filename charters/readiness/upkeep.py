"""Checks 15 and 18: written by all, and kept alive."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from charters.agreements import DAYS_LATE, WELL_KEPT
from charters.readiness.facts import Facts, Found, Reason, listed

ENOUGH_AUTHORS = 0.8


def written_by_all(facts: Facts) -> Found:
    """At least four of five members wrote, proposed or commented."""
    quiet = [member.name for member in facts.members if member.id not in facts.authors]
    total = len(facts.members)
    if total - len(quiet) >= ENOUGH_AUTHORS * total:
        return Found(total)
    words = _("%(heard)d of %(total)d members have written, proposed or commented. Not heard yet: %(names)s.")
    said = words % {"heard": total - len(quiet), "total": total, "names": listed(quiet)}
    return Found(total, [Reason(said, count=len(quiet))])


def is_kept_alive(facts: Facts) -> Found:
    """Of a charter in force: everyone signed, it is looked at when it should be, and its agreements are kept."""
    if not facts.is_active:
        return Found(0)
    reasons = [*unsigned(facts), *looked_at_late(facts), *badly_kept(facts)]
    return Found(2 + (facts.kept_score is not None), reasons)


def unsigned(facts: Facts) -> list[Reason]:
    if facts.signed >= facts.asked:
        return []
    words = _("%(signed)d of %(asked)d have signed.")
    return [Reason(words % {"signed": facts.signed, "asked": facts.asked})]


def looked_at_late(facts: Facts) -> list[Reason]:
    """What is due now says so; a look that came late says it until the next one."""
    if facts.next_review_on and facts.next_review_on < facts.today and not facts.is_being_reviewed:
        return [Reason(_("The charter should have been looked at again."))]
    if facts.days_late > DAYS_LATE:
        return [Reason(_("The last look at it came %(days)d days late.") % {"days": facts.days_late})]
    return []


def badly_kept(facts: Facts) -> list[Reason]:
    if facts.kept_score is None or facts.kept_score >= WELL_KEPT:
        return []
    words = _("At the last look the agreements were kept %(score)s of 5 on average; below %(least)s they help little.")
    return [
        Reason(
            words % {"score": number_format(facts.kept_score, 1), "least": number_format(WELL_KEPT, 1)}, part="working"
        )
    ]
