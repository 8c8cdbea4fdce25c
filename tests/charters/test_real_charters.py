"""Real charters, where they are at hand: each is imported without loss of a word, shown and exported.

They belong to others and are not part of this project; small ones of our own in test_importing.py have the same shapes.
"""

import json
from pathlib import Path

import pytest

from charters.actions.importing import import_charters
from charters.content import to_document
from charters.exporting.envelope import envelope, to_json
from charters.exporting.markdown import to_markdown
from charters.importing.drafts import drafts
from charters.models import CharterVersion
from tests.charters.test_importing import missing, words
from tests.factories import team_with

FILE = Path(__file__).parents[3] / "shared" / "real" / "charters.json"


@pytest.fixture
def real():
    """(source, draft) of each; nothing where the file is not, which is said."""
    if not FILE.exists():
        print("Real charters were NOT tried: ../shared/real/charters.json is not here.")  # noqa: T201
        return []
    data = FILE.read_bytes()
    return list(zip(json.loads(data), drafts(data), strict=True))


def test_no_word_of_a_real_charter_is_lost(real):
    lost = {source["title"]: gone for source, draft in real if (gone := missing(source, draft))}
    assert lost == {}


def test_no_word_of_a_real_charter_is_lost_in_markdown(real):
    for source, draft in real:
        text = to_markdown(draft.content, None).replace("\\", "")
        assert [word for word in words(source) if word.replace("\\", "") not in text] == [], source["title"]


def test_real_charters_come_back_as_the_same_bytes(real):
    for _source, draft in real:
        first = to_json(envelope(to_document(draft.content), draft.adoption, None))
        again = drafts(first.encode())[0]
        assert to_json(envelope(to_document(again.content), again.adoption, None)) == first


@pytest.mark.django_db
def test_real_charters_are_shown_and_exported(real, new_client):
    team = team_with()
    import_charters(team, [draft for _source, draft in real], by=team.ann)
    ann = new_client(team.ann)
    for version in CharterVersion.objects.select_related("charter"):
        page = ann.get(f"/charters/{version.charter_id}/")
        assert page.status_code == 200
        assert len(page.content) <= 60 * 1024, version.charter.title
        for extension, start in (("json", b"{"), ("md", b"# "), ("pdf", b"%PDF")):
            assert ann.get(f"/charters/versions/{version.pk}/charter.{extension}").content.startswith(start)
    assert CharterVersion.objects.count() == len(real)
