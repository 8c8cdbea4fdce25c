"""Checks 15 and 18: written by all, and kept alive."""

from django.utils.translation import gettext as _

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
    """Of a charter in force: everyone signed, and it was looked at when it should be."""
    if not facts.is_active:
        return Found(0)
    reasons = []
    if facts.signed < facts.asked:
        words = _("%(signed)d of %(asked)d have signed.")
        reasons.append(Reason(words % {"signed": facts.signed, "asked": facts.asked}))
    if facts.next_review_on and facts.next_review_on < facts.today:
        reasons.append(Reason(_("The charter should have been looked at again.")))
    return Found(2, reasons)
