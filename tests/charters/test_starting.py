"""Starting a charter: from a template, from a copy, from nothing; once, however often the button is pressed."""

import pytest
from django.urls import reverse

from charters import copying
from charters.actions import drafting
from charters.actions.templates import ensure_templates
from charters.builtin import TEMPLATES
from charters.content import from_document, to_document
from charters.kinds import KINDS
from charters.models import Charter, CharterTemplate, RoleAssignment
from common.permissions import Refused
from teams.models import Event
from tests.charters.drafts import headings, the
from tests.factories import charter_at, person, team_with


@pytest.fixture
def team(db):
    return team_with()


def address(team):
    return reverse("charters:start", args=[team.slug])


def fields_for(client, team, **given) -> dict:
    form = client.get(address(team)).context["form"]
    return {
        "title": "New charter",
        "adoption": "signatures",
        "sponsor": "",
        "source": "blank",
        "token": str(form["token"].value()),
    } | given


def start(client, team, **given) -> Charter:
    answer = client.post(address(team), fields_for(client, team, **given))
    assert answer.status_code == 302, answer.context["form"].errors
    charter = Charter.objects.get(title=given.get("title", "New charter"))
    assert answer["Location"] == reverse("charters:draft", args=[charter.pk])
    return charter


def test_the_templates_are_there_from_the_first_visit(new_client, team):
    page = new_client(team.bo).get(address(team)).content.decode()
    for template in TEMPLATES:
        assert template["title"] in page
    assert "Agenda or no meeting" in page


def test_missing_templates_come_back_and_changed_ones_stay(db):
    ensure_templates()
    CharterTemplate.objects.filter(slug="project-team").update(title="Ours", is_offered=False)
    CharterTemplate.objects.filter(slug="standing-group").delete()
    ensure_templates()
    assert dict(CharterTemplate.objects.values_list("slug", "title")) == {
        "project-team": "Ours", "standing-group": "Standing group", "client-partnership": "Client partnership",
    }  # fmt: skip


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template["slug"])
def test_a_template_writes_what_most_teams_share_and_leaves_the_rest_to_them(new_client, team, template):
    charter = start(new_client(team.bo), team, source=f"template:{template['slug']}")
    content = charter.versions.get().content()
    row = CharterTemplate.objects.get(slug=template["slug"])
    assert stripped(to_document(content)) == stripped(row.document | {"title": "New charter"})
    assert charter.examples == template["examples"]
    for kind in (
        "purpose",
        "dates",
        "goal",
        "deliverable",
        "milestone",
        "in_scope",
        "out_of_scope",
        "stakeholder",
        "assignment",
    ):
        assert content.of(kind) == []
    assert [kind for kind in template["examples"] if kind not in KINDS] == []
    assert {clause.key for clause in content.clauses}.isdisjoint(
        clause.key for clause in from_document(row.document).clauses
    )


def stripped(document):
    """A document without its keys and examples."""
    if isinstance(document, dict):
        return {name: stripped(value) for name, value in document.items() if name not in ("key", "examples")}
    return [stripped(one) for one in document] if isinstance(document, list) else document


def test_an_empty_sheet_is_empty(new_client, team):
    charter = start(new_client(team.ann), team)
    assert charter.versions.get().items.count() == 0
    event = Event.objects.get(verb="charter.started")
    assert (event.actor, event.data["title"], event.about_id) == (team.ann, "New charter", charter.pk)


def test_the_same_form_sent_twice_starts_one_charter(new_client, team):
    bo = new_client(team.bo)
    fields = fields_for(bo, team, source="template:project-team")
    places = [bo.post(address(team), fields)["Location"] for _ in range(2)]
    assert places[0] == places[1]
    assert Charter.objects.count() == 1
    assert Event.objects.filter(verb="charter.started").count() == 1


def test_a_copy_has_the_same_words_under_new_keys(new_client, db):
    version = charter_at("active")
    charter = start(new_client(version.team.bo), version.team, source=f"copy:{version.charter_id}")
    copy = charter.versions.get()
    old, new = version.content(), copy.content()
    assert stripped_of_keys(new) == stripped_of_keys(old)
    assert {clause.key for clause in new.clauses}.isdisjoint(clause.key for clause in old.clauses)
    assert [holder.person for role in new.of("role") for holder in new.holders(role.key)] == [
        holder.person for role in old.of("role") for holder in old.holders(role.key)
    ]
    assert RoleAssignment.objects.filter(charter=charter).count() == 3


def stripped_of_keys(content):
    """Words, with letters by the title of their role."""
    titles = {role.key: role.heading for role in content.of("role")}

    def words(clause):
        letters = {titles[key]: letter for key, letter in (clause.values.get("letters") or {}).items()}
        return clause.kind, clause.heading, titles.get(clause.parent, ""), letters, clause.values.get("due")

    return sorted(map(words, content.clauses), key=str)


