"""What people type into a clause: too much, too odd, or where they may not."""

import pytest
from django.test import Client

from charters.actions import items
from charters.kinds import KINDS
from common.ids import uuid7
from common.permissions import Refused
from tests.charters.drafts import HTMX, headings, opened, saved_values, send, sent_by, the, url
from tests.charters.item_writing import stamp_of
from tests.factories import charter_at, person

WRONG = 422


@pytest.fixture
def version(db):
    return charter_at("draft")


@pytest.fixture
def goal(version):
    return the(version, "goal")


LONG = {"title": 201, "line": 2_001, "who": 2_001, "text": 20_001, "due": 201}
NASTY = "<script>alert(1)</script> <img src=x onerror=alert(1)> &amp; مرحبا \u202eabc 𝔘𝔫𝔦 👩‍👩‍👧 a\u0301 ' \" `"


def wordy(kind) -> dict:
    """The fields of a kind that hold words, with the length that is one too many."""
    return {field.name: LONG[field.type] for field in KINDS[kind].fields if field.type in LONG}


def blank_for(client, version, kind):
    """An empty form of this kind; what exists once is removed for it."""
    if KINDS[kind].single:
        version.items.filter(kind=kind).delete()
    parent = f"?parent={the(version, 'role').key}" if KINDS[kind].parent else ""
    return client.get(url("add", version, kind) + parent, headers=HTMX)


def filled(blank, **fields) -> dict:
    """What a new form sends when the required field is filled too."""
    required = {field.name: "Words" for field in blank.context["kind"].fields if field.required}
    return sent_by(blank) | {"parent": str(blank.context["parent"] or "")} | required | fields


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_that_is_too_long_is_refused_at_its_field_and_stays_there(new_client, version, kind):
    bo, lengths = new_client(version.team.bo), wordy(kind)
    blank = blank_for(bo, version, kind)
    before = version.items.count()
    texts = {name: name[0] * length for name, length in lengths.items()}
    answer = send(bo, version, blank.context["key"], filled(blank, **texts), htmx=False)
    assert answer.status_code == WRONG
    assert answer.context["form"].errors == {
        name: [f"Keep it to {length - 1} characters; it has {length}."] for name, length in lengths.items()
    }
    assert [text for text in texts.values() if text not in answer.content.decode()] == []
    assert version.items.count() == before

    fitting = {name: text[1:] for name, text in texts.items()}
    assert send(bo, version, blank.context["key"], filled(blank, **fitting)).status_code == 200
    assert opened(bo, version, blank.context["key"]).items() >= fitting.items()


@pytest.mark.parametrize("kind", KINDS)
def test_markup_and_every_script_are_kept_as_typed_and_do_no_harm(new_client, version, kind):
    bo = new_client(version.team.bo)
    blank = blank_for(bo, version, kind)
    key, nasty = blank.context["key"], dict.fromkeys(wordy(kind), NASTY)
    answer = send(bo, version, key, filled(blank, **nasty))
    assert answer.status_code == 200
    pages = [bo.get(url("draft", version)), bo.get(url("item", version, key)), bo.get(url("row", version, key)), answer]
    assert [
        page.request["PATH_INFO"]
        for page in pages
        if "<script>alert" in page.content.decode() or "<img src=x" in page.content.decode()
    ] == []
    assert opened(bo, version, key).items() >= nasty.items()


@pytest.mark.parametrize("kind", KINDS)
def test_a_nul_is_refused(new_client, version, kind):
    bo = new_client(version.team.bo)
    blank = blank_for(bo, version, kind)
    answer = send(bo, version, blank.context["key"], filled(blank, **dict.fromkeys(wordy(kind), "a\0b")))
    assert answer.status_code == WRONG
    assert answer.context["form"].errors == {name: ["Null characters are not allowed."] for name in wordy(kind)}


def test_template_code_is_text_like_any_other(version, goal):
    """A plain client, since the tests' own refuses pages on which template code is left."""
    items.save(version, goal.key, {"statement": "{{ 7|add:7 }} {% now 'Y' %}"}, stamp_of(goal), by=version.team.ann)
    bo = Client()
    bo.force_login(version.team.bo, backend="allauth.account.auth_backends.AuthenticationBackend")
    for name in ("item", "row"):
        assert "{{ 7|add:7 }} {% now &#x27;Y&#x27; %}" in bo.get(url(name, version, goal.key)).content.decode()


def test_line_breaks_of_the_browser_are_no_change(version, new_client):
    section = the(version, "section")
    section.values |= {"text": "one\ntwo"}
    section.save()
    bo = new_client(version.team.bo)
    fields = opened(bo, version, section.key) | {"text": "one\r\ntwo"}
    send(bo, version, section.key, fields)
    section.refresh_from_db()
    assert (section.revision, section.values["text"]) == (1, "one\ntwo")


