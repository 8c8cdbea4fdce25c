"""Checks 1 to 3: purpose and goals."""

import re

from django.utils.translation import gettext as _

from charters.content import Clause
from charters.readiness.facts import Facts, Found, Reason, named

MOST_SENTENCES = 3
# A full stop ends a sentence before a space and a capital, so that "e.g. this" and "v1.2" do not.
SENTENCE_END = re.compile(r"[.!?…]+[\"”’)\]]*\s+(?=[^\Wa-z\d_])|[。！？]+|\n\s*\n")
NUMBER_WORDS = r"two|three|four|five|six|seven|eight|nine|ten|twelve|half|a third|a quarter|zero|once|twice|double"
NUMBER = re.compile(rf"\d|%|\b(?:{NUMBER_WORDS})\b", re.IGNORECASE)


def has_purpose_and_goal(facts: Facts) -> Found:
    """A missing purpose or goal blocks. Its length does not: sentences are counted by a rule that can be wrong."""
    purpose = facts.content.one("purpose")
    reasons = []
    if purpose is None or not purpose.heading.strip():
        reasons.append(Reason(_("The purpose is still empty."), purpose.key if purpose else "", blocks=True))
    elif (count := sentences(purpose.heading)) > MOST_SENTENCES:
        words = _("The purpose has %(count)d sentences; three say it to a stranger.") % {"count": count}
        reasons.append(Reason(words, purpose.key))
    if not any(goal.heading.strip() for goal in facts.content.of("goal")):
        reasons.append(Reason(_("There is no goal yet."), blocks=True))
    return Found(2, reasons)


def sentences(text: str) -> int:
    return sum(1 for part in SENTENCE_END.split(text.strip()) if part and part.strip())


def goals_are_specific(facts: Facts) -> Found:
    goals = facts.content.of("goal")
    found = [(goal, missing_in(goal)) for goal in goals]
    return Found(len(goals), [Reason(words % {"goal": named(goal)}, goal.key) for goal, words in found if words])


def missing_in(goal: Clause) -> str:
    """A measure counts when it is written out; without one a number in the goal itself does."""
    measured = goal["measure"].strip() or NUMBER.search(goal.heading)
    dated = goal["due"] is not None and goal["due"]["precision"] != "text"
    if measured and dated:
        return ""
    if dated:
        return _("Goal %(goal)s has no measure: how would anyone see that it is reached?")
    if measured:
        return _("Goal %(goal)s has no date.")
    return _("Goal %(goal)s has neither a measure nor a date.")


def personal_goals_serve_the_team(facts: Facts) -> Found:
    goals = {goal.key: goal for goal in facts.content.of("goal")}
    personal = [goal for goal in goals.values() if goal["of"].strip()]
    found = [(goal, strays(goal, goals)) for goal in personal]
    return Found(len(personal), [Reason(words % {"goal": named(goal)}, goal.key) for goal, words in found if words])


def strays(goal: Clause, goals: dict[str, Clause]) -> str:
    """A personal goal leads, over others perhaps, to a goal of the whole team."""
    passed = set()
    while goal["of"].strip():
        if goal.key in passed:
            return _("The goals around %(goal)s serve each other in a circle; none of them serves the team.")
        passed.add(goal.key)
        goal = goals.get(goal["serves"])
        if goal is None:
            return _("Goal %(goal)s serves no goal of the team yet.")
    return ""
