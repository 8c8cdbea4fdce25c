"""Preparing alone, sharing, opening the draft, and what becomes of proposals."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.urls import get_resolver, reverse
from hypothesis import given
from hypothesis import strategies as st

from charters import proposing
from charters.actions import drafting, preparing, proposals
from charters.models import Charter, CharterVersion, Item, Preparation, RoleAssignment
from charters.permissions import (
    can_adopt_proposal,
    can_dismiss_proposal,
    can_open_draft,
    can_prepare,
    can_restore_proposal,
    can_share,
)
from common.permissions import Denied, Refused, Stale
from notices.models import Mail, Notice
from teams.models import Event, Membership
from tests.factories import person, team_with

SECRET = "zanzibar-4711"
NOTHING = dict.fromkeys(Preparation.FIELDS, "")


@pytest.fixture
def team(db):
    team = team_with()
    team.oz = person("oz")
    team.admin = person("root", is_staff=True, is_superuser=True)
    return team


@pytest.fixture
def version(team):
    return drafting.start(team, "Harbour App charter", Charter.Adoption.SIGNATURES, None, by=team.ann)


def write(version, who, **fields):
    preparation = Preparation.objects.of(version, who)
    values = preparation.fields() | {"keep_private": preparation.keep_private} | fields
    return preparing.prepare(version, values, revision=preparation.revision, by=who)


def proposed(version, who, **fields):
    """One proposal out of one line."""
    preparation = write(version, who, **fields)
    (proposal,) = preparing.share(version, [line.mark for line in proposing.split(preparation.fields())], by=who)
    return proposal


def texts(version, state="open"):
    return [
        (one.author.name, one.kind, one.text) for one in version.proposals.filter(state=state).select_related("author")
    ]


# Lines


def test_each_line_becomes_one_thought_without_its_bullet():
    lines = proposing.split(
        NOTHING | {"think": "Ferries on time\n\n- 80 % known early \n2. Fewer calls", "my_roles": "Keeper: tests"}
    )
    assert [(line.source, line.kind, line.text) for line in lines] == [
        ("think", "purpose", "Ferries on time"),
        ("think", "goal", "80 % known early"),
        ("think", "goal", "Fewer calls"),
        ("my_roles", "role", "Keeper: tests"),
    ]


@given(st.text(max_size=300))
def test_no_word_is_lost_between_lines(text):
    kept = "".join("".join(line.text.split()) for line in proposing.split(NOTHING | {"need": text}))
    for row in text.splitlines():
        assert "".join(proposing.BULLET.sub("", row).split()).casefold().rstrip(".!;,") in kept.casefold()


def test_a_role_is_a_title_and_a_purpose():
    assert proposing.role_of("Keeper: tests: each release") == ("Keeper", "tests: each release")
    assert proposing.role_of("Keeper") == ("Keeper", "")
    assert proposing.role_of(": only a purpose") == (": only a purpose", "")


def test_those_who_say_the_same_stand_together_in_the_charters_order():
    rows = [SimpleNamespace(kind=kind, text=text) for kind, text in [
        ("role", "Keeper: tests"), ("purpose", "Be on time."), ("role", "keeper : watches"), ("purpose", "be  on time")]]  # fmt: skip
    assert [[row.text for row in group] for group in proposing.together(rows)] == [
        ["Be on time.", "be  on time"],
        ["Keeper: tests", "keeper : watches"],
    ]


# Rules

PREPARING = {
    "ann": True,
    "bo": True,
    "mo": "Only the lead and the members prepare a charter.",
    "ob": "Only the lead and the members prepare a charter.",
    "oz": "Only the lead and the members prepare a charter.",
    "admin": "Only the lead and the members prepare a charter.",
}
EDITING = dict.fromkeys(["mo", "ob", "oz", "admin"], "Only the lead and the members write the charter.") | {
    "ann": True,
    "bo": True,
}


def answers(rule, team, thing, people):
    given = {who: rule(getattr(team, who), thing) for who in people}
    return {who: answer if answer is True else answer.reason for who, answer in given.items()}


@pytest.mark.parametrize("rule", [can_prepare, can_share])
def test_lead_and_members_prepare_and_share(rule, team, version):
    assert answers(rule, team, version, PREPARING) == PREPARING


@pytest.mark.parametrize("state", [state for state in CharterVersion.State.values if state != "draft"])
@pytest.mark.parametrize("rule", [can_prepare, can_share])
def test_preparing_ends_with_the_draft(rule, state, team, version):
    version.state = state
    assert rule(team.bo, version) == Denied("Preparing ends when the charter goes to review.")


def test_only_the_lead_opens_a_draft_once(team, version):
    only_lead = "Only the team's lead opens the draft."
    assert answers(can_open_draft, team, version, PREPARING) == dict.fromkeys(PREPARING, only_lead) | {"ann": True}
    opened = preparing.open_draft(version, by=team.ann)
    assert can_open_draft(team.ann, opened) == Denied("The draft is open already.")
    opened.state = "in_review"
    assert can_open_draft(team.ann, opened) == Denied("This version is no longer a draft.")


@pytest.mark.parametrize(
    ("rule", "state", "answer"),
    [
        (can_adopt_proposal, "open", True),
        (can_adopt_proposal, "adopted", "This proposal is settled already."),
        (can_adopt_proposal, "dismissed", "This proposal is settled already."),
        (can_dismiss_proposal, "open", True),
        (can_dismiss_proposal, "adopted", "This proposal is settled already."),
        (can_dismiss_proposal, "dismissed", "This proposal is settled already."),
        (can_restore_proposal, "open", "Only what was left out can be brought back."),
        (can_restore_proposal, "adopted", "Only what was left out can be brought back."),
        (can_restore_proposal, "dismissed", True),
    ],
)
def test_a_proposal_is_settled_by_who_writes_the_charter(rule, state, answer, team, version):
    proposal = proposed(version, team.bo, need="Answers")
    proposal.state = state
    expected = EDITING if answer is True else dict.fromkeys(EDITING, answer)
    assert answers(rule, team, proposal, EDITING) == expected


# Writing alone


def test_what_one_prepares_is_kept_and_leaves_no_trace_for_others(team, version):
    before = Event.objects.count(), Notice.objects.count(), Mail.objects.count()
    write(version, team.bo, think=SECRET)
    assert Preparation.objects.of(version, team.bo).think == SECRET
    assert (Event.objects.count(), Notice.objects.count(), Mail.objects.count()) == before


def test_two_windows_lose_nothing(team, version):
    write(version, team.bo, think="first window")
    with pytest.raises(Stale, match="in another window"):
        preparing.prepare(version, NOTHING | {"think": "second window"}, revision=0, by=team.bo)
    assert Preparation.objects.of(version, team.bo).think == "first window"


def test_the_same_save_twice_is_one(team, version):
    write(version, team.bo, think="once")
    again = preparing.prepare(version, NOTHING | {"think": "once"}, revision=0, by=team.bo)
    assert (again.revision, Preparation.objects.count()) == (1, 1)


def test_a_manager_cannot_prepare(team, version):
    with pytest.raises(Refused, match="Only the lead and the members prepare"):
        preparing.prepare(version, NOTHING | {"think": "x"}, revision=0, by=team.mo)


def test_the_page_saves_and_shows_ones_own_text(new_client, team, version):
    url = reverse("charters:prepare", args=[version.charter_id])
    browser = new_client(team.bo)
    page = browser.post(url, {"think": "Ferries <b>on</b> time\r\nGoal", "revision": "0"}, follow=True).content.decode()
    assert "Ferries &lt;b&gt;on&lt;/b&gt; time\nGoal" in page
    assert "Kept. Only you can read it." in page


def test_a_save_from_the_page_answers_with_the_next_revision(new_client, team, version):
    url = reverse("charters:prepare", args=[version.charter_id])
    answer = new_client(team.bo).post(url, {"think": "a", "revision": "0"}, headers={"HX-Request": "true"})
    assert '<input type="hidden" name="revision" value="1">' in answer.content.decode()


def test_another_window_is_answered_with_both_texts_until_one_is_chosen(new_client, team, version):
    write(version, team.bo, think="saved text")
    url, browser = reverse("charters:prepare", args=[version.charter_id]), new_client(team.bo)
    old = {"think": "typed text", "revision": "0"}
    for headers in ({}, {"HX-Request": "true"}):
        answer = browser.post(url, old, headers=headers)
        assert answer.status_code == 409
        assert {"saved text", "typed text"} <= set(sides(answer))
    browser.post(url, old | {"keep": "mine", "over": "1"}, headers={"HX-Request": "true"})
    assert Preparation.objects.of(version, team.bo).think == "typed text"
    answer = browser.post(url, old | {"think": "third", "keep": "theirs"}, headers={"HX-Request": "true"})
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#preparation", "outerHTML")
    assert Preparation.objects.of(version, team.bo).think == "typed text"


def sides(answer):
    """The texts that a conflict shows side by side."""
    return [
        part.split("</div>")[0] for part in answer.content.decode().split('<div class="conflict-text" dir="auto">')[1:]
    ]


@pytest.mark.parametrize(
    ("text", "error"), [("x" * 20_001, "Keep it to 20000 characters; it has 20001."), ("a\x00b", "Null characters")]
)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_cannot_be_kept_is_named_and_nothing_is_written(headers, text, error, new_client, team, version):
    url = reverse("charters:prepare", args=[version.charter_id])
    answer = new_client(team.bo).post(url, {"bring": text, "revision": "0"}, headers=headers)
    assert answer.status_code == 422
    assert error in answer.content.decode()
    assert Preparation.objects.count() == 0


def test_20000_characters_of_any_script_are_kept(new_client, team, version):
    text = "שלום𝔘" + "ł" * 19_995
    new_client(team.bo).post(reverse("charters:prepare", args=[version.charter_id]), {"bring": text, "revision": "0"})
    assert Preparation.objects.of(version, team.bo).bring == text


# Sharing and opening


def test_sharing_shows_the_chosen_lines_under_ones_name_and_nothing_else(team, version):
    preparation = write(version, team.bo, need=f"Answers in a day\n{SECRET}")
    lines = proposing.split(preparation.fields())
    preparing.share(version, [lines[0].mark], by=team.bo)
    assert texts(version) == [("Bo", "expectation", "Answers in a day")]
    assert [(event.verb, event.data) for event in Event.objects.filter(verb__contains="shared")] == [
        ("charter.preparation_shared", {"number": 1})
    ]
    assert [notice.person.name for notice in Notice.objects.filter(kind="preparation_shared")] == ["Ann"]


def test_sharing_the_same_line_again_proposes_it_once(team, version):
    preparation = write(version, team.bo, need="Answers in a day")
    marks = [line.mark for line in proposing.split(preparation.fields())]
    assert len(preparing.share(version, marks, by=team.bo)) == 1
    assert preparing.share(version, marks, by=team.bo) == []
    assert Event.objects.filter(verb="charter.preparation_shared").count() == 1


def test_one_chooses_among_ones_own_lines_only(new_client, team, version):
    write(version, team.bo, need="Answers in a day")
    other = proposing.Line("need", "expectation", "Never written").mark
    url = reverse("charters:share", args=[version.charter_id])
    answer = new_client(team.bo).post(url, {"lines": [other]})
    assert (answer.status_code, version.proposals.count()) == (422, 0)
    assert "look at the lines again" in answer.content.decode()


def test_opening_the_draft_merges_what_is_not_kept_private(team, version):
    write(version, team.ann, think="Ferries on time")
    write(version, team.bo, my_roles="Keeper: tests")
    write(version, team.cy, think=SECRET, keep_private=True)
    opened = preparing.open_draft(version, by=team.ann)
    assert opened.opened_at is not None
    assert texts(version) == [("Ann", "purpose", "Ferries on time"), ("Bo", "role", "Keeper: tests")]
    assert Preparation.objects.of(version, team.cy).think == SECRET
    event = Event.objects.get(verb="charter.draft_opened")
    assert event.data == {"number": 2}
    assert sorted(mail.to for mail in Mail.objects.filter(template__endswith="draft_opened.txt")) == [
        "bo@example.org",
        "cy@example.org",
    ]


def test_who_left_the_team_is_not_merged(team, version):
    write(version, team.bo, think=SECRET)
    Membership.objects.filter(person=team.bo).update(left_at=version.created_at)
    preparing.open_draft(version, by=team.ann)
    assert texts(version) == []


def test_a_draft_opened_twice_is_opened_once(new_client, team, version):
    write(version, team.bo, think="Ferries")
    browser, url = new_client(team.ann), reverse("charters:open_draft", args=[version.charter_id])
    for _ in range(2):
        assert browser.post(url).url == reverse("charters:proposals", args=[version.charter_id])
    assert (version.proposals.count(), Event.objects.filter(verb="charter.draft_opened").count()) == (1, 1)


def test_the_page_says_beforehand_what_opening_means(new_client, team, version):
    page = new_client(team.bo).get(reverse("charters:prepare", args=[version.charter_id])).content.decode()
    assert (
        "When <bdi>Ann</bdi> opens the draft, what you wrote here becomes proposals under your name, line by line"
        in page
    )
    assert "Keep mine private when the draft opens" in page


# Proposals


def test_taking_a_proposal_makes_a_clause_with_credit(team, version):
    proposal = proposed(version, team.bo, need="Answers in a day")
    item = proposals.adopt_proposal(proposal, "expectation", "Answers within one day", by=team.cy)
    assert (item.kind, item.values["what"], item.values["to_whom"]) == ("expectation", "Answers within one day", "Bo")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.key, proposal.settled_by) == ("adopted", item.key, team.cy)
    event = Event.objects.get(verb="charter.proposal_adopted")
    assert (event.data["authors"], event.data["clause"]) == (["Bo"], str(item.key))
    assert [notice.person.name for notice in Notice.objects.filter(kind="proposal_adopted")] == ["Bo"]


def test_a_second_click_takes_nothing_twice(team, version):
    proposal = proposed(version, team.bo, need="Answers in a day")
    items = {proposals.adopt_proposal(proposal, "expectation", proposal.text, by=team.ann).pk for _ in range(2)}
    assert (len(items), Item.objects.count()) == (1, 1)


def test_those_who_say_the_same_are_taken_together_and_hold_the_role(team, version):
    proposed(version, team.bo, my_roles="Keeper: tests")
    proposed(version, team.cy, others_roles="keeper: watches")
    first = version.proposals.get(author=team.bo)
    role = proposals.adopt_proposal(first, "role", first.text, by=team.ann)
    assert [one.state for one in version.proposals.all()] == ["adopted", "adopted"]
    assert (role.values["title"], role.values["purpose"]) == ("Keeper", "tests")
    holders = version.items.filter(kind="assignment", parent=role.key)
    assert [holder.person for holder in holders] == [team.bo]
    assert [(one.person, one.state) for one in RoleAssignment.objects.all()] == [(team.bo, "proposed")]


def test_who_takes_their_own_role_has_accepted_it(team, version):
    proposal = proposed(version, team.bo, my_roles="Keeper: tests")
    proposals.adopt_proposal(proposal, "role", proposal.text, by=team.bo)
    assert [(one.person, one.state) for one in RoleAssignment.objects.all()] == [(team.bo, "accepted")]


def test_a_second_purpose_goes_behind_the_first(team, version):
    for who, text in [(team.bo, "Ferries on time."), (team.cy, "No cold waits.")]:
        item = proposals.adopt_proposal(proposed(version, who, think=text), "purpose", text, by=team.ann)
    assert version.items.get(kind="purpose").values["text"] == "Ferries on time.\n\nNo cold waits."
    assert item.revision == 2


def test_what_members_bring_is_one_list(team, version):
    for who, text in [(team.bo, "The old system"), (team.cy, "Patience")]:
        proposals.adopt_proposal(proposed(version, who, bring=text), "section", text, by=team.ann)
    section = version.items.get(kind="section")
    assert section.values == {"title": "What we bring", "text": "- Bo: The old system\n- Cy: Patience"}


def test_what_is_left_out_can_be_brought_back(team, version):
    proposal = proposed(version, team.bo, need="Answers")
    for _ in range(2):
        proposals.dismiss_proposal(proposal, by=team.ann)
    assert texts(version, "dismissed") == [("Bo", "expectation", "Answers")]
    for _ in range(2):
        proposals.restore_proposal(proposal, by=team.cy)
    assert texts(version) == [("Bo", "expectation", "Answers")]
    verbs = Event.objects.filter(subject_id=proposal.pk).order_by("at", "id").values_list("verb", flat=True)
    assert list(verbs) == ["charter.proposal_dismissed", "charter.proposal_restored"]


def test_the_list_names_everybody_and_their_words_harmlessly(new_client, team, version):
    for who in (team.bo, team.cy):
        proposed(version, who, need="<script>alert(1)</script> now")
    page = new_client(team.ob).get(reverse("charters:proposals", args=[version.charter_id])).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; now" in page
    assert "2 people say this: <bdi>Bo</bdi>, <bdi>Cy</bdi>" in page
    assert "Take it" not in page


def test_too_long_for_its_place_is_said_at_the_field_and_kept(new_client, team, version):
    proposal = proposed(version, team.bo, need="x" * 2_001)
    prefix = f"p{proposal.pk.hex[-12:]}"
    sent = {f"{prefix}-kind": "expectation", f"{prefix}-text": proposal.text}
    answer = new_client(team.ann).post(reverse("charters:adopt_proposal", args=[proposal.pk]), sent)
    assert answer.status_code == 422
    assert "This is too long for “What”" in answer.content.decode()
    assert proposal.text in answer.content.decode()
    assert version.items.count() == 0


def test_taking_from_the_draft_tells_the_page_that_something_was_saved(new_client, team, version):
    proposal = proposed(version, team.bo, need="Answers")
    prefix = f"p{proposal.pk.hex[-12:]}"
    sent = {f"{prefix}-kind": "working_agreement", f"{prefix}-text": "Answers by noon"}
    url = reverse("charters:adopt_proposal", args=[proposal.pk])
    answer = new_client(team.ann).post(url, sent, headers={"HX-Request": "true"})
    assert answer["HX-Trigger"] == '{"saved": {}}'
    assert version.items.get().values["text"] == "Answers by noon"


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_with_many(number, new_client, team, version, django_assert_num_queries):
    write(version, team.bo, need="\n".join(f"Answer {n}" for n in range(number)))
    preparing.open_draft(version, by=team.ann)
    browser = new_client(team.ann)
    with django_assert_num_queries(6):
        page = browser.get(reverse("charters:proposals", args=[version.charter_id])).content.decode()
    assert page.count('class="proposal"') == number


# Privacy


def every_text_of_the_database():
    """Each value of each table, as the database holds it."""
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            yield from (str(value) for row in cursor.fetchall() for value in row)


def pages(version):
    """Every page that needs no more than the charter, its version or its team to be found."""
    known = {"charter": version.charter_id, "version": version.pk, "team": version.team.slug, "slug": version.team.slug}
    for pattern in get_resolver().url_patterns:
        for door in getattr(pattern, "url_patterns", []):
            needed = set(getattr(door.pattern, "converters", {}))
            if getattr(pattern, "namespace", None) != "admin" and needed <= known.keys() and getattr(door, "name", ""):
                name = f"{pattern.namespace}:{door.name}" if pattern.namespace else door.name
                yield reverse(name, kwargs={key: known[key] for key in needed})
    yield from (
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") for model in admin.site._registry
    )


def read(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.slow
def test_what_is_kept_private_is_nowhere(new_client, team, version, run_tasks, mailbox):
    write(version, team.bo, keep_private=True, **{name: f"{SECRET} {name}" for name in Preparation.FIELDS})
    preparing.open_draft(version, by=team.ann)
    run_tasks()
    assert [text for text in every_text_of_the_database() if SECRET in text] == []
    assert [mail["Subject"] for mail in mailbox if SECRET in mail.as_string()] == []
    for who in (team.ann, team.cy, team.mo, team.ob, team.oz, team.admin):
        browser = new_client(who)
        found = [url for url in pages(version) if SECRET.encode() in read(browser.get(url, follow=True))]
        assert found == [], who
    own = new_client(team.bo).get(reverse("charters:prepare", args=[version.charter_id])).content.decode()
    assert own.count(SECRET) == len(Preparation.FIELDS)


def test_a_preparation_is_its_writers_alone(team, version):
    write(version, team.bo, think=SECRET)
    seen = {who: Preparation.objects.visible_to(getattr(team, who)).count() for who in PREPARING}
    assert seen == dict.fromkeys(PREPARING, 0) | {"bo": 1}


def test_outsiders_find_no_proposal(new_client, team, version):
    proposal = proposed(version, team.bo, need="Answers")
    browser = new_client(team.oz)
    assert browser.get(reverse("charters:proposals", args=[version.charter_id])).status_code == 404
    assert browser.post(reverse("charters:dismiss_proposal", args=[proposal.pk])).status_code == 404
    assert texts(version) == [("Bo", "expectation", "Answers")]


def test_a_finished_version_takes_no_proposal(team, version):
    proposal = proposed(version, team.bo, need="Answers")
    CharterVersion.objects.update(state="withdrawn")
    proposal.refresh_from_db()
    with pytest.raises(Refused, match="This version is finished"):
        proposals.adopt_proposal(proposal, "expectation", "Answers", by=team.ann)
    assert version.items.count() == 0
