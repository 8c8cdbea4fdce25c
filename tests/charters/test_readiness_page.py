"""The panel beside the draft, the same on a page of its own, and what is read for it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from charters.actions import items, moving, preparing, talking, writing
from charters.due import added
from charters.gathering import gather
from charters.models import CharterReview, Item, Proposal, RoleAssignment, Signature
from charters.readiness import Member, Thought, blockers, readiness
from common.permissions import Refused
from teams.models import Membership
from tests import harbour
from tests.charters.reviews import closed
from tests.factories import charter_at, person, team_with

PAGE, FRAGMENT, FACTS, FACTS_IN_FORCE = 10, 9, 5, 7


@pytest.fixture
def team(db):
    return team_with()


@pytest.fixture
def draft(team):
    return charter_at("draft", team)


def rewrite(version, kind, **values):
    """Rows as another writer may have left them; each change of a clause is tested with the drafting."""
    for item in version.items.filter(kind=kind):
        Item.objects.filter(pk=item.pk).update(values=item.values | values)


def lines(answer):
    return " ".join(answer.content.decode().split())


def panel(client, version):
    return client.get(f"/charters/{version.charter_id}/readiness/", headers={"HX-Request": "true"})


def test_the_panel_names_what_holds_the_charter_back_with_the_way_there(new_client, draft):
    rewrite(draft, "purpose", text="")
    purpose = draft.items.get(kind="purpose")
    answer = panel(new_client(draft.team.bo), draft)

    assert answer.templates[0].name == "charters/_readiness.html"
    assert "One thing holds it back" in lines(answer)
    assert (
        f'<a href="/charters/{draft.charter_id}/draft/#clause-{purpose.key}">The purpose is still empty.</a>'
        in lines(answer)
    )
    assert "Team Canvas; UCI charter guide" in lines(answer)


def test_what_names_no_clause_leads_to_its_part(new_client, draft):
    draft.items.filter(kind="conflict_step").delete()

    assert (
        f'<a href="/charters/{draft.charter_id}/draft/#part-deciding">There is no step for a conflict yet.</a>'
        in lines(panel(new_client(draft.team.bo), draft))
    )


def test_a_charter_that_nothing_holds_back_says_so_and_shows_the_lead_the_next_step(new_client, draft):
    step = f'href="/charters/{draft.charter_id}/send-to-review/"'
    lead, member = (lines(panel(new_client(one), draft)) for one in (draft.team.ann, draft.team.bo))

    assert "Ready for review" in lead
    assert "Ready for review" in member
    assert [step in lead, step in member] == [True, False]


def test_the_next_step_is_not_offered_while_something_blocks(new_client, draft):
    rewrite(draft, "purpose", text="")

    assert "/send-to-review/" not in lines(panel(new_client(draft.team.ann), draft))


def test_without_script_the_same_stands_on_a_page_of_its_own(new_client, draft):
    draft.items.filter(kind="purpose").delete()
    answer = new_client(draft.team.ob).get(f"/charters/{draft.charter_id}/readiness/")

    assert "charters/readiness.html" in [template.name for template in answer.templates]
    assert "The purpose is still empty." in lines(answer)
    assert "<title>" in lines(answer)


def test_a_page_fetched_again_for_the_back_button_is_whole(new_client, draft):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    assert "<title>" in lines(
        new_client(draft.team.ann).get(f"/charters/{draft.charter_id}/readiness/", headers=headers)
    )


def test_a_charter_in_force_is_looked_at_too_and_links_to_its_document(new_client, team):
    version = charter_at("active", team)
    answer = panel(new_client(team.mo), version)

    assert "Nothing holds it back" in lines(answer)
    assert f'href="/charters/{version.charter_id}/#clause-' in lines(answer)


def test_a_long_list_is_cut_beside_the_draft_and_longer_on_its_own_page(new_client, draft):
    add_deliverables(draft, 96)
    beside = lines(panel(new_client(draft.team.ann), draft))
    alone = lines(new_client(draft.team.ann).get(f"/charters/{draft.charter_id}/readiness/"))

    assert [beside.count("has no A: nobody"), alone.count("has no A: nobody")] == [2, 14]
    assert "and 282 more" in beside
    assert "and 248 more" in alone
    assert len(alone.encode()) < 60_000


def add_deliverables(version, count):
    """Without letters and due: three reasons each."""
    made = [harbour.clause("deliverable", {"title": f"Line {number}"}) for number in range(count)]
    writing.add_clauses(version, made, by=version.team.ann)


def test_strangers_find_nothing(new_client, draft):
    assert panel(new_client(person("oz")), draft).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_page_and_panel_cost_the_same_whatever_the_size(number, new_client, draft, django_assert_num_queries):
    add_deliverables(draft, number)
    add_people(draft, number)
    client = new_client(draft.team.ann)
    with django_assert_num_queries(PAGE):
        client.get(f"/charters/{draft.charter_id}/readiness/")
    with django_assert_num_queries(FRAGMENT):
        panel(client, draft)


@pytest.mark.parametrize("number", [1, 30])
def test_the_facts_cost_the_same_whatever_the_size(number, draft, django_assert_num_queries):
    add_deliverables(draft, number)
    add_people(draft, number)
    with django_assert_num_queries(FACTS):
        gather(draft)


def test_a_charter_in_force_costs_two_more(team, django_assert_num_queries):
    version = charter_at("active", team)
    with django_assert_num_queries(FACTS_IN_FORCE):
        gather(version)


def add_people(version, count):
    people = [User(email=f"p{number}@example.org", name=f"Person {number}") for number in range(count)]
    User.objects.bulk_create(people)
    Membership.objects.bulk_create([Membership(team=version.team, person=one) for one in people])
    version.proposals.bulk_create(
        [
            Proposal(version=version, team=version.team, kind="role", source="my_roles", text=f"Role {one}", author=one)
            for one in people
        ]
    )


def test_members_are_those_who_sign_with_their_hours_and_zones(draft):
    team = draft.team
    team.memberships.filter(person=team.bo).update(hours="12.5")
    team.memberships.filter(person=team.cy).update(away_since=timezone.localdate())
    User.objects.filter(pk=team.bo.pk).update(time_zone="Asia/Tokyo")

    assert set(gather(draft).members) == {
        Member(str(team.ann.pk), "Ann", None, "UTC"),
        Member(str(team.bo.pk), "Bo", 12.5, "Asia/Tokyo"),
    }


def test_authors_are_those_who_wrote_proposed_or_commented(draft):
    team = draft.team
    assert gather(draft).authors == {str(team.ann.pk)}

    talking.ask(draft, draft.items.get(kind="purpose").key, "Why now?", by=team.mo)
    Item.objects.filter(version=draft, kind="purpose").update(updated_by=team.cy)
    Proposal.objects.create(version=draft, team=team, kind="goal", source="think", text="Fewer words", author=team.bo)

    assert gather(draft).authors == {str(one.pk) for one in (team.ann, team.bo, team.cy, team.mo)}


def test_who_wrote_what_another_has_changed_since_is_an_author_still(draft):
    key = draft.items.get(kind="purpose").key
    first = "We give ferry passengers one app"
    old = draft.items.get(kind="purpose").values["text"]
    items.replace(draft, key, "text", old, first, by=draft.team.bo)
    items.replace(draft, key, "text", first, "We give passengers one app", by=draft.team.ann)

    assert gather(draft).authors == {str(draft.team.ann.pk), str(draft.team.bo.pk)}


def test_what_was_prepared_alone_and_not_shared_is_not_looked_at(draft):
    preparing.prepare(draft, {"think": "A quiet thought"}, revision=0, by=draft.team.cy)

    assert str(draft.team.cy.pk) not in gather(draft).authors


def test_proposals_come_with_their_source_and_whether_they_are_open(draft):
    rows = {"version": draft, "team": draft.team, "kind": "role", "author": draft.team.bo}
    Proposal.objects.create(**rows, source="unowned", text="Mail")
    Proposal.objects.create(**rows, source="my_roles", text="Tester", state="dismissed")

    bo = str(draft.team.bo.pk)
    assert gather(draft).thoughts == (Thought("unowned", "Mail", bo, True), Thought("my_roles", "Tester", bo, False))


def test_who_declined_their_role_holds_it_no_longer(draft):
    held = draft.items.get(kind="assignment", person=draft.team.cy)
    RoleAssignment.objects.filter(key=held.key, person=draft.team.cy).update(state="declined")

    assert gather(draft).answers[str(held.key)] == "declined"
    assert [reason.words for reason in blockers(gather(draft))] == ["Cy holds no role."]


def test_the_answer_of_somebody_linked_before_is_not_taken_for_the_present_holders(draft):
    held = draft.items.get(kind="assignment", person=draft.team.cy)
    RoleAssignment.objects.create(
        charter=draft.charter,
        team=draft.team,
        key=held.key,
        role_key=held.parent,
        person=draft.team.mo,
        state="declined",
    )

    assert gather(draft).answers[str(held.key)] != "declined"


def test_until_it_is_in_force_the_review_is_counted_from_today(draft):
    assert gather(draft).next_review_on == added(timezone.localdate(), draft.charter.review_every, "month")


def test_signatures_count_for_a_charter_in_force_only(team, draft):
    version = charter_at("active", team, title="Signed")
    found, before = gather(version), gather(draft)

    assert [(one.is_active, one.signed, one.asked) for one in (found, before)] == [(True, 3, 3), (False, 0, 0)]


def test_who_joined_later_is_asked_and_who_was_let_go_is_not_counted(team):
    version = charter_at("active", team)
    rows = {"version": version, "team": team, "round": version.round, "content_hash": version.content_hash}
    Signature.objects.create(**rows, person=team.mo)
    Signature.objects.create(**rows, person=team.ob, state="void", void_reason="Left")

    assert (gather(version).signed, gather(version).asked) == (3, 4)


def test_a_review_that_is_late_is_told_of_a_charter_in_force(team):
    version = charter_at("active", team)
    version.charter.next_review_on = timezone.localdate() - timedelta(days=1)

    [kept_alive] = [check for check in readiness(gather(version)).checks if check.number == 18]
    assert [reason.words for reason in kept_alive.reasons] == ["The charter should have been looked at again."]


def test_the_last_review_that_counted_says_how_the_agreements_are_kept(team):
    version = charter_at("active", team)
    assert gather(version).kept_score is None
    closed(version, ("keep", 4), ("keep", 2), ("change", 0))
    assert gather(version).kept_score is None
    assert (gather(version).days_late, gather(version).is_being_reviewed) == (0, False)
    version.charter.charter_reviews.update(kept_score=2.5, due_on=timezone.localdate() - timedelta(days=40))
    opened_again = CharterReview.objects.create(
        team=team, charter=version.charter, version=version, closes_on=timezone.localdate()
    )
    found = gather(version)
    assert (found.kept_score, found.days_late, found.is_being_reviewed) == (2.5, 40, True)
    assert opened_again.was_held is False


def test_what_blocks_is_said_by_the_verb_itself_and_nothing_moves(draft):
    rewrite(draft, "deliverable", letters={}, due=None)
    with pytest.raises(Refused) as refused:
        moving.send_to_review(draft, by=draft.team.ann)
    draft.refresh_from_db()

    assert draft.state == "draft"
    assert refused.value.reason == (
        "Deliverable “Pilot on line 62” has no A: nobody is accountable.\n"
        "Deliverable “Pilot on line 62” has no R: nobody does the work.\n"
        "Deliverable “Pilot on line 62” has no due date.\n"
        "Deliverable “Launch on all lines” has no A: nobody is accountable.\n"
        "Deliverable “Launch on all lines” has no R: nobody does the work.\n"
        "One more thing is missing."
    )


def test_hints_do_not_hold_it_back(draft):
    draft.items.filter(kind__in=["conflict_step", "contingency", "expectation", "decision_rule"]).delete()

    assert moving.send_to_review(draft, by=draft.team.ann).state == "in_review"
