"""Scenario 11 in a real browser: Sam at a desk, Kim on a phone, and those whom they ask to help."""

import re

import pytest
from playwright.sync_api import expect

from conflicts.models import MediationAssignment, Mediator, RoomMessage
from tests.conflicts.disagreements import exchanging
from tests.factories import person, team_with

SECRET = "I am afraid to lose the pier to somebody else"
NOTE = "Sam needs to hear first that the pier stays"


@pytest.fixture
def case(transactional_db):
    team = team_with({"ann": "lead", "mo": "manager", "sam": "member", "kim": "member", "ola": "member"})
    case = exchanging(team.sam, team.kim, about="Late builds", team=team)
    case.team_of = team
    return case


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def propose(page, name, address):
    page.locator("#id_name").fill(name)
    page.get_by_label("E-mail address").fill(address)
    with page.expect_navigation():
        page.locator("#propose form").last.get_by_role("button", name="Propose").click()


def status(page, address):
    """Asked with the cookies of the page, which stays where it is."""
    return page.request.get(address).status


def open_what_waits(page):
    """By the neutral words on one's home page."""
    page.goto("/")
    page.get_by_role("link", name=re.compile("Something private waits for you")).first.click()
    expect(page.locator("h1")).to_have_text("Would you help them talk?")
    expect(page.locator("body")).not_to_contain_text("Late builds")


def test_a_mediation_of_three(page, phone, new_page, sign_in, case, complaints, axe, no_sideways_scroll):
    team, ola, pat = case.team_of, case.team_of.ola, person("pat")
    Mediator.objects.create(person=pat, about="Harbour office, ten years")
    team_with(dict.fromkeys(["sam", "kim", "ola", "pat"], "member"), name="Tide table")
    mediation = f"/disagreements/{case.pk}/mediator/"
    sign_in(page, team.sam).goto(mediation)
    sign_in(phone, team.kim)

    press(page, "Ask for a mediator")
    expect(page.locator("h2#now-title")).to_have_text("Waiting for all to say yes")
    phone.goto("/")
    phone.get_by_role("link", name=re.compile("Something private waits for you")).first.click()
    phone.goto(mediation)
    axe(phone)
    no_sideways_scroll(phone)
    press(phone, "Yes, let us choose somebody")

    page.goto(mediation)
    propose(page, "Mo", team.mo.email)
    expect(page.locator(".candidate")).to_contain_text(team.mo.email)
    axe(page)
    manager = new_page()
    sign_in(manager, team.mo)
    assert status(manager, f"/for-you/asked/{MediationAssignment.objects.get().pk}/") == 404
    page.goto(mediation)
    expect(page.locator(".candidate")).to_contain_text("Stepped aside")
    propose(page, "Ola", ola.email)
    expect(page.get_by_role("heading", name="Ola")).to_be_visible()

    helper = new_page()
    sign_in(helper, ola)
    open_what_waits(helper)
    helper.get_by_label("Yes, and I say what").check()
    helper.get_by_label("What ties you", exact=True).fill("Kim and I built the tide table together")
    press(helper, "I would help")
    page.goto(mediation)
    expect(page.locator(".candidate").last).to_contain_text("Kim and I built the tide table together")
    page.get_by_role("link", name=re.compile("Object")).click()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("Object|Somebody else|Not")).last.click()
    assert status(helper, f"/mediating/{case.pk}/") == 404

    page.goto(mediation)
    propose(page, "Pat", pat.email)
    neutral = new_page()
    sign_in(neutral, pat)
    open_what_waits(neutral)
    neutral.get_by_label("No, nothing ties me to any of them").check()
    press(neutral, "I would help")
    for one in (page, phone):
        assert status(neutral, f"/mediating/{case.pk}/cards/") == 404
        one.goto(mediation)
        with one.expect_navigation():
            one.get_by_role("button", name=re.compile("Accept")).click()
    expect(phone.locator("h2#now-title")).to_have_text("You have a mediator")
    axe(phone)
    no_sideways_scroll(phone)
    neutral.goto(f"/mediating/{case.pk}/cards/")
    expect(neutral.locator("main")).to_contain_text("The plan came late")
    axe(neutral)

    page.goto(mediation)
    page.get_by_role("link", name=re.compile("My private talk")).click()
    page.get_by_label("What you want to say").fill(SECRET)
    press(page, "Send")
    expect(page.locator("main")).to_contain_text(SECRET)
    room = page.url
    assert status(phone, room) == 404
    for door in ("/", "/notices/", "/disagreements/", f"/disagreements/{case.pk}/", mediation):
        phone.goto(door)
        expect(phone.locator("body")).not_to_contain_text(SECRET)
    neutral.goto(room.replace("/disagreements/", "/mediating/"))
    expect(neutral.locator("main")).to_contain_text(SECRET)
    neutral.goto(f"/mediating/{case.pk}/notes/")
    neutral.locator("main textarea").first.fill(NOTE)
    neutral.locator("main form:has(textarea) button[type=submit]").first.click()
    expect(neutral.locator("main")).to_contain_text(NOTE)
    axe(neutral)

    phone.goto(mediation)
    phone.get_by_role("link", name="Leave the mediation").click()
    phone.locator("main form button[type=submit]").last.click()
    expect(phone.locator("main")).to_contain_text("The mediation is over")
    assert status(neutral, f"/mediating/{case.pk}/notes/") == 404
    page.goto(mediation)
    expect(page.locator("main")).to_contain_text("The mediation is over")
    expect(page.locator("main")).not_to_contain_text("Kim left")
    assert list(RoomMessage.objects.values_list("text", flat=True)) == [SECRET]
