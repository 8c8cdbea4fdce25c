"""One's own data in one file: all that is kept of a person, and nothing that others wrote in confidence."""

import json

import pytest
from django.urls import reverse

from accounts import own_data
from feedback.actions import profile
from feedback.models import Insight, LearningItem, QuoteConsent, Reflection, ReflectionItem
from tests.factories import charter_at, person, team_with
from tests.feedback.profiles import PRAISE, SECRET, two_projects
from tests.feedback.requests import CLIENT, answer, sent_by
from tests.negotiations.planted import LIMIT, WORD, Planted
from tests.negotiations.reading_pages import without_keys

DATA, FILE = reverse("accounts:data"), reverse("accounts:download_data")
PASSWORD = "correct horse battery"


def downloaded(client) -> dict:
    response = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": FILE}, follow=True)
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert response["Cache-Control"] == "private, no-store"
    return json.loads(response.content)


def texts_in(found) -> str:
    return json.dumps(found, ensure_ascii=False, default=str)


def test_the_file_asks_once_more_who_it_is(new_client, db):
    client = new_client(person("ann"))
    assert client.get(FILE).url.startswith(reverse("account_reauthenticate"))
    assert client.get(DATA).status_code == 200


def test_who_one_is_and_where_one_works(new_client, db):
    team = team_with()
    found = downloaded(new_client(team.bo))
    assert list(found) == [
        "format", "version", "made_at", "account", "notices", "teams", "charters", "negotiations", "feedback",
        "disagreements",
    ]  # fmt: skip
    account = found["account"]
    assert (account["name"], account["address"], account["addresses"]) == (
        "Bo", "bo@example.org", [{"address": "bo@example.org", "confirmed": True}],
    )  # fmt: skip
    assert [(one["team"], one["role"]) for one in found["teams"]] == [("Harbour App", "member")]


def test_what_was_signed_and_held(new_client, db):
    version = charter_at("active")
    charters = own_data.gathered(version.team.bo)["charters"]
    [signature] = charters["signatures"]
    assert (signature["charter"], signature["typed_name"], signature["state"]) == (
        "Harbour App charter",
        "Bo",
        "signed",
    )
    [role] = charters["roles"]
    assert role["state"] == "proposed"


def test_a_result_is_told_as_it_is_shown_and_no_further(new_client, db):
    bo, asks = two_projects()
    found = downloaded(new_client(bo))
    requests = {one["about"]: one for one in found["feedback"]["requests"]}
    assert set(requests) == {"Work on Harbour App", "Work on Lighthouse"}
    assert requests["Work on Lighthouse"]["result"] == asks[1].snapshot.data
    assert len(requests["Work on Lighthouse"]["asked"]) == 6
    assert PRAISE in texts_in(found)
    for one in requests.values():
        assert not {"answered", "declined", "state_of", "responses"} & set(one)
        assert all(set(row) == {"name", "address", "as"} for row in one["asked"])


def test_a_request_that_collects_tells_nothing_of_its_answers(db):
    team = team_with()
    ask = sent_by(team.bo, team)
    answer(ask, team.ann, keep_doing={"cards": ["A card of Ann"]})
    answer(ask, CLIENT[1], useful_moment={"cards": ["A card of Jon"]})
    [request] = own_data.gathered(team.bo)["feedback"]["requests"]
    assert request["result"] is None
    assert "A card of" not in texts_in(request)
    mine = own_data.gathered(team.ann)["feedback"]["answers"]
    assert [one["sent"]["keep_doing"] for one in mine] == [{"cards": ["A card of Ann"]}]
    assert own_data.gathered(team.cy)["feedback"]["answers"] == []


def test_confidential_answers_are_nobodys_once_closed(db):
    _bo, asks = two_projects()
    giver = asks[0].team.memberships.get(person__email="cy@example.org").person
    found = own_data.gathered(giver)["feedback"]
    assert (found["answers"], [one["about"] for one in found["asked"]]) == ([], ["Work on Harbour App"])
    assert SECRET.format("Cy") not in texts_in(found)


def test_lessons_profile_and_quotes(db):
    version = charter_at("active")
    bo = version.team.bo
    reflection = Reflection.objects.create(team=version.team, charter=version.charter, person=bo)
    ReflectionItem.objects.create(reflection=reflection, kind="why", text="We spoke late")
    Insight.objects.create(author=bo, text="Speak early")
    LearningItem.objects.create(person=bo, title="A book", hours="2.5")
    profile.write_profile(True, "Lists", "", by=bo, revision=1)
    profile.make_share_link("Office", 3, by=bo)
    words = {
        "asked_on": "2026-05-04",
        "author_address": "jon@operator.example",
        "author_name": "Jon",
        "words": "Well done",
    }
    QuoteConsent.objects.create(subject=bo, **words)
    QuoteConsent.objects.create(subject=version.team.ann, author=bo, **words)
    found = json.loads(json.dumps(own_data.gathered(bo)["feedback"], default=str))
    assert found["reflections"][0]["items"][0]["text"] == "We spoke late"
    assert [one["text"] for one in found["insights"]] == ["Speak early"]
    assert [(one["title"], one["hours"]) for one in found["learning"]] == [("A book", "2.5")]
    assert (found["profile"]["headline"], found["profile"]["links"][0]["for"]) == ("Lists", "Office")
    assert [(one["of"], one["words"]) for one in found["quotes_asked"]] == [("Jon", "Well done")]
    assert [(one["by"], one["words"]) for one in found["quotes_given"]] == [("Ann", "Well done")]
    assert "token" not in texts_in(found)
    assert own_data.gathered(version.team.cy)["feedback"]["reflections"] == []


def test_a_sheet_is_told_as_far_as_its_reader_sees_it(db):
    world = Planted()
    seen = {who: texts_in(own_data.gathered(world.people[who])["negotiations"]) for who in ("owner", "viewer", "lead")}
    assert {who: (WORD in text, LIMIT in text) for who, text in seen.items()} == {
        "owner": (True, True), "viewer": (True, False), "lead": (False, False),
    }  # fmt: skip
    assert [number for number in world.limit_numbers if str(number) in without_keys(seen["viewer"])] == []


@pytest.mark.parametrize("n", [1, 3])
def test_the_file_is_bounded(n, db, monkeypatch):
    bo = person("bo")
    for number in range(5):
        LearningItem.objects.create(person=bo, title=f"Book {number}")
    monkeypatch.setattr(own_data, "MOST", n)
    titles = [one["title"] for one in own_data.gathered(bo)["feedback"]["learning"]]
    assert titles == [f"Book {number}" for number in (4, 3, 2, 1, 0)][:n]
