"""Insights: noted alone, shared with the team that they came from, changed, dropped, and never told where they were not shared."""

from uuid import UUID

import pytest
from django.urls import reverse

from charters.models import Charter
from common.ids import uuid7
from common.permissions import Refused, Stale
from feedback.actions import insights
from feedback.actions.insights import Origin
from feedback.models import Insight
from notices.models import Mail, Notice
from teams.models import Membership
from tests.factories import charter_at, person, team_with
from tests.feedback.lessons import WARN, closed_charter, insight, line
from tests.feedback.requests import draft_by
from tests.filling import fill

SECRET = "Plover-keeps-it"


@pytest.fixture
def version(db):
    return closed_charter()


def page_of(client, name, *parts) -> str:
    return client.get(reverse(f"feedback:{name}", args=parts)).content.decode()


def states(*rows) -> list[str]:
    return [Insight.objects.get(pk=row.pk).state for row in rows]


def refusal(verb, *args, **named) -> str:
    with pytest.raises(Refused) as refused:
        verb(*args, **named)
    return str(refused.value.reason)


def test_an_insight_is_noted_from_a_line_with_its_clause(version, new_client):
    team, clause = version.team, version.items.get(kind="meeting")
    item = line(version.charter, team.bo, WARN, "clause", clause=clause.key)
    bo = new_client(team.bo)
    fill(bo, reverse("feedback:write_insight") + f"?item={item.pk}", section="deliverable")
    noted = Insight.objects.get()
    assert (noted.text, noted.section, noted.source, noted.author, noted.team, noted.charter) == (
        WARN, "deliverable", "reflection", team.bo, team, version.charter
    )  # fmt: skip
    assert (noted.reflected, noted.clause_key, noted.clause_words, noted.shared_at) == (
        item, clause.key, item.clause_words, None
    )  # fmt: skip


def test_a_line_that_was_not_shared_makes_no_insight_of_another(version, new_client):
    item = line(version.charter, version.team.bo, SECRET)
    address = reverse("feedback:write_insight")
    cy = new_client(version.team.cy)
    assert cy.get(address, {"item": item.pk}).status_code == 404
    sent = {"item": item.pk, "text": "Mine", "key": uuid7()}
    assert (cy.post(address, sent).status_code, Insight.objects.count()) == (404, 0)
    assert cy.get(address, {"item": "no-key"}).status_code == 404


def test_the_same_form_notes_once(version, new_client):
    sent = {"text": WARN, "section": "", "charter": "", "key": uuid7()}
    bo = new_client(version.team.bo)
    answers = [bo.post(reverse("feedback:write_insight"), sent) for _turn in range(2)]
    assert ([one.status_code for one in answers], Insight.objects.count()) == ([302, 302], 1)
    with pytest.raises(Stale):
        insights.write_insight("Mine", by=version.team.cy, key=UUID(str(sent["key"])))


def test_words_that_do_not_fit_stay_in_the_form(version, new_client):
    answer = new_client(version.team.bo).post(reverse("feedback:write_insight"), {"text": "y" * 2_001, "key": uuid7()})
    page = answer.content.decode()
    assert (answer.status_code, "y" * 2_001 in page, Insight.objects.count()) == (422, True, 0)
    assert "Keep it to 2000 characters; it has 2001." in page


def test_a_charter_of_another_team_cannot_be_named(version, new_client):
    other = charter_at("active", team_with({"eve": "lead"}, name="Elsewhere"))
    sent = {"text": WARN, "charter": other.charter_id, "key": uuid7()}
    assert new_client(version.team.bo).post(reverse("feedback:write_insight"), sent).status_code == 422
    origin = Origin(charter=Charter.objects.select_related("team").get(pk=other.charter_id))
    assert refusal(insights.write_insight, WARN, origin=origin, by=version.team.bo) == (
        "This charter is of a team that you are not in."
    )


