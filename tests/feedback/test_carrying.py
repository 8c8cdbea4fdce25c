"""From an insight to a clause and to the mark: who decides, once; what others are told; and nothing of what was kept private."""

import pytest
from django.urls import reverse
from django.utils import timezone

from charters.actions import charter_reviewing, items
from common.permissions import Refused, Stale
from feedback.actions import carrying, insights, looking_back
from feedback.models import Insight, InsightCarry
from notices.models import Mail, Notice
from tests.factories import STEPS, charter_at, person, team_with
from tests.feedback.lessons import WARN, closed_charter, insight
from tests.filling import form_of

SECRET = "Plover-keeps-it"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def draft(db):
    """The next charter of the team."""
    return charter_at("draft", title="Winter timetable")


def refusal(verb, *args, **named) -> str:
    with pytest.raises(Refused) as refused:
        verb(*args, **named)
    return str(refused.value.reason)


def adopted(draft, noted=None, by=None):
    noted = noted or insight(draft.team.bo, charter=draft.charter)
    return carrying.adopt_insight(noted, draft.charter, by=by or draft.team.ann)


def clauses(version, kind="working_agreement") -> list[str]:
    return [item.clause().heading for item in version.items.filter(kind=kind).for_content()]


def state_of(noted) -> str:
    return Insight.objects.get(pk=noted.pk).state


def looked_at(version):
    """The version is brought into force, and the team looks at it again."""
    for step in STEPS:
        step(version)
        team = version.team
        version.refresh_from_db()
        version.team = version.charter.team = team
    return charter_reviewing.open_charter_review(version.charter, by=version.team.ann)


def open_ones(client, version) -> list[tuple]:
    context = client.get(reverse("feedback:open_insights", args=[version.charter_id])).context
    return [(entry["insight"].text, entry["is_mine_only"]) for entry in context["open"]]


def test_writers_find_what_members_share_and_what_they_alone_have_noted(draft, new_client):
    team = draft.team
    old = closed_charter(team, "Old")
    insight(team.bo, "Told", charter=old.charter)
    insight(team.bo, "Kept by Bo", charter=old.charter, shared=False)
    insight(team.ann, "Kept by Ann", shared=False)
    insights.drop_insight(insight(team.bo, "Dropped", charter=old.charter), by=team.bo)
    found = {one: open_ones(new_client(getattr(team, one)), draft) for one in ("ann", "bo", "cy")}
    assert found == {
        "ann": [("Kept by Ann", True), ("Told", False)], "bo": [("Kept by Bo", True), ("Told", False)], "cy": [("Told", False)],
    }  # fmt: skip


def test_what_was_shared_with_another_team_stays_there(draft, new_client):
    team = draft.team
    elsewhere = closed_charter(
        team_with({"eve": "lead", "bo": "member", "cy": "member", "mo": "manager"}, name="Elsewhere"), "Far"
    )
    insight(team.bo, "Told elsewhere", charter=elsewhere.charter)
    insight(elsewhere.team.eve, "Told by Eve", charter=elsewhere.charter)
    found = {one: open_ones(new_client(getattr(team, one)), draft) for one in ("ann", "bo", "cy")}
    assert found == {"ann": [], "bo": [("Told elsewhere", False)], "cy": [("Told elsewhere", False)]}


def test_adopting_fills_a_clause_of_its_kind_and_keeps_the_link(draft):
    before = clauses(draft)
    noted = insight(draft.team.bo, charter=draft.charter)
    first, again = adopted(draft, noted), adopted(draft, noted, by=draft.team.cy)
    assert (first.pk, clauses(draft), InsightCarry.objects.count()) == (again.pk, [*before, WARN], 1)
    item = draft.items.get(key=first.item_key)
    assert (first.decision, first.insight, item.clause().heading, state_of(noted)) == ("adopt", noted, WARN, "carried")


