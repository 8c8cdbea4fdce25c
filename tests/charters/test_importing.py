"""Charters out of files: what is read, what is refused and why, who may, and that nothing is half written."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from charters.actions.importing import import_charters
from charters.content import Clause, Content, content_hash, to_document
from charters.exporting.envelope import envelope, to_json
from charters.importing.drafts import drafts
from charters.importing.source import LARGEST, Broken
from charters.models import Charter, CharterVersion, Item
from charters.records import export_of
from common.ids import uuid7
from teams.models import Event, Team
from tests.factories import charter_at, person, team_with

KEY = "0198a5f0-6c1e-7c3a-9d55-1f2e3d4c5b6a"
OTHER = "0198a5f0-6c1e-7c3a-9d55-1f2e3d4c5b6b"


def file_of(**charter) -> bytes:
    return json.dumps({"format": "common-ground/charter", "charter": {"title": "T"} | charter}, indent=1).encode()


def faults(data) -> list[str]:
    with pytest.raises(Broken) as refused:
        drafts(data)
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty."),
        (b" \n ", "The file is empty."),
        (b'{"format": "common-ground/charter",\n "charter": {"title": ', "line 2: This is not JSON: Expecting value."),
        (b"\x89PNG\r\n\x1a\n\x00", "line 1: This is not text in UTF-8."),
        ("{}".encode("utf-16"), "line 1: This is not text in UTF-8."),
        (b"%PDF-1.7 plain", "line 1: This is not JSON: Expecting value."),
        (b"a" * (LARGEST + 1), "The file is larger than 5 MB."),
        (b"[" * 31 + b"]" * 31, "line 1: Lists and objects are nested too deeply."),
        (b'{"a":' * 100_000, "line 1: Lists and objects are nested too deeply."),
        (b"17", "line 1: A charter's file holds an object, not a number."),
        (b"[]", "A file holds one charter or a list of 1 to 500."),
        (b"[null]", "line 1, [0]: A charter's file holds an object, not nothing."),
        (b'{"title": "T",\n "purpose": "a\\u0000b"}', "line 2, purpose: The sign NUL cannot be kept."),
        (b'{"title": "T",\n "purpose": "\\ud83d"}', "line 2, purpose: Half a sign (a lone surrogate) cannot be kept."),
        (b'{"title": "T",\n "title": "U"}', "line 2, title: “title” is written twice."),
        (b'{"title": "T",\n "extra": {"a": NaN}}', "line 2, extra.a: NaN is no number."),
        (b'{"title": "T", "extra": {"a": ' + b"9" * 9000 + b"}}", "line 1, extra.a: A number is too long."),
        (b'{"format": "other", "charter": {}}', "line 1, format: This is not a charter of Common Ground: format must be “common-ground/charter”."),
        (b'{"format": "common-ground/charter", "format_version": 9, "charter": {}}', "line 1, format_version: This site reads version 1 of the format."),
        (b'{"format": "common-ground/charter"}', "line 1: The field “charter” is missing."),
    ],
)  # fmt: skip
def test_what_is_no_charter_is_refused_with_its_reason(data, reason):
    assert faults(data) == [reason]


@pytest.mark.parametrize(
    ("charter", "reason"),
    [
        ({"title": "x" * 201}, "line 4, charter.title: 201 characters; at most 200 fit."),
        ({"title": None}, "line 4, charter.title: Here must be text, not nothing."),
        ({"purpose": {"key": KEY, "text": "x" * 20_001}}, "line 7, charter.purpose.text: 20001 characters; at most 20000 fit."),
        ({"purpose": [1]}, "line 5, charter.purpose: Here must be an object, not a list."),
        ({"goals": {}}, "line 5, charter.goals: Here must be a list, not an object."),
        ({"goals": [{"statement": "x"}]}, "line 6, charter.goals[0]: The field “key” is missing."),
        ({"goals": [{"key": "1"}]}, f"line 7, charter.goals[0].key: A key is a UUID in small letters, like {KEY}."),
        ({"goals": [{"key": KEY, "colour": "red"}]}, "line 8, charter.goals[0].colour: There is no field “colour” here."),
        ({"goals": [{"key": KEY}, {"key": KEY}]}, "line 10, charter.goals[1].key: This key occurs twice."),
        ({"goals": [{"key": KEY, "due": {"text": "x", "on": "2026-02-30", "precision": "day"}}]}, "line 10, charter.goals[0].due.on: A day is written like 2026-06-12."),
        ({"goals": [{"key": KEY, "due": {"text": "x", "on": None}}]}, "line 8, charter.goals[0].due: The field “precision” is missing."),
        ({"goals": [{"key": KEY, "serves": KEY}]}, "line 8, charter.goals[0].serves: This goal serves itself, directly or in a circle."),
        ({"roles": [{"key": KEY, "hours": True}]}, "line 8, charter.roles[0].hours: Here must be a number, not true or false."),
        ({"roles": [{"key": KEY, "hours": -1}]}, "line 8, charter.roles[0].hours: A number from 0 to 1000000 fits here."),
        ({"decision_rule": {"key": KEY, "rule": "dice"}}, "line 7, charter.decision_rule.rule: Here fits one of: “”, consensus, consent, majority, lead, role, other."),
        ({"deliverables": [{"key": KEY, "letters": {OTHER: "A"}}]}, f"line 9, charter.deliverables[0].letters.{OTHER}: These letters are for a role that is not in the file."),
        ({"roles": [{"key": OTHER}], "deliverables": [{"key": KEY, "letters": {OTHER: "X"}}]}, f"line 14, charter.deliverables[0].letters.{OTHER}: Letters are R, A, C and I, several with a slash, like A/R."),
        ({"rolls": []}, "line 5, charter.rolls: There is no field “rolls” here."),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_by_line_field_and_reason(charter, reason):
    assert faults(file_of(**charter)) == [reason]


def test_goals_that_serve_each_other_are_refused():
    goals = [{"key": KEY, "serves": OTHER}, {"key": OTHER, "serves": KEY}]
    assert len(faults(file_of(goals=goals))) == 2


def test_all_faults_are_told_at_once_but_not_thousands():
    assert len(faults(file_of(goals=[{"key": KEY, "statement": 1, "measure": 2}]))) == 2
    assert len(faults(file_of(goals=[{"key": "x"}] * 1000))) == 20


def test_a_file_may_begin_with_a_mark_and_hold_a_list():
    one = json.loads(file_of())
    assert len(drafts("\ufeff".encode() + json.dumps([one, {"title": "Neutral"}]).encode())) == 2


NEUTRAL = {
    "id": "n1", "source": "somewhere/else", "title": "Ferry group", "purpose": "Keep **ferries** running.\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    "scope_in": ["Ferries", "Piers\n- north\n- south"], "scope_out": ["Trains"], "start": "Start date + 2 years", "start_date": None,
    "end": "31 January 2027", "end_date": "2027-01-31",
    "roles": [
        {"title": "Chair", "purpose": "", "accountabilities": ["MUST call meetings"], "not_accountable_for": ["Tickets"], "election": {"every": "2 years", "by": ["all", "members"]},
         "holders": [{"name": "Paco Xu 徐俊杰", "handle": "pacoxu", "affiliation": "DaoCloud"}, {"name": "@@martinkuba", "former": True, "note": "to add", "city": "Brno"}]},
        {"title": "Liaison", "purpose": "Talks.", "accountabilities": [], "holders": []},
    ],
    "deliverables": [
        {"title": "Map", "description": "", "owner_role": "Kam & Izabela", "due": "Chartering + 3 Months", "due_date": None, "group": "Step 1", "state": "draft", "done": False},
        {"title": "y" * 2_500, "description": "d", "owner_role": None, "due": "Q3 2026", "due_date": None, "group": None},
    ],
    "working_agreements": [
        {"topic": "meetings", "title": "Weekly", "text": "Wednesday, after the fourth Tuesday"},
        {"topic": "decisions", "title": "Deviations", "text": "None", "rule": "lazy consensus"},
        {"topic": "conflict", "title": "Appeal", "text": "word " * 5_000},
    ],
    "stakeholders": ["Passengers", {"name": "Harbour", "why": "Owns piers", "phone": "555"}],
    "versions": [{"label": "a1b2", "date": "2018-11-12", "change": "Create charter.md"}, {"label": "b", "start": "2019", "end": "2020", "change": "Extension"}],
    "extra": {"kind": "sig", "permissions": {"bors": {"review": True}}, "subprojects": [["cel", "api"], "json"]},
    "mailing_list": "ferries@example.org",
}  # fmt: skip


def words(found):
    """Every word of every text, however deep."""
    if isinstance(found, str):
        yield from found.split()
    elif isinstance(found, dict | list):
        for inner in found.values() if isinstance(found, dict) else found:
            yield from words(inner)


def missing(source, draft) -> set[str]:
    kept = " ".join(words(envelope(to_document(draft.content), draft.adoption, None)))
    return {word for word in words(source) if word not in kept}


def test_no_word_of_a_neutral_charter_is_lost():
    draft = drafts(json.dumps(NEUTRAL).encode())[0]
    assert missing(NEUTRAL, draft) == set()


def test_a_neutral_charter_finds_its_fields():
    content = drafts(json.dumps(NEUTRAL).encode())[0].content
    chair = content.of("role")[0]
    paco, martin = content.of("assignment", chair.key)
    assert (paco["name"], paco["handle"], paco["affiliation"], paco["former"]) == (
        "Paco Xu 徐俊杰",
        "pacoxu",
        "DaoCloud",
        False,
    )
    assert (martin["former"], martin["note"], martin.gap) == (True, "to add", "city: Brno")
    assert chair.gap == "election.every: 2 years; election.by: all; election.by: members"
    assert content.one("dates")["starts"] == {
        "text": "Start date + 2 years",
        "on": None,
        "precision": content.one("dates")["starts"]["precision"],
    }
    assert content.one("dates")["ends"] == {"text": "31 January 2027", "on": "2027-01-31", "precision": "day"}
    assert content.of("deliverable")[0]["due"]["text"] == "Chartering + 3 Months"
    assert content.of("deliverable")[0].gap == "done: false"
    assert [one["title"] for one in content.of("meeting")] == ["Weekly"]
    assert [one.gap for one in content.of("stakeholder")] == ["", "phone: 555"]


def test_what_is_too_long_stands_whole_under_further_sections():
    content = drafts(json.dumps(NEUTRAL).encode())[0].content
    title = content.of("deliverable")[1]["title"]
    assert len(title) <= 2_000
    assert title.endswith("…")
    whole = "".join(one["text"] for one in content.of("section"))
    assert "y" * 2_500 in whole
    assert all(len(one["text"]) <= 20_000 and one.gap for one in content.of("section"))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title": 5}, "line 1, title: Here must be text, not a number."),
        ({"title": " "}, "line 1, title: A charter needs a title."),
        (
            {"roles": [{"title": "x", "holders": [{"name": 1}]}]},
            "line 1, roles[0].holders[0].name: Here must be text, not a number.",
        ),
        ({"roles": "Chair"}, "line 1, roles: Here must be a list, not text."),
        ({"scope_in": ["a", None]}, "line 1, scope_in[1]: Here must be text, not nothing."),
        ({"start_date": "yesterday"}, "line 1, start_date: A day is written like 2026-06-12."),
        ({"extra": []}, "line 1, extra: Here must be an object, not a list."),
    ],
)
def test_a_neutral_charter_of_wrong_types_is_refused(change, reason):
    assert faults(json.dumps(NEUTRAL | change).encode()) == [reason]


@pytest.mark.django_db
def test_an_imported_charter_is_a_draft_with_its_clauses_and_an_event():
    team = team_with()
    charter = import_charters(team, drafts(json.dumps(NEUTRAL).encode()), by=team.bo)[0]
    version = charter.versions.get()
    assert (charter.title, version.state, bool(version.opened_at)) == ("Ferry group", "draft", True)
    assert missing(NEUTRAL, drafts(to_json(export_of(version)).encode())[0]) == set()
    event = Event.objects.get(about_id=charter.pk)
    assert (event.verb, event.actor) == ("charter.imported", team.bo)
    assert event.data["gaps"] == version.items.exclude(gap="").count()


@pytest.mark.django_db
def test_a_signed_charter_keeps_its_record_until_a_word_is_changed():
    version = charter_at("active")
    first = to_json(export_of(version))
    other = team_with({"eve": "lead"}, name="Other")
    copy = import_charters(other, drafts(first.encode()), by=other.eve)[0].versions.get()
    assert to_json(export_of(copy)) == first
    item = copy.items.get(kind="purpose")
    item.values["text"] += "!"
    item.save()
    assert export_of(copy)["record"] is None


@pytest.mark.django_db
def test_a_record_of_another_text_is_left_out():
    export = export_of(charter_at("active"))
    export["charter"]["title"] = "Other"
    draft = drafts(to_json(export).encode())[0]
    assert (draft.record, draft.record_is_foreign) == (None, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "status"), [("ann", 200), ("bo", 200), ("mo", 403), ("ob", 403), ("oz", 404)]
)  # fmt: skip
def test_who_may_import(new_client, who, status):
    team = team_with()
    reader = person("oz") if who == "oz" else getattr(team, who)
    client = new_client(reader)
    assert client.get(f"/charters/import/{team.slug}/").status_code == status
    answer = upload(client, team, file_of())
    assert answer.status_code == {200: 302}.get(status, status)
    assert Charter.objects.count() == (status == 200)


def upload(client, team, data, token=None, name="charter.json"):
    return client.post(
        f"/charters/import/{team.slug}/", {"token": token or uuid4(), "file": SimpleUploadedFile(name, data)}
    )


@pytest.mark.django_db
def test_a_form_sent_twice_imports_once(new_client):
    team, token = team_with(), uuid4()
    client = new_client(team.ann)
    answers = [upload(client, team, file_of(), token) for _ in range(2)]
    assert [answer["Location"] for answer in answers] == [f"/charters/{token}/"] * 2
    assert Charter.objects.count() == Event.objects.filter(verb="charter.imported").count() == 1


@pytest.mark.django_db
def test_a_broken_upload_is_told_at_the_field_and_writes_nothing(new_client):
    team = team_with()
    good = json.loads(file_of())
    answer = upload(new_client(team.ann), team, json.dumps([good, {"title": "T", "roles": 5}]).encode())
    assert answer.status_code == 422
    assert "line 1, [1].roles: Here must be a list, not a number." in answer.content.decode()
    assert not Charter.objects.exists()
    assert not Item.objects.exists()


@pytest.mark.django_db
def test_what_was_kept_as_a_gap_is_said(new_client):
    team = team_with()
    client = new_client(team.ann)
    answer = client.get(upload(client, team, json.dumps(NEUTRAL).encode())["Location"])
    page = answer.content.decode()
    assert "1 charter was imported." in page
    assert "Kept from the file:" in page


@pytest.mark.django_db
def test_markup_in_every_field_is_shown_as_words(new_client):
    team = team_with()
    nasty = "<script>alert(1)</script><img src=x onerror=alert(2)> \u202e𝔸🛟"
    clauses = [
        nasty_clause(kind, nasty)
        for kind in ("purpose", "goal", "in_scope", "role", "deliverable", "working_agreement", "section")
    ]
    data = to_json(envelope(to_document(Content(nasty, clauses)), "none", None)).encode()
    client = new_client(team.ann)
    page = client.get(upload(client, team, data)["Location"]).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 7


def nasty_clause(kind, words):
    fields = {"purpose": "text", "goal": "statement", "in_scope": "text", "working_agreement": "text"}
    return Clause(str(uuid7()), kind, {fields.get(kind, "title"): words}, gap=words)


@pytest.mark.django_db
class TestCommand:
    def run(self, tmp_path, data, **options):
        file = tmp_path / "charters.json"
        file.write_bytes(data)
        call_command("import_charters", str(file), **options)

    def test_into_a_team_by_its_lead(self, tmp_path, capsys):
        team = team_with()
        self.run(tmp_path, json.dumps([NEUTRAL, json.loads(file_of())]).encode(), team=team.slug)
        assert set(Charter.objects.values_list("title", "created_by__email")) == {
            ("Ferry group", "ann@example.org"),
            ("T", "ann@example.org"),
        }
        assert "2 imported into harbour-app by ann@example.org." in capsys.readouterr().out

    def test_into_a_new_team(self, tmp_path):
        person("zoe")
        self.run(tmp_path, file_of(), team="new-ones", create_team=True)
        assert Team.objects.get(slug="new-ones").memberships.get().person.email == "zoe@example.org"
        assert CharterVersion.objects.get().team.slug == "new-ones"

    @pytest.mark.parametrize(
        ("options", "reason"),
        [
            ({"team": "nowhere"}, "There is no team “nowhere”. Add --create-team to start it."),
            (
                {"team": "No Where", "create_team": True},
                "“No Where” is no short name: small letters, digits and dashes only.",
            ),
            (
                {"team": "new", "create_team": True, "by": "no@example.org"},
                "Nobody here has the address no@example.org.",
            ),
            ({"team": "harbour-app", "by": "mo@example.org"}, "Only the lead and the members may start a charter."),
        ],
    )
    def test_refusals_write_nothing(self, tmp_path, options, reason):
        team_with()
        with pytest.raises(CommandError) as refused:
            self.run(tmp_path, file_of(), **options)
        assert str(refused.value) == reason
        assert (Team.objects.count(), Charter.objects.count()) == (1, 0)

    def test_a_broken_file_is_named_with_line_and_field(self, tmp_path):
        with pytest.raises(CommandError, match=r"charters\.json: line 1, roles: Here must be a list, not text\."):
            self.run(tmp_path, b'{"title": "T", "roles": "x"}', team="new", create_team=True)
        assert not Team.objects.exists()


def test_the_fingerprint_of_a_file_is_that_of_its_text():
    content = Content("T", [])
    assert content_hash(to_document(content)) == content_hash(json.loads(json.dumps(to_document(content))))
