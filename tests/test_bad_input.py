"""What people, and those who are none, may send: each wrong thing is told at its field, the words stay, and nothing is written."""

import json
import re
from html import unescape
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BaseForm
from django.test import Client
from django.urls import reverse

from charters.kinds import ALL, KINDS, LINE_TYPES, TEXT, TITLE
from charters.models import Charter
from tests.authorization_table import ROWS
from tests.factories import charter_at, person, team_with
from tests.filling import Forms, form_of
from tests.world import World

KIND_NAMES = [kind.name for kind in ALL]
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)><b>\"'&amp; <!-- </textarea></title>"
SCRIPTS = "שלום עולם مرحبا \u202eback\u202c 🦀👩‍🚀 𝒳 e\u0301 中文 \u200b."
NUL = "before\x00after"


def snapshot() -> dict:
    """Every row of every table but the sessions."""
    models = [model for model in apps.get_models(include_auto_created=True) if model is not Session]
    return {model._meta.label: sorted(map(str, model._default_manager.values_list())) for model in models}


@pytest.fixture
def version(db):
    return charter_at("draft")


@pytest.fixture
def ann(version, new_client):
    return new_client(version.team.ann)


def words_of(kind) -> list:
    """The fields of a kind in which anything may be written."""
    return [field for field in KINDS[kind].fields if field.type in LINE_TYPES]


def fields_of_type(*types) -> list:
    return [(kind.name, field.name) for kind in ALL for field in kind.fields if field.type in types]


def opened(client, version, kind) -> tuple[str, dict]:
    """Where the form of a clause goes, and what it would send: a new one, or the only one of its kind."""
    only = version.items.filter(kind=kind).first() if KINDS[kind].single else None
    if only:
        url = reverse("charters:item", args=[version.charter_id, only.key])
    else:
        parent = version.items.filter(kind="role").for_content().first().key
        url = reverse("charters:add", args=[version.charter_id, kind])
        url += f"?parent={parent}" if KINDS[kind].parent else ""
    found = form_of(client, url, "revision", *(field.name for field in KINDS[kind].fields if field.type != "letters"))
    return found.action or url, found.values


def good(kind) -> dict:
    """Enough to be saved."""
    return {field.name: f"A {kind}" for field in KINDS[kind].fields if field.required}


def errors_at(html: str) -> dict[str, str]:
    """The messages beside the fields of a page, by the name of the field."""
    found = re.findall(
        r'id="error_\d+_id_(?:[0-9a-f-]{36}_|[0-9a-f]{8}_)?([\w-]+)"[^>]*>\s*<strong>(.*?)</strong>', html, re.DOTALL
    )
    return {name: unescape(message) for name, message in found}


def typed_in(html: str, name: str) -> list:
    """What stands in the fields of this name."""
    return [form.values[name] for form in Forms(html).forms if name in form.values]


def refuse(client, url, sent: dict, wrong: dict, status=422) -> dict:
    """Sends `sent` with `wrong` over it; each wrong field has a message, its words stay, nothing is written. The messages by field."""
    before = snapshot()
    answer = client.post(url, sent | wrong)
    html = answer.content.decode()
    assert answer.status_code == status, html[:500]
    told = errors_at(html)
    assert wrong.keys() <= told.keys(), (sorted(wrong), told)
    assert snapshot() == before
    return told


# Words


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_words_up_to_their_limit_are_kept_whole(kind, ann, version):
    longest = {field.name: "ü" * field.longest for field in words_of(kind)}
    url, values = opened(ann, version, kind)
    assert ann.post(url, values | good(kind) | longest).status_code == 302
    saved = version.items.filter(kind=kind).latest("updated_at")
    assert {name: saved.values[name] for name in longest} == longest