def test_one_without_a_kind_is_made_a_clause_by_its_form(draft, new_client):
    team = draft.team
    noted = insight(team.bo, section="", charter=draft.charter)
    with pytest.raises(Stale):
        adopted(draft, noted)
    page = reverse("feedback:open_insights", args=[draft.charter_id])
    ann, prefix = new_client(team.ann), f"a{noted.pk.hex[-12:]}"
    form = form_of(ann, page, f"{prefix}-text", f"{prefix}-section")
    refused = ann.post(form.action, {f"{prefix}-text": "Typed words", f"{prefix}-section": ""})
    shown = refused.content.decode()
    assert (refused.status_code, "Typed words" in shown, "Choose what kind of clause it becomes." in shown) == (
        422,
        True,
        True,
    )
    ann.post(form.action, {f"{prefix}-text": "Typed words", f"{prefix}-section": "contingency"})
    carry = InsightCarry.objects.get()
    assert (carry.decision, clauses(draft, "contingency")[-1], state_of(noted)) == ("adapt", "Typed words", "carried")


def test_leaving_wants_a_reason_and_leaves_the_insight_open_for_others(draft, new_client):
    team = draft.team
    noted = insight(team.bo, charter=draft.charter)
    ann, address = new_client(team.ann), reverse("feedback:leave_insight", args=[draft.charter_id, noted.pk])
    name = f"l{noted.pk.hex[-12:]}-reason"
    assert (ann.post(address, {name: " "}).status_code, InsightCarry.objects.count()) == (422, 0)
    assert ann.post(address, {name: "No delays here."}).status_code == 302
    carry = InsightCarry.objects.get()
    assert (carry.decision, carry.reason, carry.item_key, state_of(noted)) == (
        "leave",
        "No delays here.",
        None,
        "proposed",
    )
    assert "No delays here." in new_client(team.cy).get(reverse("feedback:chain", args=[noted.pk])).content.decode()


@pytest.mark.parametrize("who", ["mo", "ob"])
def test_who_does_not_write_decides_nothing(who, draft, new_client):
    noted, reader = insight(draft.team.bo, charter=draft.charter), getattr(draft.team, who)
    assert (
        refusal(carrying.adopt_insight, noted, draft.charter, by=reader)
        == "Only the lead and the members write the charter."
    )
    assert (
        refusal(carrying.leave_insight, noted, draft.charter, "No", by=reader)
        == "Only the lead and the members write the charter."
    )
    assert new_client(reader).get(reverse("feedback:open_insights", args=[draft.charter_id])).status_code == 403


def test_an_insight_of_somebody_else_that_is_private_cannot_be_carried(draft, new_client):
    noted = insight(draft.team.bo, SECRET, charter=draft.charter, shared=False)
    cy = new_client(draft.team.cy)
    doors = [
        cy.post(reverse(f"feedback:{verb}_insight", args=[draft.charter_id, noted.pk]))
        for verb in ("adopt", "adapt", "leave")
    ]
    assert ([one.status_code for one in doors], InsightCarry.objects.count()) == ([404] * 3, 0)


def test_a_decision_is_undone_while_the_text_is_a_draft(draft):
    before, noted = clauses(draft), insight(draft.team.bo, charter=draft.charter)
    carry = adopted(draft, noted)
    for _turn in range(2):
        carrying.undo_carry(carry, by=draft.team.cy)
    assert (clauses(draft), InsightCarry.objects.count(), state_of(noted)) == (before, 0, "accepted")
    assert Notice.objects.filter(kind="insight.carried").count() == 0
    carry = adopted(draft, noted)
    STEPS[0](draft)
    assert (
        refusal(carrying.undo_carry, carry, by=draft.team.ann)
        == "The text is past the draft; change the clause itself."
    )


def test_undoing_what_was_removed_already_puts_nothing_back(draft):
    before, carry = clauses(draft), adopted(draft)
    items.remove(draft, carry.item_key, by=draft.team.cy)
    carrying.undo_carry(carry, by=draft.team.ann)
    assert (clauses(draft), InsightCarry.objects.count()) == (before, 0)


