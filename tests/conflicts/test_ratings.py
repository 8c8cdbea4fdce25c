"""Each rates alone: until all have handed in, nothing that anybody else is answered changes by it. Then all read all at once."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from common.permissions import Refused, Stale
from conflicts.actions import criteria, ending, options, ratings
from conflicts.models import CaseEvent, ConflictCase, HandedIn, OptionRating, Point, PointMark
from conflicts.views.options_shown import round_for
from notices.models import Mail, Notice
from tests.conflicts.disagreements import find, party
from tests.conflicts.rated import TEXTS, current, handed_in_by, listed, rated_by, rating, revealed
from tests.factories import person, team_with
from tests.filling import form_of

pytestmark = pytest.mark.django_db
NOTE = "If it were Tuesday instead, I could plan the harbour"


@pytest.fixture
def team():
    return team_with()


def door(name, case):
    return reverse(f"conflicts:{name}", args=[case.pk])


def steady(response) -> str:
    """A page without what is new in each answer: the tokens of its forms."""
    return re.sub(r'((csrfmiddlewaretoken|token)" value=|"X-CSRFToken": )"[^"]+"', r"\1", response.content.decode())


def seen_by(new_client, who, case) -> dict:
    """Everything that a party can open, and what they are told."""
    client = new_client(who)
    pages = ["options", "hand_in", "show", "cards", "story", "mediation"]
    found = {name: steady(client.get(door(name, case))) for name in pages}
    found |= {url: steady(client.get(url)) for url in ("/", "/disagreements/", reverse("notices:inbox"))}
    notices = Notice.objects.filter(person=who).values_list("key", "text", "url")
    mails = Mail.objects.filter(person=who).values_list("key", flat=True)
    return found | {"notices": sorted(notices), "mails": sorted(mails)}


def test_what_somebody_rates_changes_nothing_that_the_others_see(new_client, team):
    case = rating(team.bo, team.cy)
    moved = ConflictCase.objects.get(pk=case.pk).moved_at
    events = CaseEvent.objects.filter(case=case).count()
    before = seen_by(new_client, team.bo, case)
    rated_by(case, team.cy, 0, 3, 1, notes=[NOTE, "", ""])
    assert OptionRating.objects.filter(party=party(case, team.cy)).count() == 3
    assert seen_by(new_client, team.bo, case) == before
    assert ConflictCase.objects.get(pk=case.pk).moved_at == moved
    assert CaseEvent.objects.filter(case=case).count() == events


def test_handing_in_shows_that_it_was_done_and_the_same_whatever_it_says(new_client, team):
    """Two cases in which cy rates the opposite: bo's pages differ in nothing but their addresses."""
    pages = []
    for values, note in (((0, 0, 0), NOTE), ((3, 3, 3), "")):
        case = rating(team.bo, team.cy)
        handed_in_by(case, team.cy, *values, notes=[note])
        page = steady(new_client(team.bo).get(door("options", case)))
        assert "Handed in: <bdi>Cy</bdi>" in page
        for at, one in enumerate(case.options.all()):
            page = page.replace(str(one.pk), f"option {at}")
        page = re.sub(
            r'class="count">\d+|name="(listing|revision)" value="[^"]*"', "", page.replace(str(case.pk), "case")
        )
        pages.append(page)
    assert pages[0] == pages[1]


def test_one_saves_ones_own_and_reads_them_again(new_client, team):
    case = rating(team.bo, team.cy)
    first, second, third = case.options.all()
    client = new_client(team.bo)
    form = form_of(client, door("options", case), f"value-{first.pk}")
    sent = form.values | {
        f"value-{first.pk}": "0",
        f"note-{first.pk}": NOTE,
        f"value-{third.pk}": "3",
        "then": "hand_in",
    }
    answer = client.post(form.action, sent)
    assert answer["Location"] == door("hand_in", case)
    page = client.get(door("hand_in", case)).content.decode()
    assert [NOTE in page, "I cannot live with it" in page, "You have not rated 1 option yet." in page] == [
        True,
        True,
        True,
    ]
    assert {row.option_id: row.said for row in OptionRating.objects.all()} == {
        first.pk: {"value": 0, "note": NOTE}, third.pk: {"value": 3, "note": ""},
    }  # fmt: skip
    assert second.pk not in OptionRating.objects.values_list("option", flat=True)


def test_a_value_that_is_none_of_the_scale_is_no_value_and_a_long_note_comes_back(new_client, team):
    case = rating(team.bo, team.cy)
    first = case.options.first()
    client = new_client(team.bo)
    form = form_of(client, door("options", case), f"value-{first.pk}")
    client.post(form.action, form.values | {f"value-{first.pk}": "4", f"value-{case.options.last().pk}": "-1"})
    assert not OptionRating.objects.exists()
    answer = client.post(form.action, form.values | {f"value-{first.pk}": "2", f"note-{first.pk}": "x" * 2001})
    page = answer.content.decode()
    assert (answer.status_code, "x" * 2001 in page, "Keep it to 2000 characters" in page) == (422, True, True)
    assert f'name="value-{first.pk}" value="2" checked' in page


