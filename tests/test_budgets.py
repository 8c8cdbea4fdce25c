"""What a page may cost: as many queries with one of everything as with thirty, and a large charter within its weight."""

import gzip
import io
import re
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from tests.big import DELIVERABLES, HOLDERS, big_at, holder, module
from tests.factories import STATES, charter_at, team_with
from tests.filling import fill, form_of
from tests.many import Many

# What is shown often, or waited for.
MOST = 12
QUERIES = {
    "dashboard:home": 12,
    "dashboard:search": 7,
    "teams:list": 4,
    "teams:show slug": 8,
    "dashboard:team_charters slug": 11,
    "dashboard:closed_charters slug": 5,
    "dashboard:care": 10,
    "teams:history slug": 5,
    "teams:member slug membership": 6,
    "notices:inbox": 4,
    "notices:choose": 4,
    "accounts:profile": 4,
    "charters:choose_team": 4,
    "charters:start slug": 9,
    "charters:mine": 4,
    "charters:signed signature": 4,
    "charters:answer_role assignment": 7,
    "charters:draft draft": 9,
    "charters:draft in_review": 9,
    "charters:changes draft": 4,
    "charters:raci draft": 7,
    "charters:item draft key": 9,
    "charters:item draft role": 10,
    "charters:row draft role": 6,
    "charters:add draft deliverable": 8,
    "charters:proposals draft": 6,
    "charters:open_points draft": 5,
    "charters:talk draft key": 8,
    "charters:prepare young": 9,
    "charters:readiness draft": 10,
    "charters:readiness active": 12,
    "charters:review in_review": 11,
    "charters:charter_reviews active": 6,
    "charters:mark_agreements open_review": 9,
    "charters:charter_review open_review": 9,
    "charters:charter_review closed_review": 9,
    "charters:signatures signing": 9,
    "charters:sign signing": 9,
    "charters:decline signing": 8,
    "charters:show draft": 8,
    "charters:show active": 12,
    "charters:version active-version": 12,
    "charters:history draft": 6,
    "charters:history active": 6,
    "charters:compare active": 6,
    "charters:compare draft": 7,
    "charters:amendment amending": 8,
    "charters:sign changing": 12,
    "charters:signatures changing": 9,
    "charters:deadlines active": 11,
    "charters:deadlines draft": 9,
    "charters:deadline active pilot": 11,
    "charters:consultations draft": 4,
    "charters:answer_consultation consultation": 7,
    "charters:export active-version json": 5,
    "charters:export draft-version md": 4,
    "charters:export active-version pdf": 5,
    # Calendars
    "charters:calendar": 5,
    "charters:charter_calendar active": 7,
    "charters:calendar_file active": 6,
    "charters:deadline_file active due": 5,
    "charters:feed secret": 12,
}
MANAGER = {"charters:review in_review": 11, "charters:review_role in_review held": 8}
GETS = {"dashboard:search": {"q": "e r"}, "charters:changes draft": {"since": "2026-01-01T00:00:00+00:00"}}


def statements(client, url, query=None) -> list[str]:
    """What a page asks the database at its second visit."""
    client.get(url, query)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url, query)
    assert answer.status_code == 200, url
    return [query["sql"] for query in queries.captured_queries]


def asked(client, url, query=None) -> int:
    return len(statements(client, url, query))


@pytest.mark.parametrize("number", [1, 30])
def test_each_page_asks_as_often_with_one_as_with_thirty(number, new_client):
    many = Many(number)
    assert {page: asked(new_client(many.ann), many.url(page), GETS.get(page)) for page in QUERIES} == QUERIES
    assert {page: asked(new_client(many.mo), many.url(page)) for page in MANAGER} == MANAGER


def test_no_list_reads_frozen_texts(new_client):
    """One may weigh more than the page. Reading a single version, or comparing two, is another matter."""
    many = Many(1)
    client = new_client(many.ann)
    pages = [page for page in QUERIES if not page.startswith("charters:compare")]
    asking = {page: statements(client, many.url(page), GETS.get(page)) for page in pages}
    assert {page for page, asked_for in asking.items() if any(reads_texts(sql) for sql in asked_for)} == set()


def reads_texts(sql: str) -> bool:
    wanted = sql.partition(" FROM ")[0]
    has_text = '"charters_charterversion"."document"' in wanted or '"charters_signature"."document"' in wanted
    return has_text and not re.search(r"LIMIT (1|21)$", sql)


