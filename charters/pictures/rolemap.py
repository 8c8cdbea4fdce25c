"""Who holds which roles, and how many hours a week they give. Pure."""

from dataclasses import dataclass

from charters.content import Clause, Content

SHOWN_PEOPLE = 24
BAR = 100


@dataclass(frozen=True)
class Person:
    """A holder with the hours in each role: a number, or 0 where they hold it without stated hours; None where not."""

    name: str
    held: list[float | None]
    hours: float
    bar: float

    @property
    def count(self) -> int:
        return sum(one is not None for one in self.held)


@dataclass(frozen=True)
class RoleMap:
    """`rest` says how many more hold one role only, role by role, where there are too many to draw."""

    columns: list[str]
    people: list[Person]
    rest: list[tuple[str, int]]
    has_hours: bool


def role_map(content: Content) -> RoleMap | None:
    """None where nobody holds anything yet."""
    roles = content.of("role")
    held: dict[str, dict[str, float]] = {}
    names: dict[str, str] = {}
    for role in roles:
        for holder in content.holders(role.key):
            who = identity(holder)
            names.setdefault(who, holder["name"])
            held.setdefault(who, {})[role.key] = float(hours_of(holder, role))
    if not held:
        return None
    return drawn(roles, held, names)


def identity(holder: Clause) -> str:
    """The same account, handle or name is the same person."""
    return holder.person or holder["handle"].lstrip("@").casefold() or holder["name"].casefold()


def hours_of(holder: Clause, role: Clause) -> float:
    return holder["hours"] if holder["hours"] is not None else role["hours"] or 0


def drawn(roles, held, names) -> RoleMap:
    shown = list(held)
    if len(shown) > SHOWN_PEOPLE:
        shown = [who for who in held if len(held[who]) > 1]
    most = max(sum(hours.values()) for hours in held.values())
    people = [person(names[who], [held[who].get(role.key) for role in roles], most) for who in shown]
    left = [held[who] for who in held if who not in set(shown)]
    rest = [(role.heading, count) for role in roles if (count := sum(role.key in hours for hours in left))]
    return RoleMap([role.heading for role in roles], people, rest, most > 0)


def person(name: str, hours: list[float | None], most: float) -> Person:
    total = sum(one or 0 for one in hours)
    return Person(name, hours, total, round(BAR * total / most, 1) if most else 0)
