"""Teams that are part of others: who decides it, how deep, and that nobody reads of a team they are not in."""

from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from common.permissions import Denied, Refused
from teams import actions
from teams.models import Event, Team
from teams.permissions import can_set_parent
from tests.factories import team_with
from tests.filling import form_of

pytestmark = pytest.mark.django_db
LEAD = {"ann": "lead"}
CIRCLE = Denied("A team cannot be part of itself, or of one of its own sub-groups.")
BOTH = Denied("Only who leads both teams makes one a part of the other.")


def line(*names, **roles):
    """Teams that ann leads, each part of the one before."""
    teams = [team_with(roles or LEAD, name=name) for name in names]
    for parent, team in pairwise(teams):
        team.parent = parent
        team.save()
    return teams


def test_who_leads_both_makes_one_part_of_the_other_and_takes_it_out():
    harbour, pier = team_with(), team_with(LEAD, name="Pier group")
    pier = actions.set_parent(pier, harbour, by=harbour.ann)
    assert pier.parent == harbour
    actions.set_parent(pier, harbour, by=harbour.ann)
    pier = actions.set_parent(pier, None, by=harbour.ann)
    assert pier.parent is None
    verbs = Event.objects.filter(team=pier).order_by("at", "id").values_list("verb", flat=True)
    assert list(verbs) == ["team.parent_set", "team.parent_removed"]


def test_only_a_lead_of_both():
    harbour = team_with()
    pier = team_with({"bo": "lead", "ann": "member"}, name="Pier group")
    assert {who: can_set_parent(getattr(harbour, who), pier, harbour) for who in ("ann", "bo", "mo")} == {
        "ann": Denied("Only the team's lead says which team it is part of."),
        "bo": BOTH,
        "mo": Denied("Only the team's lead says which team it is part of."),
    }
    with pytest.raises(Refused):
        actions.set_parent(pier, harbour, by=harbour.bo)
    assert Team.objects.get(pk=pier.pk).parent is None


def test_no_circles():
    top, middle, low = line("Top", "Middle", "Low")
    ann = top.ann
    assert can_set_parent(ann, top, top) == CIRCLE
    assert can_set_parent(ann, top, middle) == CIRCLE
    assert can_set_parent(ann, top, low) == CIRCLE
    assert can_set_parent(ann, low, top) is True
    with pytest.raises(Refused):
        actions.set_parent(top, low, by=ann)
    with pytest.raises(IntegrityError), transaction.atomic():
        Team.objects.filter(pk=top.pk).update(parent=top.pk)


def test_five_levels_at_most():
    *_rest, last = line("One", "Two", "Three", "Four")
    fifth, pair, below = team_with(LEAD, name="Five"), team_with(LEAD, name="Pair"), team_with(LEAD, name="Below")
    below.parent = pair
    below.save()
    assert can_set_parent(last.ann, fifth, last) is True
    assert can_set_parent(last.ann, pair, last) == Denied(
        "Teams are at most 5 levels deep; this would be one more."
    )  # fmt: skip
    assert can_set_parent(last.ann, pair, last.parent) is True


def test_an_organisation_is_all_that_shares_a_top():
    top, middle, low = line("Top", "Middle", "Low")
    (beside,) = line("Beside")
    beside.parent = top
    beside.save()
    (alone,) = line("Alone")
    found = {
        team.name: sorted(Team.objects.of_organisation(team).values_list("name", flat=True)) for team in (low, alone)
    }
    assert found == {"Low": ["Beside", "Low", "Middle", "Top"], "Alone": ["Alone"]}
    assert sorted(Team.objects.of_organisation(top).values_list("name", flat=True)) == found["Low"]
    assert middle.parent == top


def page(client, team):
    return client.get(reverse("teams:show", args=[team.slug])).content.decode()


def test_one_reads_only_of_teams_that_one_is_in(new_client):
    harbour = team_with()
    pier = team_with({"ann": "lead", "bo": "member"}, name="Pier group")
    secret = team_with({"ann": "lead", "oz": "member"}, name="Quiet group")
    for group in (pier, secret):
        actions.set_parent(group, harbour, by=harbour.ann)
    seen = {
        who: [
            name for name in ("Pier group", "Quiet group") if name in page(new_client(getattr(harbour, who)), harbour)
        ]
        for who in ("ann", "bo", "cy")
    }
    assert seen == {"ann": ["Pier group", "Quiet group"], "bo": ["Pier group"], "cy": []}
    oz = new_client(secret.oz)
    assert "Harbour App" not in page(oz, secret)
    assert "Harbour App" not in oz.get(reverse("teams:history", args=[secret.slug])).content.decode()
    assert "Harbour App" in page(new_client(harbour.bo), pier)


def test_the_edit_page_sets_it(new_client):
    harbour, pier = team_with(), team_with(LEAD, name="Pier group")
    client, url = new_client(harbour.ann), reverse("teams:set_parent", args=[pier.slug])
    sent = form_of(client, reverse("teams:edit", args=[pier.slug]), "parent").values | {"parent": str(harbour.pk)}
    client.post(url, sent)
    assert Team.objects.get(pk=pier.pk).parent == harbour

    refused = client.post(url, sent | {"parent": str(pier.pk)})
    assert refused.status_code == 422
    assert Team.objects.get(pk=pier.pk).parent == harbour


def test_a_lead_who_left_the_larger_team_reads_no_name_and_keeps_what_is(new_client):
    harbour, pier = team_with({"zoe": "lead"}, name="Larger team"), team_with(LEAD, name="Pier group")
    Team.objects.filter(pk=pier.pk).update(parent=harbour)
    client = new_client(pier.ann)
    edit = reverse("teams:edit", args=[pier.slug])
    assert "Larger team" not in client.get(edit).content.decode()
    client.post(reverse("teams:set_parent", args=[pier.slug]), form_of(client, edit, "parent").values)
    assert Team.objects.get(pk=pier.pk).parent == harbour


def test_nobody_puts_a_team_under_one_that_is_not_theirs(new_client):
    foreign, pier = team_with({"eve": "lead"}, name="Elsewhere"), team_with(LEAD, name="Pier group")
    answer = new_client(pier.ann).post(
        reverse("teams:set_parent", args=[pier.slug]), {"parent": str(foreign.pk)}
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Elsewhere" not in answer.content.decode()