def test_who_noted_it_hears_that_it_was_carried(draft):
    adopted(draft)
    adopted(draft, insight(draft.team.ann, "Mine", charter=draft.charter), by=draft.team.ann)
    heard = Notice.objects.filter(kind="insight.carried").values_list("person__name", "text")
    assert list(heard) == [("Bo", "Ann took something that you learned into “Winter timetable”.")]


def test_the_list_on_the_draft_is_fetched_and_hears_its_own_forms(draft, new_client):
    noted = insight(draft.team.bo, charter=draft.charter)
    ann, part = new_client(draft.team.ann), reverse("feedback:open_insights", args=[draft.charter_id])
    page = ann.get(reverse("charters:draft", args=[draft.charter_id])).content.decode()
    assert (f'hx-get="{part}"' in page, WARN in page) == (True, False)
    assert WARN in ann.get(part, headers=HTMX).content.decode()
    answer = ann.post(reverse("feedback:adopt_insight", args=[draft.charter_id, noted.pk]), headers=HTMX)
    assert (answer.headers["HX-Trigger"], answer.context["open"], len(answer.context["decided"])) == (
        '{"saved": {}}',
        [],
        1,
    )


def test_without_insights_the_part_is_empty(draft, new_client):
    answer = new_client(draft.team.ann).get(reverse("feedback:open_insights", args=[draft.charter_id]), headers=HTMX)
    assert answer.content.decode().strip() == '<section id="open-insights" class="lesson-fragment"></section>'


@pytest.mark.parametrize(
    ("outcome", "state"), [("helped", "confirmed"), ("no_effect", "tried"), ("not_tried", "carried")]
)
def test_at_the_review_each_is_marked_and_the_insight_moves(outcome, state, draft):
    noted = insight(draft.team.bo, charter=draft.charter)
    carry = adopted(draft, noted)
    assert refusal(carrying.mark_insight, carry, outcome, by=draft.team.ann) == (
        "It is marked while the team looks at the charter again."
    )
    review = looked_at(draft)
    carrying.mark_insight(carry, outcome, by=draft.team.cy)
    carry.refresh_from_db()
    assert (carry.outcome, carry.review, carry.marked_by, state_of(noted)) == (outcome, review, draft.team.cy, state)


def test_another_writer_may_mark_otherwise_until_the_review_closes(draft):
    carry = adopted(draft)
    review = looked_at(draft)
    for outcome, state in (
        ("helped", "confirmed"),
        ("no_effect", "tried"),
        ("not_tried", "carried"),
        ("helped", "confirmed"),
    ):
        carrying.mark_insight(carry, outcome, by=draft.team.cy)
        assert state_of(carry.insight) == state
    charter_reviewing.close_charter_review(review, by=draft.team.ann)
    assert "while the team looks" in refusal(carrying.mark_insight, carry, "no_effect", by=draft.team.ann)


def test_managers_and_observers_mark_nothing_and_what_was_left_is_not_marked(draft):
    carry = adopted(draft)
    left = carrying.leave_insight(
        insight(draft.team.bo, "Left", charter=draft.charter), draft.charter, "No", by=draft.team.ann
    )
    looked_at(draft)
    reason = "The lead and the members look at their agreements."
    assert [refusal(carrying.mark_insight, carry, "helped", by=one) for one in (draft.team.mo, draft.team.ob)] == [
        reason
    ] * 2
    assert refusal(carrying.mark_insight, left, "helped", by=draft.team.ann) == "It was left out of this charter."


def test_marks_are_waited_for_from_writers_until_they_are_there(draft):
    team, carry = draft.team, adopted(draft)
    assert list(InsightCarry.objects.to_mark(team.ann)) == []
    review = looked_at(draft)

    def waits():
        return [bool(InsightCarry.objects.to_mark(one)) for one in (team.ann, team.bo, team.mo, team.ob, person("oz"))]

    assert waits() == [True, True, False, False, False]
    carrying.mark_insight(carry, "not_tried", by=team.ann)
    person_free = [bool(InsightCarry.objects.to_mark(one)) for one in (team.ann, team.bo)]
    assert person_free == [False, False]
    charter_reviewing.close_charter_review(review, by=team.ann)
    charter_reviewing.open_charter_review(draft.charter, by=team.ann)
    assert [bool(InsightCarry.objects.to_mark(one)) for one in (team.ann, team.bo)] == [True, True]


