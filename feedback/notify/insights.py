"""Who hears of an insight that was shared. Its words are not in the notice: notices are kept in clear."""

from django.urls import reverse
from django.utils.translation import gettext as _

from feedback.models import Insight
from notices import outbox
from teams.models import Membership


def key_of(insight: Insight) -> str:
    return f"insight:{insight.pk}:shared"


def readers(insight: Insight) -> list:
    """The team that it was shared with, without who noted it."""
    present = Membership.objects.present().filter(team=insight.team_id).exclude(person=insight.author_id)
    return present.people()


def shared(insight: Insight, *, by) -> None:
    outbox.tell(
        readers(insight), key=key_of(insight), kind="insight.shared", team_id=insight.team_id,
        text=_("%(who)s shared something that they learned.") % {"who": by},
        url=reverse("feedback:chain", args=[insight.pk]),
    )  # fmt: skip


def taken_back(insight: Insight) -> None:
    outbox.take_back(key_of(insight), people=readers(insight))