@pytest.mark.parametrize("kind", [kind for kind in KIND_NAMES if words_of(kind)])
def test_one_sign_more_is_refused_with_the_limit_and_kept_in_the_field(kind, ann, version):
    too_long = {field.name: "x" * (field.longest + 1) for field in words_of(kind)}
    url, values = opened(ann, version, kind)
    told = refuse(ann, url, values | good(kind), too_long)
    limits = {
        field.name: f"Keep it to {field.longest} characters; it has {field.longest + 1}." for field in words_of(kind)
    }
    assert told == limits
    html = ann.post(url, values | good(kind) | too_long).content.decode()
    assert {name: typed_in(html, name) for name in too_long} == {name: [[text]] for name, text in too_long.items()}


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_null_sign_is_refused_at_each_field(kind, ann, version):
    """PostgreSQL could not store it."""
    names = [field.name for field in KINDS[kind].fields if field.type in {*LINE_TYPES, "due"}]
    url, values = opened(ann, version, kind)
    told = refuse(ann, url, values | good(kind), dict.fromkeys(names, NUL))
    assert told == dict.fromkeys(names, "Null characters are not allowed.")


@pytest.mark.parametrize("text", [MARKUP, SCRIPTS], ids=["markup", "scripts"])
def test_any_words_are_kept_as_typed_and_shown_as_words(text, ann, version):
    """In every field of every kind at once; the client itself fails a page on which a handler or a script stands."""
    for kind in KIND_NAMES:
        url, values = opened(ann, version, kind)
        typed = {field.name: text for field in KINDS[kind].fields if field.type in {"text", "line", "title", "who"}}
        assert ann.post(url, values | good(kind) | typed).status_code == 302
        saved = version.items.filter(kind=kind).latest("updated_at")
        assert {name: saved.values[name] for name in typed} == typed
    pages = ("show", "draft", "raci", "readiness", "review", "history", "compare", "proposals", "open_points")
    for name in pages:
        html = ann.get(reverse(f"charters:{name}", args=[version.charter_id])).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
    shown = ann.get(reverse("charters:show", args=[version.charter_id])).content.decode()
    assert "alert(1)" in shown or SCRIPTS in unescape(shown)
    for item in version.items.filter(updated_by=version.team.ann).order_by("-updated_at")[: len(KIND_NAMES)]:
        for name in ("item", "talk"):
            page = ann.get(reverse(f"charters:{name}", args=[version.charter_id, item.key])).content.decode()
            assert "<script>alert" not in page


# Values that are no words


@pytest.mark.parametrize("number", ["many", "-1", "1e309", "NaN", "Infinity", "99999999999999999999", "1" * 5_000])
@pytest.mark.parametrize(("kind", "name"), fields_of_type("number"))
def test_what_is_no_number_or_too_large_is_refused(kind, name, number, ann, version):
    url, values = opened(ann, version, kind)
    refuse(ann, url, values | good(kind), {name: number})


@pytest.mark.parametrize("day", ["2027-02-30", "0000-00-00", "tomorrow", "99999-01-01", "2027-01-01T00:00"])
@pytest.mark.parametrize(("kind", "name"), fields_of_type("day"))
def test_what_is_no_day_is_refused(kind, name, day, ann, version):
    url, values = opened(ann, version, kind)
    refuse(ann, url, values | good(kind), {name: day})


@pytest.mark.parametrize(("kind", "name"), fields_of_type("due"))
def test_a_due_may_be_words_but_not_a_page_of_them(kind, name, ann, version):
    url, values = opened(ann, version, kind)
    told = refuse(ann, url, values | good(kind), {name: "x" * (TITLE + 1)})
    assert told == {name: "Keep it to 200 characters; it has 201."}


@pytest.mark.parametrize(("kind", "name"), fields_of_type("choice", "clause"))
@pytest.mark.parametrize("value", ["dictator", "0199f000-0000-7000-8000-000000000001", MARKUP, NUL])
def test_what_nobody_offered_is_refused(kind, name, value, ann, version):
    url, values = opened(ann, version, kind)
    refuse(ann, url, values | good(kind), {name: value})