def test_writers_are_reminded_of_marks_once_a_review(draft):
    adopted(draft)
    looked_at(draft)
    for _turn in range(2):
        looking_back.tick(timezone.now())
    heard = Notice.objects.filter(kind="insights.to_mark").values_list("person__name", "text")
    words = "“Winter timetable” is being looked at again: did what you carried into it help?"
    assert sorted(heard) == [(name, words) for name in ("Ann", "Bo", "Cy")]


def test_of_a_private_insight_that_its_writer_carried_nobody_else_is_told_anything(draft, new_client):
    team = draft.team
    noted = insight(team.bo, SECRET, shared=False)
    carry = carrying.adapt_insight(noted, draft.charter, "working_agreement", "Words for all", by=team.bo)
    review = looked_at(draft)
    looking_back.tick(timezone.now())
    assert sorted(Notice.objects.filter(kind="insights.to_mark").values_list("person__name", flat=True)) == ["Bo"]
    addresses = [
        reverse("feedback:lessons", args=[draft.charter_id]), reverse("feedback:mark_insights", args=[review.pk]),
        reverse("feedback:debrief", args=[draft.charter_id]), reverse("feedback:insights"), reverse("charters:show", args=[draft.charter_id]),
        reverse("charters:history", args=[draft.charter_id]), "/", "/search/?q=keeps",
    ]  # fmt: skip
    for reader in (team.ann, team.cy, team.mo, team.ob):
        client = new_client(reader)
        read = "".join(
            client.get(address, headers=header).content.decode() for address in addresses for header in (HTMX, {})
        )
        assert (SECRET in read, str(noted.pk) in read, str(carry.pk) in read) == (False, False, False)
        assert client.post(reverse("feedback:mark_insight", args=[carry.pk]), {"outcome": "helped"}).status_code == 404
        assert client.post(reverse("feedback:undo_carry", args=[carry.pk])).status_code == 404
        assert list(InsightCarry.objects.to_mark(reader)) == []
    told = [
        *Notice.objects.exclude(person=team.bo).values_list("text", "url", "key"),
        *Mail.objects.values_list("to", "context"),
    ]
    assert (SECRET in str(told), str(noted.pk) in str(told)) == (False, False)
    own = new_client(team.bo).get(addresses[1]).content.decode()
    assert SECRET in own


def test_parts_are_not_there_for_outsiders(draft, new_client):
    noted = insight(draft.team.bo, charter=draft.charter)
    carry = adopted(draft, noted)
    review = looked_at(draft)
    oz = new_client(person("oz"))
    doors = [
        ("lessons", draft.charter_id),
        ("open_insights", draft.charter_id),
        ("mark_insights", review.pk),
        ("chain", noted.pk),
    ]
    assert [oz.get(reverse(f"feedback:{name}", args=[pk]), headers=HTMX).status_code for name, pk in doors] == [404] * 4
    assert oz.post(reverse("feedback:mark_insight", args=[carry.pk]), {"outcome": "helped"}).status_code == 404


def test_parts_cost_the_same_with_many(draft, new_client, django_assert_max_num_queries):
    for place in range(15):
        adopted(draft, insight(draft.team.bo, f"Taken {place}", charter=draft.charter))
        insight(draft.team.bo, f"Open {place}", charter=draft.charter)
    ann = new_client(draft.team.ann)
    with django_assert_max_num_queries(12):
        assert ann.get(reverse("feedback:open_insights", args=[draft.charter_id]), headers=HTMX).status_code == 200
    with django_assert_max_num_queries(12):
        assert ann.get(reverse("feedback:lessons", args=[draft.charter_id]), headers=HTMX).status_code == 200
    review = looked_at(draft)
    with django_assert_max_num_queries(12):
        assert ann.get(reverse("feedback:mark_insights", args=[review.pk]), headers=HTMX).status_code == 200
