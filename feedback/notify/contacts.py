"""People outside wait to be confirmed: who hears, in which words. No name and no address: notices are kept in clear."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.models import Charter
from feedback.models import OutsideContact
from notices import outbox

TO_CONFIRM = "feedback/notices/contact_to_confirm.txt"


def key_of(charter_id) -> str:
    return f"feedback.contacts:{charter_id}"


def added(charter: Charter, *, by) -> None:
    """Lead and members hear at most once a day, however many are named one after the other."""
    writers = [
        one.person for one in charter.team.memberships.writers().select_related("person") if one.person_id != by.pk
    ]
    outbox.tell(
        writers, key=f"{key_of(charter.pk)}:{timezone.now():%Y-%m-%d}", kind="feedback.contact_to_confirm",
        url=reverse("feedback:contacts", args=[charter.pk]), team_id=charter.team_id, template=TO_CONFIRM,
        text=_("%(who)s names people outside the team for “%(charter)s”. Do you know them too?") % {"who": by, "charter": charter},
    )  # fmt: skip


def settled(contact: OutsideContact) -> None:
    """When nobody waits any more, nobody is asked any more."""
    if OutsideContact.objects.filter(charter=contact.charter_id, confirmed_by=None).exists():
        return
    outbox.forget(f"{key_of(contact.charter_id)}:")
