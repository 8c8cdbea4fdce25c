"""What somebody sends who means harm: borrowed identifiers, worn-out forms, slow texts."""

import json
from difflib import SequenceMatcher
from uuid import uuid4, uuid5

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from charters.exporting.blocks import blocks, plain_blocks
from charters.models import Charter, CharterVersion
from common import diff
from common.markdown import to_html
from teams.models import Team
from teams.permissions import owns_address
from tests.factories import charter_at, person, team_with


@pytest.fixture
def version(db):
    return charter_at("draft")


@pytest.fixture
def ann(version, new_client):
    return new_client(version.team.ann)


@pytest.fixture
def foreign(version):
    return charter_at("draft", team_with({"oz": "lead"}, name="Elsewhere"))


def url(name, version, *parts):
    return reverse(f"charters:{name}", args=[version.charter_id, *parts])


def test_the_key_of_a_foreign_team_makes_no_team(ann, foreign):
    answer = ann.post(reverse("teams:create"), {"name": "Mine", "key": foreign.team.pk})
    assert answer.status_code == 409
    assert Team.objects.get(pk=foreign.team.pk).name == "Elsewhere"
    assert not Team.objects.filter(name="Mine").exists()


def test_the_token_of_a_foreign_charter_imports_nothing(ann, version, foreign):
    file = ann.get(reverse("charters:export", args=[version.pk, "json"])).content
    before = Charter.objects.count()
    answer = ann.post(
        reverse("charters:import_file", args=[version.team.slug]),
        {"file": SimpleUploadedFile("charter.json", file), "token": foreign.charter_id},
    )
    assert answer.status_code == 409
    assert Charter.objects.count() == before


def test_a_role_whose_parts_are_null_is_imported_without_them(ann, version):
    file = json.loads(ann.get(reverse("charters:export", args=[version.pk, "json"])).content)
    file["charter"]["roles"][0]["accountabilities"] = None
    answer = ann.post(
        reverse("charters:import_file", args=[version.team.slug]),
        {"file": SimpleUploadedFile("charter.json", json.dumps(file).encode()), "token": uuid4()},
    )
    assert answer.status_code == 302
    brought = CharterVersion.objects.exclude(pk=version.pk).get()
    role = brought.items.filter(kind="role").order_by("position").first()
    assert not brought.items.filter(kind="accountability", parent=role.key).exists()


@pytest.mark.parametrize("kind", ["goal", "deliverable"])
def test_a_list_that_was_added_and_removed_is_not_added_again(kind, ann, version):
    token = uuid4()
    key = uuid5(token, "0")
    ann.post(url("add_many", version, "goal"), {"token": token, "lines": "One"})
    ann.post(url("suggest", version, key), {"field": "statement", "new_text": "Two", "token": uuid4()})
    ann.post(url("remove", version, key))
    ann.post(url("add_many", version, kind), {"token": token, "lines": "One"})
    assert not version.items.filter(key=key).exists()
    assert "Two" in ann.get(url("talk", version, key)).content.decode()
    ann.post(url("restore", version, key))
    assert version.items.get(key=key).kind == "goal"


def test_a_part_begun_again_elsewhere_does_not_keep_its_role_from_coming_back(ann, version):
    first, second = version.items.filter(kind="role").order_by("position")[:2]
    part = version.items.filter(kind="accountability", parent=first.key).first()
    ann.post(url("remove", version, first.key))
    ann.post(url("item", version, part.key), {"kind": "accountability", "parent": second.key, "text": "Mine"})
    ann.post(url("restore", version, first.key))
    assert version.items.filter(key=first.key).exists()
    assert version.items.get(key=part.key).values["text"] == "Mine"


def test_what_exists_once_does_not_come_back_beside_a_new_one(ann, version):
    old = version.items.get(kind="purpose").key
    ann.post(url("remove", version, old))
    ann.post(url("item", version, uuid4()), {"kind": "purpose", "text": "Another", "revision": "0."})
    answer = ann.post(url("restore", version, old))
    assert answer.status_code == 409
    assert "written anew" in answer.content.decode()
    assert version.items.get(kind="purpose").values["text"] == "Another"


