"""Scenario 1 of negotiations: ten minutes before a call Ann fills five lines. The sheet is usable, says what is missing, prints."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from negotiations.models import PrepSheet
from notices.models import Notice
from teams.models import Event
from tests.factories import team_with
from tests.filling import fill
from tests.negotiations.sheets import seat

pytestmark = pytest.mark.django_db
LINES = {
    "goal": "A berth for the night ferry from May",
    "their_goal": "Quiet nights",
    "plan_b": "SENTINEL day berth",
    "question_1": "What would make the early departure work for you?",
    "question_2": "What happens on your side if we find nothing?",
}


def whats(page):
    return [str(one.what) for one in page.context["missing"]]


def test_five_lines_ten_minutes_before_a_call(new_client):
    team = team_with()
    ann, before = new_client(team.ann), (Event.objects.count(), Notice.objects.count())
    assert "Prepare before you talk" in ann.get("/negotiations/").content.decode()

    page = fill(ann, "/negotiations/start/", title="Night berth", counterpart="Harbour master", meets_on="2030-05-04")
    sheet = PrepSheet.objects.get()
    url = f"/negotiations/{sheet.pk}/"
    assert page.request["PATH_INFO"] == url
    assert whats(page) == ["Your goal", "Their likely goal", "Your plan B", "Two questions"]

    half = fill(ann, url, goal=LINES["goal"], plan_b=LINES["plan_b"])
    assert whats(half) == ["Their likely goal", "Two questions"]
    whole = fill(ann, url, **LINES)
    assert whats(whole) == []
    assert [whole.context["sudden"]["form"][name].value() for name in LINES] == list(LINES.values())

    pdf = PdfReader(BytesIO(ann.get(f"{url}export/pdf/").content))
    assert len(pdf.pages) == 1
    assert all(line in " ".join(pdf.pages[0].extract_text().split()) for line in LINES.values())
    assert (Event.objects.count(), Notice.objects.count()) == before


def test_growing_to_the_seven_elements_and_back_loses_nothing(new_client):
    team = team_with()
    ann = new_client(team.ann)
    fill(ann, "/negotiations/start/", title="Night berth")
    url = f"/negotiations/{PrepSheet.objects.get().pk}/"
    fill(ann, url, **LINES)
    full = ann.post(f"{url}deepen/", {"depth": "full"}, follow=True)
    rows = {one.kind.name: [row.line for row in one.rows] for card in full.context["cards"] for one in card.lists}
    assert rows["goal"] == [LINES["goal"], LINES["their_goal"]]
    assert rows["alternative"] == [LINES["plan_b"]]
    assert rows["question"] == [LINES["question_1"], LINES["question_2"]]
    assert len(rows) == 13

    best = next(
        row
        for card in full.context["cards"]
        for one in card.lists
        for row in one.rows
        if one.kind.name == "alternative"
    )
    fill(ann, f"{url}{best.key}/", text=LINES["plan_b"], improve="Ask the bus company first")
    back = ann.post(f"{url}deepen/", {"depth": "sudden"}, follow=True)
    assert [back.context["sudden"]["form"][name].value() for name in LINES] == list(LINES.values())
    fill(ann, url, plan_b="")
    again = ann.post(f"{url}deepen/", {"depth": "full"}, follow=True)
    assert "Ask the bus company first" in again.content.decode()


def test_a_reader_without_limits_sees_four_lines(new_client):
    team = team_with()
    ann = new_client(team.ann)
    fill(ann, "/negotiations/start/", title="Night berth")
    sheet = PrepSheet.objects.get()
    url = f"/negotiations/{sheet.pk}/"
    fill(ann, url, **LINES)
    seat(sheet, team.bo, "viewer")
    seat(sheet, team.cy, "editor", sees_limits=False)
    for person in (team.bo, team.cy):
        page = new_client(person).get(url)
        assert list(page.context["sudden"]["form"].fields) == ["goal", "their_goal", "question_1", "question_2"]
        assert "SENTINEL" not in page.content.decode()
        assert "plan B" not in page.content.decode()
    fill(new_client(team.cy), url, goal="A berth from June")
    new_client(team.cy).post(f"{url}sudden/", {"plan_b": "taken over", "revision": "0."})
    assert ann.get(url).context["sudden"]["form"]["plan_b"].value() == LINES["plan_b"]
    assert ann.get(url).context["sudden"]["form"]["goal"].value() == "A berth from June"


def test_two_windows_on_the_five_lines_overwrite_nothing(new_client):
    team = team_with()
    ann = new_client(team.ann)
    fill(ann, "/negotiations/start/", title="Night berth")
    url = f"/negotiations/{PrepSheet.objects.get().pk}/"
    read = ann.get(url).context["sudden"]["stamp"]
    ann.post(f"{url}sudden/", {"goal": "From May", "question_1": "Why?", "revision": read})
    page = ann.post(f"{url}sudden/", {"goal": "From June", "question_2": "And if not?", "revision": read})
    assert page.status_code == 409
    told = page.context["sudden"]["conflict"]
    assert [(one["yours"], one["theirs"]) for one in told["fields"]] == [("From June", "From May")]
    sent = {"goal": "From June", "question_2": "And if not?", "revision": read, "over": told["over"], "keep": "mine"}
    ann.post(f"{url}sudden/", sent)
    form = ann.get(url).context["sudden"]["form"]
    assert [form[name].value() for name in ("goal", "question_1", "question_2")] == ["From June", "Why?", "And if not?"]