@pytest.mark.parametrize("letters", ["X", "A/B", "responsible", "🦀", "A" * 21])
def test_other_letters_than_raci_are_refused_at_their_role(letters, ann, version):
    url, values = opened(ann, version, "deliverable")
    role = next(name for name in values if name.startswith("letters"))
    refuse(ann, url, values | good("deliverable"), {role: letters})


def test_letters_of_a_role_that_is_not_there_are_no_part_of_the_clause(ann, version):
    url, values = opened(ann, version, "deliverable")
    stranger = next(name for name in values if name.startswith("letters"))[:-36] + str(uuid4())
    assert ann.post(url, values | good("deliverable") | {stranger: "A"}).status_code == 302
    assert version.items.filter(kind="deliverable").latest("updated_at").values["letters"] == {}


# What contradicts itself


def test_an_end_before_the_start_is_refused_at_the_end(ann, version):
    url, values = opened(ann, version, "dates")
    before = snapshot()
    html = ann.post(url, values | {"starts": "2027-05-01", "ends": "2027-04-30"}).content.decode()
    assert errors_at(html) == {"ends": "This is before the start."}
    assert (typed_in(html, "starts"), typed_in(html, "ends")) == ([["2027-05-01"]], [["2027-04-30"]])
    assert snapshot() == before


def test_a_due_after_the_end_is_kept_and_told_at_the_field(ann, version):
    """Plans may outlive a charter, so it is a hint and no refusal."""
    url, values = opened(ann, version, "dates")
    ann.post(url, values | {"starts": "2027-01-01", "ends": "2027-06-30"})
    for kind in ("deliverable", "milestone", "goal"):
        url, values = opened(ann, version, kind)
        ann.post(url, values | good(kind) | {"due": "2027-07-01"})
        item = version.items.filter(kind=kind).latest("updated_at")
        assert item.values["due"]["on"] == "2027-07-01"
        html = ann.get(reverse("charters:item", args=[version.charter_id, item.key])).content.decode()
        note = re.search(rf'id="note_{item.key}_due" class="clause-note">(.*?)</div>', html).group(1)
        assert note.endswith("This is after the charter ends (30 June 2027).")


def test_goals_that_serve_each_other_are_refused(ann, version):
    first, second = (add_goal(ann, version, f"Goal {place}") for place in (1, 2))
    assert change(ann, version, second, serves=str(first.key)).status_code == 302
    before = snapshot()
    html = change(ann, version, first, serves=str(second.key)).content.decode()
    assert errors_at(html) == {"serves": "These goals would serve each other in a circle."}
    assert snapshot() == before


def add_goal(client, version, statement):
    url, values = opened(client, version, "goal")
    client.post(url, values | {"statement": statement})
    return version.items.get(kind="goal", values__statement=statement)


def change(client, version, item, **fields):
    url = reverse("charters:item", args=[version.charter_id, item.key])
    return client.post(url, form_of(client, url, *fields).values | fields)


def test_a_holder_needs_a_name_and_only_members_are_chosen(ann, version):
    oz = person("oz")
    url, values = opened(ann, version, "assignment")
    assert refuse(ann, url, values, {"name": ""}) == {"name": "Choose a member, or write a name."}
    refuse(ann, url, values, {"person": str(oz.pk)})
    refuse(ann, url, values, {"person": "nobody"})


def test_a_part_needs_a_role_of_this_charter(ann, version):
    other = charter_at("draft", team_with({"ann": "lead"}, name="Elsewhere"), title="Elsewhere")
    foreign = other.items.filter(kind="role").first().key
    before = snapshot()
    sent = {"kind": "accountability", "parent": str(foreign), "text": "Work", "revision": "0."}
    url = reverse("charters:item", args=[version.charter_id, uuid4()])
    assert ann.post(url, sent).status_code == 409
    assert ann.post(url, sent | {"parent": "nonsense"}).status_code == 404
    assert ann.post(url, sent | {"kind": "poem"}).status_code == 404
    assert snapshot() == before


