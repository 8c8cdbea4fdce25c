"""Holding a role, and the manager's review of roles: who may, what it leaves, who hears, what the sheet shows."""

from uuid import uuid4

import pytest
from django.urls import reverse

from charters.actions import items, moving, preparing, proposals, reviewing
from charters.models import Charter, CharterVersion, Preparation, RoleAssignment, RoleReview, waiting_reviews
from charters.permissions import can_answer_role, can_ask_role_again, can_reply_to_review, can_review_role
from charters.permissions.reviewing import held_role, review_standing
from charters.proposing import split
from common.permissions import Refused
from notices.models import Mail, Notice
from teams.models import Event, MemberRole, Membership
from tests.factories import charter_at, person, team_with

State = RoleAssignment.State
PEOPLE = ["ann", "bo", "cy", "mo", "ob", "oz"]


@pytest.fixture
def team(db):
    team = team_with()
    team.oz = person("oz")
    return team


@pytest.fixture
def version(team):
    """In review; ann leads the product, bo keeps releases, cy is the liaison."""
    version = charter_at("in_review", team)
    Notice.objects.all().delete()
    Mail.objects.all().delete()
    return version


def key_of(version, title):
    return version.items.get(kind="role", values__title=title).key


@pytest.fixture
def keeper(version):
    return key_of(version, "Release keeper")


@pytest.fixture
def asked(team, version, keeper):
    """Cy is asked to keep releases too."""
    fields = {"name": "Cy", "person": str(team.cy.pk)}
    items.save(version, uuid4(), fields, "", by=team.ann, kind="assignment", parent=keeper)
    return RoleAssignment.objects.get(role_key=keeper, person=team.cy)


def hold(version, role_key, who, by):
    items.save(
        version, uuid4(), {"name": str(who), "person": str(who.pk)}, "", by=by, kind="assignment", parent=role_key
    )


def answers(rule, team, thing):
    given = {who: rule(getattr(team, who), thing) for who in PEOPLE}
    return {who: answer if answer is True else answer.reason for who, answer in given.items()}


def told():
    """Who was told what sort of thing, and whether by mail too."""
    mails = set(Mail.objects.values_list("person_id", "key"))
    rows = Notice.objects.select_related("person").order_by("person__name", "id")
    return [(one.person.name, one.kind, (one.person_id, f"{one.key}:{one.person_id}") in mails) for one in rows]


# Holding a role


@pytest.mark.parametrize("state", State.values)
def test_only_the_person_asked_answers(state, team, asked):
    asked.state = state
    others = dict.fromkeys(PEOPLE, "Only the person asked accepts or declines a role.")
    own = "You no longer hold this role." if state == "ended" else True
    assert answers(can_answer_role, team, asked) == others | {"cy": own}


def test_who_left_the_team_answers_no_more(team, asked):
    Membership.objects.filter(person=team.cy).update(left_at=asked.created_at)
    assert can_answer_role(team.cy, asked).reason == "You are no longer in this team."


@pytest.mark.parametrize("state", State.values)
def test_lead_and_members_ask_again_who_declined(state, team, asked):
    asked.state = state
    writer = True if state == "declined" else "Only who declined can be asked again."
    others = dict.fromkeys(PEOPLE, "Only the lead and the members ask someone to hold a role.")
    assert answers(can_ask_role_again, team, asked) == others | dict.fromkeys(["ann", "bo", "cy"], writer)


def test_whoever_is_named_is_asked_by_notice_and_mail(team, asked):
    assert told() == [("Cy", "role_asked", True)]


def test_accepting_is_heard_by_the_lead_once(team, asked):
    for _ in range(2):
        reviewing.accept_role(asked, "Gladly", by=team.cy)
    asked.refresh_from_db()
    assert (asked.state, asked.note, asked.answered_at is not None) == ("accepted", "Gladly", True)
    assert Event.objects.filter(verb="role.accepted").count() == 1
    assert told() == [("Ann", "role_accepted", False), ("Cy", "role_asked", True)]


