"""Saving a clause: field by field, by several people, without losing a word."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from charters import merging
from charters.actions import items
from charters.kinds import KINDS
from charters.models import CharterVersion, Item
from common.ids import uuid7
from common.permissions import Refused
from teams.models import Event
from tests.charters.drafts import HTMX, headings, opened, saved_values, send, sent_by, stamped, the, url
from tests.factories import charter_at, person

WRONG = 422


@pytest.fixture
def version(db):
    return charter_at("draft")


@pytest.fixture
def goal(version):
    return the(version, "goal")


def test_a_changed_field_is_saved_and_the_others_stay(new_client, version, goal):
    ann = new_client(version.team.ann)
    before = saved_values(goal)
    fields = opened(ann, version, goal.key) | {"measure": "90 % in the log"}
    answer = send(ann, version, goal.key, fields)
    assert answer.status_code == 200
    assert answer["HX-Trigger"] == '{"saved": {}}'
    assert saved_values(goal) == before | {"measure": "90 % in the log"}
    assert (goal.revision, goal.updated_by) == (2, version.team.ann)


def test_without_script_the_page_goes_back_to_the_line(new_client, version, goal):
    ann = new_client(version.team.ann)
    fields = opened(ann, version, goal.key) | {"statement": "All delays are shown."}
    answer = send(ann, version, goal.key, fields, htmx=False)
    assert answer["Location"] == f"{url('draft', version)}#clause-{goal.key}"
    assert saved_values(goal)["statement"] == "All delays are shown."


def test_two_people_who_change_different_fields_both_keep_their_words(new_client, version, goal):
    ann, bo = new_client(version.team.ann), new_client(version.team.bo)
    anns, bos = opened(ann, version, goal.key), opened(bo, version, goal.key)
    send(ann, version, goal.key, anns | {"statement": "Ann's statement"})
    answer = send(bo, version, goal.key, bos | {"measure": "Bo's measure"})
    assert answer.status_code == 200
    assert "Somebody else changed “Goal” meanwhile" in answer.content.decode()
    assert (saved_values(goal)["statement"], saved_values(goal)["measure"]) == ("Ann's statement", "Bo's measure")


def test_who_saves_on_after_a_merge_still_overwrites_nothing(new_client, version, goal):
    """Bo's form still shows the old statement; it goes along with each save and must not come back."""
    ann, bo = new_client(version.team.ann), new_client(version.team.bo)
    anns, bos = opened(ann, version, goal.key), opened(bo, version, goal.key)
    send(ann, version, goal.key, anns | {"statement": "Ann's statement"})
    first = send(bo, version, goal.key, bos | {"measure": "one"})
    send(bo, version, goal.key, bos | {"measure": "two", "revision": stamped(first)})
    assert (saved_values(goal)["statement"], saved_values(goal)["measure"]) == ("Ann's statement", "two")


@pytest.mark.parametrize("htmx", [True, False])
def test_two_people_who_change_the_same_field_see_both_texts(new_client, version, goal, htmx):
    ann, bo = new_client(version.team.ann), new_client(version.team.bo)
    anns, bos = opened(ann, version, goal.key), opened(bo, version, goal.key)
    send(ann, version, goal.key, anns | {"statement": "Ann's statement"})
    answer = send(bo, version, goal.key, bos | {"statement": "Bo's statement", "measure": "Bo's measure"}, htmx=htmx)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ann&#x27;s statement" in page
    assert "Bo&#x27;s statement" in page
    assert "Ann saved this while you were writing" in page
    assert saved_values(goal)["statement"] == "Ann's statement"
    assert saved_values(goal)["measure"] == "80 % in the monthly log"


def conflicting(new_client, version, goal):
    """Bo's client, and what his form sends back after the conflict."""
    ann, bo = new_client(version.team.ann), new_client(version.team.bo)
    anns, bos = opened(ann, version, goal.key), opened(bo, version, goal.key)
    send(ann, version, goal.key, anns | {"statement": "Ann's statement", "of": "Ann's own"})
    mine = bos | {"statement": "Bo's statement"}
    answer = send(bo, version, goal.key, mine)
    return bo, mine | {"revision": answer.context["revision"], "over": answer.context["over"]}