def test_two_tabs_of_one_person_lose_nothing(new_client, team):
    case = rating(team.bo, team.cy)
    first, second, _third = case.options.all()
    client = new_client(team.bo)
    one = form_of(client, door("options", case), f"value-{first.pk}")
    two = form_of(client, door("options", case), f"value-{first.pk}")
    client.post(one.action, one.values | {f"note-{first.pk}": "From the first tab"})
    # Another field: both stand.
    client.post(two.action, two.values | {f"value-{second.pk}": "3"})
    assert {row.option_id: row.said for row in OptionRating.objects.all()} == {
        first.pk: {"value": None, "note": "From the first tab"}, second.pk: {"value": 3, "note": ""},
    }  # fmt: skip
    # The same field: both are shown, the saved one stands until somebody chooses.
    answer = client.post(two.action, two.values | {f"note-{first.pk}": "From the second tab"})
    page = answer.content.decode()
    assert (answer.status_code, "From the first tab" in page, "From the second tab" in page) == (409, True, True)
    assert OptionRating.objects.get(option=first).said["note"] == "From the first tab"
    over = re.search(r'name="over" value="([^"]*)"', page).group(1)
    client.post(two.action, two.values | {f"note-{first.pk}": "From the second tab", "keep": "mine", "over": over})
    assert OptionRating.objects.get(option=first).said["note"] == "From the second tab"


def test_notes_for_a_list_that_changed_meanwhile_come_back_and_rate_nothing(new_client, team):
    case = rating(team.bo, team.cy)
    first = case.options.first()
    client = new_client(team.cy)
    form = form_of(client, door("options", case), f"value-{first.pk}")
    options.open_again(case, by=team.bo)
    sent = form.values | {f"value-{first.pk}": "3", f"note-{first.pk}": NOTE}
    open_list = client.post(form.action, sent)
    options.edit_option(first, 1, by=team.bo, text="Something quite different")
    options.begin_rating(case, by=team.bo)
    other_words = client.post(form.action, sent)
    assert [(one.status_code, NOTE in one.content.decode()) for one in (open_list, other_words)] == [(409, True)] * 2
    assert not OptionRating.objects.exists()
    by_script = client.post(form.action, sent, headers={"HX-Request": "true"})
    assert by_script.status_code == 403


def test_the_last_one_opens_all_to_all(new_client, team):
    dee = person("dee")
    case = rating(team.bo, team.cy, dee)
    handed_in_by(case, team.bo, 3, 1, 0, notes=[NOTE])
    handed_in_by(case, dee, 2, 2, 1)
    assert current(case).state == "rating"
    told = Notice.objects.filter(person=team.bo).count()
    handed_in_by(case, team.cy, 2, 1, 0)
    assert current(case).state == "revealed"
    assert Notice.objects.filter(person=team.bo).count() == told + 1
    pages = [steady(new_client(who).get(door("options", case))) for who in (team.bo, team.cy, dee)]
    assert [(NOTE in page, page.count("1 option is good for all of you.")) for page in pages] == [(True, 1)] * 3
    shown = round_for(find(case), party(case, team.cy))
    assert [(line.option.text, line.group, [one.value for one in line.said]) for line in shown.lines] == [
        (TEXTS[0], "good_for_all", [3, 2, 2]), (TEXTS[1], "bearable", [1, 1, 2]), (TEXTS[2], "not_for_all", [0, 0, 1]),
    ]  # fmt: skip


def test_when_none_is_good_for_all_it_says_who_needs_what(new_client, team):
    case = rating(team.bo, team.cy)
    handed_in_by(case, team.bo, 3, 3, 0)
    handed_in_by(case, team.cy, 1, 0, 3, notes=[NOTE])
    page = new_client(team.bo).get(door("options", case)).content.decode()
    verdict = page[page.index("None is good for all yet.") : page.index("option-group")]
    assert [TEXTS[0] in verdict, "<bdi>Cy</bdi> says what would make it better:" in verdict, NOTE in verdict] == [
        True
    ] * 3


def test_no_person_is_given_a_number(new_client, team):
    """Words and marks: no sum, no average, no score of anybody."""
    case = rating(team.bo, team.cy)
    handed_in_by(case, team.bo, 3, 1, 2)
    handed_in_by(case, team.cy, 2, 2, 0)
    page = new_client(team.bo).get(door("options", case)).content.decode()
    words = re.sub(r"<[^>]+>", "", page[page.index('id="together"') : page.index("yardsticks")])
    assert re.findall(r"\d+", words) == ["1"]
    assert words.count("Bo: very good for me") == 1