def test_declining_says_why_and_can_be_asked_again(team, asked, run_tasks, mailbox):
    reviewing.decline_role(asked, "No time before May", by=team.cy)
    run_tasks()
    (mail,) = [mail for mail in mailbox.to(team.ann) if "declined" in mail["Subject"]]
    assert "No time before May" in mail.get_body(("plain",)).get_content()
    for _ in range(2):
        reviewing.ask_role_again(asked, by=team.ann)
    asked.refresh_from_db()
    assert (asked.state, asked.answered_at) == ("proposed", None)
    kinds = [kind for name, kind, _ in told() if name == "Cy"]
    assert kinds == ["role_asked", "role_asked"]
    verbs = list(Event.objects.filter(subject_id=asked.pk).order_by("at", "id").values_list("verb", flat=True))
    assert verbs == ["role.declined", "role.asked_again"]


def test_the_page_shows_the_role_and_takes_the_answer(new_client, team, version, asked):
    browser, url = new_client(team.cy), reverse("charters:answer_role", args=[asked.pk])
    page = browser.get(url).content.decode()
    assert all(
        text in page
        for text in [
            "Release keeper",
            "Testing each release on the pier",
            "Whether a release goes out.",
            "Pilot on line 62",
        ]
    )
    refused = browser.post(url, {"answer": "decline", "note": " "})
    assert refused.status_code == 422
    assert "Say why, so that the team can find another way." in refused.content.decode()
    for _ in range(2):
        assert browser.post(url, {"answer": "accept", "note": "<b>yes</b>"}, follow=True).redirect_chain == [(url, 302)]
    page = browser.get(url).content.decode()
    assert "“&lt;b&gt;yes&lt;/b&gt;”" in page
    assert Event.objects.filter(verb="role.accepted").count() == 1


@pytest.mark.parametrize("who", ["ann", "bo", "mo", "ob", "oz"])
def test_nobody_else_finds_the_page(who, new_client, team, asked):
    url = reverse("charters:answer_role", args=[asked.pk])
    browser = new_client(getattr(team, who))
    assert [browser.get(url).status_code, browser.post(url, {"answer": "accept"}).status_code] == [404, 404]
    asked.refresh_from_db()
    assert asked.state == "proposed"


# Who reviews

ONLY_MANAGER = "Only a manager of the team reviews roles."
REVIEWING = dict.fromkeys(PEOPLE, ONLY_MANAGER) | {"mo": True}


def test_managers_review_and_nobody_else(team, version, keeper):
    assert answers(can_review_role, team, held_role(version, keeper)) == REVIEWING


@pytest.mark.parametrize("state", [state for state in CharterVersion.State.values if state != "in_review"])
def test_roles_are_reviewed_in_review_only(state, team, version, keeper):
    version.state = state
    held = held_role(version, keeper)
    assert can_review_role(team.mo, held).reason == "Roles are reviewed while the charter is in review."
    assert can_reply_to_review(team.bo, held).reason == "The review is over."


def test_nobody_reviews_a_role_they_hold_and_the_lead_steps_in(team, version, keeper):
    hold(version, keeper, team.mo, team.ann)
    expected = REVIEWING | {"mo": "Nobody reviews a role they hold.", "ann": True}
    assert answers(can_review_role, team, held_role(version, keeper)) == expected
    hold(version, keeper, team.ann, team.ann)
    assert can_review_role(team.ann, held_role(version, keeper)).reason == "Nobody reviews a role they hold."


def test_another_manager_reviews_the_role_of_a_manager(team, version, keeper):
    hold(version, keeper, team.mo, team.ann)
    mia = person("mia")
    Membership.objects.create(team=team, person=mia, role=MemberRole.MANAGER)
    assert can_review_role(mia, held_role(version, keeper)) is True


def test_holders_reply(team, version, keeper):
    others = dict.fromkeys(PEOPLE, "Only the holder of the role replies.")
    assert answers(can_reply_to_review, team, held_role(version, keeper)) == others | {"bo": True}


def test_a_manager_cannot_touch_the_text(team, version, keeper):
    with pytest.raises(Refused, match="Only the lead and the members write"):
        items.replace(version, keeper, "title", "Release keeper", "Mine", by=team.mo)


