"""What stands on a sheet, as plain values: read by pages, analysis, exports and snapshots alike. Pure.

`without_limits` is the one place that says what somebody without the right to see limits gets: no target, reservation
point or alternative, no guess of theirs, nothing that was computed from them.
"""

from dataclasses import asdict, dataclass, field, replace
from functools import cached_property

from negotiations.kinds import KINDS, OWN

VERSION = 1
UNSURE = "medium"


@dataclass(frozen=True)
class Estimate:
    """A number of points for one side; None where nobody has given it. `low` and `high` are a range in the same points."""

    points: int | None = None
    low: int | None = None
    high: int | None = None
    confidence: str = UNSURE
    origin: str = "typed"
    evidence: str = ""
    evidence_note: str = ""


@dataclass(frozen=True)
class Option:
    key: str
    name: str
    own: Estimate = Estimate()
    other: Estimate = Estimate()
    agenda: str = ""

    def of(self, party: str) -> Estimate:
        return self.own if party == OWN else self.other


@dataclass(frozen=True)
class Issue:
    key: str
    name: str
    note: str = ""
    own: Estimate = Estimate()
    other: Estimate = Estimate()
    options: tuple[Option, ...] = ()
    agenda: str = ""

    def of(self, party: str) -> Estimate:
        return self.own if party == OWN else self.other

    @cached_property
    def by_key(self) -> dict[str, Option]:
        return {option.key: option for option in self.options}


@dataclass(frozen=True)
class Part:
    """Something in words (negotiations.kinds)."""

    key: str
    kind: str
    values: dict

    @property
    def heading(self) -> str:
        return str(self.values.get(KINDS[self.kind].heading, ""))


@dataclass(frozen=True)
class Package:
    """A possible deal: `choices` maps the key of an issue to that of an option. `offer_set` names the equal offers it is one of."""

    key: str
    name: str
    origin: str = "manual"
    choices: dict = field(default_factory=dict)
    offer_set: str = ""


@dataclass(frozen=True)
class OfferSet:
    key: str
    score: int | None = None
    tolerance: int | None = None
    preferred: str = ""


@dataclass(frozen=True)
class Link:
    """Options (pairs of issue and option keys) that exclude each other, or whose company changes both totals."""

    key: str
    kind: str
    choices: tuple[tuple[str, str], ...]
    own: int = 0
    other: int = 0


@dataclass(frozen=True)
class Scenario:
    key: str
    name: str
    overrides: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Limits:
    """Target and reservation points. A score is {"value": number, "unit": "points" or "percent"} or None."""

    target_score: dict | None = None
    target_note: str = ""
    reservation_score: dict | None = None
    reservation_note: str = ""
    other_reservation: dict | None = None
    other_reservation_note: str = ""


@dataclass(frozen=True)
class Entry:
    """One line of the session log (negotiations.models.SessionEntry)."""

    key: str
    kind: str
    party: str
    words: str
    heard: str = ""
    reflected_back: bool = False
    confirmed_by_them: bool = False
    acknowledged: bool = False
    package: str = ""
    at: str = ""
    author: str = ""


@dataclass(frozen=True)
class Talks:
    """One session with its entries."""

    key: str
    title: str
    held_on: str
    with_whom: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Change:
    """How an estimate moved. `about` is the key of the issue or option, empty for a reservation point."""

    kind: str
    party: str
    about: str
    before: dict | None
    after: dict | None
    entry: str = ""
    at: str = ""
    by: str = ""


@dataclass(frozen=True)
class Ending:
    """An outcome (negotiations.models.Outcome)."""

    key: str
    kind: str
    package: str = ""
    words: str = ""
    ended_on: str = ""
    check_on: str = ""
    checked_at: str = ""
    check_words: str = ""


@dataclass(frozen=True)
class Content:
    """A whole sheet. `limits` is None where the reader may not see them; so are the parts that are limits left out."""

    title: str = ""
    counterpart: str = ""
    depth: str = "sudden"
    state: str = "draft"
    meets_on: str = ""
    parts: tuple[Part, ...] = ()
    issues: tuple[Issue, ...] = ()
    packages: tuple[Package, ...] = ()
    offer_sets: tuple[OfferSet, ...] = ()
    links: tuple[Link, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    limits: Limits | None = None
    talks: tuple[Talks, ...] = ()
    changes: tuple[Change, ...] = ()
    endings: tuple[Ending, ...] = ()

    def parts_of(self, kind: str, party: str = "") -> list[Part]:
        return [
            part for part in self.parts if part.kind == kind and (not party or part.values.get("party", OWN) == party)
        ]

    @cached_property
    def by_key(self) -> dict[str, Issue]:
        return {issue.key: issue for issue in self.issues}

    @cached_property
    def packages_by_key(self) -> dict[str, Package]:
        return {package.key: package for package in self.packages}

    @property
    def sees_limits(self) -> bool:
        return self.limits is not None

    def without_limits(self) -> "Content":
        return replace(
            self,
            limits=None,
            parts=tuple(part for part in self.parts if not KINDS[part.kind].is_limit),
            offer_sets=tuple(replace(one, score=None, tolerance=None) for one in self.offer_sets),
            scenarios=tuple(
                replace(one, overrides={"weights": one.overrides.get("weights", {})}) for one in self.scenarios
            ),
            changes=tuple(change for change in self.changes if change.kind != "reservation"),
        )

    def to_dict(self) -> dict:
        """Plain JSON values, for exports and snapshots; `from_dict` reads them back."""
        return {"format": "common-ground-negotiation", "version": VERSION} | asdict(self)


def from_dict(data: dict) -> Content:
    """The inverse of `Content.to_dict` for what this version wrote; files of people are checked in negotiations.importing."""
    plain = {name: data[name] for name in ("title", "counterpart", "depth", "state", "meets_on") if name in data}
    limits = data.get("limits")
    return Content(
        **plain,
        parts=tuple(Part(**one) for one in data.get("parts", ())),
        issues=tuple(issue_from(one) for one in data.get("issues", ())),
        packages=tuple(Package(**one) for one in data.get("packages", ())),
        offer_sets=tuple(OfferSet(**one) for one in data.get("offer_sets", ())),
        links=tuple(
            Link(**one | {"choices": tuple(tuple(pair) for pair in one["choices"])}) for one in data.get("links", ())
        ),
        scenarios=tuple(Scenario(**one) for one in data.get("scenarios", ())),
        limits=Limits(**limits) if limits is not None else None,
        talks=tuple(
            Talks(**one | {"entries": tuple(Entry(**entry) for entry in one["entries"])})
            for one in data.get("talks", ())
        ),
        changes=tuple(Change(**one) for one in data.get("changes", ())),
        endings=tuple(Ending(**one) for one in data.get("endings", ())),
    )


def issue_from(data: dict) -> Issue:
    options = tuple(
        Option(**one | {"own": Estimate(**one["own"]), "other": Estimate(**one["other"])}) for one in data["options"]
    )
    return Issue(**data | {"own": Estimate(**data["own"]), "other": Estimate(**data["other"]), "options": options})
