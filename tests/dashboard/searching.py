"""The search page as somebody reads it: its hits, and charters to find them in."""

import re
from html import unescape

from charters.actions import drafting, preparing
from charters.models import CharterVersion
from tests import harbour
from tests.factories import lead_of

SCRIPT = {"HX-Request": "true"}


class Place:
    """A hit as it stands on the page."""

    def __init__(self, html):
        self.label, self.of = (
            self.part(html, r'hit-kind"><span>(.*?)</span>'),
            self.part(html, r'hit-kind"><span>[^<]*</span><bdi>(.*?)</bdi>'),
        )
        self.title = self.part(html, r'hit-title"><a[^>]*>(.*?)</a>')
        self.text = self.part(html, r'hit-text" dir="auto">(.*?)</p>')
        self.state = self.part(html, r'<span class="state[^>]*>(.*?)</span>')
        self.place = self.part(html, r'hit-place soft">(.*?)</p>')
        self.url = self.part(html, r'href="([^"]*)"')
        self.marks = [unescape(found) for found in re.findall(r"<mark>(.*?)</mark>", html, re.DOTALL)]

    @staticmethod
    def part(html, pattern):
        found = re.search(pattern, html, re.DOTALL)
        return unescape(re.sub(r"<[^>]*>", "", found.group(1))) if found else ""


def search(client, question, **narrow) -> list[Place]:
    answer = client.get("/search/", {"q": question} | narrow)
    assert answer.status_code == 200, question
    return [Place(html) for html in answer.content.decode().split('<li class="hit">')[1:]]


def titles(client, question, **narrow) -> list[str]:
    return [hit.title for hit in search(client, question, **narrow)]


def begun(team, *clauses, title="Ferry group") -> CharterVersion:
    lead = lead_of(team)
    return preparing.open_draft(drafting.start(team, title, "signatures", None, clauses, by=lead), by=lead)


def scope(text):
    return harbour.clause("in_scope", {"text": text})
