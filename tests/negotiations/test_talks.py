"""The talks: a session freezes the preparation, lines are written once, changed without loss, removed and put back."""

import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import merging
from common.permissions import Refused, Stale
from negotiations.actions import estimates, offers, packages, parts, snapshots, talks
from negotiations.content import Estimate
from negotiations.kinds import OTHER
from negotiations.models import (
    AnalysisRun,
    EstimateChange,
    Issue,
    IssueWeight,
    OfferSet,
    Package,
    Session,
    SessionEntry,
    SheetEvent,
    Snapshot,
)  # fmt: skip
from tests.factories import team_with
from tests.negotiations.cases import employment
from tests.negotiations.sheets import seat, sheet_of, with_problem

MOST = 12
DAY = datetime.date(2026, 11, 3)
SAID = {
    "kind": "said", "party": "other", "words": "The early slot is not for sale.", "heard": "", "reflected_back": False,
    "confirmed_by_them": False, "acknowledged": False, "package": "",
}  # fmt: skip


@pytest.fixture
def team(db):
    return team_with()


@pytest.fixture
def sheet(team):
    return sheet_of(team, team.bo)


@pytest.fixture
def bo(team):
    return team.bo


@pytest.fixture
def session(sheet, bo):
    begun = talks.start_session(sheet, DAY, by=bo)
    sheet.refresh_from_db()
    return begun


def line(session, by, **more):
    return talks.log_entry(session, SAID | more, by=by)


def weighted(sheet, by):
    """Employment, with 100 points of weight on each issue for them."""
    with_problem(sheet, employment(own_reservation=3000, other_reservation=2500), by=by)
    for row in IssueWeight.objects.filter(sheet=sheet):
        row.points, row.confidence = 100, "low"
        row.save()
    return Issue.objects.filter(sheet=sheet).first()


def mark(issue):
    return estimates.mark_of(estimates.plain_estimate(issue.weights.get(party=OTHER)))


def test_the_first_session_freezes_the_preparation_and_begins_the_talks(sheet, bo):
    parts_before = snapshots.read_whole(sheet).to_dict()
    talks.start_session(sheet, DAY, by=bo)
    sheet.refresh_from_db()
    assert sheet.state == "active"
    kept = Snapshot.objects.get(sheet=sheet)
    assert snapshots.content_of(kept, sheet, bo).to_dict() == parts_before
    talks.start_session(sheet, DAY, by=bo)
    assert Snapshot.objects.filter(sheet=sheet).count() == 1


def test_the_same_form_sent_twice_is_one_session_and_one_line(sheet, bo):
    key, line_key = uuid4(), uuid4()
    first = talks.start_session(sheet, DAY, key=key, by=bo)
    assert talks.start_session(sheet, DAY, key=key, by=bo) == first
    talks.log_entry(first, SAID, key=line_key, by=bo)
    talks.log_entry(first, SAID, key=line_key, by=bo)
    assert (Session.objects.count(), SessionEntry.objects.count()) == (1, 1)


def test_who_only_reads_starts_nothing_and_writes_nothing(sheet, session, team):
    seat(sheet, team.cy, "viewer")
    with pytest.raises(Refused):
        talks.start_session(sheet, DAY, by=team.cy)
    with pytest.raises(Refused):
        line(session, team.cy)
    assert SessionEntry.objects.count() == 0


def test_two_people_change_different_fields_of_a_line_and_both_stay(session, bo):
    entry = line(session, bo)
    base = merging.stamp(entry.revision, talks.plain(entry))
    talks.rewrite_entry(entry, talks.plain(entry) | {"words": "It is not for sale."}, base, by=bo)
    saved = talks.rewrite_entry(entry, talks.plain(entry) | {"heard": "The crews"}, base, by=bo)
    assert (saved.conflicts, saved.entry.words, saved.entry.heard) == ([], "It is not for sale.", "The crews")


def test_two_people_change_the_same_field_and_nothing_is_overwritten(session, bo):
    entry = line(session, bo)
    base = merging.stamp(entry.revision, talks.plain(entry))
    talks.rewrite_entry(entry, talks.plain(entry) | {"words": "theirs"}, base, by=bo)
    saved = talks.rewrite_entry(entry, talks.plain(entry) | {"words": "mine"}, base, by=bo)
    assert (saved.conflicts, SessionEntry.objects.get().words) == (["words"], "theirs")


def test_a_removed_line_comes_back(session, bo):
    entry = line(session, bo)
    talks.remove_entry(entry, by=bo)
    assert SessionEntry.objects.get().removed_at
    talks.restore_entry(entry, by=bo)
    assert SessionEntry.objects.get().removed_at is None


