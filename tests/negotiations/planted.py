"""A negotiation with two sides in one team, and secrets in every word and number of one of them.

Side A: bo owns the sheet, ed edits, eva reads without limits, cy approves without limits. Side B: dana. Around them: ann
leads, mo manages, ob observes, root is an administrator, oz is of no team.
"""

from types import SimpleNamespace

from django.apps import apps
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from common.fields import EncryptedJSONField, EncryptedTextField
from negotiations.actions import agenda, joint, sharing
from negotiations.actions.recording import record
from negotiations.actions.snapshots import canonical
from negotiations.kinds import KINDS, OTHER
from negotiations.models import (
    AgendaIssue,
    EstimateChange,
    Issue,
    IssueLink,
    OfferSet,
    OptionScore,
    Outcome,
    PrepSheet,
    Reflection,
    Scenario,
    Session,
    SessionEntry,
    SheetEvent,
    SheetPart,
    Snapshot,
)
from negotiations.models.base import SheetRow
from negotiations.reading import read_whole
from tests.factories import CAST, person, team_with
from tests.negotiations import doors
from tests.negotiations.sheets import seat

WORD, LIMIT = "Avocet", "Bittern"
FIRST_NUMBER, FIRST_LIMIT = 7_100_003, 8_300_009
GLASS = {"negotiations:opened", "negotiations:read_opened", "negotiations:close_glass"}


class Planted(SimpleNamespace):
    """What the doors of all slices lead to, on the sheet of side A, and people of every kind."""

    def __init__(self):
        team = team_with({**CAST, "ed": "member", "eva": "member", "dana": "member"})
        root = person("root", is_staff=True, is_superuser=True)
        super().__init__(team=team, people={"administrator": root})
        doors.plant(self)
        self.people = {
            "owner": team.bo, "editor": team.ed, "viewer": team.eva, "approver": team.cy, "other side": team.dana,
            "lead": team.ann, "manager": team.mo, "observer": team.ob, "administrator": root, "outsider": person("oz"),
            "anonymous": None,
        }  # fmt: skip
        seat(self.sheet, team.ed, "editor")
        seat(self.sheet, team.eva, "viewer")
        self.sheet.seats.filter(person=team.cy).update(sees_limits=False)
        self.other = self.together()
        self.words, self.numbers, self.limit_numbers = [], [], []
        self.fill()

    def together(self):
        """Dana prepares the other side; one topic is on the agenda, and a joint result is there."""
        team = self.team
        other = sharing.accept_side(sharing.ask_side(self.sheet, team.dana, by=team.bo), title="Dana’s", by=team.dana)
        for side, who in ((self.sheet, team.bo), (other, team.dana)):
            agenda.open_agenda(side, by=who)
        agenda.propose_topics(other, [], [("Gangway", ["port", "starboard"])], by=team.dana)
        for side, who in ((self.sheet, team.bo), (other, team.dana)):
            agenda.take_topics(
                side, AgendaIssue.objects.filter(name__isnull=False).values_list("pk", flat=True), by=who
            )
        for side, who in ((self.sheet, team.bo), (other, team.dana)):
            joint.agree_joint(side, by=who)
        return other

    # What is planted

    def word(self, what: str) -> str:
        self.words.append(f"{WORD}-{len(self.words)}-{what}")
        return self.words[-1]

    def number(self) -> int:
        self.numbers.append(FIRST_NUMBER + 7 * len(self.numbers))
        return self.numbers[-1]

    def fill(self):
        """Every kind of row is on the sheet, and each word and number on it is a secret."""
        add_rows(self.sheet, self.team)
        for model in models_of_a_sheet():
            for row in rows_of(model, self.sheet):
                self.fill_row(row)
        for number in OptionScore.objects.filter(sheet=self.sheet):
            number.points, number.low, number.high = self.number(), None, None
            number.save()
        self.set_limits(1)
        self.keep_analysis()

    def keep_analysis(self):
        """With limits in it, and kept."""
        client = Client()
        client.force_login(self.team.bo)
        assert client.post(reverse("negotiations:keep_analysis", args=[self.sheet.pk])).status_code == 302

    def fill_row(self, row):
        for field in row._meta.fields:
            if type(field) is EncryptedTextField and field.name not in PrepSheet.LIMITS:
                setattr(row, field.name, self.word(f"{row._meta.model_name}-{field.name}"))
        if isinstance(row, SheetPart):
            row.values = values_of(row, LIMIT if KINDS[row.kind].is_limit else self.word(row.kind), self.number)
        if isinstance(row, Reflection):
            row.answers = {name: self.word(f"answer-{name}") for name in row.answers or ("worked",)}
        if isinstance(row, EstimateChange) and not row.is_limit:
            row.before, row.after = {"points": self.number()}, {"points": self.number()}
        row.save()

    def set_limits(self, nth: int | None):
        """All limits at once, in their nth variant: other words and other numbers, or (None) no limits at all."""
        sheet = PrepSheet.objects.get(pk=self.sheet.pk)
        limits = Limits(nth)
        for name in PrepSheet.LIMITS:
            setattr(sheet, name, limits.word(name) if name.endswith("_note") else limits.score())
        sheet.save()
        for part in SheetPart.objects.filter(
            sheet=sheet, kind__in=[kind.name for kind in KINDS.values() if kind.is_limit]
        ):
            part.values = values_of(part, limits.word("part"), limits.number)
            part.save()
        OfferSet.objects.filter(sheet=sheet).update(score=limits.number(), tolerance=limits.number())
        overrides = {"own_reservation": limits.score(), "other_reservation": limits.score()}
        Scenario.objects.filter(sheet=sheet).update(overrides=overrides)
        moved = {"before": limits.score(), "after": limits.score()}
        EstimateChange.objects.filter(sheet=sheet, kind="reservation").update(**moved)
        SheetEvent.objects.filter(sheet=sheet, is_limit=True).update(data={"what": limits.word("event")})
        text = canonical(read_whole(sheet).to_dict())
        Snapshot.objects.filter(sheet=sheet).update(content=text, sha256=f"{nth}".rjust(64, "a"))
        self.limit_numbers += limits.numbers

    # Where they could come out

    def addresses(self, who):
        """(door, address) of every door of negotiations, of A's sheet and what stands on it, of their own, and of the site around."""
        known = {name: make() for name, make in doors.parts(self).items()}
        for row in {(row.name, row.parts) for row in doors.ROWS}:
            name, parts = row
            yield name, reverse(name, args=[known.get(part, part) for part in parts.split()])
            if parts == "sheet" and who == "other side":
                yield f"{name} of B", reverse(name, args=[self.other.pk])
        slug = self.team.slug
        around = {
            "dashboard:home": [], "dashboard:care": [], "teams:list": [], "teams:show": [slug], "teams:history": [slug],
            "dashboard:team_charters": [slug], "notices:inbox": [], "notices:choose": [], "charters:calendar": [],
        }  # fmt: skip
        yield from ((name, reverse(name, args=parts)) for name, parts in around.items())
        for said in (WORD[:4], LIMIT[:4], str(FIRST_NUMBER)[:3], "Night", "Dana"):
            yield "dashboard:search", f"{reverse('dashboard:search')}?q={said}"
        yield "nowhere", "/negotiations/nowhere/"


