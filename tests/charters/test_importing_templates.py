"""Templates in the administrator's window: written as text or out of a file, refused with line and field."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from charters.actions.templates import ensure_templates
from charters.exporting.envelope import to_json
from charters.importing.source import Broken
from charters.importing.template import template_document
from charters.models import CharterTemplate
from charters.records import export_of
from tests.factories import charter_at, person

pytestmark = pytest.mark.django_db
ADD = "/admin/charters/chartertemplate/add/"
KEY = "0198a5f0-6c1e-7c3a-9d55-1f2e3d4c5b6a"


@pytest.fixture
def admin(new_client):
    return new_client(person("adi", is_staff=True, is_superuser=True))


def form(**fields):
    return {
        "title": "Choir",
        "slug": "choir",
        "summary": "For singers",
        "is_offered": "on",
        "position": "9",
        "document": "{}",
    } | fields


def test_what_the_site_begins_with_passes_its_own_check():
    ensure_templates()
    for template in CharterTemplate.objects.all():
        assert template_document(json.dumps(template.document).encode()) == template.document


def test_a_template_is_written_as_text(admin):
    document = {
        "title": "Choir",
        "purpose": {"key": KEY, "text": "To sing"},
        "examples": {"goal": [{"statement": "A concert", "due": "May"}]},
    }
    assert admin.post(ADD, form(document=json.dumps(document))).status_code == 302
    assert CharterTemplate.objects.get(slug="choir").document == document


def test_a_template_is_made_of_a_charters_file_without_its_people(admin):
    export = export_of(charter_at("active"))
    file = SimpleUploadedFile("charter.json", to_json(export).encode())
    assert admin.post(ADD, form(file=file, document="")).status_code == 302
    kept = CharterTemplate.objects.get(slug="choir").document
    assert kept["purpose"] == export["charter"]["purpose"]
    assert [role["assignments"] for role in kept["roles"]] == [[], [], []]
    assert "signatures" not in json.dumps(kept)


def test_a_template_is_corrected(admin):
    ensure_templates()
    template = CharterTemplate.objects.first()
    url = f"/admin/charters/chartertemplate/{template.pk}/change/"
    page = admin.get(url).content.decode()
    assert "assignments" in page
    changed = template.document | {"title": "Another"}
    admin.post(url, form(title=template.title, slug=template.slug, document=json.dumps(changed)))
    template.refresh_from_db()
    assert template.document == changed


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("", "The file is empty."),
        ('{"title":\n', "line 2: This is not JSON"),
        ('{\n"title": "T",\n"goals": [{"key": "1"}]}', "line 3, goals[0].key: A key is a UUID"),
        ('{"title": "T",\n"examples": {"song": []}}', "line 2, examples.song: There is no kind of clause “song”."),
        (
            '{"title": "T",\n"examples": {"goal": [{"tune": "la"}]}}',
            "line 2, examples.goal[0].tune: There is no field “tune” here.",
        ),
        (
            '{"title": "T",\n"examples": {"goal": [{"statement": 1}]}}',
            "line 2, examples.goal[0].statement: Here must be text, not a number.",
        ),
    ],
)
def test_a_broken_template_is_refused_where_it_breaks(admin, document, reason):
    page = admin.post(ADD, form(document=document)).content.decode()
    assert reason in page
    assert not CharterTemplate.objects.exists()


def test_a_broken_file_is_refused_at_the_file(admin):
    page = admin.post(ADD, form(file=SimpleUploadedFile("x.json", b"[1"))).content.decode()
    assert "This is not JSON" in page
    assert not CharterTemplate.objects.exists()


def test_a_charters_file_with_a_fault_is_no_template():
    with pytest.raises(Broken, match=r"charter\.title"):
        template_document(b'{"format": "common-ground/charter", "charter": {"title": 1}}')


def test_the_window_shows_nothing_of_what_teams_write(admin):
    version = charter_at("active")
    assert admin.get("/admin/charters/charter/").status_code == 404
    assert version.charter.title not in admin.get("/admin/").content.decode()
    assert version.charter.title not in admin.get("/admin/charters/chartertemplate/").content.decode()