def test_keep_mine_writes_my_text_over_the_one_i_saw_and_no_other_field(new_client, version, goal):
    bo, mine = conflicting(new_client, version, goal)
    assert send(bo, version, goal.key, mine | {"keep": "mine"}).status_code == 200
    assert (saved_values(goal)["statement"], saved_values(goal)["of"]) == ("Bo's statement", "Ann's own")


def test_keep_mine_stops_again_when_a_third_text_came_in_between(new_client, version, goal):
    bo, mine = conflicting(new_client, version, goal)
    cy = new_client(version.team.cy)
    send(cy, version, goal.key, opened(cy, version, goal.key) | {"statement": "Cy's statement"})
    answer = send(bo, version, goal.key, mine | {"keep": "mine"})
    assert answer.status_code == 409
    assert "Cy&#x27;s statement" in answer.content.decode()
    assert saved_values(goal)["statement"] == "Cy's statement"


def test_take_the_saved_one_gives_the_whole_form_anew(new_client, version, goal):
    bo, mine = conflicting(new_client, version, goal)
    answer = send(bo, version, goal.key, mine | {"keep": "theirs"})
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == (f"#clause-{goal.key}", "innerHTML")
    assert answer.context["form"]["statement"].value() == "Ann's statement"
    assert saved_values(goal)["statement"] == "Ann's statement"


def test_the_same_form_sent_twice_acts_once(new_client, version, goal):
    ann = new_client(version.team.ann)
    fields = opened(ann, version, goal.key) | {"measure": "new"}
    assert [send(ann, version, goal.key, fields).status_code for _ in range(2)] == [200, 200]
    goal.refresh_from_db()
    assert goal.revision == 2
    assert Event.objects.filter(verb=items.CHANGED).count() == 1


def at_once(*deeds):
    """Runs the deeds in threads that start together."""
    start = Barrier(len(deeds))

    def run(deed):
        try:
            start.wait()
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def writes(version, item, who, fields, stamp):
    """`who` saves in a transaction of their own, as another process would."""
    found, by = CharterVersion.objects.get(pk=version.pk), User.objects.get(pk=who.pk)
    return lambda: items.save(found, item.key, fields, stamp, by=by)


@pytest.mark.django_db(transaction=True)
def test_two_saves_at_the_same_moment_lose_no_text():
    version = charter_at("draft")
    goal, team = the(version, "goal"), version.team
    stamp = merging.stamp(1, items.theirs_of(goal))
    saved = at_once(
        writes(version, goal, team.ann, {"statement": "Ann's"}, stamp),
        writes(version, goal, team.bo, {"statement": "Bo's"}, stamp),
        writes(version, goal, team.cy, {"measure": "Cy's"}, stamp),
    )
    assert sorted(one.conflicts for one in saved) == [[], [], ["statement"]]
    winner = "Ann's" if saved[1].conflicts else "Bo's"
    assert (saved_values(goal)["statement"], saved_values(goal)["measure"]) == (winner, "Cy's")
    assert goal.revision == 3


@pytest.mark.django_db(transaction=True)
def test_one_new_clause_sent_twice_at_the_same_moment_is_one():
    version = charter_at("draft")
    found, by, key = CharterVersion.objects.get(pk=version.pk), User.objects.get(pk=version.team.bo.pk), uuid7()

    def add():
        return items.save(found, key, {"statement": "New"}, "0.", by=by, kind="goal")

    saved = at_once(add, add)
    assert [one.conflicts for one in saved] == [[], []]
    assert headings(version, "goal").count("New") == 1
    assert Event.objects.filter(verb=items.ADDED).count() == 1


