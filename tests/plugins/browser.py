"""A real Chromium before the real server: `page` fails at the end for whatever a browser complained about."""

import os
import threading
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as site
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.signals import request_finished, request_started
from playwright.sync_api import expect

from tests.plugins import chromium

# Time is no verdict: what is waited for may come late on a slow machine.
PATIENCE = 30
expect.set_options(timeout=PATIENCE * 1000)

AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
}
# The policy's own voice: a violation reaches the test even when the console stays silent.
LISTEN = """
document.addEventListener("securitypolicyviolation", (event) =>
  window.reportViolation(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile || ""} ${event.sample || ""}`));
"""


def mark_browser(item):
    """Whatever opens a page is left out by `-m "not browser"`."""
    if "browser" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = chromium.find()
    if not path:
        pytest.fail(chromium.advice(), pytrace=False)
    flags = chromium.FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])
    return browser_type_launch_args | {"executable_path": path, "args": flags}


@pytest.fixture
def browser_context_args(browser_context_args, live_server):
    return browser_context_args | {
        "base_url": live_server.url, "locale": "en-GB", "timezone_id": "UTC",
    }  # fmt: skip


@pytest.fixture
def complaints():
    """What the browser complained about. A test that provokes one (a 409, a lost session) clears the list."""
    return []


class Traffic:
    """The requests that the server has begun and not yet ended."""

    def __init__(self):
        self.changed, self.under_way = threading.Condition(), 0
        self.main = threading.get_ident()

    def count(self, step):
        if threading.get_ident() == self.main:  # of a test's client, not of a browser
            return
        with self.changed:
            self.under_way += step
            self.changed.notify_all()

    def begins(self, **_kwargs):
        self.count(1)

    def ends(self, **_kwargs):
        self.count(-1)

    def wait(self):
        with self.changed:
            self.changed.wait_for(lambda: self.under_way <= 0, PATIENCE)


@pytest.fixture
def traffic(transactional_db, live_server):
    """What a browser asked last is answered before the database is emptied, or it would write into the next test."""
    traffic = Traffic()
    request_started.connect(traffic.begins)
    request_finished.connect(traffic.ends)
    yield traffic
    traffic.wait()
    request_started.disconnect(traffic.begins)
    request_finished.disconnect(traffic.ends)


@pytest.fixture
def new_page(transactional_db, live_server, traffic, new_context, complaints):
    """Another person's browser: `new_page()`; sign in with `sign_in(page, ann)`."""

    def make(**options):
        context = new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        watch(context, live_server.url, complaints)
        return context.new_page()

    return make


@pytest.fixture
def page(new_page, complaints):
    page = new_page()
    yield page
    if not page.is_closed():
        page.evaluate("0")  # what the browser has already said arrives before its next answer
    assert complaints == []


@pytest.fixture
def phone(new_page, page):
    """A second page, 360 px wide."""
    return new_page(viewport={"width": 360, "height": 740}, has_touch=True)


def watch(context, home, complaints):
    context.expose_binding("reportViolation", lambda source, text: complaints.append(f"policy: {text}"))
    context.add_init_script(LISTEN)
    context.on("weberror", lambda error: complaints.append(f"script: {error.error}"))
    context.on("console", lambda message: hear(message, complaints))
    context.on("request", lambda request: see(request, home, complaints))


def hear(message, complaints):
    if message.type in {"error", "warning"}:
        complaints.append(f"console: {message.text} ({message.location.get('url', '')})")


def see(request, home, complaints):
    if urlsplit(request.url).scheme in {"http", "https"} and urlsplit(request.url).netloc != urlsplit(home).netloc:
        complaints.append(f"request to another host: {request.url}")


@pytest.fixture
def sign_in(live_server):
    """`sign_in(page, ann)`: a session without the login form, which has tests of its own."""

    def enter(page, person):
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = site.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        page.context.add_cookies(
            [{"name": site.SESSION_COOKIE_NAME, "value": session.session_key, "url": live_server.url}]
        )
        return page

    return enter


@pytest.fixture
def axe():
    """`axe(page)` finds nothing of WCAG 2.2 A and AA, in light and in dark."""

    def check(page):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert violations(page) == [], f"{page.url} in {scheme}"

    return check


def violations(page):
    """What axe finds on the page as it is painted now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return [
        f"{found['id']}: {node['target']} {node['html'][:160]} {node['failureSummary']}"
        for found in page.evaluate("async (options) => (await axe.run(options)).violations", AXE_OPTIONS)
        for node in found["nodes"]
    ]


@pytest.fixture
def no_sideways_scroll():
    """`no_sideways_scroll(page)`: the page is as wide as its window."""

    def check(page):
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} px too wide"

    return check
