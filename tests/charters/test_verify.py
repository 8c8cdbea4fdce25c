"""Verifying a file: the page, the command, and what they do not tell."""

import json

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from charters.exporting.envelope import to_json
from charters.records import export_of, record_of
from charters.verifying import CHANGED, NOT_HERE, SIGNED_HERE, UNSIGNED, verify
from charters.views import importing
from common.uploads import LARGEST_REQUEST
from tests.factories import charter_at

pytestmark = pytest.mark.django_db


def packed(export) -> bytes:
    return to_json(export).encode()


def upload(client, data, name="charter.json"):
    return client.post("/charters/verify/", {"file": SimpleUploadedFile(name, data)})


def test_an_active_charter_is_recognised():
    version = charter_at("active")
    verdict = verify(packed(export_of(version)))
    assert (verdict.answer, verdict.number, verdict.record_differs) == (SIGNED_HERE, "1.0", False)
    assert verdict.in_force_since == version.activated_at


def test_one_changed_letter_is_noticed():
    export = export_of(charter_at("active"))
    export["charter"]["purpose"]["text"] += "!"
    assert verify(packed(export)).answer == CHANGED


def test_a_changed_text_with_a_new_fingerprint_was_not_signed_here():
    export = export_of(charter_at("active"))
    export["charter"]["purpose"]["text"] += "!"
    del export["record"]
    fresh = verify(to_json(export | {"record": None}).encode())
    assert fresh.answer == UNSIGNED
    record = {"number": "1.0", "state": "active", "content_hash": fresh.content_hash, "signatures": []}
    assert verify(packed(export | {"record": record})).answer == NOT_HERE


def test_a_signature_that_nobody_gave_is_noticed():
    export = export_of(charter_at("active"))
    export["record"]["signatures"].append({"name": "Zed", "signed_at": "2026-01-01T00:00:00Z"})
    verdict = verify(packed(export))
    assert (verdict.answer, verdict.record_differs) == (SIGNED_HERE, True)


def test_a_draft_was_not_signed():
    assert verify(packed(export_of(charter_at("draft")))).answer == UNSIGNED


def test_visitors_may_ask_and_learn_nothing_about_people(client):
    version = charter_at("active")
    page = upload(client, packed(export_of(version))).content.decode()
    assert "This is the text that was adopted here on" in page
    assert version.content_hash in page
    for person in (version.team.ann, version.team.bo):
        assert person.email not in page
        assert f">{person.name}<" not in page


def test_a_broken_file_is_named_by_line(client):
    answer = upload(client, b'{\n"format": "common-ground/charter",\n"charter": {"title": 5}}')
    assert answer.status_code == 422
    assert "line 3, charter.title" in answer.content.decode()


def test_a_request_beyond_all_measure_is_refused_unread(client):
    client.raise_request_exception = False
    answer = upload(client, b"x" * (LARGEST_REQUEST + 1))
    assert answer.status_code in (400, 413)
    assert "larger than 5 MB" not in answer.content.decode()


def test_one_address_may_not_ask_without_end(client, monkeypatch):
    monkeypatch.setattr(importing, "A_MINUTE", 2)
    with time_machine.travel("2026-05-04T10:00:00Z", tick=False) as clock:
        assert [upload(client, b"{}").status_code for _ in range(3)] == [422, 422, 429]
        clock.shift(60)
        assert upload(client, b"{}").status_code == 422


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (lambda export: None, 0, "This is the text that was signed here"),
        (lambda export: export["charter"].update(title="Other"), 1, "This text was changed"),
        (lambda export: export.update(record=None) or export["charter"].update(title="Other"), 3, "not signed here"),
        (
            lambda export: export["record"]["signatures"].append({"name": "Zed", "signed_at": "2026-01-01T00:00:00Z"}),
            4,
            "not the one we hold",
        ),
    ],
)
def test_the_command_answers_by_its_exit_code(tmp_path, capsys, change, code, words):
    export = export_of(charter_at("active"))
    change(export)
    file = tmp_path / "charter.json"
    file.write_text(json.dumps(export))
    assert exit_code(file) == code
    assert words in capsys.readouterr().out


def test_the_command_cannot_read_what_is_no_charter(tmp_path):
    file = tmp_path / "charter.json"
    file.write_text("[1,")
    assert exit_code(file) == 2
    assert exit_code(tmp_path / "none.json") == 2


def exit_code(file):
    try:
        call_command("charters", "verify", str(file))
    except CommandError as error:
        return error.returncode
    except SystemExit as end:
        return end.code
    return 0


def test_a_vote_stays_in_the_record_under_the_name_it_was_cast_with(db):
    version = charter_at("active", adoption="vote")
    bo = version.team.bo
    before = record_of(version)["votes"]

    bo.name = "Bo the Second"
    bo.save()

    assert record_of(version)["votes"] == before