# Verdicts


def test_asking_for_changes_reaches_holders_and_lead_once(team, version, keeper):
    for _ in range(2):
        reviewing.request_changes(version, keeper, "Too much", by=team.mo)
    review = RoleReview.objects.get()
    assert (review.verdict, review.note, review.reviewer) == ("changes_requested", "Too much", team.mo)
    assert [event.data for event in Event.objects.filter(verb="role.changes_requested")] == [
        {"role": "Release keeper", "note": "Too much"}
    ]
    assert told() == [("Ann", "changes_requested", True), ("Bo", "changes_requested", True)]


def test_a_reply_reaches_the_reviewer_once(team, version, keeper):
    review = reviewing.request_changes(version, keeper, "Too much", by=team.mo)
    Notice.objects.all().delete()
    for _ in range(2):
        reviewing.reply_to_review(review, "Line 9 moves", by=team.bo)
    review.refresh_from_db()
    assert (review.reply, review.replied_by) == ("Line 9 moves", team.bo)
    assert (told(), Event.objects.filter(verb="role.replied").count()) == ([("Mo", "review_replied", True)], 1)


def test_the_last_endorsement_is_told_to_those_who_write(team, version):
    roles = list(version.items.filter(kind="role"))
    for role in roles[:-1]:
        reviewing.endorse(version, role.key, by=team.mo)
    assert told() == []
    reviewing.endorse(version, roles[-1].key, by=team.mo)
    assert told() == [(name, "all_endorsed", True) for name in ("Ann", "Bo", "Cy")]
    assert review_standing(version).is_endorsed


def test_other_words_after_an_endorsement_want_another_look(team, version, keeper):
    for role in version.items.filter(kind="role"):
        reviewing.endorse(version, role.key, by=team.mo)
    items.replace(version, keeper, "decision_right", "Whether a release goes out.", "Everything", by=team.ann)
    assert review_standing(version).overtaken == [str(keeper)]
    with pytest.raises(Refused, match="not all endorsed"):
        moving.ask_signatures(version, by=team.ann)
    reviewing.endorse(version, keeper, by=team.mo)
    assert review_standing(version).is_endorsed
    assert moving.ask_signatures(version, by=team.ann).state == "signing"


def test_words_elsewhere_leave_an_endorsement(team, version, keeper):
    reviewing.endorse(version, keeper, by=team.mo)
    purpose = version.items.get(kind="purpose")
    items.replace(version, purpose.key, "text", purpose.values["text"], "Another purpose.", by=team.ann)
    assert review_standing(version).endorsed == [str(keeper)]


def test_the_lead_goes_on_without_endorsement_with_a_reason_only(team, version):
    with pytest.raises(Refused, match="not all endorsed"):
        moving.ask_signatures(version, by=team.ann)
    assert (
        moving.ask_signatures(version, unendorsed_reason="Mo is away.", by=team.ann).unendorsed_reason == "Mo is away."
    )


def test_a_removed_role_cannot_be_judged(new_client, team, version, keeper):
    items.remove(version, keeper, by=team.ann)
    url = reverse("charters:review_role", args=[version.charter_id, keeper])
    assert new_client(team.mo).post(url, {"verdict": "endorsed"}).status_code == 404
    assert RoleReview.objects.count() == 0


def test_managers_are_asked_when_the_charter_comes_to_review(team):
    version = charter_at("draft", team)
    Notice.objects.all().delete()
    moving.send_to_review(version, by=team.ann)
    assert [one for one in told() if one[1] == "review_asked"] == [("Mo", "review_asked", True)]


# What waits for a manager


def test_a_charter_waits_for_its_manager_until_each_role_is_looked_at(team, version, keeper):
    def waits():
        return [one.pk for one in waiting_reviews(team.mo)] == [version.pk]

    assert waits()
    assert not waiting_reviews(team.ann).exists()
    for role in version.items.filter(kind="role"):
        reviewing.endorse(version, role.key, by=team.mo)
    assert not waits()
    review = reviewing.request_changes(version, keeper, "Too much", by=team.mo)
    assert not waits()
    reviewing.reply_to_review(review, "Why?", by=team.bo)
    assert waits()
    reviewing.endorse(version, keeper, by=team.mo)
    assert not waits()
    items.replace(version, keeper, "title", "Release keeper", "Keeper", by=team.ann)
    assert waits()


