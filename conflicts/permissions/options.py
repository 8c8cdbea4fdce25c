"""Rules of looking for options together and of rating them blind. They are asked about a round, in its case."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.permissions import Answer, Denied
from conflicts.models import ConflictCase, MediationAssignment, Option, OptionRating, RatingRound
from conflicts.permissions.parties import can_work_on, joined_parties, joined_party, mediating, not_now, party_of

State, Step = ConflictCase.State, RatingRound.State
MOST_OPTIONS = 100
MOST_ROUNDS = 50


def can_change_list(user, current: RatingRound, assignment: MediationAssignment | None = None) -> Answer:
    """Put something on the list while it is open: who takes part, and the neutral whom all of them accepted."""
    answer = can_look(user, current.case, assignment)
    return answer and (current.state == Step.COLLECTING or Denied(list_is_closed(current)))


def can_look(user, case: ConflictCase, assignment: MediationAssignment | None) -> Answer:
    if party_of(user, case) is None and (assignment or mediating(user, case)):
        return case.state == State.OPTIONS or Denied(not_now(case))
    return can_work_on(user, case, State.OPTIONS)


def list_is_closed(current: RatingRound) -> str:
    if current.state == Step.RATING:
        return _("The list is closed: each of you rates it now.")
    return _("All have rated this list. Begin another round for more.")


def can_add_option(user, current: RatingRound, assignment: MediationAssignment | None = None) -> Answer:
    """`assignment`: what the person mediates of it, where that was just read."""
    answer = can_change_list(user, current, assignment)
    if answer and current.options.count() >= MOST_OPTIONS:
        return Denied(_("There are %(most)d options already. Rate these first.") % {"most": MOST_OPTIONS})
    return answer


def can_edit_option(user, option: Option) -> Answer:
    """`option.round.case` is the case. Who proposed it, and nobody else: the others add what they would do instead."""
    answer = can_change_list(user, option.round)
    return answer and (is_own(user, option) or Denied(_("Only who proposed it changes it. Add yours beside it.")))


can_remove_option = can_edit_option


def is_own(user, option: Option) -> bool:
    party = party_of(user, option.round.case)
    return option.party_id == (party.pk if party else None)


def can_begin_rating(user, current: RatingRound) -> Answer:
    answer = can_work_on(user, current.case, State.OPTIONS)
    if not answer:
        return answer
    if current.state != Step.COLLECTING:
        return Denied(list_is_closed(current))
    if len(joined_parties(current.case)) < 2:
        return Denied(_("Nobody else takes part."))
    return current.options.exists() or Denied(_("First find at least one option."))


def can_open_again(user, current: RatingRound) -> Answer:
    """Back to looking for more, as long as nobody has done their part of the rating."""
    answer = can_work_on(user, current.case, State.OPTIONS)
    if not answer:
        return answer
    if current.state != Step.RATING:
        return Denied(not_rating(current))
    return not current.handed_in.exists() or Denied(
        _("Somebody has handed in already. More options come in another round.")
    )


def not_rating(current: RatingRound) -> str:
    if current.state == Step.COLLECTING:
        return _("The list is open: you are still looking for options.")
    return _("All have rated this list, and all can read it.")


def can_rate(user, current: RatingRound) -> Answer:
    """Each alone, until they hand in."""
    answer = can_work_on(user, current.case, State.OPTIONS)
    if not answer:
        return answer
    if current.state != Step.RATING:
        return Denied(not_rating(current))
    if has_handed_in(user, current):
        return Denied(_("You have handed in. Take it back first, to change it."))
    return True


def has_handed_in(user, current: RatingRound) -> bool:
    party = joined_party(user, current.case)
    return any(one.party_id == party.pk for one in current.handed_in.all()) if party else False


def can_hand_in(user, current: RatingRound) -> Answer:
    """With a word on each option: what somebody skipped would not be seen by all."""
    answer = can_rate(user, current)
    if not answer:
        return answer
    number = current.options.count() - len(rated(user, current))
    return number == 0 or Denied(
        ngettext("You have not rated %(number)d option yet.", "You have not rated %(number)d options yet.", number)
        % {"number": number}
    )


def rated(user, current: RatingRound) -> list[OptionRating]:
    own = OptionRating.objects.filter(option__round=current, party=joined_party(user, current.case))
    return [one for one in own if one.said.get("value") is not None]


def can_take_back(user, current: RatingRound) -> Answer:
    """Until all are in: from then on, all have read it."""
    answer = can_work_on(user, current.case, State.OPTIONS)
    if not answer:
        return answer
    if current.state != Step.RATING:
        return Denied(not_rating(current))
    return has_handed_in(user, current) or Denied(_("You have not handed in."))


def can_start_another_round(user, current: RatingRound) -> Answer:
    answer = can_work_on(user, current.case, State.OPTIONS)
    if not answer:
        return answer
    if current.state != Step.REVEALED:
        return Denied(_("This round is not rated yet."))
    return current.number < MOST_ROUNDS or Denied(
        _("There were %(most)d rounds. Somebody neutral may help you further.") % {"most": MOST_ROUNDS}
    )
