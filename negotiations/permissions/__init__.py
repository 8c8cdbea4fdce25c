"""Who may do what at a sheet. A seat decides, never a role in the team: lead, manager and administrator get nothing by it."""

from negotiations.permissions.exploring import can_keep_analysis, can_make_offers, can_prefer, can_save_package
from negotiations.permissions.preparing import can_make_ready, can_reopen, can_sign_off, can_take_back
from negotiations.permissions.seats import (
    can_archive,
    can_export_profile,
    can_manage_seats,
    can_remove_sheet,
    can_start_sheet,
    can_write,
    can_write_limits,
    is_owner,
    seat_of,
    sees_limits,
)

__all__ = [
    "can_archive",
    "can_export_profile",
    "can_keep_analysis",
    "can_make_offers",
    "can_make_ready",
    "can_manage_seats",
    "can_prefer",
    "can_remove_sheet",
    "can_reopen",
    "can_save_package",
    "can_sign_off",
    "can_start_sheet",
    "can_take_back",
    "can_write",
    "can_write_limits",
    "is_owner",
    "seat_of",
    "sees_limits",
]
