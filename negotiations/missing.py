"""What a preparation still wants, and why it matters. Pure. It advises; it scores nobody and blocks nothing.

Reads a sheet (negotiations.content) as far as its reader sees it. Who may not see limits hears nothing of them, not even
that they are missing.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from negotiations.content import Content
from negotiations.kinds import FOCUSED, FULL, OTHER, OWN, RANK, SUDDEN, THIRD


class Wanted(NamedTuple):
    """One thing to look for: from which depth on, what it is, why it matters, where it is mended, and whether it is there.

    `where` is the name of a kind of part, or "limits", "numbers" or "day".
    """

    depth: str
    what: str
    why: str
    where: str
    is_there: Callable[[Content], bool]
    is_limit: bool = False


class Missing(NamedTuple):
    what: str
    why: str
    where: str


def has(kind: str, *parties: str, least=1) -> Callable[[Content], bool]:
    """At least so many parts of the kind that say something, for each of the sides."""

    def look(content: Content) -> bool:
        sides = parties or ("",)
        return all(sum(bool(part.heading.strip()) for part in content.parts_of(kind, side)) >= least for side in sides)

    return look


def every(kind: str, field: str) -> Callable[[Content], bool]:
    """That field is filled wherever the kind stands; nothing there wants nothing."""
    return lambda content: all(str(part.values.get(field) or "").strip() for part in content.parts_of(kind))


def has_limit(*names: str) -> Callable[[Content], bool]:
    return lambda content: any(getattr(content.limits, name) for name in names)


def tests_assumptions(content: Content) -> bool:
    return all(
        part.values.get("status") != "untested" or part.values.get("test") for part in content.parts_of("assumption")
    )


def names_best(content: Content) -> bool:
    own = content.parts_of("alternative", OWN)
    return not own or any(part.values.get("is_best") for part in own)


def knows_limit(content: Content) -> bool:
    return has_limit("reservation_score", "reservation_note")(content)


ALL = (
    Wanted(SUDDEN, _("Your goal"), _("Who does not know what they want takes what they are offered."), "goal", has("goal", OWN)),
    Wanted(SUDDEN, _("Their likely goal"), _("Even a guess turns a demand into something to ask about."), "goal", has("goal", OTHER)),
    Wanted(SUDDEN, _("Your plan B"), _("Without it you cannot tell a poor deal from no deal."), "alternative", has("alternative", OWN), True),
    Wanted(SUDDEN, _("Two questions"), _("You learn what they need by asking, not by arguing."), "question", has("question", least=2)),
    Wanted(FOCUSED, _("The day of the talks"), _("It says how much time is left to find things out."), "day", lambda content: bool(content.meets_on)),
    Wanted(FOCUSED, _("Your interests"), _("A position can only be split; interests can be met in several ways."), "interest", has("interest", OWN)),
    Wanted(FOCUSED, _("Their interests"), _("They say yes to what serves them, not to what serves you."), "interest", has("interest", OTHER)),
    Wanted(FOCUSED, _("Why each interest matters"), _("Behind the why there is often another way to serve it."), "interest", every("interest", "why")),
    Wanted(FOCUSED, _("Which of your alternatives is the best"), _("That one, your BATNA, says when to walk away."), "alternative", names_best, True),
    Wanted(FOCUSED, _("Your reservation point (walk-away point)"), _("Set it before the talks, while nobody presses you."), "limits", knows_limit, True),
    Wanted(FOCUSED, _("A fair standard"), _("What neither side made up is easier to agree on."), "criterion", has("criterion")),
    Wanted(FOCUSED, _("Where each standard comes from"), _("A number without a source is only an opinion."), "criterion", every("criterion", "source")),
    Wanted(FOCUSED, _("An expected challenge"), _("What you have an answer to does not throw you."), "challenge", has("challenge")),
    Wanted(FOCUSED, _("What you do about each challenge"), _("In the room there is no time to think of it."), "challenge", every("challenge", "strategies")),
    Wanted(FOCUSED, _("How to test your assumptions"), _("An untested guess steers the talks as if it were a fact."), "assumption", tests_assumptions),
    Wanted(FULL, _("Who is affected but absent"), _("Who was forgotten can undo a deal later."), "party", has("party", THIRD)),
    Wanted(FULL, _("Two ideas that could serve both sides"), _("With one idea on the table, the only question is how much of it."), "idea", has("idea", least=2)),
    Wanted(FULL, _("Their alternatives"), _("What they can do without you is what your offer must beat."), "alternative", has("alternative", OTHER), True),
    Wanted(FULL, _("Your target"), _("Who aims high and has reasons for it gets more."), "limits", has_limit("target_score", "target_note"), True),
    Wanted(FULL, _("A guess of their reservation point"), _("The room for a deal lies between the two."), "limits", has_limit("other_reservation", "other_reservation_note"), True),
    Wanted(FULL, _("How things are between you"), _("Trust decides how much you tell each other."), "relationship", has("relationship")),
    Wanted(FULL, _("What they should take home"), _("They remember two sentences; choose which."), "message", has("message")),
    Wanted(FULL, _("What the meeting should end with"), _("A meeting without an end in mind ends in another meeting."), "commitment", has("commitment")),
    Wanted(FULL, _("Issues and what they are worth"), _("With them the explorer finds trades that serve both."), "numbers", lambda content: bool(content.issues)),
)  # fmt: skip


def missing(content: Content) -> list[Missing]:
    """What is not there, in the order of the page; only what the sheet's depth asks for."""
    return [Missing(one.what, one.why, one.where) for one in asked(content) if not one.is_there(content)]


def asked(content: Content) -> list[Wanted]:
    rank = RANK[content.depth]
    return [one for one in ALL if RANK[one.depth] <= rank and (content.sees_limits or not one.is_limit)]
