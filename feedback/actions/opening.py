"""Coming by an open link: a personal link is mailed; who is new waits for the word of the person who asks, to count."""

from django.db import transaction
from django.utils import timezone

from common.addresses import normal
from common.locks import lock
from feedback.actions.holding import held
from feedback.actions.stopping import is_stopped
from feedback.models import FeedbackInvitation, FeedbackRequest, OpenLink
from feedback.notify import asking, recovering
from feedback.permissions.asking import MOST_PEOPLE
from feedback.permissions.sending import OUTSIDE_A_DAY, busy, written_today


@transaction.atomic
def come_by_open_link(link: OpenLink, address: str, name: str) -> None:
    """Nothing is returned: who is known, unwanted or one too many hears the same as everybody.

    Those whom one person writes to a day are counted one after the other.
    """
    lock(link.request.subject)
    request = held(link.request)
    link = lock(link)
    link.request = request
    if not (link.is_alive and request.takes_answers):
        return
    OpenLink.objects.filter(pk=link.pk).update(uses_left=link.uses_left - 1)
    known = request.invitations.filter(normal_address=normal(address)).first()
    if known:
        recovering.recovered([known])
    elif may_come(request, normal(address)):
        invitation = let_in(link, address, name)
        asking.asked(request, [invitation])
        asking.came_by_open_link(invitation)


def may_come(request: FeedbackRequest, address: str) -> bool:
    if address == normal(request.subject.email) or is_stopped(address) or busy({address}, request):
        return False
    return request.invitations.count() < MOST_PEOPLE and written_today(request.subject_id) < OUTSIDE_A_DAY


def let_in(link: OpenLink, address: str, name: str) -> FeedbackInvitation:
    """They count for nothing yet, and have no account here, whatever the address; see actions.asking_links."""
    invitation = FeedbackInvitation(
        group_id=link.group_id, address=address, normal_address=normal(address), name=name, is_confirmed=False,
        request=link.request, state=FeedbackInvitation.State.SENT, sent_on=timezone.localdate(),
    )  # fmt: skip
    invitation.save()
    return invitation