def test_handing_in_is_looked_through_and_can_be_taken_back(new_client, team):
    case = rating(team.bo, team.cy)
    rated_by(case, team.bo, 2)
    client = new_client(team.bo)
    form = form_of(client, door("hand_in", case), "seen")
    rated_by(case, team.bo, 3)
    assert client.post(door("hand_in", case), form.values).status_code == 409
    assert not HandedIn.objects.exists()
    form = form_of(client, door("hand_in", case), "seen")
    for _twice in range(2):
        assert client.post(door("hand_in", case), form.values).status_code == 302
    assert HandedIn.objects.count() == 1
    page = client.get(door("options", case)).content.decode()
    assert "Waiting for <bdi>Cy</bdi>" in page
    client.post(door("take_back", case))
    assert not HandedIn.objects.exists()
    assert [row.said["value"] for row in OptionRating.objects.all()] == [3, 3, 3]


def test_what_was_seen_is_what_is_handed_in(team):
    case = rating(team.bo, team.cy)
    rated_by(case, team.bo, 2)
    with pytest.raises(Stale):
        ratings.hand_in(case, "something else", by=team.bo)


def test_after_the_reveal_nothing_of_it_can_be_changed(team):
    case = revealed(team.bo, team.cy)
    for deed in (
        lambda: rated_by(case, team.bo, 0),
        lambda: ratings.take_back(case, by=team.bo),
        lambda: options.open_again(case, by=team.bo),
        lambda: options.edit_option(case.options.first(), 1, by=team.bo, text="Other words"),
        lambda: options.remove_option(case.options.first(), by=team.bo),
    ):
        with pytest.raises(Refused):
            deed()
    assert {row.said["value"] for row in OptionRating.objects.all()} == {2}


def test_when_somebody_leaves_the_others_do_not_wait_and_their_ratings_go_with_them(team):
    dee = person("dee")
    case = rating(team.bo, team.cy, dee)
    handed_in_by(case, team.bo, 3)
    handed_in_by(case, team.cy, 2)
    rated_by(case, dee, 0, notes=[NOTE])
    ending.leave_case(case, by=dee)
    assert current(case).state == "revealed"
    assert set(OptionRating.objects.values_list("party__person", flat=True)) == {team.bo.pk, team.cy.pk}
    shown = round_for(find(case), party(case, team.bo))
    assert [[one.value for one in line.said] for line in shown.lines] == [[3, 2]] * 3


def test_who_waits_when_somebody_else_leaves_goes_on_waiting(team):
    dee = person("dee")
    case = rating(team.bo, team.cy, dee)
    handed_in_by(case, dee, 3)
    ending.leave_case(case, by=dee)
    assert (current(case).state, HandedIn.objects.count(), OptionRating.objects.count()) == ("rating", 0, 0)


def test_what_somebody_rated_after_all_is_still_read_by_all_when_they_leave_later(team):
    dee = person("dee")
    case = revealed(team.bo, team.cy, dee)
    ending.leave_case(case, by=dee)
    shown = round_for(find(case), party(case, team.bo))
    assert [[str(one.party) for one in line.said] for line in shown.lines] == [["Bo", "Cy", "Dee"]] * 3


def test_an_unrevealed_rating_is_never_read_whatever_the_number_asked_for(new_client, team):
    case = rating(team.bo, team.cy)
    rated_by(case, team.cy, 1, notes=[NOTE])
    client = new_client(team.bo)
    assert client.get(reverse("conflicts:old_round", args=[case.pk, 1])).status_code == 404
    url = door("start_another_round", case) + f"?option={case.options.first().pk}"
    assert client.get(url).status_code == 403
    assert list(OptionRating.objects.readable_by(party(case, team.bo))) == []
    assert list(OptionRating.objects.readable_by(None)) == []


def mark_all(case, who):
    """A need and a yardstick of theirs; those that are there are theirs too."""
    for point in Point.objects.filter(case=case):
        PointMark.objects.create(case=case, point=point, party=party(case, who), kind="shares")
    criteria.add_criterion(case, f"As {who} does it", by=who)
    Point.objects.create(case=case, party=party(case, who), kind="interest", text="Time", shared_at=timezone.now())


@pytest.mark.parametrize("step", ["collecting", "rating", "waiting", "revealed"])
def test_a_hundred_options_of_eight_take_as_few_statements_as_one(
    new_client, team, step, django_assert_max_num_queries
):
    others = [team.cy, *(person(name) for name in ("dee", "el", "fay", "gil", "hal", "ivy"))]
    case = listed(team.bo, *others, texts=[f"Option {n}" for n in range(100)])
    for who in (team.bo, *others):
        mark_all(case, who)
    if step != "collecting":
        options.begin_rating(case, by=team.bo)
        handing_in = {"rating": [], "waiting": [team.bo], "revealed": [team.bo, *others]}[step]
        for who in handing_in:
            handed_in_by(case, who, 2, notes=["A word"] * 100)
    client = new_client(team.bo)
    client.get(door("options", case))
    with django_assert_max_num_queries(12):
        page = client.get(door("options", case))
    assert page.content.decode().count("Option 99") >= 1