def test_a_role_the_manager_holds_waits_for_somebody_else(team, version, keeper):
    hold(version, keeper, team.mo, team.ann)
    for role in version.items.filter(kind="role").exclude(key=keeper):
        reviewing.endorse(version, role.key, by=team.mo)
    assert not waiting_reviews(team.mo).exists()


# The sheet


def sheet(new_client, who, version):
    return new_client(who).get(reverse("charters:review", args=[version.charter_id])).content.decode()


def test_the_sheet_shows_hours_letters_findings_and_both_sides(new_client, team, version, keeper):
    Membership.objects.filter(person=team.bo).update(hours=20)
    preparation = Preparation.objects.of(version, team.cy)
    CharterVersion.objects.update(state="draft")
    fields = dict.fromkeys(Preparation.FIELDS, "") | {"others_roles": "Release keeper: watches <i>all</i> piers"}
    preparation = preparing.prepare(version, fields, revision=0, by=team.cy)
    preparing.share(version, [line.mark for line in split(preparation.fields())], by=team.cy)
    CharterVersion.objects.update(state="in_review")
    page = sheet(new_client, team.ob, version)
    card = page.split(f'id="role-{keeper}"')[1].split("</article>")[0]
    assert "Bo: 24 h a week in all roles, 20 h are there." in card
    assert "24 h of 20 h in all" in card
    assert "R on 1 · A on 1" in card
    assert "Release keeper: watches &lt;i&gt;all&lt;/i&gt; piers" in card
    assert "Endorse, or ask for changes" not in page
    assert "Endorse, or ask for changes" in sheet(new_client, team.mo, version)


def test_a_proposal_taken_into_a_role_is_shown_with_it(new_client, team, version):
    started = CharterVersion.objects.get(pk=version.pk)
    CharterVersion.objects.update(state="draft")
    fields = dict.fromkeys(Preparation.FIELDS, "") | {"my_roles": "Night watch: sits up"}
    preparation = preparing.prepare(started, fields, revision=0, by=team.bo)
    (proposal,) = preparing.share(started, [line.mark for line in split(preparation.fields())], by=team.bo)
    role = proposals.adopt_proposal(proposal, "role", "Winter watch: sits up", by=team.ann)
    card = sheet(new_client, team.mo, version).split(f'id="role-{role.key}"')[1].split("</article>")[0]
    assert "Night watch: sits up" in card


def test_verdict_reply_and_story_are_read_by_the_whole_team(new_client, team, version, keeper):
    review = reviewing.request_changes(version, keeper, "Too <script>much</script>", by=team.mo)
    reviewing.reply_to_review(review, "Line 9 **moves**", by=team.bo)
    for who in (team.ann, team.cy, team.ob):
        page = sheet(new_client, who, version)
        assert "Too &lt;script&gt;much&lt;/script&gt;" in page
        assert "Line 9 <strong>moves</strong>" in page
    items.replace(version, keeper, "title", "Release keeper", "Keeper", by=team.ann)
    reviewing.endorse(version, keeper, "Better", by=team.mo)
    page = sheet(new_client, team.cy, version)
    story = page.split("The whole story")[1].split("</details>")[0]
    assert [text in story for text in ("Too &lt;script&gt;", "Line 9", "Better")] == [True, True, True]


