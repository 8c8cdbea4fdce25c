"""The record of an adoption in words, for files that people read. Pure."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charters.outcomes import OUTCOMES


def adoption_lines(record: dict) -> list[str]:
    lines = [_("Version %(number)s") % record]
    lines += [agreed(one) for one in record["signatures"]]
    lines += [voted(one) for one in record.get("votes", [])]
    lines += [away(one) for one in record.get("absent", [])]
    if record.get("activated_at"):
        lines.append(_("In force since %(when)s") % {"when": when(record["activated_at"])})
    if record.get("closed"):
        lines.append(closed(record["closed"]))
    return [*lines, _("SHA-256 of the text: %(content_hash)s") % record]


def closed(found: dict) -> str:
    said = _("Closed by %(by)s, %(when)s: %(outcome)s. %(words)s")
    outcome = OUTCOMES.get(found["outcome"], found["outcome"])
    return said % (found | {"when": when(found["closed_at"]), "outcome": outcome})


def agreed(signature: dict) -> str:
    words = _("Signed by %(name)s, %(when)s")
    if signature.get("is_sponsor"):
        words = _("Approved by %(name)s, %(when)s")
    if signature.get("carried_from"):
        words = _("Signed by %(name)s, %(when)s, under version %(number)s; carried over")
    number = signature.get("carried_from")
    return words % {"name": signature["name"], "when": when(signature["signed_at"]), "number": number}


def voted(vote: dict) -> str:
    return _("%(name)s voted %(choice)s, %(when)s") % {
        "name": vote["name"],
        "choice": vote["choice"],
        "when": when(vote["voted_at"]),
    }


def away(absent: dict) -> str:
    return _("%(name)s was away for long since %(day)s and was not asked") % {
        "name": absent["name"],
        "day": day_of(absent["since"]),
    }


def day_of(text: str) -> str:
    """`4 May 2026`; what is no day stays as it was written."""
    try:
        return date_format(date.fromisoformat(text), "j F Y")
    except ValueError:
        return text


def when(moment: str | None) -> str:
    """`4 May 2026, 14:03 UTC`; what is no moment stays as it was written."""
    try:
        found = datetime.fromisoformat(moment or "")
    except ValueError:
        return moment or ""
    return f"{date_format(found, 'j F Y, H:i')} {found.tzname() or ''}".rstrip()
