"""The pages of what is due: what each reader finds, forms that keep what was typed, and doing twice what is done once."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from charters.actions import dates, deadlines, writing
from charters.actions.settling import settle
from charters.models import Consultation, Deadline
from charters.views.deadlines import SHOWN
from tests import harbour
from tests.charters.living import FIRST, LAUNCH, PILOT, deadline, in_force
from tests.factories import charter_at
from tests.filling import Forms, fill

pytestmark = pytest.mark.django_db
NEW = date(2027, 3, 12)


def url(version, title=None, name="deadline"):
    if title is None:
        return reverse("charters:deadlines", args=[version.charter_id])
    return reverse(f"charters:{name}", args=[version.charter_id, deadline(version, title).key])


def shown(client, version, query=""):
    """The titles under each heading."""
    page = client.get(url(version) + query)
    return {section.place: [row.deadline.title for row in section.rows] for section in page.context["sections"]}


def deeds(client, version, title=PILOT):
    """The doors that the forms of the page lead to."""
    page = client.get(url(version, title)).content.decode()
    base = url(version, title)
    forms = Forms(page).forms
    assert all("csrfmiddlewaretoken" in form.names for form in forms)
    return {form.action.removeprefix(base) for form in forms if form.action.startswith(base)}


def test_the_list_says_what_is_overdue_soon_later_undated_and_settled(new_client):
    version = in_force()
    version.items.filter(values__title=LAUNCH).update(values={"title": LAUNCH, "due": None, "letters": {}})
    settle(version)
    browser = new_client(version.team.ob)
    assert shown(browser, version) == {"later": [FIRST, PILOT], "undated": [LAUNCH]}
    with time_machine.travel("2027-02-16 12:00+00:00", tick=False):
        assert shown(new_client(version.team.ob), version) == {"overdue": [FIRST], "soon": [PILOT], "undated": [LAUNCH]}
    deadlines.not_done(deadline(version, FIRST), "Nobody came.", by=version.team.ann)
    assert shown(browser, version) == {"later": [PILOT], "undated": [LAUNCH], "settled": [FIRST]}


def test_a_long_section_shows_its_beginning_until_one_asks_for_the_whole(new_client):
    version = in_force()
    many = [harbour.clause("deliverable", {"title": f"Map {place}", "due": "2027-03-31"}) for place in range(SHOWN + 5)]
    writing.add_clauses(version, many, by=version.team.ann)
    settle(version)
    browser = new_client(version.team.bo)
    assert len(shown(browser, version)["later"]) == SHOWN
    assert len(shown(browser, version, "?all=later")["later"]) == SHOWN + 8


@pytest.mark.parametrize("state", ["draft", "in_review", "signing"])
def test_before_it_is_in_force_the_page_says_what_will_stand_there(new_client, state):
    version = charter_at(state)
    page = new_client(version.team.bo).get(reverse("charters:deadlines", args=[version.charter_id])).content.decode()
    assert "Nothing is due yet" in page
    assert page.count(reverse("charters:deadlines", args=[version.charter_id])) == 0


EVERYBODYS, NOBODYS = {"hand-over/", "project/", "propose/"}, set()


@pytest.mark.parametrize(
    ("who", "found"),
    [("ann", EVERYBODYS | {"not-done/"}), ("bo", EVERYBODYS), ("cy", NOBODYS), ("mo", NOBODYS), ("ob", NOBODYS)],
)
def test_each_finds_what_they_may_do(new_client, who, found):
    version = in_force()
    assert deeds(new_client(getattr(version.team, who)), version) == found


def test_a_heads_up_is_one_click_in_the_list_and_on_the_page(new_client):
    version = in_force()
    with time_machine.travel("2027-02-16 12:00+00:00", tick=False):
        browser = new_client(version.team.bo)
        for page in (url(version), url(version, PILOT)):
            forms = Forms(browser.get(page).content.decode()).forms
            buttons = [
                button for form in forms if form.action == url(version, PILOT, "project") for button in form.buttons
            ]
            assert {("on", "2027-03-05"), ("on", "2027-03-12")} <= set(buttons)
        browser.post(url(version, PILOT, "project"), {"on": "2027-03-05"})
        assert deadline(version).projected_on == date(2027, 3, 5)
        assert "At risk" in browser.get(url(version)).content.decode()


def test_once_overdue_a_click_counts_from_today(new_client):
    version = in_force()
    with time_machine.travel("2027-03-20 12:00+00:00", tick=False):
        page = new_client(version.team.bo).get(url(version, PILOT))
        assert [day for day, _label in page.context["row"].lates] == [date(2027, 3, 27), date(2027, 4, 3)]


@pytest.mark.parametrize(
    ("name", "sent", "words"),
    [
        ("project", {"on": "", "why": "The pier is closed."}, "This field is required."),
        ("project", {"on": "2020-01-01", "why": "The pier is closed."}, "This day is over."),
        ("project", {"on": "9999-12-31", "why": "Someday."}, "This day is too far away to plan for."),
        ("project", {"on": "soon", "why": "The pier is closed."}, "Write a day like 2027-03-31."),
        ("hand_over", {"what": " "}, "This cannot stay empty."),
        ("hand_over", {"what": "x" * 2001}, "Keep it to 2000 characters; it has 2001."),
        ("not_done", {"reason": ""}, "This cannot stay empty."),
        ("propose_date", {"on": "2027-03-12", "why": ""}, "This cannot stay empty."),
        ("propose_date", {"on": "2027-02-26", "why": "The pier is closed."}, "This is the day that is agreed already."),
    ],
)
def test_what_was_typed_stays_beside_what_is_wrong_with_it(new_client, name, sent, words):
    version = in_force()
    before = list(Deadline.objects.values())
    answer = new_client(version.team.ann).post(url(version, PILOT, name), sent)
    page = answer.content.decode()
    assert (answer.status_code, list(Deadline.objects.values())) == (422, before)
    assert words in page
    assert all(value in page for value in sent.values() if value.strip())
    assert list(answer.context["opened"]) == [name]


def test_a_form_of_somebody_who_may_not_is_refused_before_it_is_mended(new_client):
    version = in_force()
    answer = new_client(version.team.cy).post(url(version, PILOT, "hand_over"), {"what": ""})
    assert answer.status_code == 403
    assert "Only who works on it (R) hands it over." in answer.content.decode()


def test_the_same_click_twice_is_one(new_client):
    version = in_force()
    bo, ann = new_client(version.team.bo), new_client(version.team.ann)
    for _ in range(2):
        assert bo.post(url(version, PILOT, "hand_over"), {"what": "It runs."}).status_code == 302
    for _ in range(2):
        assert ann.post(url(version, PILOT, "accept_result")).status_code == 302
    page = ann.get(url(version, PILOT))
    assert [event["sentence"] for day in page.context["days"] for event in day["events"]] == [
        "<bdi>Ann</bdi> accepted “<bdi>Pilot on line 62</bdi>”.",
        "<bdi>Bo</bdi> handed over “<bdi>Pilot on line 62</bdi>”: <bdi>It runs.</bdi>",
    ]


def test_those_with_a_c_answer_in_their_words_or_with_one_click(new_client):
    version = in_force()
    dates.propose_date(deadline(version), NEW, "The pier is closed.", by=version.team.bo)
    asked = Consultation.objects.get()
    page = reverse("charters:answer_consultation", args=[asked.pk])
    assert new_client(version.team.ann).get(page).status_code == 404
    browser = new_client(version.team.cy)
    assert page in browser.get(url(version, PILOT)).content.decode()
    refused = browser.post(page, {"text": " "})
    assert (refused.status_code, "This cannot stay empty." in refused.content.decode()) == (422, True)
    fill(browser, page, text="Then the inspectors are on leave.")
    told = new_client(version.team.ob).get(url(version, PILOT)).content.decode()
    assert "Then the inspectors are on leave." in told


def test_the_page_says_why_one_must_wait_before_deciding(new_client):
    version = in_force()
    with time_machine.travel("2027-01-04 12:00+00:00", tick=False):
        dates.propose_date(deadline(version), NEW, "The pier is closed.", by=version.team.bo)
        browser = new_client(version.team.ann)
        assert "Cy can answer until 6 January 2027." in browser.get(url(version, PILOT)).content.decode()
        assert "agree/" not in deeds(browser, version)
    with time_machine.travel("2027-01-07 12:00+00:00", tick=False):
        browser = new_client(version.team.ann)
        assert {"agree/", "refuse/", "withdraw/"} <= deeds(browser, version)
        answer = browser.post(url(version, PILOT, "agree_to_date"), follow=True)
        assert "It holds once the amendment is in force." in answer.content.decode()


def test_the_document_in_force_shows_how_things_stand_and_its_files_do_not(new_client):
    version = in_force()
    browser = new_client(version.team.bo)
    files = {
        end: browser.get(reverse("charters:export", args=[version.pk, end])).content for end in ("json", "md", "pdf")
    }
    deadlines.project(deadline(version), NEW, "The pier is closed.", by=version.team.bo)
    deadlines.hand_over(deadline(version, FIRST), "Fifty came.", by=version.team.ann)

    page = browser.get(reverse("charters:show", args=[version.charter_id])).content.decode()
    picture = page[page.index('class="chart chart-timeline"') :]
    assert "chart-forecast" in picture
    assert "<td>At risk</td><td>12 March 2027</td>" in picture
    assert "chart-sign-done" in picture
    for end, before in files.items():
        assert browser.get(reverse("charters:export", args=[version.pk, end])).content == before


def test_the_text_that_is_signed_shows_nothing_live(new_client):
    version = charter_at("signing")
    page = new_client(version.team.bo).get(reverse("charters:sign", args=[version.charter_id])).content.decode()
    assert "chart-timeline" in page
    assert "How it stands" not in page
