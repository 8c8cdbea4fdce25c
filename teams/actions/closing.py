"""What becomes of teams when somebody closes their account. Called by the verbs of accounts, in their transaction."""

from allauth.account.models import EmailAddress
from django.db import transaction

from teams import notify
from teams.actions.inviting import close as end
from teams.actions.inviting import hold
from teams.actions.members import leave_for_good
from teams.history import record
from teams.models import Invitation, Membership


@transaction.atomic
def close(person, *, by) -> None:
    """They leave each team by its own verb, so that roles become vacant and others hear of it; invitations to them end."""
    for membership in Membership.objects.present().filter(person=person).select_related("team").order_by("team_id"):
        leave_for_good(membership, by=by)
    addresses = EmailAddress.objects.filter(user=person).values("email")
    for invitation in Invitation.objects.waiting().filter(email__in=addresses).select_related("team"):
        withdraw(hold(invitation))


def withdraw(invitation: Invitation) -> None:
    end(invitation, Invitation.State.WITHDRAWN)
    record("invitation.withdrawn", invitation, by=None, about=invitation.team, email=invitation.email)
    notify.take_back(invitation)
