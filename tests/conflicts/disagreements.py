"""Disagreements, brought to their states by the real actions. Bo begins them, with cy."""

from conflicts.actions import cards, opening, starting, stepping
from conflicts.models import CaseParty, ConflictCase

# Words that stand nowhere but in a case.
SEEN = "On Tuesday the build was handed over at six in the evening"
NEED = "I need a day to test before the harbour opens"


def find(case: ConflictCase) -> ConflictCase:
    """Read anew, as pages read it."""
    return ConflictCase.objects.prefetch_related("parties__person").get(pk=case.pk)


def draft_by(opener, *others, about="Late builds", team=None) -> ConflictCase:
    """With a card that could be shared, and nothing that speaks against opening it."""
    case = starting.start_case(about, by=opener, team=team)
    for other in others:
        starting.ask_party(case, person=other, by=opener)
    say(case, opener)
    starting.answer_safety(case, [], by=opener)
    return find(case)


def say(case: ConflictCase, who, seen=SEEN, need=NEED, **answers):
    """Their card, not shared yet."""
    revision = cards.own_card(find(case), who).revision
    return cards.write_card(case, revision, by=who, seen=seen, need=need, **answers)


def opened_by(opener, *others, **fields) -> ConflictCase:
    case = draft_by(opener, *others, **fields)
    opening.open_case(case, by=opener)
    return find(case)


def exchanging(opener, *others, **fields) -> ConflictCase:
    """All take part, and all have shared their cards."""
    case = opened_by(opener, *others, **fields)
    for other in others:
        opening.join(case, by=other)
        say(case, other, seen="The plan came late", need="I need to know the plan by Monday")
        cards.share_card(case, by=other)
    return find(case)


def with_options(opener, *others, **fields) -> ConflictCase:
    """The first round of options is open, and holds none yet."""
    case = exchanging(opener, *others, **fields)
    stepping.look_for_options(case, by=opener)
    return find(case)


def party(case: ConflictCase, who) -> CaseParty:
    return case.parties.get(person=who)
