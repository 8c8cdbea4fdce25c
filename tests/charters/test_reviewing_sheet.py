"""The manager's sheet: what stands on it, for whom, at which cost."""

from uuid import uuid4

import pytest
from django.urls import reverse

from charters.actions import items, preparing, proposals, reviewing
from charters.models import Charter, CharterVersion, Preparation, RoleReview
from charters.proposing import split
from teams.models import Event, Membership
from tests.charters.judging import ONLY_MANAGER, key_of
from tests.charters.quiet import quiet_charter, team_and_outsider


@pytest.fixture
def team(db):
    return team_and_outsider()


@pytest.fixture
def version(team):
    """In review; ann leads the product, bo keeps releases, cy is the liaison."""
    return quiet_charter("in_review", team)


@pytest.fixture
def keeper(version):
    return key_of(version, "Release keeper")


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
