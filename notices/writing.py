"""From a row of the outbox to a message: its words, its secret link, its fixed name. Writes nothing."""

import json
import zoneinfo
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.mail import EmailMessage
from django.template import Context, TemplateDoesNotExist, TemplateSyntaxError, engines
from django.urls import reverse
from django.utils import timezone

from notices import digest, unsubscribing
from notices.minters import minters
from notices.models import Mail

# What a fault in a template or in the words given to it raises; such a mail waits for the mend and stops no other.
UNWRITABLE = (TemplateDoesNotExist, TemplateSyntaxError, ObjectDoesNotExist, LookupError, ValueError, TypeError)
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
FOOTER = "notices/_footer.txt"
DIGEST = "notices/digest.txt"


class Words(NamedTuple):
    """What a mail says."""

    subject: str
    body: str


def message(mail: Mail, words: Words, connection) -> EmailMessage:
    headers = {"Message-ID": mail.message_id, **HEADERS, **ways_out(mail)}
    return EmailMessage(words.subject, words.body, to=[mail.to], headers=headers, connection=connection)


def ways_out(mail: Mail) -> dict[str, str]:
    """The headers of RFC 8058, by which a mail program stops mails like this one with one click."""
    if not may_stop(mail):
        return {}
    link = unsubscribing.link_for(mail)
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def may_stop(mail: Mail) -> bool:
    return bool(mail.topic and mail.person)


def words(mail: Mail) -> Words | None:
    """None when nobody should get it any more, or nothing is left to say."""
    if mail.person and not mail.person.is_active:
        return None
    more = read_late(mail)
    return None if more is None else rendered(mail, more)


def read_late(mail: Mail) -> dict | None:
    """What is known only at the moment of sending: a fresh secret, or what the day's mail is made of."""
    if mail.template == DIGEST:
        return digest.contents(mail)
    return minters[mail.template](mail) if holds_secret(mail) else {}


def holds_secret(mail: Mail) -> bool:
    return mail.template in minters


def rendered(mail: Mail, minted: dict) -> Words:
    """The first line of the template is the subject, the rest the body; then whose site it came from."""
    zone = zoneinfo.ZoneInfo(mail.person.time_zone) if mail.person else None
    context = {**mail.context, **minted}
    with timezone.override(zone):
        subject, _, body = plain(mail.template, context).strip().partition("\n")
    return Words(" ".join(subject.split()), f"{body.strip()}\n\n{footer(mail)}")


def footer(mail: Mail) -> str:
    """Whose site it came from and, where one may, how to hear less of it."""
    context = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    if may_stop(mail):
        choose = settings.SITE_URL + reverse("notices:choose")
        context |= {"stop": unsubscribing.link_for(mail), "choose": choose, "topic": mail.get_topic_display()}
    return plain(FOOTER, context)


def plain(template: str, context: dict) -> str:
    """Text, not HTML: an apostrophe stays an apostrophe."""
    return engines["django"].get_template(template).template.render(Context(context, autoescape=False))


def sealed(words: Words) -> str:
    return json.dumps(words._asdict())


def unsealed(text: str) -> Words:
    return Words(**json.loads(text))
