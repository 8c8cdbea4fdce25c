"""Files of a charter: the same bytes again, nothing private in them, readable PDF, a schema that is current."""

import io
import json
import unicodedata
from datetime import date
from pathlib import Path

import jsonschema
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as some

from charters.content import Clause, Content, content_hash, from_document, to_document
from charters.exporting import pdf
from charters.exporting.envelope import envelope, file_name, to_json
from charters.exporting.markdown import to_markdown
from charters.exporting.schema import schema
from charters.importing.checking import check
from charters.importing.drafts import drafts
from charters.kinds import ALL, KINDS
from charters.models import ClauseComment, Preparation, RoleReview
from charters.records import export_of
from common.ids import uuid7
from tests.factories import charter_at
from tests.harbour import content as harbour

SCHEMA = Path(__file__).parent.parent.parent / "docs" / "charter.schema.json"
NASTY = "<script>alert(1)</script> **bold** `code` \u202eright to left\u202c עברית 🛟 𝔸 é é \u0007 | a\tb"


def validator():
    return jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())


def test_the_published_schema_is_current():
    assert json.loads(SCHEMA.read_text()) == json.loads(json.dumps(schema()))


def test_every_field_of_the_schema_says_what_it_is():
    nameless = [
        f"{kind.name}.{name}"
        for kind in ALL
        for name, field in schema()["$defs"][kind.name]["properties"].items()
        if "title" not in field and "$ref" not in field
    ]
    assert nameless == []


# Every kind of value, as people and files may write it.
texts = some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)
days = some.dates(min_value=date(1900, 1, 1), max_value=date(2300, 12, 31)).map(str)
dues = some.none() | some.fixed_dictionaries(
    {
        "text": texts,
        "on": some.none() | days,
        "precision": some.sampled_from(["day", "month", "quarter", "year", "relative", "text"]),
    }
)
VALUES = {
    "title": texts, "line": texts, "text": texts, "who": texts, "due": dues, "day": some.just("") | days,
    "number": some.none() | some.integers(0, 1000) | some.floats(0, 1000), "yes": some.booleans(),
}  # fmt: skip


@some.composite
def contents(draw):
    clauses = []
    roles = [clause(draw, "role") for _ in range(draw(some.integers(0, 3)))]
    for kind in ALL:
        if kind.parent:
            owners = [role.key for role in roles]
            clauses += [clause(draw, kind.name, owner) for owner in owners for _ in range(draw(some.integers(0, 2)))]
        elif kind.name != "role":
            most = 1 if kind.single else 2
            clauses += [clause(draw, kind.name, roles=roles) for _ in range(draw(some.integers(0, most)))]
    return Content(draw(texts.filter(bool)), [*roles, *clauses])


def clause(draw, kind, parent="", roles=()):
    values = {field.name: value(draw, field, roles) for field in KINDS[kind].fields}
    return Clause(str(uuid7()), kind, values, parent, draw(some.just("") | texts))


def value(draw, field, roles):
    if field.type == "choice":
        return draw(some.sampled_from(["", *(name for name, _ in field.choices)]))
    if field.type == "letters":
        return {role.key: draw(some.sampled_from(["R", "A", "A/R", "C", "I", ""])) for role in roles}
    return "" if field.type == "clause" else draw(VALUES[field.type])


@given(contents())
def test_whatever_a_charter_says_comes_back_as_the_same_bytes(content):
    first = to_json(envelope(to_document(content), "vote", None))
    assert check(json.loads(first)) == []
    draft = drafts(first.encode())[0]
    assert to_json(envelope(to_document(draft.content), draft.adoption, draft.record)) == first


@given(contents())
def test_the_schema_and_the_check_agree(content):
    export = envelope(to_document(content), "none", None)
    assert list(validator().iter_errors(export)) == []


@given(contents())
def test_markdown_takes_every_charter(content):
    assert to_markdown(content, None).startswith("# ")


@given(texts.filter(bool), some.sampled_from(["json", "md", "pdf"]))
def test_file_names_are_safe_everywhere(title, extension):
    name = file_name(title, "1.0", extension)
    assert name.isascii()
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert len(name) < 80


def test_the_order_in_which_a_database_keeps_values_changes_nothing():
    content = harbour(people("Ann", "Bo", "Cy"))
    turned = [Clause(one.key, one.kind, dict(reversed(one.values.items())), one.parent) for one in content.clauses]
    due = {"precision": "day", "on": "2026-01-01", "text": "2026-01-01"}
    content.clauses[0].values["due"], turned[0].values["due"] = dict(reversed(due.items())), due
    first, second = (
        envelope(to_document(Content("T", clauses)), "none", None) for clauses in (content.clauses, turned)
    )
    assert to_json(first) == to_json(second)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "in_review", "signing", "active"])
def test_export_import_export_is_identical(client, new_client, state):
    version = charter_at(state)
    ann = new_client(version.team.ann)
    first = ann.get(f"/charters/versions/{version.pk}/charter.json").content
    draft = drafts(first)[0]
    again = to_json(envelope(to_document(draft.content), draft.adoption, draft.record)).encode()
    assert again == first