@pytest.mark.parametrize("since", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2027-02-30T00:00:00Z"])
def test_a_moment_that_no_calendar_has_is_no_moment(since, ann, version):
    assert ann.get(url("changes", version), {"since": since}).status_code == 404


@pytest.mark.django_db
def test_a_flood_of_addresses_does_not_wash_the_limits_away():
    cache.set("a-limit", 20, 600)
    for place in range(400):
        cache.set(f"z-flood-{place}", 1, 600)
    assert cache.get("a-limit") == 20


@pytest.mark.django_db
def test_an_address_that_only_looks_the_same_in_capitals_is_not_the_same():
    oz = person("oz")
    oz.emailaddress_set.update(email="oz@gıthub.com")
    assert not owns_address(oz, "oz@github.com")
    assert owns_address(oz, "oz@gıthub.com")


SLOW_MARKDOWN = {
    "brackets": "[" * 20_000,
    "pictures": "![" * 10_000,
    "links in links": "[a][b" * 4_000,
    "a table of empty rows": "a|b\n-|-\n" + "|\n" * 9_000,
    "emphasis": "a**b" * 5_000,
}


@pytest.mark.parametrize("name", SLOW_MARKDOWN)
def test_a_text_made_of_signs_is_shown_plain(name):
    assert "<" not in to_html(SLOW_MARKDOWN[name])


@pytest.mark.parametrize("name", ["a table of empty rows", "emphasis"])
def test_a_text_made_of_signs_is_printed_plain(name):
    assert blocks(SLOW_MARKDOWN[name]) == plain_blocks(SLOW_MARKDOWN[name])


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\ufffe"])
def test_signs_that_nobody_sees_do_not_keep_a_charter_from_print(sign, ann, version):
    due = {"text": "2027-01-01", "on": "2027-01-01", "precision": "day"}
    ann.post(url("item", version, uuid4()), {"kind": "milestone", "title": f"Opening{sign}day", "due": due["text"]})
    assert version.items.filter(values__title=f"Opening{sign}day", values__due=due).exists()
    answer = ann.get(reverse("charters:export", args=[version.pk, "pdf"]))
    assert answer.content.startswith(b"%PDF")


def test_a_text_of_signs_is_escaped_all_the_same():
    assert "<script" not in to_html("<script>alert(1)</script>" + "[" * 5_000)


SLOW_CHANGES = {
    "moved dots": (". " * 300 + "a" * 1_000, "! " + ". " * 300),
    "words between": ("x ".join(f"q{n} " for n in range(900)), "x ".join(f"z{n} " for n in range(900))),
    "turned round": (" ".join(map(str, range(3_000))), " ".join(map(str, range(3_000, 0, -1)))),
}


@pytest.mark.parametrize("name", SLOW_CHANGES)
def test_no_two_texts_take_many_steps_to_compare_and_no_word_is_lost(name, steps):
    old, new = SLOW_CHANGES[name]
    pieces = diff.words(old, new)
    assert "".join(one.text for one in pieces if one.kind != "added") == old
    assert "".join(one.text for one in pieces if one.kind != "removed") == new
    assert sum(steps) < 1_000_000


@pytest.fixture
def steps(monkeypatch):
    """How many meetings of words each search for a longest match looks at."""
    taken, search = [], SequenceMatcher.find_longest_match

    def counted(self, a, b, c, d):
        taken.append(sum(len(self.b2j.get(word, ())) for word in self.a[a:b]))
        return search(self, a, b, c, d)

    monkeypatch.setattr(SequenceMatcher, "find_longest_match", counted)
    return taken


def test_a_change_in_the_midst_of_a_long_text_is_still_told_by_the_word():
    long = "The crew meets on Monday, and the crew decides. " * 100
    pieces = diff.words("First. " + long + "Last.", "Once. " + long + "End.")
    assert [(one.kind, one.text) for one in pieces if one.kind != "kept"] == [
        ("removed", "First"), ("added", "Once"), ("removed", "Last"), ("added", "End"),
    ]  # fmt: skip