def test_a_copy_for_another_team_leaves_its_people_behind(new_client, db):
    version = charter_at("draft")
    other = team_with({"bo": "lead", "di": "member"}, name="Library")
    charter = start(new_client(other.bo), other, source=f"copy:{version.charter_id}", title="Ours now")
    assert [holder.values["name"] for holder in charter.versions.get().items.filter(kind="assignment")] == ["Bo"]
    assert headings(charter.versions.get(), "role") == ["Product lead", "Release keeper", "Harbour liaison"]


def test_a_charter_that_one_may_not_see_cannot_be_copied(new_client, db):
    version = charter_at("draft")
    oz = person("oz")
    other = team_with({"oz": "lead"}, name="Others")
    client = new_client(oz)
    answer = client.post(address(other), fields_for(client, other, source=f"copy:{version.charter_id}"))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"source": ["This template or charter is not there. Choose another."]}
    assert version.charter.title not in answer.content.decode()
    assert Charter.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"title": " "}, {"title": ["This cannot stay empty."]}),
        ({"title": "x" * 201}, {"title": ["Keep it to 200 characters; it has 201."]}),
        ({"source": "template:gone"}, {"source": ["This template or charter is not there. Choose another."]}),
        ({"source": ""}, {"source": ["This field is required."]}),
        ({"adoption": "sponsor"}, {"sponsor": ["Choose who approves it."]}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(new_client, team, given, errors):
    bo = new_client(team.bo)
    answer = bo.post(address(team), fields_for(bo, team) | given)
    assert answer.status_code == 422
    assert answer.context["form"].errors == errors
    assert Charter.objects.count() == 0


def test_a_sponsor_is_kept_only_where_one_adopts(new_client, team):
    bo = new_client(team.bo)
    assert start(bo, team, title="One", adoption="sponsor", sponsor=str(team.mo.pk)).sponsor == team.mo
    assert start(bo, team, title="Two", adoption="vote", sponsor=str(team.mo.pk)).sponsor is None


@pytest.mark.parametrize("who", ["mo", "ob"])
def test_only_those_who_write_start_a_charter(new_client, team, who):
    client = new_client(getattr(team, who))
    assert client.get(address(team)).status_code == 403
    with pytest.raises(Refused, match="Only the lead and the members may start a charter"):
        drafting.start(team, "x", "signatures", None, by=getattr(team, who))


def test_an_outsider_finds_no_team_to_start_in(new_client, team):
    assert new_client(person("oz")).get(address(team)).status_code == 404


def test_where_there_is_one_team_there_is_nothing_to_choose(new_client, team):
    assert new_client(team.bo).get(reverse("charters:choose_team"))["Location"] == address(team)


def test_of_several_teams_only_those_where_one_writes_are_offered(new_client, team):
    team_with({"bo": "lead"}, name="Library")
    team_with({"bo": "observer"}, name="Watchers")
    page = new_client(team.bo).get(reverse("charters:choose_team"))
    assert [one.name for one in page.context["teams"]] == ["Harbour App", "Library"]


def test_new_keys_reach_parents_letters_and_links(db):
    version = charter_at("draft")
    goal, role = the(version, "goal"), the(version, "role")
    clauses = version.content().clauses
    copy = copying.with_new_keys(clauses)
    keys = dict(zip([one.key for one in clauses], [one.key for one in copy], strict=True))
    assert [one.parent for one in copy] == [keys.get(one.parent, "") for one in clauses]
    pilot = next(one for one in copy if one.heading == "Pilot on line 62")
    assert pilot["letters"][keys[str(role.key)]] == "A"
    assert keys[str(goal.key)] != str(goal.key)


def test_a_form_used_for_another_team_starts_nothing_here(new_client, db):
    version = charter_at("draft")
    other = team_with({"bo": "lead"}, name="Library")
    bo = new_client(other.bo)
    answer = bo.post(address(other), fields_for(bo, other, token=str(version.charter_id)))
    assert answer.status_code == 409
    assert Charter.objects.count() == 1


def test_an_example_of_the_template_can_be_begun_with_and_is_not_written_before(new_client, team):
    bo = new_client(team.bo)
    charter = start(bo, team, source="template:project-team")
    form = bo.get(reverse("charters:add", args=[charter.pk, "goal"]), {"example": "1"}).context["form"]
    assert form["statement"].value() == "All 84,000 books stand in the new house by 31 August."
    assert form["due"].value() == "31 August 2027"
    assert charter.versions.get().items.filter(kind="goal").count() == 0