def test_an_added_clause_stands_last_and_is_told(new_client, version):
    bo = new_client(version.team.bo)
    blank = bo.get(url("add", version, "goal"), headers=HTMX)
    key = blank.context["key"]
    answer = send(bo, version, key, sent_by(blank) | {"statement": "Nobody waits in the rain.", "due": "Q3 2027"})
    assert answer.status_code == 200
    assert "by 30 September 2027 at the latest" in answer.content.decode()
    assert headings(version, "goal")[-1] == "Nobody waits in the rain."
    item = the(version, "goal", "Nobody waits in the rain.")
    assert str(item.due_on) == "2027-09-30"
    event = Event.objects.get(verb=items.ADDED)
    assert (event.actor, event.data["heading"], event.about_id) == (
        version.team.bo,
        item.clause().heading,
        version.charter_id,
    )


def test_typing_on_in_a_new_clause_stays_one_clause_and_one_event(new_client, version):
    bo = new_client(version.team.bo)
    blank = bo.get(url("add", version, "goal"), headers=HTMX)
    fields, key = sent_by(blank), blank.context["key"]
    first = send(bo, version, key, fields | {"statement": "Nob"})
    send(bo, version, key, fields | {"statement": "Nobody waits", "revision": stamped(first)})
    assert headings(version, "goal")[-1] == "Nobody waits"
    assert [event.data["heading"] for event in Event.objects.filter(verb__startswith="charter.clause_")] == [
        "Nobody waits"
    ]


def test_the_next_new_clause_has_another_key(new_client, version):
    bo = new_client(version.team.bo)
    keys = []
    for words in ("One", "Two"):
        blank = bo.get(url("add", version, "goal"), headers=HTMX)
        keys.append(blank.context["key"])
        send(bo, version, keys[-1], sent_by(blank) | {"statement": words})
    assert keys[0] != keys[1]
    assert headings(version, "goal")[-2:] == ["One", "Two"]


def test_what_exists_once_is_never_written_twice(new_client, version):
    """Two people begin the dates in an empty place: the second sees the first one's text."""
    ann, bo = new_client(version.team.ann), new_client(version.team.bo)
    blanks = [who.get(url("add", version, "dates"), headers=HTMX) for who in (ann, bo)]
    send(ann, version, blanks[0].context["key"], sent_by(blanks[0]) | {"starts": "2027-01-01"})
    answer = send(bo, version, blanks[1].context["key"], sent_by(blanks[1]) | {"starts": "2027-02-01"})
    assert answer.status_code == 409
    assert "2027-01-01" in answer.content.decode()
    other = items.save(version, uuid7(), {"starts": None}, "", by=version.team.cy, kind="dates")
    assert other.conflicts == ["starts"]
    assert version.items.filter(kind="dates").count() == 1


def test_history_tells_ten_minutes_of_writing_as_one_change_from_first_to_last(new_client, version, goal):
    ann = version.team.ann
    for words in ("Fi", "Five", "Five of five"):
        items.save(version, goal.key, {"statement": words}, stamp_of(goal), by=ann)
    event = Event.objects.get(verb=items.CHANGED)
    assert event.data["before"] == {"statement": "Four of five delays are shown within two minutes."}
    assert event.data["after"] == {"statement": "Five of five"}


def test_history_keeps_two_writers_apart(version, goal):
    for who, words in (("ann", "A"), ("bo", "B"), ("ann", "C")):
        items.save(version, goal.key, {"statement": words}, stamp_of(goal), by=getattr(version.team, who))
    told = [
        (event.actor.name, event.data["after"])
        for event in Event.objects.filter(verb=items.CHANGED).select_related("actor")
    ]
    assert told == [("Ann", {"statement": "C"}), ("Bo", {"statement": "B"}), ("Ann", {"statement": "A"})]


def test_history_begins_a_new_event_after_ten_minutes(version, goal):
    items.save(version, goal.key, {"statement": "A"}, stamp_of(goal), by=version.team.ann)
    event = Event.objects.get(verb=items.CHANGED)
    Event.objects.update(at=event.at - items.GOES_ON)
    items.save(version, goal.key, {"statement": "B"}, stamp_of(goal), by=version.team.ann)
    assert Event.objects.filter(verb=items.CHANGED).first().data["before"] == {"statement": "A"}


def stamp_of(item: Item) -> str:
    item.refresh_from_db()
    return merging.stamp(item.revision, items.theirs_of(item))