def test_asking_for_changes_on_the_page_needs_a_note(new_client, team, version, keeper):
    browser, url = new_client(team.mo), reverse("charters:review_role", args=[version.charter_id, keeper])
    refused = browser.post(url, {"verdict": "changes_requested", "note": ""})
    assert refused.status_code == 422
    assert "Say what should change" in refused.content.decode()
    assert (
        "Keep it to 20000 characters"
        in browser.post(url, {"verdict": "endorsed", "note": "x" * 20_001}).content.decode()
    )
    assert RoleReview.objects.count() == 0
    for _ in range(2):
        answer = browser.post(url, {"verdict": "endorsed"})
        assert answer.url == reverse("charters:review", args=[version.charter_id]) + f"#role-{keeper}"
    assert Event.objects.filter(verb="role.endorsed").count() == 1


def test_the_form_comes_as_a_part_of_the_sheet(new_client, team, version, keeper):
    url = reverse("charters:review_role", args=[version.charter_id, keeper])
    part = new_client(team.mo).get(url, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<form class="deed" method="post"')
    refused = new_client(team.bo).get(url)
    assert (refused.status_code, ONLY_MANAGER in refused.content.decode()) == (403, True)


def test_outsiders_find_no_review(new_client, team, version, keeper):
    review = reviewing.request_changes(version, keeper, "Too much", by=team.mo)
    browser = new_client(team.oz)
    urls = [
        reverse("charters:review", args=[version.charter_id]),
        reverse("charters:review_role", args=[version.charter_id, keeper]),
        reverse("charters:reply_to_review", args=[review.pk]),
    ]
    assert [browser.get(url).status_code for url in urls] == [404, 404, 404]


def with_roles(version, number, holders=1):
    """Further roles, each with work, holders without account and a verdict."""
    for place in range(number):
        key = uuid4()
        items.save(version, key, {"title": f"Role {place}", "purpose": "Useful"}, "", by=version.team.ann, kind="role")
        items.save(
            version,
            uuid4(),
            {"text": f"Doing things of sort {place}"},
            "",
            by=version.team.ann,
            kind="accountability",
            parent=key,
        )
        for one in range(holders):
            items.save(
                version,
                uuid4(),
                {"name": f"Person {place}-{one}"},
                "",
                by=version.team.ann,
                kind="assignment",
                parent=key,
            )
        reviewing.request_changes(version, key, "Say more", by=version.team.mo)


@pytest.mark.parametrize("number", [1, 27])
def test_the_sheet_costs_the_same_with_many(number, new_client, team, version, django_assert_num_queries):
    version.team.ann, version.team.mo = team.ann, team.mo
    with_roles(version, number)
    browser = new_client(team.mo)
    with django_assert_num_queries(11):
        page = browser.get(reverse("charters:review", args=[version.charter_id])).content.decode()
    assert page.count('id="role-') == number + 3
    assert len(page) < 60 * 1024


def test_a_role_of_a_long_list_opens_by_itself(new_client, team, version, keeper):
    version.team.ann, version.team.mo = team.ann, team.mo
    with_roles(version, 9)
    browser, url = new_client(team.ob), reverse("charters:review", args=[version.charter_id])
    work = "Testing each release on the pier"
    assert work not in browser.get(url).content.decode()
    card = browser.get(url, {"role": keeper}, headers={"HX-Request": "true"}).content.decode()
    assert (card.count('class="card role-sheet"'), card.count("<html"), work in card) == (1, 0, True)
    page = browser.get(url, {"role": keeper}).content.decode()
    assert (page.count('class="card role-sheet"'), page.count("<html"), work in page) == (1, 1, True)
    assert browser.get(url, {"role": "nonsense"}).content.decode().count('id="role-') == 12


def test_75_holders_of_one_role_are_folded(new_client, team, version):
    version.team.ann, version.team.mo = team.ann, team.mo
    with_roles(version, 1, holders=75)
    page = sheet(new_client, team.mo, version)
    shown, folded = page.split("Person 0-0<")[1].split("67 more")
    assert (shown.count("Person 0-"), folded.count("Person 0-")) == (7, 67)


def test_an_empty_sheet_teaches(new_client, team):
    charter = Charter.objects.create(team=team, title="Bare", created_by=team.ann)
    version = CharterVersion.objects.create(team=team, charter=charter, created_by=team.ann)
    page = sheet(new_client, team.mo, version)
    assert "When the draft names roles, their holders, hours and letters are looked at here." in page