@pytest.mark.django_db
def test_a_signed_charter_is_exported_from_its_frozen_text():
    version = charter_at("active")
    version.items.update(values={})
    export = export_of(version)
    assert export["record"]["content_hash"] == content_hash(export["charter"]) == version.content_hash
    assert sorted(one["name"] for one in export["record"]["signatures"]) == ["Ann", "Bo", "Cy"]
    assert list(validator().iter_errors(export)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("extension", ["json", "md", "pdf"])
def test_files_hold_nothing_that_is_not_the_charter(new_client, extension):
    version = charter_at("in_review")
    team, planted = version.team, "planted-secret-7c1"
    row = {"team": team, "version": version}
    role = version.items.filter(kind="role").first()
    ClauseComment.objects.create(
        **row, charter=version.charter, item_key=role.key, kind="question", text=planted, author=team.bo
    )
    Preparation.objects.update_or_create(
        team=team, charter=version.charter, person=team.bo, defaults={"think": planted}
    )
    RoleReview.objects.create(
        **row, role_key=role.key, role_title="x", reviewer=team.mo, verdict="endorsed", note=planted
    )
    answer = new_client(team.ann).get(f"/charters/versions/{version.pk}/charter.{extension}")
    words = read_pdf(answer.content) if extension == "pdf" else answer.content.decode()
    assert version.charter.title in words
    assert planted not in words


def read_pdf(data):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("extension", "content_type"),
    [("json", "application/json"), ("md", "text/markdown; charset=utf-8"), ("pdf", "application/pdf")],
)
def test_files_come_as_attachments_with_a_name(new_client, extension, content_type):
    version = charter_at("active")
    answer = new_client(version.team.ob).get(f"/charters/versions/{version.pk}/charter.{extension}")
    assert answer["Content-Type"] == content_type
    assert answer["Content-Disposition"] == f'attachment; filename="harbour-app-charter-1.0.{extension}"'
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_there_is_no_other_kind_of_file_and_none_for_outsiders(new_client):
    version = charter_at("draft")
    oz = version.team.ann.__class__.objects.create_user("oz@example.org", "correct horse battery", name="Oz")
    assert new_client(version.team.ann).get(f"/charters/versions/{version.pk}/charter.exe").status_code == 404
    assert new_client(oz).get(f"/charters/versions/{version.pk}/charter.json").status_code == 404


def people(*names):
    return [type("Person", (), {"pk": name, "__str__": lambda self: self.pk})() for name in names]


def printed(content, record=None):
    return pdf.to_pdf(content, team="Harbour App", standing="Version 1.0", record=record)


def test_the_pdf_is_accessible_and_the_same_each_time():
    content = harbour(people("Ann", "Bo", "Cy"))
    first = printed(content)
    assert printed(content) == first
    root = pypdf.PdfReader(io.BytesIO(first)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_the_pdf_says_what_the_charter_says():
    content = harbour(people("Ann", "Bo", "Cy"))
    record = {"number": "1.0", "content_hash": "ab" * 32, "activated_at": "2026-11-04T10:00:00Z",
              "signatures": [{"name": "Ann Sorensen", "signed_at": "2026-11-04T09:30:00Z"}]}  # fmt: skip
    words = " ".join(read_pdf(printed(content, record)).split())
    for one in content.clauses:
        if one.kind in ("purpose", "goal", "role", "deliverable", "accountability", "stakeholder"):
            assert one.heading in words
    assert "Ann Sorensen" in words
    assert "4 November 2026, 09:30 UTC" in words


def test_a_sign_that_no_font_has_does_not_stop_the_printer():
    content = Content("Boat 🛟 徐俊杰 \ue000", [Clause(str(uuid7()), "purpose", {"text": "\ue000 🛟"})])
    assert printed(content).startswith(b"%PDF")


@pytest.mark.parametrize("kind", [kind.name for kind in ALL if not kind.parent and kind.name != "dates"])
def test_words_of_people_are_never_markup_of_the_printer(kind):
    words = '#read("charter.typ") $x$ = heading *b* <label> @ref \\ ' + NASTY.replace("\u0007", "")
    fields = KINDS[kind].fields
    values = {one.name: words for one in fields if one.longest and not (one.longest == 200 and len(words) > 200)}
    text = read_pdf(printed(Content("T", [Clause(str(uuid7()), kind, values)])))
    assert '#read("charter.typ")' in text or kind == "decision_rule"
    assert "A charter on paper" not in text


def test_markdown_signs_of_a_line_mean_nothing():
    content = Content(
        "A *b* [c](d) # e", [Clause(str(uuid7()), "in_scope", {"text": "# not a heading\n- nor a list | *x*"})]
    )
    text = to_markdown(content, None)
    assert text.splitlines()[0] == r"# A \*b\* \[c\](d) \# e"
    assert r"- \# not a heading - nor a list \| \*x\*" in text.splitlines()


def test_a_text_in_another_form_of_unicode_has_the_same_fingerprint():
    document = to_document(Content("Café", []))
    other = to_document(Content(unicodedata.normalize("NFD", "Café"), []))
    assert content_hash(document) == content_hash(other)
    assert from_document(other).title != "Café"