def test_no_page_asks_more_than_its_budget():
    assert max([*QUERIES.values(), *MANAGER.values()]) <= MOST


# The largest charter: see tests.big

KB = 1024
SAVE = 25
# A page that shows a list shows as much of it as one can overlook.
LISTS = {
    "draft": ("charters:draft", "charters:raci", "charters:readiness", "charters:proposals", "charters:open_points", "charters:history", "charters:compare"),
    "in_review": ("charters:draft", "charters:review", "charters:readiness"),
    "signing": ("charters:signatures", "charters:decline", "charters:history"),
    "active": ("charters:signatures", "charters:readiness", "charters:history", "charters:deadlines"),
}  # fmt: skip
# The text itself is shown whole, since nobody should sign or keep what they could not read; it stays light on the wire.
WHOLE = {"draft": ("charters:show",), "in_review": (), "signing": ("charters:sign",), "active": ("charters:show",)}
LIGHT, NODES = 60 * KB, 1_500
TEXT_RAW, TEXT_ON_THE_WIRE = 104 * KB, 16 * KB


class Nodes(HTMLParser):
    """How many elements a page has."""

    def __init__(self, html):
        super().__init__()
        self.count = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.count += 1


@pytest.mark.parametrize("state", STATES)
def test_a_large_charter_costs_the_queries_of_a_small_one_and_stays_light(state, new_client):
    large, small = big_at(state), charter_at(state, team_with(name="Small team"))
    browser = new_client(large.team.ann)
    for page in (*LISTS[state], *WHOLE[state]):
        url, of_small = (reverse(page, args=[version.charter_id]) for version in (large, small))
        assert asked(browser, url) == asked(new_client(small.team.ann), of_small), page
        weigh(browser.get(url).content, is_whole=page in WHOLE[state])


def weigh(page: bytes, *, is_whole: bool):
    if is_whole:
        assert len(page) <= TEXT_RAW
        assert len(gzip.compress(page)) <= TEXT_ON_THE_WIRE
        return
    assert len(page) <= LIGHT
    assert Nodes(page.decode()).count <= NODES


def test_one_clause_of_a_large_charter_is_opened_and_saved_alone(new_client):
    version = big_at("draft")
    browser = new_client(version.team.ann)
    item = version.items.get(values__title=module(95))
    url = reverse("charters:item", args=[version.charter_id, item.key])
    weigh(browser.get(url).content, is_whole=False)
    before = {row["key"]: row for row in version.items.exclude(pk=item.pk).values()}

    answer = fill(browser, url, title="The last module", description="Two pages.")

    assert answer.redirect_chain[-1][0].endswith(f"#clause-{item.key}")
    letters = item.values["letters"]
    item.refresh_from_db()
    assert (item.values["title"], item.values["description"]) == ("The last module", "Two pages.")
    assert item.values["letters"] == letters
    assert {row["key"]: row for row in version.items.exclude(pk=item.pk).values()} == before


def test_saving_a_clause_costs_the_same_in_a_large_charter(new_client):
    counts = []
    for version in (big_at("draft"), charter_at("draft", team_with(name="Small team"))):
        browser = new_client(version.team.ann)
        item = version.items.filter(kind="deliverable").for_content().last()
        url = reverse("charters:item", args=[version.charter_id, item.key])
        sent = form_of(browser, url, "title").values | {"title": ["Other words"]}
        with CaptureQueriesContext(connection) as queries:
            assert browser.post(url, sent).status_code == 302
        counts.append(len(queries.captured_queries))
    assert counts[0] == counts[1]
    assert counts[0] <= SAVE


def test_a_large_charter_is_exported_and_comes_back_as_the_same_bytes(new_client):
    version = big_at("active")
    browser = new_client(version.team.ann)
    files = {
        end: browser.get(reverse("charters:export", args=[version.pk, end])).content for end in ("json", "md", "pdf")
    }
    other = team_with({"ann": "lead"}, name="Other team")
    upload = SimpleUploadedFile("charter.json", files["json"], "application/json")
    url = reverse("charters:import_file", args=[other.slug])
    browser.post(url, form_of(browser, url, "file").values | {"file": upload})

    copy = other.charters.get().versions.get()
    assert browser.get(reverse("charters:export", args=[copy.pk, "json"])).content == files["json"]
    assert all(module(place) in files["md"].decode() for place in range(DELIVERABLES))
    assert all(holder(place) in files["md"].decode() for place in range(HOLDERS - 3))
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(files["pdf"])).pages)
    assert module(DELIVERABLES - 1) in printed