def test_an_offer_put_together_at_the_table_is_a_package_of_theirs(sheet, session, bo):
    issue = weighted(sheet, bo)
    choices = {str(issue.pk): str(issue.options.first().pk)}
    entry = talks.log_entry(session, SAID | {"kind": "offer"}, choices=choices, by=bo)
    assert (entry.package.origin, entry.package.choices) == (Package.Origin.THEIRS, choices)


def test_what_was_heard_moves_a_weight_with_its_evidence_once(sheet, session, bo):
    issue, entry = weighted(sheet, bo), line(session, bo)
    seen = mark(issue)
    moved = Estimate(140, confidence="medium", origin="heard")
    estimates.move_estimate(entry, "weight", issue, moved, seen, by=bo)
    estimates.move_estimate(entry, "weight", issue, moved, seen, by=bo)
    now = issue.weights.get(party=OTHER)
    assert (now.points, now.confidence, now.evidence_id) == (140, "medium", entry.pk)
    change = EstimateChange.objects.get(entry=entry)
    assert (change.before["points"], change.after["points"], change.by) == (100, 140, bo)
    assert AnalysisRun.objects.filter(sheet=sheet).count() == 2


def test_a_number_that_somebody_else_moved_is_not_written_over(sheet, session, bo):
    issue, first, second = weighted(sheet, bo), line(session, bo), line(session, bo)
    seen = mark(issue)
    estimates.move_estimate(first, "weight", issue, Estimate(140), seen, by=bo)
    with pytest.raises(Stale):
        estimates.move_estimate(second, "weight", issue, Estimate(70), seen, by=bo)
    assert issue.weights.get(party=OTHER).points == 140


def test_their_reservation_point_moves_only_for_who_sees_limits(sheet, session, team):
    weighted(sheet, team.bo)
    entry = line(session, team.bo)
    seat(sheet, team.cy, "editor", sees_limits=False)
    sheet.refresh_from_db()
    seen, score = estimates.mark_of(sheet.other_reservation), {"value": 3100, "unit": "points", "confidence": "medium"}
    with pytest.raises(Refused):
        estimates.move_reservation(entry, score, seen, by=team.cy)
    estimates.move_reservation(entry, score, seen, by=team.bo)
    sheet.refresh_from_db()
    assert sheet.other_reservation == score


def test_the_preferred_offer_raises_the_chosen_weights_once(sheet, session, bo):
    issue = weighted(sheet, bo)
    options = list(issue.options.all())
    made = OfferSet.objects.create(sheet=sheet, team_id=sheet.team_id, score=7000, tolerance=100)
    for option in options[:3]:
        saved = packages.save_package(sheet, option.name, {str(issue.pk): str(option.pk)}, by=bo)
        Package.objects.filter(pk=saved.pk).update(offer_set=made)
    entry = line(session, bo, kind="offer", package=str(saved.pk))
    for _twice in range(2):
        estimates.learn_from_offer(entry, {str(issue.pk): Estimate(125)}, by=bo)
    made.refresh_from_db()
    assert (made.preferred, issue.weights.get(party=OTHER).points) == (entry.package, 125)
    assert EstimateChange.objects.filter(sheet=sheet, entry=entry).count() == 1
    assert told(sheet, "offers.preferred", "estimate.moved") == ["offers.preferred", "estimate.moved"]


def test_a_preferred_offer_that_moves_no_weight_is_told_all_the_same(sheet, session, bo):
    issue = weighted(sheet, bo)
    saved = packages.save_package(sheet, "A", {str(issue.pk): str(issue.options.first().pk)}, by=bo)
    made = OfferSet.objects.create(sheet=sheet, team_id=sheet.team_id, score=7000, tolerance=100)
    Package.objects.filter(pk=saved.pk).update(offer_set=made)
    entry = line(session, bo, kind="offer", package=str(saved.pk))
    estimates.learn_from_offer(entry, {}, by=bo)
    offers.prefer(made, Package.objects.get(pk=saved.pk), by=bo)
    assert told(sheet, "offers.preferred", "estimate.moved") == ["offers.preferred"]


def told(sheet, *verbs) -> list[str]:
    return list(
        SheetEvent.objects.filter(sheet=sheet, verb__in=verbs).order_by("at", "id").values_list("verb", flat=True)
    )


@pytest.fixture
def client(new_client, bo):
    return new_client(bo)


def sent(client, name, *parts, **fields):
    return client.post(reverse(f"negotiations:{name}", args=parts), fields, follow=True)


