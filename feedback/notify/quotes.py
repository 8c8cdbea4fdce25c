"""Who hears of quotes, in which words. The row of a mail holds no words: they are read when it is sent."""

from django.urls import reverse
from django.utils.translation import gettext as _

from common.addresses import display_name
from feedback.models import QuoteConsent
from notices import outbox

ASKED = "feedback/notices/quote_asked.txt"


def key_of(consent: QuoteConsent, what: str) -> str:
    return f"quote:{consent.pk}:{what}"


def asked(consent: QuoteConsent) -> None:
    """A mail with a link of its own; who has an account finds it in their inbox, too."""
    key = key_of(consent, "asked")
    outbox.write(consent.author_address, key=key, template=ASKED, context={"consent": str(consent.pk)})
    if consent.author:
        outbox.tell(
            [consent.author], key=key, kind="quote.asked", url=reverse("feedback:quote_asked", args=[consent.pk]),
            text=_("%(who)s asks whether words of yours may stand on their profile.") % {"who": display_name(str(consent.subject))},
        )  # fmt: skip


def answered(consent: QuoteConsent) -> None:
    """The person who asked finds it in the app; how the author decided stands on the page."""
    outbox.tell(
        [consent.subject], key=key_of(consent, f"{consent.state}:{consent.attribution}"), kind="quote.answered",
        url=reverse("feedback:quotes"), text=_("%(who)s answered about a quote.") % {"who": author_of(consent)},
    )  # fmt: skip


def taken_back(consent: QuoteConsent) -> None:
    outbox.take_back(key_of(consent, "asked"), people=[consent.author] if consent.author else [])


def author_of(consent: QuoteConsent) -> str:
    return consent.author_name or consent.author_role


def words_for(consent: QuoteConsent) -> dict:
    """What the mail to the author is made of."""
    return {"name": consent.author_name, "who": display_name(str(consent.subject)), "words": consent.words}
