"""What every answer tells the browser, and what stands in it when something broke."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from config.urls import handler500  # noqa: F401
from tests.authorization_table import ROWS
from tests.factories import team_with
from tests.filling import form_of
from tests.plugins.mailbox import text_of
from tests.world import PEOPLE, World

ROOT = Path(__file__).parent.parent
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'", "connect-src 'self'", "manifest-src 'self'",
    "form-action 'self'", "img-src 'self' data:", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'",
}  # fmt: skip
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
SECRET_WORDS = "the words of a fault that nobody should read"


@login_not_required
def fail(request):
    raise ValueError(SECRET_WORDS)


def read(request):
    return HttpResponse(str(request.user))


urlpatterns = [path("fail/", fail), path("read/", read), path("", include("config.urls"))]


def policy_of(answer) -> set[str]:
    return {part.strip() for part in answer["Content-Security-Policy"].split(";")}


@pytest.mark.slow
@pytest.mark.django_db
def test_every_page_says_the_same_to_the_browser_and_is_kept_by_no_cache():
    """Also a page that is refused or does not exist, and a file."""
    world = World()
    faults = []
    for who in PEOPLE:
        client = Client()
        if world.people[who]:
            client.force_login(world.people[who])
        for row in ROWS:
            if row.method == "get":
                answer = client.get(world.url(row), dict(row.fields))
                faults += [(row.name, who, fault) for fault in faults_of(answer, world.people[who])]
    assert faults == []


def faults_of(answer, person):
    if policy_of(answer) != POLICY:
        yield answer["Content-Security-Policy"]
    for name, value in ALWAYS.items():
        if answer.get(name) != value:
            yield name, answer.get(name)
    kept = {part.strip() for part in answer.get("Cache-Control", "").split(",")}
    if person and not {"private", "no-store"} <= kept:
        yield kept


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [
        "/admin/",
        "/admin/accounts/user/",
        "/admin/charters/chartertemplate/add/",
        "/no-such-page/",
        "/charters/no-such-page/",
    ],
)
def test_the_admin_and_what_is_not_there_say_it_too(url):
    world = World()
    client = Client()
    client.force_login(world.people["administrator"])
    assert list(faults_of(client.get(url), world.people["administrator"])) == []


# When something broke


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("who", [None, "ann"])
def test_a_fault_is_told_without_its_words(who, db):
    team = team_with()
    client = Client(raise_request_exception=False)
    if who:
        client.force_login(getattr(team, who))
    answer = client.get("/fail/")
    html = answer.content.decode()
    assert answer.status_code == 500
    assert "Something went wrong here" in html
    assert [word for word in ("Traceback", "ValueError", SECRET_WORDS, "test_headers") if word in html] == []
    assert list(faults_of(answer, who)) == []


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("who", [None, "ann"])
@pytest.mark.parametrize("url", ["/", "/read/", "/teams/", "/charters/verify/"])
def test_without_a_database_the_site_says_so_and_comes_back(url, who, db):
    team = team_with()
    client = Client(raise_request_exception=False)
    if who:
        client.force_login(getattr(team, who))
    with connection.execute_wrapper(refuse):
        away = client.get(url)
    if who:
        assert away.status_code == 503
        assert away["Retry-After"] == "30"
        assert "Back in a moment" in away.content.decode()
        assert "server closed the connection" not in away.content.decode()
        assert list(faults_of(away, who)) == []
    assert client.get(url).status_code in (200, 302)


def refuse(execute, sql, params, many, context):
    raise OperationalError("server closed the connection unexpectedly")


@pytest.mark.urls(__name__)
def test_the_page_of_a_fault_asks_nothing_of_the_database(db, django_assert_num_queries):
    client = Client(raise_request_exception=False)
    with django_assert_num_queries(0):
        assert client.get("/fail/").status_code == 500


# Addresses


def test_mails_lead_to_the_configured_address_whatever_the_request_says(settings, new_client, mailbox, run_tasks):
    settings.ALLOWED_HOSTS = ["*"]
    team = team_with()
    browser = new_client(team.ann)
    url = f"/teams/{team.slug}/invite/"
    found = form_of(browser, url, "addresses").values
    browser.post(url, found | {"addresses": "new@example.org"}, headers={"Host": "evil.example"})
    run_tasks()
    assert len(mailbox) == 1
    for mail in mailbox:
        assert f"{settings.SITE_URL}/teams/invitation/" in text_of(mail)
        assert "evil.example" not in mail.as_string()


def test_another_host_is_not_answered(client):
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


# As it runs in production: a process of its own, with its environment

PRODUCTION = {"SITE_URL": "https://ground.example.org", "TRUSTED_PROXY_COUNT": "1"}


@pytest.fixture
def production(tmp_path) -> dict:
    """What a service manager hands over, and nothing of the test run."""
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "VAR_DIR": str(tmp_path)} | PRODUCTION


def run(environment, *arguments) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_nothing_is_found_before_it_is_deployed(production):
    done = run(production, "manage.py", "check", "--deploy", "--fail-level", "DEBUG")
    assert (done.returncode, done.stdout + done.stderr) == (0, "System check identified no issues (0 silenced).\n")


BEGIN = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
django.setup()
from django.core.management import call_command
from django.test import Client
client = Client(raise_request_exception=False, headers={"host": "ground.example.org"})
"""
VISIT = """
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
from accounts.actions import add_person
add_person("ann@ground.example.org", "Ann", "correct horse battery")
plain = client.get("/account/login/")
page = client.get("/account/login/", secure=True)
entered = client.post("/account/login/", {"login": "ann@ground.example.org", "password": "correct horse battery"}, secure=True)
cookies = {name: dict(cookie) for answer in (page, entered) for name, cookie in answer.cookies.items()}
told = {"plain": [plain.status_code, plain["Location"]], "hsts": page["Strict-Transport-Security"], "entered": entered.status_code}
print(json.dumps(told | {"cookies": cookies}))
"""
UNREACHABLE = """
client.cookies["__Host-session"] = "a" * 32
answer = client.get("/teams/", secure=True)
print(json.dumps([answer.status_code, "Back in a moment" in answer.content.decode()]))
"""


def test_over_https_cookies_are_bound_to_it_and_http_leads_there(production):
    done = run(production, "-c", BEGIN + VISIT)
    assert done.returncode == 0, done.stderr[-2_000:]
    told = json.loads(done.stdout)
    assert told["plain"] == [301, "https://ground.example.org/account/login/"]
    assert told["hsts"] == "max-age=31536000; includeSubDomains; preload"
    assert told["entered"] == 302
    assert told["cookies"].keys() == {"__Host-csrf", "__Host-session"}
    for cookie in told["cookies"].values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (
            True,
            True,
            "Lax",
            "/",
            "",
        )


def test_an_unreachable_database_is_told_by_the_page_itself(production):
    done = run(production | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}, "-c", BEGIN + UNREACHABLE)
    assert json.loads(done.stdout) == [503, True]