def test_a_line_is_written_in_one_form_and_read_with_what_it_says(client, sheet, session):
    key = uuid4()
    fields = {
        "key": key, "kind": "concern", "party": "other", "words": "Three complaints and the permit is gone.",
        "heard": "Quiet nights", "confirmed_by_them": "on",
    }  # fmt: skip
    for _twice in range(2):
        page = sent(client, "log_entry", sheet.pk, session.pk, **fields)
    entry = SessionEntry.objects.get()
    assert (entry.kind, entry.reflected_back, entry.confirmed_by_them) == ("concern", True, True)
    assert page.context["concerns"] == [entry]
    sent(client, "acknowledge", sheet.pk, entry.pk)
    assert client.get(reverse("negotiations:session", args=[sheet.pk, session.pk])).context["concerns"] == []


def test_a_form_without_words_keeps_what_was_typed(client, sheet, session):
    page = sent(client, "log_entry", sheet.pk, session.pk, kind="heard", party="other", heard="typed already")
    assert page.status_code == 422
    assert "typed already" in page.content.decode()


def test_a_conflict_shows_both_texts_and_keeping_mine_writes_mine(client, sheet, session, bo):
    entry = line(session, bo)
    base = merging.stamp(entry.revision, talks.plain(entry))
    talks.rewrite_entry(entry, talks.plain(entry) | {"words": "their words"}, base, by=bo)
    fields = {"kind": "said", "party": "other", "words": "my words", "revision": base}
    page = sent(client, "entry", sheet.pk, entry.pk, **fields)
    assert page.status_code == 409
    over = page.context["conflict"]["over"]
    assert (page.context["conflict"]["fields"][0]["theirs"], SessionEntry.objects.get().words) == (
        "their words", "their words",
    )  # fmt: skip
    sent(client, "entry", sheet.pk, entry.pk, **fields, keep="mine", over=over)
    assert SessionEntry.objects.get().words == "my words"


def test_an_assumption_is_settled_on_the_sheet_itself(client, sheet, session, bo):
    part = parts.write_part(sheet, uuid4(), "assumption", {"text": "They decide alone"}, "", by=bo).part
    sent(client, "settle_assumption", sheet.pk, part.pk, status="refuted")
    part.refresh_from_db()
    assert part.values["status"] == "refuted"


def test_limits_are_on_no_page_of_the_talks_for_who_may_not_see_them(new_client, sheet, session, team):
    weighted(sheet, team.bo)
    entry = line(session, team.bo)
    sheet.refresh_from_db()
    score = {"value": 987654, "unit": "points", "confidence": "high"}
    estimates.move_reservation(entry, score, estimates.mark_of(sheet.other_reservation), by=team.bo)
    seat(sheet, team.cy, "editor", sees_limits=False)
    for who, is_seen in ((team.bo, True), (team.cy, False)):
        pages = [
            reverse("negotiations:session", args=[sheet.pk, session.pk]),
            reverse("negotiations:entry", args=[sheet.pk, entry.pk]),
            reverse("negotiations:estimates", args=[sheet.pk]),
        ]
        for page in pages:
            assert ("987,654" in new_client(who).get(page).content.decode()) == is_seen, (page, who)
    runs = reverse("negotiations:analyses", args=[sheet.pk])
    assert [len(new_client(who).get(runs).context["runs"]) for who in (team.bo, team.cy)] == [2, 0]


def test_what_an_address_names_belongs_to_this_sheet(client, sheet, session, team, bo):
    other = talks.start_session(sheet_of(team, bo, "Another"), DAY, by=bo)
    assert client.get(reverse("negotiations:session", args=[sheet.pk, other.pk])).status_code == 404


def asked(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_each_page_asks_as_often_with_one_line_as_with_many_and_within_the_budget(client, sheet, session, bo):
    issue = weighted(sheet, bo)
    entry = line(session, bo)
    pages = {
        name: reverse(f"negotiations:{name}", args=[sheet.pk, *rest])
        for name, rest in {
            "talks": [], "session": [session.pk], "log_offer": [session.pk], "entry": [entry.pk], "estimates": [],
            "move_estimate": [entry.pk], "after": [], "reflect": [],
        }.items()
    }  # fmt: skip
    few = {name: asked(client, url) for name, url in pages.items()}
    for at in range(6):
        moving = line(session, bo, kind="concern", words=f"Line {at}")
        estimates.move_estimate(moving, "weight", issue, Estimate(100 + at), mark(issue), by=bo)
    assert {name: asked(client, url) for name, url in pages.items()} == few
    assert {name: number for name, number in few.items() if number > MOST} == {}
