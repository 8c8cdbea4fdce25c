"""The checks carried out, and the number made of them.

The number says how much of what can be checked is there. It belongs to a charter, never to a person, and is shown with
its reasons; what cannot be answered yet does not count.
"""

from dataclasses import dataclass
from functools import cached_property

from charters.readiness import agreements, deciding, deliverables, purpose, roles, upkeep
from charters.readiness.about import CHECKS, GROUPS, About
from charters.readiness.facts import Facts, Found, Reason

RULES = {
    1: purpose.has_purpose_and_goal,
    2: purpose.goals_are_specific,
    3: purpose.personal_goals_serve_the_team,
    4: roles.roles_are_filled,
    5: deliverables.deliverables_are_settled,
    6: roles.nobody_is_overloaded,
    7: deliverables.done_is_defined,
    8: agreements.expectations_are_whole,
    9: agreements.agreements_are_observable,
    10: deciding.plans_are_whole,
    11: deciding.conflicts_have_steps,
    12: agreements.communication_is_settled,
    13: deciding.decisions_have_a_rule,
    14: agreements.agreements_are_kept_up,
    15: upkeep.written_by_all,
    16: agreements.agreements_are_few,
    17: roles.roles_are_seen_alike,
    18: upkeep.is_kept_alive,
}


@dataclass(frozen=True)
class Check:
    """One check with what it found: `state` is passed, failed or not_yet."""

    about: About
    state: str
    reasons: list[Reason]
    units: int = 0

    @property
    def number(self) -> int:
        return self.about.number

    @property
    def blocking(self) -> bool:
        return self.about.blocking

    @property
    def blockers(self) -> list[Reason]:
        return [reason for reason in self.reasons if reason.blocks]

    @property
    def hints(self) -> list[Reason]:
        return [reason for reason in self.reasons if not reason.blocks]

    @property
    def share(self) -> float:
        """The part of what it looked at that is as it should be."""
        wrong = sum(reason.count for reason in self.reasons)
        return max(0.0, 1 - wrong / self.units)


@dataclass(frozen=True)
class Share:
    """What one group of checks adds to the number."""

    label: str
    points: int
    of: int


@dataclass(frozen=True)
class Readiness:
    """All checks of one charter at one moment."""

    checks: list[Check]

    @cached_property
    def blocked(self) -> list[Check]:
        return [check for check in self.checks if check.blockers]

    @cached_property
    def blocking(self) -> list[Reason]:
        return [reason for check in self.blocked for reason in check.blockers]

    @cached_property
    def hinted(self) -> list[Check]:
        return [check for check in self.checks if check.hints]

    @cached_property
    def passed(self) -> list[Check]:
        return [check for check in self.checks if check.state == "passed"]

    @cached_property
    def waiting(self) -> list[Check]:
        return [check for check in self.checks if check.state == "not_yet"]

    @cached_property
    def shares(self) -> list[Share]:
        """Points by group, out of 100 together; a group without an answered check lends its weight to the others."""
        answered = {name: mean(self.checks, name) for name in GROUPS}
        whole = sum(GROUPS[name][1] for name, share in answered.items() if share is not None)
        return [
            Share(str(label), int(100 * weight * share / whole), round(100 * weight / whole))
            for name, (label, weight) in GROUPS.items()
            if (share := answered[name]) is not None
        ]

    @cached_property
    def number(self) -> int:
        """From 0 to 100; 100 only when every check that can be answered has passed."""
        weighed = [(mean(self.checks, name), weight) for name, (_label, weight) in GROUPS.items()]
        counted = [(share, weight) for share, weight in weighed if share is not None]
        return int(
            100 * sum(share * weight for share, weight in counted) / sum(weight for _share, weight in counted) + 1e-9
        )


def mean(checks: list[Check], group: str) -> float | None:
    shares = [check.share for check in checks if check.about.group == group and check.state != "not_yet"]
    return sum(shares) / len(shares) if shares else None


def check_all(facts: Facts) -> list[Check]:
    return [check(CHECKS[number], rule(facts)) for number, rule in RULES.items()]


def check(about: About, found: Found) -> Check:
    reasons = [placed(reason, about) for reason in found.reasons]
    if reasons:
        return Check(about, "failed", reasons, max(found.units, 1))
    return Check(about, "passed" if found.units else "not_yet", [], found.units)


def placed(reason: Reason, about: About) -> Reason:
    """A reason that names neither clause nor part leads to the check's own part."""
    if reason.key or reason.part:
        return reason
    return Reason(reason.words, "", about.part, reason.blocks, reason.count)


def readiness(facts: Facts) -> Readiness:
    return Readiness(check_all(facts))


def blockers(facts: Facts) -> list[Reason]:
    """What holds the charter back, in words: only checks 1, 4 and 5 can."""
    marked = [number for number, about in CHECKS.items() if about.blocking]
    return [reason for number in marked for reason in check(CHECKS[number], RULES[number](facts)).blockers]
