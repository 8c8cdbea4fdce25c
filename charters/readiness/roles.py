"""Checks 4, 6 and 17: who holds what, how much, and whether all see it alike."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters.content import Clause
from charters.readiness.facts import Facts, Found, Member, Reason, Thought, listed, named, plain, shortened

# Below three deliverables more than half is one of them.
FEWEST_DELIVERABLES = 3
ALIKE = 0.5


def roles_are_filled(facts: Facts) -> Found:
    """A member without a role and a role without purpose or work block; a vacancy is named, and may be meant."""
    roles = facts.content.of("role")
    units = len(roles) + len(facts.members)
    return Found(max(units, 1), [*without_role(facts, roles), *incomplete(facts, roles), *vacant(facts, roles)])


def without_role(facts: Facts, roles: list[Clause]) -> list[Reason]:
    if not roles:
        return [Reason(_("There is no role yet."), blocks=True, count=max(len(facts.members), 1))]
    idle = [member.name for member in facts.members if member.id not in facts.roles_of]
    if not idle:
        return []
    words = ngettext("%(names)s holds no role.", "%(names)s hold no role.", len(idle)) % {"names": listed(idle)}
    return [Reason(words, blocks=True, count=len(idle))]


def incomplete(facts: Facts, roles: list[Clause]) -> list[Reason]:
    reasons = []
    for role in roles:
        has_work = any(one.heading.strip() for one in facts.content.of("accountability", role.key))
        words = missing_in(has_purpose=bool(role["purpose"].strip()), has_work=has_work)
        if words:
            reasons.append(Reason(words % {"role": named(role)}, role.key, blocks=True))
    return reasons


def missing_in(*, has_purpose: bool, has_work: bool) -> str:
    if not has_purpose and not has_work:
        return _("Role %(role)s has neither a purpose nor an accountability.")
    if not has_purpose:
        return _("Role %(role)s has no purpose.")
    return "" if has_work else _("Role %(role)s has no accountability.")


def vacant(facts: Facts, roles: list[Clause]) -> list[Reason]:
    reasons = []
    for role in roles:
        held, seats = len(facts.holding[role.key]), role["seats"] or 1
        if not held:
            reasons.append(Reason(_("Role %(role)s is vacant.") % {"role": named(role)}, role.key))
        elif held < seats:
            words = ngettext(
                "Role %(role)s has %(free)d vacant seat of %(seats)d.", "Role %(role)s has %(free)d vacant seats of %(seats)d.", int(seats - held)
            )  # fmt: skip
            reasons.append(Reason(words % {"role": named(role), "free": seats - held, "seats": seats}, role.key))
    return reasons


def nobody_is_overloaded(facts: Facts) -> Found:
    deliverables = facts.content.of("deliverable")
    known = [member for member in facts.members if member.hours is not None]
    units = len(deliverables) + len(known)
    return Found(
        units, [*accountable_for_most(facts), *asks_too_many(facts, deliverables), *over_capacity(facts, known)]
    )


def accountable_for_most(facts: Facts) -> list[Reason]:
    """More than half of the deliverables on one person; people with the same count share a line."""
    total = len(facts.letters)
    if total < FEWEST_DELIVERABLES:
        return []
    people: dict[int, list[str]] = {}
    for person, count in accountable(facts).items():
        if count * 2 > total:
            people.setdefault(count, []).append(facts.names[person])
    return [
        Reason(loaded(names, count, total), part="deliverables", count=count) for count, names in sorted(people.items())
    ]


def loaded(names: list[str], count: int, total: int) -> str:
    words = ngettext(
        "%(names)s is accountable for %(count)d of %(total)d deliverables.", "%(names)s are each accountable for %(count)d of %(total)d deliverables.", len(names)
    )  # fmt: skip
    return words % {"names": listed(names), "count": count, "total": total}


def accountable(facts: Facts) -> dict[str, int]:
    """How many deliverables each person answers for, over all roles; each deliverable once."""
    counts: dict[str, int] = {}
    for letters in facts.letters.values():
        for person in people_in(facts, letters["A"]):
            counts[person] = counts.get(person, 0) + 1
    return counts


def people_in(facts: Facts, role_keys: Iterable[str]) -> list[str]:
    """Each person once, in the order of the charter."""
    return list(dict.fromkeys(person for key in role_keys for person in facts.holding.get(key, [])))


def asks_too_many(facts: Facts, deliverables: list[Clause]) -> list[Reason]:
    team = {member.id for member in facts.members}
    reasons = []
    for item in deliverables:
        asked = len(team.intersection(people_in(facts, facts.letters[item.key]["C"])))
        if asked * 2 > len(team):
            words = _("Deliverable %(item)s asks %(asked)d of %(team)d members before each step.")
            reasons.append(Reason(words % {"item": named(item), "asked": asked, "team": len(team)}, item.key))
    return reasons


def over_capacity(facts: Facts, known: list[Member]) -> list[Reason]:
    reasons = []
    for member in known:
        needed = hours_of(facts, member.id)
        if needed > member.hours:
            words = _("The roles of %(name)s take %(needed)g h a week; %(hours)g h are there.")
            reasons.append(Reason(words % {"name": member.name, "needed": needed, "hours": member.hours}, part="roles"))
    return reasons


def hours_of(facts: Facts, person: str) -> float:
    """The hours of a person's roles; a holder's own hours replace the role's."""
    holders = facts.roles_of.get(person, [])
    return float(sum(hours_in(facts, holder) for holder in holders))


def hours_in(facts: Facts, holder: Clause) -> float:
    own = holder["hours"]
    return (facts.content.by_key[holder.parent]["hours"] or 0) if own is None else own


def roles_are_seen_alike(facts: Facts) -> Found:
    """What people named as their own role against what others named for them, and what nobody owns."""
    mine, others = titles(facts.thoughts, "my_roles"), titles(facts.thoughts, "others_roles")
    unowned = titles([one for one in facts.thoughts if one.is_open], "unowned")
    if not unowned and not (mine and others):
        return Found(0)
    reasons = [
        Reason(_("Nobody owns this yet: “%(text)s”.") % {"text": shortened(text)}, part="roles")
        for text in unowned.values()
    ]
    return Found(1 + len(unowned), [*reasons, *differing(mine, others)])


def titles(thoughts: Iterable[Thought], source: str) -> dict[str, str]:
    return {plain(one.text): one.text for one in thoughts if one.source == source}


def differing(mine: dict[str, str], others: dict[str, str]) -> list[Reason]:
    """Half of all named roles on both lists is enough; the threshold is our proposal."""
    if not mine or not others:
        return []
    alone = [text for plain_text, text in mine.items() if not any(alike(plain_text, other) for other in others)]
    unasked = [text for plain_text, text in others.items() if not any(alike(plain_text, one) for one in mine)]
    if (len(alone) + len(unasked)) <= ALIKE * (len(mine) + len(others)):
        return []
    words = _(
        "Members see roles differently. Only in people's own lists: %(alone)s. Only in the others' lists: %(unasked)s."
    )
    return [Reason(words % {"alone": quoted(alone), "unasked": quoted(unasked)}, part="roles")]


def quoted(texts: list[str]) -> str:
    return listed([f"“{shortened(text)}”" for text in texts]) or _("nothing")


def alike(one: str, other: str) -> bool:
    """Two texts speak of the same role when they share half of the shorter one's longer words."""
    first, second = (
        {word for word in text.replace(":", " ").split() if len(word) > 3} or {text} for text in (one, other)
    )
    return len(first & second) * 2 >= min(len(first), len(second))
