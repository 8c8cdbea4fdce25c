"""A disagreement of bo and cy in which something of every kind was said: what goes when it ends, and what stays for a while."""

from accounts.models import User
from common.ids import uuid7
from conflicts.actions import agreeing, cards, choosing, options, points, rooms, signing, stepping
from conflicts.models import ConflictCase, Point, ResolutionAgreement
from tests.conflicts.agreements import OPENING, PROMISE, UNREAD, fresh, look, looked_at, sign, words
from tests.conflicts.disagreements import NEED, exchanging, find, say
from tests.conflicts.mediations import active_in, caucus, choosing_in, disclosed_in, joint
from tests.conflicts.rated import current, handed_in_by, rated_by
from tests.factories import person

# Read by one person, or by one and a mediator.
PRIVATE = {
    "draft": "Avocet-unshared", "mediator": "Bittern-for-mediator", "habit": "accommodating", "point": "Curlew-kept",
    "unread note": "Dotterel-unread", "own note": "Egret-not-handed-in", "ties": "Fulmar-ties", "objection": "Gadwall-no",
    "caucus": "Heron-alone", "notes": "Ibis-noted", "unfit": "Jacana-power",
}  # fmt: skip
LOOK = "Jackdaw-looked"
# Read by both.
SHARED = {
    "about": "Kestrel-about", "card": NEED, "interest": "Lapwing-needed", "option": "Merlin-option", "note": "Nightjar-read",
    "joint": "Osprey-together",
}  # fmt: skip
SIGNED = {"opening": OPENING, "term": PROMISE}


def rich(cast, team=None) -> ConflictCase:
    """They look for options, with a mediator, and rate a second round."""
    case = exchanging(cast.bo, cast.cy, about=SHARED["about"], team=team)
    points.add_point(case, uuid7(), by=cast.bo, text=SHARED["interest"])
    cards.share_card(case, by=cast.bo)
    say(case, cast.bo, seen=PRIVATE["draft"], habit=PRIVATE["habit"], for_mediator=PRIVATE["mediator"])
    points.add_point(case, uuid7(), by=cast.cy, text=PRIVATE["point"], kind=Point.Kind.INTEREST)
    rate_twice(find(case), cast)
    call_mediator(find(case), cast)
    # Ticked before it was opened, by the one who opened it.
    ConflictCase.objects.filter(pk=case.pk).update(unfit=[PRIVATE["unfit"]])
    return find(case)


def rate_twice(case: ConflictCase, team) -> None:
    """A round that both read, and one that only cy has handed in."""
    from_here(case, team)
    handed_in_by(case, team.bo, 3, notes=[SHARED["note"]])
    handed_in_by(case, team.cy, 2)
    options.start_another_round(case, [], [option.pk for option in current(case).options.all()], by=team.bo)
    options.begin_rating(case, by=team.bo)
    handed_in_by(case, team.cy, 1, notes=[PRIVATE["unread note"]])
    rated_by(case, team.bo, 0, notes=[PRIVATE["own note"]])


def from_here(case: ConflictCase, team) -> None:
    stepping.look_for_options(case, by=team.bo)
    options.add_options(case, [(SHARED["option"], ""), ("Another option", "")], by=team.bo)
    options.begin_rating(case, by=team.bo)


def call_mediator(case: ConflictCase, team) -> None:
    """Ola is not accepted, pat is."""
    pat, ola = somebody("pat"), somebody("ola")
    choosing_in(case)
    choosing.object_to_mediator(disclosed_in(case, ola, PRIVATE["ties"]), by=team.cy, reason=PRIVATE["objection"])
    mediated = active_in(find(case), pat)
    rooms.say(joint(mediated), SHARED["joint"], by=team.bo)
    rooms.say(caucus(mediated, team.bo), PRIVATE["caucus"], by=team.bo)
    rooms.keep_note(find(case), PRIVATE["notes"], by=pat)


def somebody(name: str) -> User:
    return User.objects.filter(email=f"{name}@example.org").first() or person(name)


def agreed(case: ConflictCase, team) -> ResolutionAgreement:
    """All have signed; the first look is open, and cy alone has looked."""
    agreement = agreeing.begin_agreement(case, by=team.bo)
    agreeing.write_opening(agreement, OPENING, agreement.revision, by=team.bo)
    agreeing.write_term(agreement, uuid7(), words(PROMISE), UNREAD, by=team.cy)
    signing_of(agreement, team)
    look(looked_at(fresh(agreement)), team.cy, note=LOOK, left_over=LOOK)
    return fresh(agreement)


def signing_of(agreement, team) -> None:
    signing.offer(fresh(agreement), by=team.bo)
    for who in (team.bo, team.cy):
        sign(agreement, who)
