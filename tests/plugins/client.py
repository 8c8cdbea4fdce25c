"""A test client that does what a commit would do, and that reads every page for what must never be on one."""

from html.parser import HTMLParser

import pytest
from django.test import Client
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

# Elements whose text is a person's own and may hold anything.
VERBATIM = {"textarea", "pre", "code", "title"}


class Page(HTMLParser):
    """Collects the faults of a page: what the content security policy forbids, and template code that was never filled;
    and its forms without a token, which a test's client would send and no browser could."""

    def __init__(self, html):
        super().__init__()
        self.faults = []
        self.inside = ""
        self.tokenless, self.unsendable = None, []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.inside = tag
        given = dict(attrs)
        if tag == "style":
            self.faults.append("<style>")
        if tag == "script" and "src" not in given and "json" not in (given.get("type") or ""):
            self.faults.append("<script> without src")
        if tag == "form" and (given.get("method") or "").lower() == "post":
            self.tokenless = given.get("action", "")
        if given.get("name") == "csrfmiddlewaretoken":
            self.tokenless = None
        self.faults += [f'{name}="{value}" on <{tag}>' for name, value in attrs if is_inline(name, value or "")]

    def handle_endtag(self, tag):
        self.inside = ""
        if tag == "form" and self.tokenless is not None:
            self.unsendable.append(self.tokenless)
            self.tokenless = None

    def handle_data(self, data):
        if ("{{" in data or "{%" in data) and self.inside not in VERBATIM:
            self.faults.append(f"template code: {data.strip()[:100]}")


def is_inline(name, value):
    """A style, a handler such as onclick, or htmx that evaluates."""
    htmx = name.removeprefix("data-")
    return (
        name == "style"
        or (name.startswith("on") and name.isalpha())
        or htmx.startswith("hx-on")
        or (htmx in {"hx-vals", "hx-headers", "hx-vars"} and value.startswith(("js:", "javascript:")))
        or value.strip().lower().startswith("javascript:")
    )


class PageClient(Client):
    """Runs on-commit work after each request; refuses faulty pages."""

    def __init__(self, *args, commits, **kwargs):
        super().__init__(*args, **kwargs)
        self.commits = commits

    def request(self, **request):
        with self.commits(execute=True):
            response = super().request(**request)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            page = Page(response.content.decode())
            assert (page.faults, page.unsendable) == ([], []), request.get("PATH_INFO")
        return response


@pytest.fixture
def new_client(db, settings, django_capture_on_commit_callbacks):
    """Another browser: `new_client()` for a visitor, `new_client(ann)` for ann."""

    def make(person=None):
        client = PageClient(commits=django_capture_on_commit_callbacks)
        if person:
            client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return make


@pytest.fixture
def client(new_client):
    return new_client()


@pytest.fixture
def run_tasks(db, django_capture_on_commit_callbacks):
    """The worker's own way with each waiting task, without its closing of connections, which would end a test's transaction."""

    def run():
        with django_capture_on_commit_callbacks(execute=True):
            while task := DBTaskResult.objects.ready().first():
                task.claim("tests")
                worker().run_task(task)

    return run


def worker():
    return Worker(
        queue_names=["*"], excluded_queue_names=[], interval=0, batch=True, backend_name="default",
        startup_delay=False, max_tasks=None, worker_id="tests",
    )  # fmt: skip
