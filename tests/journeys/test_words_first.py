"""Ben refuses numbers: he ranks the issues in words, drags a bar, and the explorer has something to work with."""

import pytest
from django.test import Client
from django.urls import reverse

from negotiations import numbering
from negotiations.actions import ranking
from negotiations.analysis.explorer import analyse
from negotiations.models import Issue
from negotiations.reading import read, read_all
from negotiations.scoring import gaps, problem_of
from tests.factories import team_with
from tests.negotiations.sheets import sheet_of

pytestmark = pytest.mark.django_db
TOPICS = {"Berth": "day\nnight", "Fee": "300\n320\n340", "Crane": "ours\ntheirs"}


class Ben:
    """Bo of the team, who writes no number himself."""

    def __init__(self):
        self.team = team_with()
        self.sheet = sheet_of(self.team, self.team.bo)
        self.client = Client()
        self.client.force_login(self.team.bo)

    def url(self, name, *more):
        return reverse(f"negotiations:{name}", args=[self.sheet.pk, *more])

    def names_topics(self):
        for name, options in TOPICS.items():
            page = self.client.get(self.url("numbers"))
            fields = {"name": name, "options": options, "key": page.context["form"]["key"].value()}
            assert self.client.post(self.url("numbers_add"), fields).status_code == 302

    def ranks(self, party, *names):
        keys = {issue.name: issue.key for issue in self.content().issues}
        places = {f"place-{keys[name]}": at for at, name in enumerate(names, 1)}
        answer = self.client.post(self.url("numbers_rank"), {"party": party} | places, follow=True)
        assert b"suggested from your ranking" in answer.content

    def orders_options(self, party, listed):
        for issue in Issue.objects.filter(sheet=self.sheet):
            where = self.url("numbers_rank_options", issue.pk)
            assert self.client.post(where, {"party": party, "listed": listed}).status_code == 302

    def content(self):
        return read(self.sheet, self.team.bo)


def test_words_become_editable_numbers_and_the_explorer_works():
    ben = Ben()
    ben.names_topics()
    ben.ranks("own", "Fee", "Berth", "Crane")
    ben.ranks("other", "Crane", "Fee", "Berth")
    ben.orders_options("own", "best")
    ben.orders_options("other", "worst")

    content = ben.content()
    weights = [(one.name, one.own.points, one.other.points) for one in content.issues]
    assert weights == [("Berth", 28, 11), ("Fee", 61, 28), ("Crane", 11, 61)]
    assert {(one.other.origin, one.other.confidence) for one in content.issues} == {("ranking", "low")}
    fee = content.by_key[content.issues[1].key]
    assert [(one.name, one.own.points, one.other.points) for one in fee.options] == [
        ("300", 100, 0), ("320", 50, 50), ("340", 0, 100),
    ]  # fmt: skip
    assert gaps(content) == []
    best = analyse(problem_of(content)).frontier.points
    assert (best[0].own, best[-1].other) == (10_000, 10_000)

    page = ben.client.get(ben.url("numbers")).content
    assert (page.count(b"from ranking"), page.count(b"low confidence")) == (3, 3)


def test_a_suggestion_can_be_changed_by_dragging_and_is_then_no_suggestion_any_more():
    ben = Ben()
    ben.names_topics()
    ben.ranks("other", "Crane", "Fee", "Berth")
    issue = ben.content().issues[0]
    where = ben.url("numbers_issue", issue.key)
    page = ben.client.get(where)
    fields = {
        "name": issue.name,
        "other": "35",
        "confidence": "medium",
        "revision": page.context["stamp"],
        "bars": "other",
    }
    ben.client.post(where, fields, headers={"HX-Request": "true"})
    changed = ben.content().issues[0].other
    assert (changed.points, changed.origin, changed.confidence) == (35, "bars", "medium")
    history = [
        (one.before and one.before["points"], one.after["points"]) for one in read_all(ben.sheet, ben.team.bo).changes
    ]
    assert history[0] == (11, 35)


def test_an_issue_without_a_place_keeps_its_weight_and_shared_places_share():
    ben = Ben()
    ben.names_topics()
    ben.ranks("own", "Fee")
    keys = {one.name: one.key for one in ben.content().issues}
    ranking.rank_issues(ben.sheet, "own", {keys["Berth"]: 1, keys["Crane"]: 1, "gone": 2}, by=ben.team.bo)
    assert [one.own.points for one in ben.content().issues] == [50, 100, 50]


def test_no_place_at_all_is_asked_for():
    ben = Ben()
    ben.names_topics()
    answer = ben.client.post(ben.url("numbers_rank"), {"party": "own"})
    assert (answer.status_code, b"Give at least one of them a place" in answer.content) == (422, True)
    assert [one.own.points for one in ben.content().issues] == [None] * 3


def test_sixty_ranked_issues_all_get_a_point():
    points = numbering.weights_from_places({str(at): at for at in range(1, 61)})
    assert (min(points.values()), list(points.values())) == (1, sorted(points.values(), reverse=True))
