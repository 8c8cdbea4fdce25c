"""Rules of outside contacts. Who writes the charter names them; that they count needs a second one who knows them."""

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from charters.models import Charter
from common.addresses import normal
from common.permissions import Answer, Denied
from feedback.models import OutsideContact
from teams.permissions import is_writer

MOST_CONTACTS = 200


def can_see_contacts(user, charter: Charter) -> Answer:
    return is_writer(user, charter.team_id) or Denied(_("Only lead and members see whom the team works with outside."))


def can_add_contacts(user, charter: Charter) -> Answer:
    if not is_writer(user, charter.team_id):
        return Denied(_("Only lead and members name people outside the team."))
    return OutsideContact.objects.filter(charter=charter).count() < MOST_CONTACTS or Denied(
        _("There are %(most)d people on this list; that is as many as there can be.") % {"most": MOST_CONTACTS}
    )


def can_confirm_contact(user, contact: OutsideContact, own: set[str] | None = None) -> Answer:
    """`own` spares a page with many contacts to ask for the reader's addresses many times."""
    if not is_writer(user, contact.team_id):
        return Denied(_("Only lead and members confirm people outside the team."))
    if contact.added_by_id == user.pk:
        return Denied(_("You named this person. Somebody else of the team confirms that they know them too."))
    own = own_addresses(user) if own is None else own
    return contact.normal_address not in own or Denied(_("This is your own address."))


def can_remove_contact(user, contact: OutsideContact) -> Answer:
    return is_writer(user, contact.team_id) or Denied(_("Only lead and members change this list."))


def own_addresses(user) -> set[str]:
    """All that the person has here, as they are compared."""
    more = EmailAddress.objects.filter(user_id=user.pk).values_list("email", flat=True)
    return {normal(address) for address in (user.email, *more)}
