"""That something still waits: the same words as before, by which nobody learns more than that."""

from common.addresses import normal
from conflicts.models import CaseParty, ConflictCase
from conflicts.notify import telling
from feedback.actions.stopping import is_stopped


def unanswered(case: ConflictCase, joined: list[CaseParty], invited: list[CaseParty]) -> None:
    """Everybody who takes part is told, and those who have not answered are asked once more."""
    here = [party.person for party in [*joined, *invited] if party.person_id]
    telling.tell(case, here, f"unanswered:{case.opened_at.timestamp()}")
    opener = next((party.person for party in joined if party.is_opener), None)
    for party in [one for one in invited if not one.person_id and not is_stopped(normal(one.address))]:
        telling.ask_at_address(party, "asked_again", opener)


def idle(case: ConflictCase, parties: list[CaseParty]) -> None:
    """Once for each time in which nothing happens."""
    telling.tell(case, [party.person for party in parties if party.person_id], f"idle:{case.moved_at.timestamp()}")
