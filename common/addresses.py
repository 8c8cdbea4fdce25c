"""Whom to ask: addresses as people paste them, names and notes that are safe in a mail. Pure."""

import re
import unicodedata
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from common.tidying import one_line, tidy

MOST, LONGEST, LONGEST_NAME, LONGEST_NOTE = 200, 254, 80, 500
GMAIL = {"gmail.com", "googlemail.com"}

# Commas and semicolons divide, but not within "Pier, Jon".
ENTRY = re.compile(r'(?:"[^"\n]*"|[^,;\n])+')
NAMED = re.compile(r"([^<>]*)<([^<>]*)>")
UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# They join signs into one, as in emoji and in Persian.
JOINERS = {"\u200c", "\u200d"}
DOTS = str.maketrans("。．｡", "...")

# Endings that mail programs make links of, and that are no words after a missing space.
ENDINGS = (
    r"(?:com|net|org|info|biz|io|co|app|dev|xyz|top|site|online|shop|link|click|page|eu|uk|de|fr|nl|es|pl|ch|ru|cn|jp)"
)
LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
LINK = re.compile(
    rf"\w{{1,30}}://|(?<!\w)(?:www\.|mailto:)|\]\(|(?<![^\W_])(?:{LABEL}\.){{1,9}}(?:[^\W\d_]{{2,24}}[/:?#]\S|{ENDINGS}(?![\w-]))"
    r"|(?<!\w)(?:\d{1,3}\.){3}\d{1,3}[/:]\S",
    re.IGNORECASE,
)


def normal(address: str) -> str:
    """For telling people apart, not for sending: one spelling for all addresses that reach the same box."""
    name, at, domain = address.strip().lower().rpartition("@")
    domain = ascii_of(domain.translate(DOTS))
    name = name.partition("+")[0] or name
    if domain in GMAIL:
        name, domain = name.replace(".", ""), "gmail.com"
    return f"{name}{at}{domain}"


def ascii_of(domain: str) -> str:
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


def read_many(text: str, own: Iterable[str] = ()) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """("Jon Pier", "jon@x.example") of each good entry, and (entry, reason) of each other one; none gets lost.

    `own` are the addresses of the person who asks.
    """
    good, wrong, seen, own = [], [], set(), {normal(address) for address in own}
    for entry in entries(text):
        name, address = parts_of(entry)
        reason = fault_in(entry, address) or fault_among(normal(address), seen, own)
        if reason:
            wrong.append((entry, reason))
            continue
        seen.add(normal(address))
        good.append((display_name(name), address))
    return good, wrong


def entries(text: str) -> list[str]:
    """Divided by line, comma or semicolon. Other signs that break a line stay, and are refused with their entry."""
    lines = text.replace("\r\n", "\n").replace("\t", " ")
    return [entry.strip(" ") for entry in ENTRY.findall(lines) if entry.strip()]


def parts_of(entry: str) -> tuple[str, str]:
    named = NAMED.fullmatch(entry)
    name, address = named.groups() if named else ("", entry)
    return name.strip(' "'), address.strip(" ")


def fault_in(entry: str, address: str) -> str | None:
    if any(unicodedata.category(sign) in UNSAFE for sign in entry if sign not in JOINERS):
        return _("There are invisible signs in it. Please type it anew.")
    if len(address) > LONGEST:
        return _("It is longer than an address can be.")
    try:
        validate_email(address)
    except ValidationError:
        return _("This is not an e-mail address. Please write it like jon@example.com or Jon Pier <jon@example.com>.")
    return None


def fault_among(address: str, seen: set, own: set) -> str | None:
    if address in own:
        return _("This is your own address.")
    if address in seen:
        return _("This address is here already.")
    if len(seen) >= MOST:
        return _("Please ask at most %(most)d people at once.") % {"most": MOST}
    return None


def display_name(text: str) -> str:
    """A name that is safe beside an address: one line of up to 80 characters, without links and invisible signs.

    It is cut first: what is left of evil.community must not become a link.
    """
    line = one_line(text[:LONGEST_NOTE])
    name = "".join(sign for sign in line if sign in JOINERS or unicodedata.category(sign) not in UNSAFE)[:LONGEST_NAME]
    return " ".join(word for word in name.split() if not has_link(word))


def plain_note(text: str) -> str:
    """The asker's own words in a mail; a ValueError says what cannot be sent."""
    note = tidy(text)
    if len(note) > LONGEST_NOTE:
        words = _("Please shorten your message to %(most)d characters; it has %(count)d.")
        raise ValueError(words % {"most": LONGEST_NOTE, "count": len(note)})
    if has_link(note):
        raise ValueError(_("Please leave out links and addresses: they make a mail look like spam."))
    return note


def has_link(text: str) -> bool:
    """As a mail program would see it, and under the disguises of wide and invisible signs."""
    seen = unicodedata.normalize("NFKC", text.translate(DOTS))
    return bool(LINK.search("".join(sign for sign in seen if unicodedata.category(sign) != "Cf")))