def test_replace_writes_only_over_the_words_that_were_seen(version, goal):
    old = goal.clause().heading
    assert (
        items.replace(version, goal.key, "statement", old, "New", by=version.team.bo, suggested_by="Cy").conflicts == []
    )
    assert items.replace(version, goal.key, "statement", old, "Newer", by=version.team.bo).conflicts == ["statement"]
    assert saved_values(goal)["statement"] == "New"
    assert Event.objects.get(verb=items.CHANGED).data["suggested_by"] == "Cy"


def test_a_removed_clause_comes_back_whole_with_its_parts_letters_and_place(new_client, version):
    ann, role = new_client(version.team.ann), the(version, "role", "Release keeper")
    before = version.content()
    answer = ann.post(url("remove", version, role.key), headers=HTMX)
    assert "Removed: <bdi>Release keeper</bdi>" in answer.content.decode()
    gone = version.content()
    assert [clause.heading for clause in gone.of("role")] == ["Product lead", "Harbour liaison"]
    assert [str(role.key) in clause["letters"] for clause in gone.of("deliverable")] == [False, False]
    assert gone.of("assignment", str(role.key)) == []

    ann.post(url("restore", version, role.key), headers=HTMX)
    after = version.content()
    assert texts(after) == texts(before)


def texts(content):
    return [(clause.key, clause.kind, clause.parent, clause.values, clause.person) for clause in content.clauses]


def test_remove_and_restore_sent_twice_act_once(new_client, version, goal):
    ann = new_client(version.team.ann)
    for verb in ("remove", "remove", "restore", "restore"):
        assert ann.post(url(verb, version, goal.key), headers=HTMX).status_code == 200
    assert Event.objects.filter(verb__in=[items.REMOVED, items.RESTORED]).count() == 2
    assert headings(version, "goal") == ["Four of five delays are shown within two minutes."]


def test_letters_written_meanwhile_are_not_overwritten_when_a_role_comes_back(version):
    ann, role = version.team.ann, the(version, "role", "Release keeper")
    pilot = the(version, "deliverable", "Pilot on line 62")
    items.remove(version, role.key, by=ann)
    pilot.refresh_from_db()
    pilot.values = pilot.values | {"letters": pilot.values["letters"] | {str(role.key): "I"}}
    pilot.save()
    items.restore(version, role.key, by=ann)
    pilot.refresh_from_db()
    assert pilot.values["letters"][str(role.key)] == "I"


def test_who_writes_in_a_removed_clause_keeps_the_words_and_may_bring_it_back(new_client, version, goal):
    ann, bo = new_client(version.team.ann), new_client(version.team.bo)
    bos = opened(bo, version, goal.key) | {"statement": "Bo's long thought"}
    ann.post(url("remove", version, goal.key))
    answer = send(bo, version, goal.key, bos)
    assert answer.status_code == 409
    assert "Ann removed it" in answer.content.decode()
    assert version.items.filter(key=goal.key).count() == 0

    again = send(bo, version, goal.key, bos | {"over": bos["revision"], "keep": "mine"})
    assert again.status_code == 200
    assert headings(version, "goal") == ["Bo's long thought"]


def test_a_removed_clause_shows_the_typed_words_without_script(new_client, version, goal):
    ann, bo = new_client(version.team.ann), new_client(version.team.bo)
    bos = opened(bo, version, goal.key) | {"statement": "Bo's long thought"}
    ann.post(url("remove", version, goal.key))
    page = send(bo, version, goal.key, bos, htmx=False)
    assert page.status_code == 409
    assert "Bo&#x27;s long thought" in page.content.decode()


def test_a_part_of_a_removed_role_is_refused_with_the_way_back(new_client, version):
    role = the(version, "role", "Release keeper")
    items.remove(version, role.key, by=version.team.ann)
    bo = new_client(version.team.bo)
    fields = {"kind": "accountability", "parent": str(role.key), "text": "Testing", "revision": "0."}
    answer = send(bo, version, uuid7(), fields)
    assert answer.status_code == 409
    assert "Removed lately" in answer.content.decode()
    assert version.items.filter(kind="accountability", values__text="Testing").count() == 0


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
