"""A sheet from a file in our own format (negotiations.importing): a new one, of the person who brings it, whole or not at all."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from common.ids import uuid7
from common.permissions import require
from negotiations import content as plain
from negotiations.actions.laying_out import number, row_of
from negotiations.actions.once import key_for, made
from negotiations.actions.parts import whole
from negotiations.actions.recording import record
from negotiations.actions.starting import open_sheet
from negotiations.kinds import KINDS, OTHER, OWN
from negotiations.models import (
    EstimateChange,
    Issue,
    IssueLink,
    IssueOption,
    IssueWeight,
    Negotiation,
    OfferSet,
    OptionScore,
    Outcome,
    Package,
    PrepSheet,
    Scenario,
    Session,
    SessionEntry,
    SheetPart,
)
from negotiations.permissions import can_start_sheet
from teams.models import Team


@transaction.atomic
def import_sheet(team: Team, content: plain.Content, *, by, key: UUID | None = None) -> PrepSheet:
    """Nobody else hears of it. The same `key` begins once."""
    require(can_start_sheet(by, team))
    begun = made(PrepSheet.objects.visible_to(by), key)
    if begun:
        return begun
    negotiation = Negotiation.objects.create(team=team)
    sheet = open_sheet(negotiation, by, **key_for(PrepSheet, key), **head_of(content))
    Builder(sheet, content, by).build()
    record("sheet.imported", sheet, by=by)
    return sheet


def head_of(content: plain.Content) -> dict:
    limits = {name: getattr(content.limits, name) for name in PrepSheet.LIMITS} if content.limits else {}
    words = {name: getattr(content, name) for name in ("title", "counterpart", "depth", "state")}
    return words | limits | {"meets_on": day(content.meets_on)}


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


class Builder:
    """Lays a content onto a fresh sheet. Each thing gets a key of its own; `keys` lead from those of the file to ours."""

    def __init__(self, sheet: PrepSheet, content: plain.Content, by):
        self.sheet, self.content, self.by = sheet, content, by
        self.keys = {}

    def build(self) -> None:
        self.parts()
        self.issues()
        self.packages()
        self.talks()
        self.numbers()
        self.links()
        self.changes()
        self.endings()

    def lay(self, model, rows) -> None:
        model.objects.bulk_create([row_of(self.sheet, model, **fields) for fields in rows])

    def new(self, model, key: str) -> UUID:
        self.keys[model, key] = uuid7()
        return self.keys[model, key]

    def known(self, model, key: str) -> UUID | None:
        return self.keys.get((model, key))

    def named(self, model, key: str) -> str:
        """Our key as text; what the file names and does not hold stays as it is, since it names nothing here either."""
        return str(self.known(model, key) or key)

    def of_people(self, name: str):
        """Names of others are no accounts; the one's own is."""
        return self.by if name and name == str(self.by) else None

    def parts(self) -> None:
        self.lay(SheetPart, (
            {"pk": self.new(SheetPart, one.key), "kind": one.kind, "position": at, "values": whole(KINDS[one.kind], one.values), "updated_by": self.by}
            for at, one in enumerate(self.content.parts)
        ))  # fmt: skip

    def issues(self) -> None:
        self.lay(Issue, (
            {"pk": self.new(Issue, one.key), "name": one.name, "note": one.note, "position": at}
            for at, one in enumerate(self.content.issues)
        ))  # fmt: skip
        self.lay(IssueOption, (
            {"pk": self.new(IssueOption, option.key), "issue_id": self.known(Issue, issue.key), "name": option.name, "position": at}
            for issue in self.content.issues
            for at, option in enumerate(issue.options)
        ))  # fmt: skip

    def packages(self) -> None:
        """Offer sets are read with the latest first, so the last one of the file is made first."""
        sets = self.content.offer_sets[::-1]
        preferred = {one.key: self.new(Package, one.key) for one in self.content.packages}
        self.lay(
            OfferSet,
            ({"pk": self.new(OfferSet, one.key), "score": one.score, "tolerance": one.tolerance} for one in sets),
        )
        self.lay(Package, (
            {
                "pk": preferred[one.key], "name": one.name, "origin": one.origin, "offer_set_id": self.known(OfferSet, one.offer_set),
                "choices": {self.named(Issue, issue): self.named(IssueOption, option) for issue, option in one.choices.items()},
            }
            for one in self.content.packages
        ))  # fmt: skip
        for one in sets:
            if one.preferred in preferred:
                OfferSet.objects.filter(pk=self.known(OfferSet, one.key)).update(preferred=preferred[one.preferred])

    def talks(self) -> None:
        self.lay(Session, (
            {"pk": self.new(Session, one.key), "title": one.title, "held_on": day(one.held_on), "with_whom": one.with_whom}
            for one in self.content.talks[::-1]
        ))  # fmt: skip
        self.lay(SessionEntry, (self.entry(talk, one) for talk in self.content.talks for one in talk.entries))

    def entry(self, talk: plain.Talks, one: plain.Entry) -> dict:
        same = ("kind", "party", "words", "heard", "reflected_back", "confirmed_by_them", "acknowledged")
        return {name: getattr(one, name) for name in same} | {
            "pk": self.new(SessionEntry, one.key), "session_id": self.known(Session, talk.key), "package_id": self.known(Package, one.package),
            "at": moment(one.at), "author": self.of_people(one.author),
        }  # fmt: skip

    def numbers(self) -> None:
        """Weights and scores of both sides, with what they rest on."""
        weights = [
            self.number(IssueWeight, party, one.of(party), issue_id=self.known(Issue, one.key))
            for one in self.content.issues
            for party in (OWN, OTHER)
        ]
        scores = [
            self.number(OptionScore, party, option.of(party), option_id=self.known(IssueOption, option.key))
            for issue in self.content.issues
            for option in issue.options
            for party in (OWN, OTHER)
        ]
        IssueWeight.objects.bulk_create(weights)
        OptionScore.objects.bulk_create(scores)

    def number(self, model, party: str, given: plain.Estimate, **about):
        return number(self.sheet, model, party, given, evidence_id=self.known(SessionEntry, given.evidence), **about)

    def links(self) -> None:
        self.lay(IssueLink, (
            {"kind": one.kind, "own": one.own, "other": one.other, "choices": [[self.named(Issue, issue), self.named(IssueOption, option)] for issue, option in one.choices]}
            for one in self.content.links
        ))  # fmt: skip
        self.lay(
            Scenario, ({"name": one.name, "overrides": self.override(one.overrides)} for one in self.content.scenarios)
        )

    def override(self, given: dict) -> dict:
        if "weights" not in given:
            return given
        return given | {"weights": {self.named(Issue, key): points for key, points in (given["weights"] or {}).items()}}

    def changes(self) -> None:
        """Changes and outcomes are read with the latest first, so the last one of the file is made first."""
        issues = {one.key for one in self.content.issues}
        self.lay(EstimateChange, (
            {
                "kind": one.kind, "party": one.party, "before": one.before, "after": one.after, "at": moment(one.at),
                "entry_id": self.known(SessionEntry, one.entry), "by": self.of_people(one.by),
                "issue_id": self.known(Issue, one.about),
                "option_id": None if one.about in issues else self.known(IssueOption, one.about),
            }
            for one in self.content.changes[::-1]
        ))  # fmt: skip

    def endings(self) -> None:
        self.lay(Outcome, (
            {
                "pk": self.new(Outcome, one.key), "kind": one.kind, "package_id": self.known(Package, one.package), "words": one.words,
                "ended_on": day(one.ended_on), "check_on": day(one.check_on), "checked_at": moment(one.checked_at),
                "check_words": one.check_words, "recorded_by": self.by,
            }
            for one in self.content.endings[::-1]
        ))  # fmt: skip
