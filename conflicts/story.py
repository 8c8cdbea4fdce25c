"""What happened in a disagreement, in plain sentences that tell no word of what was said. Pure.

`{who}` is the name of whoever did it. A sentence without it tells nobody's name, whoever it was: what people propose
is weighed by what it is, and nobody is to be known as the one who did not want a mediator.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    # Beginning
    "case.opened": _("{who} opened this, and asked the others to take part."),
    "party.joined": _("{who} takes part."),
    "party.declined": _("{who} does not take part."),
    "party.removed": _("{who} took back the question to somebody who had not answered."),
    "card.shared": _("{who} shared how they see it."),
    "point.changed": _("{who} changed the words of something that they need."),
    "time.unanswered": _("A week had passed without an answer. Everybody was reminded."),
    "time.idle": _("Two weeks had passed in which nothing happened. Everybody was reminded."),
    # Yardsticks and options
    "criterion.added": _("{who} added a fair yardstick."),
    "options.begun": _("You began to look for options."),
    "options.opened_again": _("The list of options was opened again."),
    "option.added": _("Something that could be done was added."),
    "option.edited": _("An option was changed."),
    "option.removed": _("An option was taken away."),
    "rating.begun": _("Rating began: each looks at the options alone."),
    "ratings.handed_in": _("{who} handed in ratings."),
    "ratings.taken_back": _("{who} took ratings back, to change them."),
    "ratings.revealed": _("All had rated: everybody can read how each sees the options."),
    "round.begun": _("Another round of options began."),
    "case.heard_again": _("{who} went back to what people need."),
    # The agreement
    "agreement.begun": _("{who} began to write the agreement."),
    "agreement.left": _("{who} went back from the agreement to the options."),
    "agreement.offered": _("{who} offered the agreement for signing."),
    "agreement.changed": _("{who} took the words back to change them. Signatures on them are void."),
    "agreement.signed": _("{who} signed."),
    "agreement.agreed": _("All have signed. It holds from now on."),
    "agreement.amended": _("{who} began to change what was agreed."),
    "agreement.kept": _("{who} left the agreement as it was signed."),
    "term.shared": _("{who} agreed that the team may see a term."),
    "term.unshared": _("{who} no longer agrees that the team sees a term."),
    "term.carried": _("{who} put a shared term into a charter."),
    "follow_up.opened": _("It was time to look whether the agreement holds."),
    "follow_up.done": _("All have looked whether it holds."),
    "follow_up.lapsed": _("The time to look whether it holds was over."),
    "case.looked_again": _("You look at the options again. What is signed holds meanwhile."),
    "case.resolved": _("It is settled."),
    # A mediator
    "mediation.requested": _("{who} asked for a mediator."),
    "mediation.begun": _("All want a mediator."),
    "mediation.refused": _("Not everybody wants a mediator now."),
    "mediation.ended": _("The mediation is over."),
    "mediator.proposed": _("{who} proposed somebody as the mediator."),
    "mediator.asked_at_address": _("{who} proposed somebody as the mediator."),
    "mediator.disclosed": _("{who} would help, and told what ties them to you."),
    "mediator.accepted": _("All accepted the mediator."),
    "mediator.objected": _("Not everybody accepted the mediator who was proposed."),
    "mediator.recused": _("A mediator stepped aside."),
    "mediator.ended": _("A mediator is no longer needed."),
    # Ending
    "party.left": _("{who} left."),
    "case.withdrawn": _("{who} took it back."),
    "case.referred": _("{who} took it elsewhere."),
    "case.taken_elsewhere": _("{who} took it elsewhere."),
    "case.closed": _("{who} closed it."),
    "case.reopened": _("{who} took it up again."),
}
# Said of a verb that is not listed, and instead of a name where nobody in particular did it.
SOMETHING, SOMEBODY = _("Something was changed."), _("Somebody")


class Day(NamedTuple):
    day: date
    sentences: list[str]


def sentence(verb: str, who: str = "") -> str:
    """`who` is a name, or "" where time did it or nobody is to be named."""
    return str(SENTENCES.get(verb, SOMETHING)).replace("{who}", who or str(SOMEBODY))


def days(told: Iterable[tuple[date, str]]) -> list[Day]:
    """Pairs of a day and a sentence, in their order, day by day; what was done several times in a row is told once."""
    return [
        Day(day, [words for words, _again in groupby(words for _day, words in pairs)])
        for day, pairs in groupby(told, key=lambda pair: pair[0])
    ]