def test_a_template_that_is_not_there_is_told(ann, version):
    url = reverse("charters:start", args=[version.team.slug])
    form = form_of(ann, url, "source")
    for source in ("template:no-such", f"copy:{uuid4()}", "copy:nonsense", "", NUL):
        before = snapshot()
        answer = ann.post(url, form.values | {"title": "Mine", "source": source})
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"source"}
        assert unescape(answer.content.decode()).count(answer.context["form"].errors["source"][0]) == 1
        assert typed_in(answer.content.decode(), "title") == [["Mine"]]
        assert snapshot() == before


def test_a_charter_of_another_team_is_no_template(ann, version):
    foreign = charter_at("draft", team_with({"oz": "lead"}, name="Elsewhere"))
    url = reverse("charters:start", args=[version.team.slug])
    answer = ann.post(
        url, form_of(ann, url, "source").values | {"title": "Mine", "source": f"copy:{foreign.charter_id}"}
    )
    assert answer.context["form"].errors.keys() == {"source"}
    assert not Charter.objects.filter(title="Mine").exists()


# Files


BROKEN = {
    "truncated": b'{"format": "common-ground/charter", "version": 1, "charter": {"title": "Cut o',
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "no utf-8": '{"title": "ü"}'.encode("utf-16"),
    "a number": b"1e999",
    "nothing": b" ",
    "a deep nest": b"[" * 100_000,
    "a huge number": b'{"format": "common-ground/charter", "version": ' + b"9" * 10_000 + b"}",
    "a null sign": json.dumps({"format": "common-ground/charter", "version": 1, "charter": {"title": NUL}}).encode(),
    "a lone surrogate": b'{"format": "common-ground/charter", "version": 1, "charter": {"title": "\\ud800"}}',
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("content_type", ["application/json", "image/png"])
def test_a_file_that_is_no_charter_is_refused_with_its_reason(name, content_type, ann, version):
    url = reverse("charters:import_file", args=[version.team.slug])
    form = form_of(ann, url, "file")
    refuse(ann, url, form.values, {"file": SimpleUploadedFile("charter.json", BROKEN[name], content_type)})
    public = reverse("charters:verify")
    refuse(ann, public, {}, {"file": SimpleUploadedFile("charter.json", BROKEN[name], content_type)})


def test_json_sent_to_a_form_is_no_form(ann, version):
    url, _ = opened(ann, version, "goal")
    before = snapshot()
    for body in ('{"statement": "More"}', '{"statement": "Mo', ""):
        assert ann.post(url, body, content_type="application/json").status_code in (404, 422)
    assert snapshot() == before


# All other forms: (door, the parts of its address, the page it stands on, state, who, what makes it whole, field, limit)

TALK = "charters:talk charter key"
FORMS = [
    ("teams:create", "", "teams:create", "draft", "member", {}, "name", 200),
    ("teams:create", "", "teams:create", "draft", "member", {"name": "New"}, "about", 2_000),
    ("teams:edit", "slug", "teams:edit slug", "draft", "lead", {}, "name", 200),
    ("teams:invite", "slug", "teams:invite slug", "draft", "lead", {"addresses": "x@example.org"}, "message", 2_000),
    ("accounts:profile", "", "accounts:profile", "draft", "member", {}, "name", 200),
    ("charters:start", "slug", "charters:start slug", "draft", "member", {"source": "blank"}, "title", TITLE),
    ("charters:retitle", "charter", "charters:retitle charter", "draft", "member", {}, "title", TITLE),
    ("charters:add_many", "charter goal", "charters:add_many charter goal", "draft", "member", {}, "lines", 200_000),
    ("charters:prepare", "charter", "charters:prepare charter", "draft", "member", {}, "think", TEXT),
    ("charters:prepare", "charter", "charters:prepare charter", "draft", "member", {}, "unowned", TEXT),
    ("charters:adopt_proposal", "proposal", "charters:proposals charter", "draft", "member", {}, "text", TEXT),
    ("charters:ask", "charter key", TALK, "draft", "member", {}, "text", TEXT),
    ("charters:object_to", "charter key", TALK, "draft", "member", {}, "text", TEXT),
    ("charters:suggest", "charter key", TALK, "draft", "member", {}, "new_text", TEXT),
    ("charters:suggest", "charter key", TALK, "draft", "member", {"new_text": "New."}, "text", TEXT),
    ("charters:reply", "question", TALK, "draft", "member", {}, "text", TEXT),
    ("charters:answer", "objection", TALK, "draft", "lead", {}, "text", TEXT),
    ("charters:answer_role", "assignment", "charters:answer_role assignment", "draft", "member", {"answer": "decline"}, "note", 2_000),
    ("charters:review_role", "charter role", "charters:review_role charter role", "in_review", "manager", {"verdict": "changes_requested"}, "note", TEXT),
    ("charters:reply_to_review", "review", "charters:reply_to_review review", "in_review", "member", {}, "text", TEXT),
    ("charters:sign", "charter", "charters:sign charter", "signing", "member", {}, "typed_name", 200),
    ("charters:decline", "charter", "charters:decline charter", "signing", "member", {}, "reason", TEXT),
    ("charters:withdraw", "charter", "charters:withdraw charter", "draft", "lead", {}, "reason", 2_000),
    ("charters:return_to_draft", "charter", "charters:return_to_draft charter", "in_review", "lead", {}, "reason", 2_000),
    ("charters:ask_signatures", "charter", "charters:ask_signatures charter", "in_review", "lead", {}, "unendorsed_reason", 2_000),
]  # fmt: skip


def form_to(client, page: str, action: str):
    """The form of the page that is sent to `action`; where words can be suggested, that form is opened."""
    html = client.get(page, {"suggest": "text"}).content.decode()
    found = [form for form in Forms(html).forms if (form.action or page) == action]
    assert found, (page, action, [form.action for form in Forms(html).forms])
    return found[0]


def address(world, state, name, *parts) -> str:
    return reverse(name, args=[world.part(part, world.at[state]) for part in parts])


@pytest.mark.parametrize("text", ["too long", NUL], ids=["too long", "null sign"])
def test_every_other_form_tells_too_long_words_and_null_signs_at_the_field(text, new_client):
    world = World()
    faults = []
    for door, parts, page, state, who, fields, field, limit in FORMS:
        client, url = new_client(world.people[who]), address(world, state, door, *parts.split())
        found = form_to(client, address(world, state, *page.split()), url)
        name = next(one for one in found.names if one.split("-")[-1] == field)
        typed = text if text == NUL else "x" * (limit + 1)
        faults += [(door, field, fault) for fault in faults_of(client, url, found.values | fields, name, typed)]
    assert not faults, "\n".join(map(str, faults))


def faults_of(client, url, sent, name, typed):
    before = snapshot()
    answer = client.post(url, sent | {name: typed})
    html = answer.content.decode()
    if answer.status_code != 422:
        yield answer.status_code
    if name not in errors_at(html):
        yield f"no message at the field, only {errors_at(html)}"
    if typed != NUL and [typed] not in typed_in(html, name):
        yield "the words are gone"
    if snapshot() != before:
        yield "something was written"


WRONG_CHOICES = [
    ("teams:invite", "slug", "draft", "lead", {"addresses": "x@example.org", "role": "king"}, "role"),
    ("teams:invite", "slug", "draft", "lead", {"addresses": "x@example", "role": "member"}, "addresses"),
    ("teams:invite", "slug", "draft", "lead", {"addresses": "x" * 10_001, "role": "member"}, "addresses"),
    ("teams:change_role", "slug membership", "draft", "lead", {"role": "king"}, "role"),
    ("teams:set_hours", "slug membership", "draft", "lead", {"hours": "1e9"}, "hours"),
    ("teams:set_hours", "slug membership", "draft", "lead", {"hours": "NaN"}, "hours"),
    ("teams:mark_away", "slug membership", "draft", "lead", {"since": "2027-02-30"}, "since"),
    ("accounts:profile", "", "draft", "member", {"name": "Bo", "time_zone": "Mars/Olympus"}, "time_zone"),
    ("charters:retitle", "charter", "draft", "member", {"title": "T", "adoption": "lottery"}, "adoption"),
    ("charters:retitle", "charter", "draft", "member", {"title": "T", "adoption": "sponsor", "sponsor": "nobody"}, "sponsor"),
    ("charters:answer_role", "assignment", "draft", "member", {"answer": "perhaps"}, "answer"),
    ("charters:review_role", "charter role", "in_review", "manager", {"verdict": "perhaps"}, "verdict"),
    ("charters:suggest", "charter key", "draft", "member", {"token": str(uuid4()), "field": "owner", "new_text": "New."}, "__all__"),
    ("charters:ask", "charter key", "draft", "member", {"token": "nonsense", "text": "Why?"}, "token"),
    ("charters:adopt_proposal", "proposal", "draft", "member", {"text": "T"}, "kind"),
    ("charters:extend", "charter", "signing", "lead", {"sign_by": "2020-01-01"}, "sign_by"),
    ("charters:extend", "charter", "signing", "lead", {"sign_by": "9999-12-31"}, "sign_by"),
]  # fmt: skip


def forms_of(answer) -> list:
    """The forms that the templates of an answer were given."""
    return [answer.context[name] for name in answer.context.keys() if isinstance(answer.context[name], BaseForm)]  # noqa: SIM118


def test_what_no_form_offers_is_refused_and_changes_nothing(new_client):
    world = World()
    faults = []
    for door, parts, state, who, fields, field in WRONG_CHOICES:
        client = new_client(world.people[who])
        before = snapshot()
        answer = client.post(address(world, state, door, *parts.split()), fields)
        refused = [form.errors for form in forms_of(answer) if field in form.errors]
        if answer.status_code != 422 or not refused or snapshot() != before:
            faults.append((door, fields, answer.status_code, refused))
    assert not faults, "\n".join(map(str, faults))


@pytest.mark.django_db
def test_a_post_without_its_token_does_nothing_at_any_door():
    world = World()
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["lead"])
    before = snapshot()
    for row in ROWS:
        if row.method != "post" or "x" in row.answers:  # x: nobody posts there
            continue
        answer = client.post(world.url(row), world.fill(row))
        assert answer.status_code == 403, row.name
        assert "This page was open for too long" in answer.content.decode(), row.name
    assert snapshot() == before


# Addresses


QUESTIONS = (
    "since",
    "seen",
    "from",
    "to",
    "from_signature",
    "before",
    "after",
    "all",
    "only",
    "role",
    "example",
    "parent",
    "suggest",
    "next",
    "kind",
    "source",
)


@pytest.mark.parametrize(
    "value",
    [
        NUL,
        "🦀",
        "' OR 1=1 --",
        "9" * 5_000,
        "-1",
        "../../etc/passwd",
        MARKUP,
        "\ud800".encode("utf-8", "surrogatepass"),
    ],
    ids=repr,
)
def test_no_odd_question_breaks_a_page(value, db):
    """Every page is asked with every parameter set to nonsense: it answers, or says that there is nothing."""
    world = World()
    client = Client()
    client.force_login(world.people["lead"])
    for row in ROWS:
        if row.method == "get":
            answer = client.get(world.url(row), dict.fromkeys(QUESTIONS, value))
            assert answer.status_code < 500, (row.name, value)
            assert b"<script>alert" not in answer.getvalue()