def test_until_it_is_shared_nobody_else_is_told_of_it(version, new_client):
    team = version.team
    noted = insight(team.bo, SECRET, charter=version.charter, shared=False)
    insight(team.bo, "A thing that is told", charter=version.charter)
    parts = (noted.pk,)
    for reader in (team.ann, team.cy, team.mo, team.ob, person("oz"), person("root", is_staff=True, is_superuser=True)):
        client = new_client(reader)
        doors = [
            client.get(reverse(f"feedback:{name}", args=parts)) for name in ("chain", "edit_insight", "share_insight")
        ]
        doors += [
            client.post(reverse(f"feedback:{name}", args=parts))
            for name in ("share_insight", "take_back_insight", "accept_insight", "drop_insight")
        ]
        assert [one.status_code for one in doors] == [404] * 7
        searched = [client.get(f"/search/?q={word}").content.decode() for word in ("keeps", "Plover")]
        pages = [page_of(client, "insights"), *searched]
        assert [SECRET in page for page in pages] == [False] * 3
        assert str(noted.pk) not in "".join(pages)
    told = [*Notice.objects.values_list("text", "url"), *Mail.objects.values_list("to", "context")]
    assert SECRET not in str(told) and str(noted.pk) not in str(told)


def test_shared_it_is_read_by_the_team_and_by_nobody_else(version, new_client):
    team = version.team
    noted = insight(team.bo, charter=version.charter)
    readers = [new_client(one) for one in (team.ann, team.cy, team.mo, team.ob)]
    assert [WARN in page_of(one, "chain", noted.pk) for one in readers] == [True] * 4
    oz = new_client(person("oz"))
    assert oz.get(reverse("feedback:chain", args=[noted.pk])).status_code == 404
    Membership.objects.filter(person=team.cy).update(left_at=noted.created_at)
    assert new_client(team.cy).get(reverse("feedback:chain", args=[noted.pk])).status_code == 404


def test_sharing_tells_the_team_once_without_its_words_and_taking_back_takes_the_notice(version):
    team = version.team
    noted = insight(team.bo, SECRET, charter=version.charter)
    insights.share_insight(noted, by=team.bo)

    def heard():
        return sorted(Notice.objects.filter(kind="insight.shared").values_list("person__name", "text"))

    assert heard() == [(name, "Bo shared something that they learned.") for name in ("Ann", "Cy", "Mo", "Ob")]
    insights.take_back_insight(noted, by=team.bo)
    assert (heard(), Insight.objects.get().shared_at) == ([], None)


def test_one_that_came_from_no_charter_is_shared_with_a_team_of_ones_choice(version, new_client):
    team = version.team
    elsewhere = team_with({"eve": "lead"}, name="Elsewhere")
    noted = insight(team.bo, shared=False)
    with pytest.raises(Stale):
        insights.share_insight(noted, by=team.bo)
    assert refusal(insights.share_insight, noted, elsewhere, by=team.bo) == "You share it with a team that you work in."
    bo, address = new_client(team.bo), reverse("feedback:share_insight", args=[noted.pk])
    assert bo.post(address, {"team": elsewhere.pk}).status_code == 422
    fill(bo, address, team=str(team.pk))
    noted.refresh_from_db()
    assert (noted.team, noted.shared_at is not None) == (team, True)


def test_one_is_shared_with_the_team_that_it_came_from_and_with_no_other(version):
    team = version.team
    other = team_with({"bo": "lead"}, name="Elsewhere")
    noted = insight(team.bo, charter=version.charter, shared=False)
    assert refusal(insights.share_insight, noted, other, by=team.bo) == (
        "It is shared with the team that it came from, and with no other."
    )


@pytest.mark.parametrize(
    ("verb", "who", "reason"),
    [
        ("edit", "ann", "Only who noted it changes it."),
        ("share", "ann", "Only who noted it changes it."),
        ("take_back", "ann", "Only who noted it changes it."),
        ("drop", "ann", "Only who noted it drops it."),
        ("accept", "mo", "Who noted it decides, and once it is shared, those who write the charters of the team."),
        ("accept", "ob", "Who noted it decides, and once it is shared, those who write the charters of the team."),
    ],
)
def test_who_may_do_what_with_a_shared_one(verb, who, reason, version):
    noted = insight(version.team.bo, charter=version.charter)
    verbs = {
        "edit": lambda by: insights.edit_insight(noted, "Other", "", revision=1, by=by),
        "share": lambda by: insights.share_insight(noted, by=by),
        "take_back": lambda by: insights.take_back_insight(noted, by=by),
        "drop": lambda by: insights.drop_insight(noted, by=by),
        "accept": lambda by: insights.accept_insight(noted, by=by),
    }
    assert refusal(verbs[verb], getattr(version.team, who)) == reason


