"""From a row of the outbox to a message: its words, its secret link, its fixed name. Writes nothing."""

import json
import zoneinfo
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.mail import EmailMessage
from django.template import Context, TemplateDoesNotExist, TemplateSyntaxError, engines
from django.utils import timezone

from notices.minters import minters
from notices.models import Mail

# What a fault in a template or in the words given to it raises; such a mail waits for the mend and stops no other.
UNWRITABLE = (TemplateDoesNotExist, TemplateSyntaxError, ObjectDoesNotExist, LookupError, ValueError, TypeError)
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
FOOTER = "notices/_footer.txt"


class Words(NamedTuple):
    """What a mail says."""

    subject: str
    body: str


def message(mail: Mail, words: Words, connection) -> EmailMessage:
    headers = {"Message-ID": mail.message_id, **HEADERS}
    return EmailMessage(words.subject, words.body, to=[mail.to], headers=headers, connection=connection)


def words(mail: Mail) -> Words | None:
    """None when nobody should get it any more."""
    if mail.person and not mail.person.is_active:
        return None
    minted = minters[mail.template](mail) if holds_secret(mail) else {}
    return None if minted is None else rendered(mail, minted)


def holds_secret(mail: Mail) -> bool:
    return mail.template in minters


def rendered(mail: Mail, minted: dict) -> Words:
    """The first line of the template is the subject, the rest the body; then whose site it came from."""
    zone = zoneinfo.ZoneInfo(mail.person.time_zone) if mail.person else None
    context = {**mail.context, **minted}
    with timezone.override(zone):
        subject, _, body = plain(mail.template, context).strip().partition("\n")
    return Words(" ".join(subject.split()), f"{body.strip()}\n\n{footer()}")


def footer() -> str:
    return plain(FOOTER, {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL})


def plain(template: str, context: dict) -> str:
    """Text, not HTML: an apostrophe stays an apostrophe."""
    return engines["django"].get_template(template).template.render(Context(context, autoescape=False))


def sealed(words: Words) -> str:
    return json.dumps(words._asdict())


def unsealed(text: str) -> Words:
    return Words(**json.loads(text))
