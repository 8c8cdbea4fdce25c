"""What somebody may be shown of a round: its options, their own ratings, and those of all once all have handed in."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import prefetch_related_objects

from common import tone
from conflicts import ranking
from conflicts.models import CaseParty, ConflictCase, Option, OptionRating, RatingRound
from conflicts.permissions import joined_parties

Step = RatingRound.State


@dataclass(frozen=True)
class Said:
    """How one party sees one option, once all have handed in."""

    party: CaseParty
    value: int
    note: str

    @property
    def words(self) -> str:
        return str(ranking.SCALE[self.value])

    @property
    def is_in_the_way(self) -> bool:
        return self.value < ranking.GOOD


@dataclass(eq=False)
class Line:
    """One option; `value` and `note` are the reader's own, `said` those of all, `beaten_by` options that serve all better."""

    option: Option
    is_own: bool
    value: int | None = None
    note: str = ""
    said: list[Said] = field(default_factory=list)
    group: str = ""
    beaten_by: list[Option] = field(default_factory=list)

    @property
    def words(self) -> str:
        return str(ranking.SCALE.get(self.value, ""))

    @property
    def hints(self) -> list[tone.Found]:
        """For who wrote it, and nobody else."""
        return tone.person_words(f"{self.option.text}\n{self.option.detail}") if self.is_own else []


@dataclass(eq=False)
class Shown:
    """A round as one reader may see it; `reader` is None for the mediator."""

    round: RatingRound
    reader: CaseParty | None
    lines: list[Line]
    parties: list[CaseParty]
    older: list[RatingRound]
    last: RatingRound
    closest: Line | None = None

    @property
    def is_collecting(self) -> bool:
        return self.round.state == Step.COLLECTING

    @property
    def is_rating(self) -> bool:
        return self.round.state == Step.RATING

    @property
    def is_revealed(self) -> bool:
        return self.round.state == Step.REVEALED

    @cached_property
    def done(self) -> list[CaseParty]:
        """Who has handed in: a step that they took, without a word of what they said. Whoever waits may know for whom."""
        handed_in = {one.party_id for one in self.round.handed_in.all()}
        return [party for party in self.parties if party.pk in handed_in]

    @property
    def waited_for(self) -> list[CaseParty]:
        return [party for party in self.parties if party not in self.done]

    @property
    def has_handed_in(self) -> bool:
        return self.reader in self.done

    @property
    def groups(self) -> list[tuple[str, str, list[Line]]]:
        found = [(key, label, [one for one in self.lines if one.group == key]) for key, label in ranking.GROUPS.items()]
        return [group for group in found if group[2]]

    @property
    def unrated(self) -> list[Line]:
        """Of a round whose ratings are gone."""
        return [one for one in self.lines if not one.group]

    @property
    def good(self) -> list[Line]:
        return [one for one in self.lines if one.group == ranking.GOOD_FOR_ALL]


def round_for(case: ConflictCase, reader: CaseParty | None, number: int | None = None) -> Shown | None:
    """The round of that number, else the last one; None where there is none.

    `reader` is somebody who takes part, or None for the mediator: then only what all have revealed is there.
    """
    rounds = list(case.rounds.all())
    found = next((one for one in reversed(rounds) if number in (None, one.number)), None)
    if found is None:
        return None
    last = rounds[-1]
    found.case = last.case = case
    prefetch_related_objects([found, last], "options")
    older = [one for one in rounds if one.state == Step.REVEALED and one != found]
    shown = Shown(found, reader, lines_of(found, reader), joined_parties(case), older, last)
    return with_what_was_said(shown)


def with_what_was_said(shown: Shown) -> Shown:
    """The mediator reads nothing of a round before all do: then nothing is looked up for them."""
    if not (shown.reader or shown.is_revealed):
        return shown
    prefetch_related_objects([shown.round], "handed_in")
    return laid_open(shown) if shown.is_revealed else with_own(shown)


def lines_of(found: RatingRound, reader: CaseParty | None) -> list[Line]:
    own = reader.pk if reader else None
    return [Line(one, is_own=one.party_id == own) for one in found.options.all()]


def ratings_in(shown: Shown) -> dict:
    """{option: {party: what they said}}, as far as the reader may read it."""
    found = {one.option.pk: {} for one in shown.lines}
    for row in OptionRating.objects.filter(option__round=shown.round).readable_by(shown.reader):
        found[row.option_id][row.party_id] = row.said
    return found


def with_own(shown: Shown) -> Shown:
    """The reader's own ratings beside the options."""
    said = ratings_in(shown)
    for line in shown.lines:
        own = said[line.option.pk].get(shown.reader.pk, {})
        line.value, line.note = own.get("value"), own.get("note") or ""
    return shown


def laid_open(shown: Shown) -> Shown:
    """All ratings of all who handed in, and the options in the order in which all could say yes to them."""
    said, lines = ratings_in(shown), {one.option.pk: one for one in shown.lines}
    handed_in = {one.party_id for one in shown.round.handed_in.all()}
    raters = [party for party in shown.round.case.parties.all() if party.pk in handed_in]
    whole = {key: rated for key, rated in said.items() if rated.keys() >= handed_in}
    ranked = ranking.rank({key: {one.pk: rated[one.pk]["value"] for one in raters} for key, rated in whole.items()})
    for one in ranked:
        lay_open(lines[one.option], one, raters, said[one.option], lines)
    placed = [lines[one.option] for one in ranked]
    shown.lines = placed + [line for line in shown.lines if line not in placed]
    closest = ranking.closest(ranked)
    shown.closest = lines[closest.option] if closest else None
    shown.parties = raters
    return shown


def lay_open(line: Line, ranked: ranking.Ranked, raters: list[CaseParty], said: dict, lines: dict) -> None:
    line.group = ranked.group
    line.said = [Said(party, said[party.pk]["value"], said[party.pk].get("note") or "") for party in raters]
    line.beaten_by = [lines[key].option for key in ranked.beaten_by]