def test_it_is_carried_on_dropped_and_picked_up_again(version):
    team = version.team
    noted = insight(team.bo, charter=version.charter)
    insights.accept_insight(noted, by=team.cy)
    assert states(noted) == ["accepted"]
    for _turn in range(2):
        insights.drop_insight(noted, by=team.bo)
    assert states(noted) == ["dropped"]
    assert "Who noted it decides" in refusal(insights.accept_insight, noted, by=team.cy)
    insights.accept_insight(noted, by=team.bo)
    assert states(noted) == ["accepted"]


def test_two_windows_lose_no_words(version, new_client):
    noted = insight(version.team.bo, "One", charter=version.charter)
    bo, address = new_client(version.team.bo), reverse("feedback:edit_insight", args=[noted.pk])
    assert bo.post(address, {"text": "Two", "section": "", "revision": 1}).status_code == 302
    late = bo.post(address, {"text": "Three", "section": "", "revision": 1})
    page = late.content.decode()
    assert (late.status_code, "Two" in page, "Three" in page, Insight.objects.get().text) == (409, True, True, "Two")
    assert bo.post(address, {"text": "Three", "section": "", "revision": 1, "over": 2}).status_code == 302
    assert Insight.objects.get().text == "Three"


def test_the_list_shows_what_is_open_or_one_state(version, new_client):
    team = version.team
    kept, dropped = insight(team.bo, "Kept", charter=version.charter), insight(team.bo, "Left", charter=version.charter)
    insights.drop_insight(dropped, by=team.bo)
    cy, address = new_client(team.cy), reverse("feedback:insights")
    found = {
        state: [str(one.pk) for one in cy.get(address, {"state": state}).context["page"].rows]
        for state in ("", "dropped", "odd")
    }
    assert found == {"": [str(kept.pk)], "dropped": [str(dropped.pk)], "odd": [str(kept.pk)]}


def test_where_it_comes_from_is_told_as_far_as_the_reader_may_see(version, new_client):
    team, clause = version.team, version.items.get(kind="meeting")
    ask = draft_by(team.bo, team)
    of_question = Origin("result", version.charter, clause.key, "Weekly look", request=ask, question_key="promises")
    of_feedback = insights.share_insight(insights.write_insight(WARN, origin=of_question, by=team.bo), by=team.bo)
    item = line(version.charter, team.bo, SECRET, shared=True)
    of_line = insights.share_insight(
        insights.write_insight("Told", origin=insights.of_item(item), by=team.bo), by=team.bo
    )

    def steps(who, one):
        return [
            (step.title, step.words, bool(step.href))
            for step in new_client(who).get(reverse("feedback:chain", args=[one.pk])).context["before"]
        ]

    clause_step = ("A clause of “Harbour App charter”", "Weekly look", True)
    assert steps(team.cy, of_feedback) == [clause_step, ("Feedback", "", False)]
    assert [one[0] for one in steps(team.bo, of_feedback)] == [clause_step[0], "A question in your feedback"]
    charter_step = ("A charter", "Harbour App charter", True)
    assert steps(team.cy, of_line) == [charter_step, ("A reflection of Bo", SECRET, True)]
    insights_before = Insight.objects.count()
    item.shared_at = None
    item.save()
    assert steps(team.cy, of_line) == [charter_step, ("A reflection", "", False)]
    assert steps(team.bo, of_line) == [charter_step, ("Your reflection", SECRET, True)]
    assert Insight.objects.count() == insights_before


def test_the_list_costs_the_same_with_many(version, new_client, django_assert_max_num_queries):
    for place in range(40):
        insight(version.team.bo, f"Insight {place}", charter=version.charter)
    cy = new_client(version.team.cy)
    with django_assert_max_num_queries(12):
        assert len(cy.get(reverse("feedback:insights")).context["page"].rows) == 30


def test_words_of_a_clause_stay_with_its_team_and_with_who_noted_them(version, new_client):
    team = version.team
    origin = Origin("result", clause_key=uuid7(), clause_words=SECRET)
    noted = insights.write_insight(WARN, origin=origin, by=team.bo)
    insights.share_insight(noted, team, by=team.bo)
    read = {one: page_of(new_client(getattr(team, one)), "chain", noted.pk) for one in ("bo", "cy")}
    assert {one: (WARN in page, SECRET in page) for one, page in read.items()} == {
        "bo": (True, True),
        "cy": (True, False),
    }
