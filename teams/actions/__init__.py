"""The verbs of a team. The lists `when_…` are where a floor above adds what it must do (see members.py)."""

from teams.actions.inviting import accept_invitation, invite, resend_invitation, withdraw_invitation
from teams.actions.members import (
    change_role,
    create_team,
    edit_team,
    leave_for_good,
    leave_team,
    mark_away,
    mark_back,
    remove_member,
    set_hours,
    set_parent,
    when_changing_role,
    when_joining,
    when_leaving,
)

__all__ = [
    "accept_invitation",
    "change_role",
    "create_team",
    "edit_team",
    "invite",
    "leave_for_good",
    "leave_team",
    "mark_away",
    "mark_back",
    "remove_member",
    "resend_invitation",
    "set_hours",
    "set_parent",
    "when_changing_role",
    "when_joining",
    "when_leaving",
    "withdraw_invitation",
]
