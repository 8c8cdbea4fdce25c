"""Who may do what in a disagreement. Everything here is about its parties and the neutral whom they accepted."""

from conflicts.permissions.parties import (
    MOST_PARTIES,
    can_work_on,
    is_opener,
    joined_parties,
    joined_party,
    mediating,
    party_of,
)
from conflicts.permissions.starting import (
    can_ask_party,
    can_decline_part,
    can_drop_draft,
    can_edit_draft,
    can_join,
    can_open_case,
    can_share_card,
    can_start_case,
    can_write_card,
)
from conflicts.permissions.stepping import can_hear_again, can_look_for_options

__all__ = [
    "MOST_PARTIES",
    "can_ask_party",
    "can_decline_part",
    "can_drop_draft",
    "can_edit_draft",
    "can_hear_again",
    "can_join",
    "can_look_for_options",
    "can_open_case",
    "can_share_card",
    "can_start_case",
    "can_work_on",
    "can_write_card",
    "is_opener",
    "joined_parties",
    "joined_party",
    "mediating",
    "party_of",
]
