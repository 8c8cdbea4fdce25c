"""The people outside the team with whom a charter's work is done."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from charters.models import Charter
from common.permissions import require
from feedback.actions import contacts as verbs
from feedback.forms.contacts import ContactsForm
from feedback.models import GroupKey, OutsideContact
from feedback.permissions import can_add_contacts, can_confirm_contact, can_see_contacts, own_addresses

# The groups are named in the plural; here stands one person.
ALONE = {
    GroupKey.CLIENT: gettext_lazy("client"),
    GroupKey.PARTNER: gettext_lazy("partner"),
    GroupKey.OTHER: gettext_lazy("other"),
}


def contacts(request, charter):
    """The list, with names and addresses, for lead and members; POST adds to it."""
    charters = Charter.objects.visible_to(request.user).select_related("team")
    charter = get_object_or_404(charters, pk=charter)
    require(can_see_contacts(request.user, charter))
    form = ContactsForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return contacts_page(request, charter, form, 422 if form.errors else 200)
    added, refused = verbs.add_contacts(
        charter, form.cleaned_data["people"], form.cleaned_data["group"], by=request.user
    )
    if refused:
        form.refuse(refused)
        return contacts_page(request, charter, form, 422)
    messages.success(request, how_many(len(added)))
    return redirect("feedback:contacts", charter.pk)


def how_many(number) -> str:
    if not number:
        return _("They are on the list already.")
    words = ngettext(
        "%(number)d person is on the list; somebody else of the team confirms that they know them too.",
        "%(number)d people are on the list; somebody else of the team confirms that they know them too.",
        number,
    )
    return words % {"number": number}


def contacts_page(request, charter, form, status):
    rows = list(OutsideContact.objects.filter(charter=charter).select_related("added_by", "confirmed_by"))
    own = own_addresses(request.user)
    for one in rows:
        one.may_confirm = can_confirm_contact(request.user, one, own)
        one.stands_as = ALONE.get(one.group, one.get_group_display())
    context = {
        "charter": charter, "form": form, "may_add": can_add_contacts(request.user, charter),
        "waiting": [one for one in rows if one.confirmed_by_id is None],
        "confirmed": [one for one in rows if one.confirmed_by_id],
    }  # fmt: skip
    return render(request, "feedback/contacts/list.html", context, status=status)


def find_contact(request, pk) -> OutsideContact:
    visible = Charter.objects.visible_to(request.user)
    return get_object_or_404(OutsideContact.objects.filter(charter__in=visible).select_related("charter"), pk=pk)


@require_POST
def confirm_contact(request, contact):
    """A second member knows them too."""
    contact = find_contact(request, contact)
    verbs.confirm_contact(contact, by=request.user)
    messages.success(request, _("Confirmed. What they answer counts from now on."))
    return redirect("feedback:contacts", contact.charter_id)


@require_POST
def remove_contact(request, contact):
    """Off the list."""
    contact = find_contact(request, contact)
    verbs.remove_contact(contact, by=request.user)
    messages.success(request, _("Removed from the list."))
    return redirect("feedback:contacts", contact.charter_id)
