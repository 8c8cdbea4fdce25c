"""Checks 10, 11 and 13: if-then plans, conflict steps, the decision rule."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters.content import Clause
from charters.kinds import KINDS
from charters.readiness.facts import Facts, Found, Reason, is_nobody, listed, named, plain

FEWEST_PLANS = 3
FEWEST_STEPS = 2
EVERYBODY = re.compile(r"(?:the )?(?:whole )?(?:team|group|everyone|everybody|all|us|we|anyone|members)(?: of us)?")
PUNISHMENT = re.compile(
    r"\b(?:expel\w*|fire[ds]?|firing|dismiss\w*|remov\w+|exclu\w+|punish\w*|penal\w+|sanction\w*|warning|strike|grade|terminat\w+|kick\w* out|report(?:ed)? to)\b",
    re.IGNORECASE,
)


def plans_are_whole(facts: Facts) -> Found:
    """At least three, each with its if, its then and its who: for late work, silence and absence, say."""
    plans = facts.content.of("contingency")
    reasons = [Reason(words, plan.key) for plan in plans if (words := missing_in(plan))]
    lacking = max(FEWEST_PLANS - len(plans), 0)
    if lacking:
        words = ngettext(
            "One more if-then plan is needed: for late work, silence or absence, say.", "%(count)d more if-then plans are needed: for late work, silence or absence, say.", lacking
        )  # fmt: skip
        reasons.append(Reason(words % {"count": lacking}, count=lacking))
    return Found(max(len(plans), FEWEST_PLANS), reasons)


def missing_in(plan: Clause) -> str:
    empty = [field.label for field in KINDS["contingency"].fields if not plan[field.name].strip()]
    if not empty:
        return ""
    return _("The plan %(plan)s lacks: %(fields)s.") % {
        "plan": named(plan),
        "fields": listed(f"“{label}”" for label in empty),
    }


def conflicts_have_steps(facts: Facts) -> Found:
    """In order, with times, the last with a person, and not only punishment."""
    steps = [step for step in facts.content.of("conflict_step") if step.heading.strip()]
    if not steps:
        return Found(4, [Reason(_("There is no step for a conflict yet."), count=4)])
    untimed = [
        Reason(_("The step %(step)s has no time.") % {"step": named(step)}, step.key)
        for step in steps
        if not step["within"].strip()
    ]
    return Found(len(steps) + 3, [*untimed, *too_few(steps), *nobody_last(steps[-1]), *only_punishment(steps)])


def too_few(steps: list[Clause]) -> list[Reason]:
    if len(steps) >= FEWEST_STEPS:
        return []
    return [Reason(_("One step alone leaves nowhere to go; what comes next?"), steps[0].key)]


def nobody_last(last: Clause) -> list[Reason]:
    if not is_nobody(last["who"]) and not EVERYBODY.fullmatch(plain(last["who"])):
        return []
    return [Reason(_("The last step, %(step)s, names no person.") % {"step": named(last)}, last.key)]


def only_punishment(steps: list[Clause]) -> list[Reason]:
    if not all(PUNISHMENT.search(step.heading) for step in steps):
        return []
    return [Reason(_("The steps only punish; the first could be a talk."), steps[0].key)]


def decisions_have_a_rule(facts: Facts) -> Found:
    rule = facts.content.one("decision_rule")
    key = rule.key if rule else ""
    reasons = []
    if rule is None or not rule["rule"]:
        reasons.append(Reason(_("No decision rule is chosen."), key))
    elif rule["rule"] == "other" and not rule["text"].strip():
        reasons.append(Reason(_("The decision rule is “another”, but it is not written."), key))
    if rule is None or not rule["tie_break"].strip():
        reasons.append(Reason(_("Nothing says what happens when you cannot decide."), key))
    return Found(2, reasons)