@pytest.mark.parametrize(
    ("kind", "fields", "errors"),
    [
        ("goal", {"statement": "  \n "}, {"statement": ["This cannot stay empty."]}),
        ("dates", {"starts": "2027-05-02", "ends": "2027-05-01"}, {"ends": ["This is before the start."]}),
        ("role", {"title": "R", "seats": "many"}, {"seats": ["Write a number, such as 12 or 7.5."]}),
        ("role", {"title": "R", "hours": "nan"}, {"hours": ["Write a number, such as 12 or 7.5."]}),
        ("role", {"title": "R", "hours": "-1"}, {"hours": ["Ensure this value is greater than or equal to 0."]}),
        ("working_agreement", {"text": "W", "review_on": "soon"}, {"review_on": ["Write a day like 2027-03-31."]}),
        ("assignment", {"name": " "}, {"name": ["Choose a member, or write a name."]}),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_written(new_client, version, kind, fields, errors):
    bo = new_client(version.team.bo)
    blank = blank_for(bo, version, kind)
    before = version.items.count()
    answer = send(bo, version, blank.context["key"], filled(blank, **fields))
    assert answer.status_code == WRONG
    assert answer.context["form"].errors == errors
    assert f'id="note_{blank.context["key"]}_{next(iter(errors))}"' in answer.content.decode()
    assert version.items.count() == before


def test_a_due_after_the_end_is_kept_and_said(new_client, version):
    items.save(
        version,
        uuid7(),
        {"starts": None, "ends": {"text": "2027-03-01", "on": "2027-03-01", "precision": "day"}},
        "0.",
        by=version.team.ann,
        kind="dates",
    )
    bo, launch = new_client(version.team.bo), the(version, "deliverable", "Launch on all lines")
    fields = opened(bo, version, launch.key) | {"due": "June 2027"}
    answer = send(bo, version, launch.key, fields)
    assert "This is after the charter ends (1 March 2027)" in answer.content.decode()
    assert saved_values(launch)["due"] == {"text": "June 2027", "on": "2027-06-30", "precision": "month"}


def test_goals_cannot_serve_each_other_in_a_circle(new_client, version, goal):
    second = items.save(
        version, uuid7(), {"statement": "Second", "serves": str(goal.key)}, "0.", by=version.team.ann, kind="goal"
    ).item
    bo = new_client(version.team.bo)
    answer = send(bo, version, goal.key, opened(bo, version, goal.key) | {"serves": str(second.key)})
    assert answer.context["form"].errors == {"serves": ["These goals would serve each other in a circle."]}
    assert saved_values(goal)["serves"] == ""


def test_a_clause_from_a_file_with_breaks_in_one_line_fields_keeps_them(new_client, version, goal):
    goal.values |= {"of": "Ann\nand Bo"}
    goal.gap = "whose goal: two names"
    goal.save()
    bo = new_client(version.team.bo)
    page = bo.get(url("item", version, goal.key))
    assert page.context["form"].fields["of"].widget.template_name.endswith("textarea.html")
    send(bo, version, goal.key, sent_by(page) | {"measure": "new"})
    assert saved_values(goal)["of"] == "Ann\nand Bo"
    assert goal.gap == ""


@pytest.mark.parametrize(
    ("who", "reason"), [("mo", "Only the lead and the members write"), ("ob", "Only the lead and the members write")]
)
def test_who_may_not_write_reads_and_learns_why(new_client, version, goal, who, reason):
    client = new_client(getattr(version.team, who))
    page = client.get(url("item", version, goal.key)).content.decode()
    assert "80 % in the monthly log" in page
    assert reason in page
    assert "<textarea" not in page
    assert send(client, version, goal.key, {"statement": "x", "revision": "1."}).status_code == 403
    assert saved_values(goal)["statement"] != "x"


def test_the_text_is_frozen_while_people_sign(db):
    version = charter_at("signing")
    goal = the(version, "goal")
    for verb in (
        lambda: items.save(version, goal.key, {"statement": "x"}, stamp_of(goal), by=version.team.ann),
        lambda: items.remove(version, goal.key, by=version.team.ann),
        lambda: items.restore(version, goal.key, by=version.team.ann),
    ):
        with pytest.raises(Refused, match="frozen while people sign"):
            verb()


def test_an_outsider_finds_nothing(new_client, version, goal):
    oz = new_client(person("oz"))
    for name in ("item", "row"):
        assert oz.get(url(name, version, goal.key)).status_code == 404
    for name in ("item", "remove", "restore"):
        assert oz.post(url(name, version, goal.key)).status_code == 404


def test_a_lost_session_writes_nothing_and_leads_to_the_sign_in(new_client, version, goal):
    """The page keeps the text on the device (static/js/editor.js) and sends it again after signing in."""
    bo = new_client(version.team.bo)
    fields = opened(bo, version, goal.key) | {"statement": "Typed before the session ended"}
    bo.logout()
    answer = send(bo, version, goal.key, fields)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")
    assert saved_values(goal)["statement"] != fields["statement"]
    bo.force_login(version.team.bo, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert send(bo, version, goal.key, fields).status_code == 200
    assert saved_values(goal)["statement"] == fields["statement"]


@pytest.mark.parametrize("stamp", ["", "1", "1.zzzz", "nonsense", "99999999999999999999."])
def test_a_form_without_a_true_stamp_cannot_overwrite(new_client, version, goal, stamp):
    bo = new_client(version.team.bo)
    fields = opened(bo, version, goal.key) | {"statement": "Forced", "revision": stamp}
    assert send(bo, version, goal.key, fields).status_code == 409
    assert saved_values(goal)["statement"] != "Forced"


def test_only_parts_of_a_role_belong_to_one(version):
    role = the(version, "role")
    item = items.save(
        version, uuid7(), {"statement": "Loose"}, "0.", by=version.team.bo, kind="goal", parent=role.key
    ).item
    assert item.parent is None
    assert headings(version, "goal")[-1] == "Loose"
