"""The guards bark: what the client, the browser, axe and the mail server of the tests are there to catch."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpResponse
from django.urls import include, path

from tests.plugins.client import Page

PAGE = '<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="data:,"></head><body><main><h1>{}</h1></main></body></html>'
DONE = []


@login_not_required
def show(request):
    return HttpResponse(PAGE.format(request.user))


@login_not_required
def show_faults(request):
    return HttpResponse(PAGE.format('<i style="color:red">x</i><img src="http://elsewhere.example/x.png" alt="">'))


@login_not_required
def show_unlabelled(request):
    return HttpResponse(PAGE.format('Words</h1><input type="text"><h1>'))


@login_not_required
def do_after_commit(request):
    transaction.on_commit(lambda: DONE.append("done"))
    return HttpResponse(PAGE.format("Later"))


@login_not_required
def repeat(request):
    for person in list(get_user_model().objects.all()):
        list(person.groups.all())
    return HttpResponse(PAGE.format("Again"))


urlpatterns = [
    path("", show),
    path("faults/", show_faults),
    path("unlabelled/", show_unlabelled),
    path("later/", do_after_commit),
    path("repeat/", repeat),
    path("account/", include("allauth.urls")),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def ann(db):
    return get_user_model().objects.create_user("ann@example.org", "a long password", name="Ann")


@pytest.mark.parametrize(
    ("html", "faults"),
    [
        ('<p class="style">on style= &lt;script&gt; {x}</p>', []),
        ('<script src="/a.js"></script><script type="application/json">{"a": 1}</script>', []),
        ("<textarea>{{ mine }}</textarea><pre>{% mine %}</pre>", []),
        ('<p style="color:red">', ['style="color:red" on <p>']),
        ("<style>p{}</style>", ["<style>"]),
        ("<script>go()</script>", ["<script> without src"]),
        ('<a onclick="go()">', ['onclick="go()" on <a>']),
        ('<a href="javascript:go()">', ['href="javascript:go()" on <a>']),
        ('<a hx-on:click="go()">', ['hx-on:click="go()" on <a>']),
        ('<a hx-vals="js:{a: go()}">', ['hx-vals="js:{a: go()}" on <a>']),
        ("<p>{{ name }}</p>", ["template code: {{ name }}"]),
        ("<p>{% if %}</p>", ["template code: {% if %}"]),
    ],
)
def test_faults_of_a_page(html, faults):
    assert Page(html).faults == faults


def test_the_client_refuses_a_faulty_page(client):
    with pytest.raises(AssertionError, match="color:red"):
        client.get("/faults/")


def test_the_client_does_what_a_commit_does(client):
    DONE.clear()
    client.get("/later/")
    assert DONE == ["done"]


def test_the_client_signs_in(new_client, ann):
    assert "<h1>Ann</h1>" in new_client(ann).get("/").content.decode()


def test_a_query_in_a_loop_is_an_error(client, ann):
    get_user_model().objects.create_user("bo@example.org", "a long password", name="Bo")
    with pytest.raises(Exception, match="N\\+1 detected"):
        client.get("/repeat/")


def test_mail_arrives_at_a_server(mailbox):
    send_mail("Hello", "Words", "site@example.org", ["ann@example.org"])
    assert mailbox.subjects == ["Hello"]
    assert [message["Subject"] for message in mailbox.to("ann@example.org")] == ["Hello"]
    assert mailbox.to("bo@example.org") == []


def test_the_browser_signs_in_and_finds_no_fault(page, sign_in, axe, no_sideways_scroll, ann):
    sign_in(page, ann)
    page.goto("/")
    assert page.locator("h1").inner_text() == "Ann"
    axe(page)
    no_sideways_scroll(page)


def test_the_browser_reports_violations_and_other_hosts(page, complaints):
    page.goto("/faults/")
    page.evaluate("0")
    assert {complaint.split(" ")[1] for complaint in complaints if complaint.startswith("policy: ")} == {
        "style-src-attr:",
        "img-src:",
    }
    assert "request to another host: http://elsewhere.example/x.png" in complaints
    complaints.clear()


def test_axe_finds_what_is_unlabelled(page, axe):
    page.goto("/unlabelled/")
    with pytest.raises(AssertionError, match="label"):
        axe(page)


def test_what_opens_a_browser_is_left_out_where_none_is_wanted(request):
    unmarked = [
        item.nodeid
        for item in request.session.items
        if ("browser" in item.fixturenames) != (item.get_closest_marker("browser") is not None)
    ]
    assert unmarked == []
    assert "not browser" in (Path(__file__).parents[1] / "Makefile").read_text()
