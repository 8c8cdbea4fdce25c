"""What a respondent is told before answering: who reads it, how it is mixed with others, and how many are asked."""

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.models import FeedbackInvitation, FeedbackRequest, GroupKey

State = FeedbackInvitation.State
UNASKED = [State.CREATED, State.BOUNCED, State.REVOKED]


def promise(door) -> dict:
    """For the pages that say what becomes of an answer."""
    sizes = sizes_of(door.ask)
    mine = sizes.get(door.group.key, 0)
    return {
        "is_named": door.group.is_named,
        "is_alone": mine == 1,
        "group": size_in_words(door.group.key, mine),
        "others": [size_in_words(key, n) for key, n in sizes.items() if key != door.group.key],
        "readers": readers_of(door.ask),
        "least": settings.FEEDBACK_LEAST_SCORES,
        "least_texts": settings.FEEDBACK_LEAST_TEXTS,
        "minutes": door.group.version.questionnaire.minutes,
    }


def sizes_of(ask: FeedbackRequest) -> dict[str, int]:
    """{group: people asked}, so that everybody can see among how many they are."""
    asked = FeedbackInvitation.objects.filter(request=ask, is_confirmed=True).exclude(state__in=UNASKED)
    counted = asked.exclude(group__key=GroupKey.SELF).values_list("group__key").annotate(n=Count("pk"))
    return dict(counted.order_by("group__key"))


def size_in_words(key: str, n: int) -> str:
    words = {
        GroupKey.TEAMMATE: ngettext("%(n)s teammate is asked", "%(n)s teammates are asked", n),
        GroupKey.LEAD: ngettext("%(n)s lead is asked", "%(n)s leads are asked", n),
        GroupKey.CLIENT: ngettext("%(n)s client is asked", "%(n)s clients are asked", n),
        GroupKey.PARTNER: ngettext("%(n)s partner is asked", "%(n)s partners are asked", n),
    }
    return words.get(key, ngettext("%(n)s other person is asked", "%(n)s others are asked", n)) % {"n": n}


def readers_of(ask: FeedbackRequest) -> str:
    if ask.share == FeedbackRequest.Share.KEEPERS and ask.team:
        words = _("%(who)s, and the lead and the managers of the team “%(team)s”")
        return words % {"who": ask.subject, "team": ask.team}
    return _("only %(who)s") % {"who": ask.subject}


def names_around(door) -> list[str]:
    """Names that a text may give away. Those of the team are told to its own members alone."""
    own = [door.invitation.name] if door.invitation.name else []
    if door.group.is_named or door.is_own or not door.ask.team or not door.invitation.person:
        return own
    people = list(door.ask.team.memberships.present().people())
    is_member = door.invitation.person in people
    return own + [str(one) for one in people if is_member and one.pk != door.ask.subject_id]
