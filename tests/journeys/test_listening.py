"""Scenario 8: what was heard in a session moves the weight with its evidence, the band narrows, the old analysis stays."""

import json

import pytest
from django.urls import reverse

from negotiations import guesses, scoring
from negotiations.actions import laying_out, offers, starting
from negotiations.analysis.sensitivity import sensitivity
from negotiations.kinds import OTHER
from negotiations.models import AnalysisRun, EstimateChange, SessionEntry
from negotiations.models import Issue as IssueRow
from negotiations.reading import read
from tests.factories import team_with
from tests.negotiations.sheets import employment_issues

WORDS = "The salary is what decides it for us; everything else can be talked about."


@pytest.fixture
def team(db):
    return team_with({"fay": "member", "ann": "lead"})


def width_of_band(content) -> float:
    """How far apart the ends of the band are over the whole frontier, in shares of their range."""
    problem = scoring.problem_of(content)
    low, high = scoring.range_of(problem, OTHER)
    band = sensitivity(problem, guesses.guesses_of(content), draws=200).band
    return sum(point.high - point.low for point in band) / (high - low) / len(band)


def test_listening_changes_the_map(team, new_client):
    fay = team.fay
    client = new_client(fay)
    sheet = starting.start_sheet(team, "New post", by=fay)
    laying_out.lay_out(sheet, employment_issues(), by=fay)
    before = read(sheet, fay)
    salary = IssueRow.objects.filter(sheet=sheet)[4]

    def post(name, *parts, **fields):
        return client.post(reverse(f"negotiations:{name}", args=[sheet.pk, *parts]), fields, follow=True)

    session = post("start_session", held_on="2026-11-03", with_whom="Their two captains").context["session"]
    heard = {
        "kind": "heard",
        "party": "other",
        "words": WORDS,
        "heard": "Salary first",
        "confirmed_by_them": "on",
    }
    post("log_entry", session.pk, **heard)
    post("log_entry", session.pk, kind="concern", party="other", words="The early shift", acknowledged="on")
    page = post("log_entry", session.pk, kind="common_ground", party="other", words="Nobody wants a strike.")
    assert [entry.words for entry in page.context["common_ground"]] == ["Nobody wants a strike."]
    assert page.context["concerns"] == []

    entry = SessionEntry.objects.get(kind="heard")
    move = reverse("negotiations:move_estimate", args=[sheet.pk, entry.pk])
    asked = {"about": f"weight:{salary.pk}", "direction": "more"}
    proposal = client.get(move, asked).context["proposal"]
    for _twice in range(2):
        sent = asked | {"points": proposal["points"], "seen": proposal["seen"]}
        page = client.post(move, sent, follow=True)
    assert page.status_code == 200

    now = read(sheet, fay)
    weight = now.by_key[str(salary.pk)].other
    assert (weight.points, weight.confidence, weight.evidence) == (57, "medium", str(entry.pk))
    change = EstimateChange.objects.get(sheet=sheet)
    assert (change.before["points"], change.after["points"], change.entry) == (41, 57, entry)
    assert width_of_band(now) < width_of_band(before)

    later, earlier = AnalysisRun.objects.filter(sheet=sheet)
    assert earlier.input_hash != later.input_hash
    assert json.dumps(earlier.result["fair"]) != json.dumps(later.result["fair"])
    history = client.get(reverse("negotiations:estimates", args=[sheet.pk])).content.decode()
    assert WORDS in history
    assert "confidence low → medium" in history
    assert str(fay) in history


def test_of_three_offers_the_one_they_preferred_is_noted_and_moves_what_it_speaks_for(team, new_client):
    """Scenario 9, its last sentence."""
    fay = team.fay
    client = new_client(fay)
    sheet = starting.start_sheet(team, "New post", by=fay)
    laying_out.lay_out(sheet, employment_issues(), by=fay)
    issues = list(IssueRow.objects.filter(sheet=sheet).prefetch_related("options"))
    made = make_offers(sheet, issues, fay)
    start = reverse("negotiations:start_session", args=[sheet.pk])
    session = client.post(start, {"held_on": "2026-11-03"}, follow=True).context["session"]
    log = reverse("negotiations:log_entry", args=[sheet.pk, session.pk])
    preferred = made.packages.order_by("id").first()
    said = {"kind": "offer", "party": "other", "words": "The first one, clearly.", "package": preferred.pk}
    client.post(log, said)

    door = reverse("negotiations:prefer_offer", args=[sheet.pk, SessionEntry.objects.get().pk])
    rising = client.get(door).context["form"].fields["issues"].choices
    assert [name for _key, name in rising] == ["Signing bonus"]
    for _twice in range(2):
        client.post(door, {"issues": [key for key, _name in rising]})

    made.refresh_from_db()
    assert made.preferred == preferred
    assert EstimateChange.objects.filter(sheet=sheet).count() == 1
    assert read(sheet, fay).by_key[rising[0][0]].other.points == 20


def make_offers(sheet, issues, by):
    """Three that differ in who gets the bonus, the moving or the insurance."""
    best = [{str(issue.pk): str(list(issue.options.all())[2].pk) for issue in issues} for _three in range(3)]
    for number, at in enumerate((0, 2, 3)):
        best[number][str(issues[at].pk)] = str(list(issues[at].options.all())[4].pk)
    return offers.make_offers(sheet, best, score=5000, tolerance=500, by=by)