class Limits:
    """Words and numbers of one variant; without one they are empty."""

    def __init__(self, nth: int | None):
        self.nth, self.numbers = nth, []

    def word(self, what: str) -> str:
        return "" if self.nth is None else f"{LIMIT}-{self.nth}-{what}"

    def number(self) -> int | None:
        if self.nth is None:
            return None
        self.numbers.append(FIRST_LIMIT + 1000 * self.nth + 11 * len(self.numbers))
        return self.numbers[-1]

    def score(self) -> dict | None:
        number = self.number()
        return None if number is None else {"value": number, "unit": "points"}


def values_of(part: SheetPart, word: str, number) -> dict:
    """All fields of a part filled: words with the secret, choices with their first choice."""
    made = {}
    for field in KINDS[part.kind].fields:
        if field.type in {"title", "line", "text"}:
            made[field.name] = f"{word}-{field.name}" if word else ""
        elif field.type == "number":
            made[field.name] = number()
        else:
            made[field.name] = part.values.get(field.name) or field.empty
    return part.values | made


def models_of_a_sheet():
    """Every model whose rows belong to a sheet, and the sheet itself."""
    return [
        PrepSheet,
        *(model for model in apps.get_app_config("negotiations").get_models() if issubclass(model, SheetRow)),
    ]


def rows_of(model, sheet):
    return model.objects.filter(pk=sheet.pk) if model is PrepSheet else model.objects.filter(sheet=sheet)


def encrypted(model):
    return [field for field in model._meta.fields if isinstance(field, EncryptedTextField | EncryptedJSONField)]


def add_rows(sheet, team):
    """One of each kind that the doors did not need."""
    on = {"sheet": sheet, "team": team}
    have = set(SheetPart.objects.filter(sheet=sheet).values_list("kind", flat=True))
    for kind in KINDS.keys() - have:
        SheetPart.objects.create(**on, kind=kind, values={"party": "own"})
    session = Session.objects.filter(sheet=sheet).first() or Session.objects.create(**on, held_on="2026-11-03")
    entry = SessionEntry.objects.create(**on, session=session, kind="said", party=OTHER, author=team.bo)
    issue = Issue.objects.filter(sheet=sheet).first()
    EstimateChange.objects.create(**on, kind="weight", issue=issue, entry=entry, by=team.bo)
    EstimateChange.objects.create(**on, kind="reservation", party=OTHER, entry=entry, by=team.bo)
    OfferSet.objects.create(**on, score=1, tolerance=1)
    Scenario.objects.create(**on, overrides={})
    Outcome.objects.create(**on, kind="agreed", ended_on="2026-11-04", recorded_by=team.bo)
    Reflection.objects.get_or_create(sheet=sheet, team=team, person=team.ed, defaults={"answers": {"worked": ""}})
    record("limits.set", sheet, by=team.bo, is_limit=True)
    if not IssueLink.objects.filter(sheet=sheet).exists():
        IssueLink.objects.create(**on, kind="exclusion", choices=[])


def all_doors():
    """The full name of every door of negotiations, from the resolver."""
    pattern = next(one for one in get_resolver().url_patterns if getattr(one, "namespace", None) == "negotiations")
    return {f"negotiations:{one.name}" for one in pattern.url_patterns if isinstance(one, URLPattern)}
