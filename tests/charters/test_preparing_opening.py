"""Sharing lines, opening the draft, and what becomes of proposals."""

import pytest
from django.urls import reverse

from charters import proposing
from charters.actions import drafting, preparing, proposals
from charters.models import Charter, Item, Preparation, RoleAssignment
from notices.models import Mail, Notice
from teams.models import Event, Membership
from tests.charters.prepared import SECRET, proposed, texts, write
from tests.factories import person, team_with


@pytest.fixture
def team(db):
    team = team_with()
    team.oz = person("oz")
    team.admin = person("root", is_staff=True, is_superuser=True)
    return team


@pytest.fixture
def version(team):
    return drafting.start(team, "Harbour App charter", Charter.Adoption.SIGNATURES, None, by=team.ann)


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
