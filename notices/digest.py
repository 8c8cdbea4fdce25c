"""What a mail of the day says: read at the moment of sending, so that what was read or taken back meanwhile is not in it."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notices.models import Mail, Notice

MOST = 50
SUBJECT = 100


def contents(mail: Mail) -> dict | None:
    """Reminders first, the most urgent on top, then news as they came; None when nothing is left to say."""
    notices = list(Notice.objects.of_mail(mail).unread().order_by("created_at", "id"))
    if not notices:
        return None
    reminders = sorted((one for one in notices if one.is_reminder), key=lambda one: one.due_on or date.max)
    news = [one for one in notices if not one.is_reminder]
    shown = [*reminders, *news][:MOST]
    return {
        "name": str(mail.person),
        "subject": subject_of(shown[0], len(notices) - 1),
        "reminders": [line(one) for one in shown if one.is_reminder],
        "news": [line(one) for one in shown if not one.is_reminder],
        "more": len(notices) - len(shown),
        "unread": Notice.objects.visible_to(mail.person).unread().count(),
        "inbox": settings.SITE_URL + reverse("notices:inbox"),
    }


def line(notice: Notice) -> dict:
    """Following the link marks the notice as read, as in the app."""
    return {"text": notice.text, "link": settings.SITE_URL + reverse("notices:open", args=[notice.pk])}


def subject_of(first: Notice, others: int) -> str:
    """What is most urgent, and how much comes with it."""
    text = Truncator(first.text).chars(SUBJECT)
    if not others:
        return text
    more = ngettext("%(n)s more", "%(n)s more", others) % {"n": others}
    return _("%(first)s … and %(more)s") % {"first": text.rstrip(".…"), "more": more}
