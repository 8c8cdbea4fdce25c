"""How each sees it: one's own card in private, what is shared side by side, and what the others say to it."""

import re

import pytest

from common.ids import uuid7
from common.permissions import Refused, Stale
from conflicts.actions import cards, opening, points, starting
from conflicts.models import ConflictCard, Point, PointMark
from notices.models import Notice
from tests.conflicts.disagreements import draft_by, exchanging, find, opened_by, party, say
from tests.factories import person, team_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def case(team):
    return exchanging(team.bo, team.cy)


def path(case, rest=""):
    return f"/disagreements/{case.pk}/{rest}"


def shared_point(case, who, text="A day to test", why="To stand by it"):
    point = points.add_point(find(case), uuid7(), by=who, text=text, why=why)
    cards.share_card(find(case), by=who)
    return Point.objects.get(pk=point.pk)


def marks(point):
    return sorted(
        (str(mark.party), mark.kind) for mark in PointMark.objects.filter(point=point).select_related("party__person")
    )


class TestSharing:
    def test_changes_are_read_once_they_are_shared(self, new_client, team, case):
        bo, cy = new_client(team.bo), new_client(team.cy)
        cards.write_card(case, 2, by=team.cy, seen="In other words")
        point = points.add_point(case, uuid7(), by=team.cy, text="Free evenings")
        assert "You have changes that the others do not see yet." in cy.get(path(case, "cards/")).content.decode()
        page = bo.get(path(case, "cards/")).content.decode()
        assert [words for words in ("In other words", "Free evenings", "You have changes") if words in page] == []
        assert bo.post(path(case, f"interests/{point.pk}/mark/"), {"kind": "shares"}).status_code == 404

        before = Notice.objects.filter(person=team.bo).count()
        cy.post(path(case, "card/share/"))
        cy.post(path(case, "card/share/"))
        page = bo.get(path(case, "cards/")).content.decode()
        assert [words for words in ("In other words", "Free evenings") if words not in page] == []
        assert Notice.objects.filter(person=team.bo).count() == before + 1
        assert "You have changes" not in cy.get(path(case, "cards/")).content.decode()

    def test_each_sharing_is_told(self, team, case):
        before = Notice.objects.filter(person=team.bo).count()
        shared_point(case, team.cy, "Free evenings")
        shared_point(case, team.cy, "A plan for a week")
        assert Notice.objects.filter(person=team.bo).count() == before + 2

    def test_an_empty_card_is_not_shared(self, team):
        case = opened_by(team.bo, team.cy)
        opening.join(case, by=team.cy)
        with pytest.raises(Refused, match="What was seen or heard"):
            cards.share_card(find(case), by=team.cy)

    def test_what_is_not_for_the_others_is_on_no_page_of_theirs(self, new_client, team, case):
        cards.write_card(case, 2, by=team.cy, for_mediator="For a neutral alone", habit="avoiding")
        cards.share_card(case, by=team.cy)
        pages = [new_client(team.bo).get(path(case, rest)).content.decode() for rest in ("", "cards/")]
        assert not any("For a neutral alone" in page or 'value="avoiding" checked' in page for page in pages)
        assert "For a neutral alone" in new_client(team.cy).get(path(case, "cards/")).content.decode()


def parts_of(answer) -> list[str]:
    """The parts of a page that stand in an answer, by their identifiers."""
    return re.findall(r'<(?:li|div) [^>]*?\bid="([^"]+)"', answer.content.decode())


class TestMarks:
    def test_one_of_each_person_to_each_point(self, new_client, team, case):
        point, cy = shared_point(case, team.bo), new_client(team.cy)
        for kind in ("understands", "shares", "shares"):
            cy.post(path(case, f"interests/{point.pk}/mark/"), {"kind": kind, "revision": 1})
        assert marks(point) == [("Cy", "shares")]
        cy.post(path(case, f"interests/{point.pk}/mark/"), {"kind": "", "revision": 1})
        assert marks(point) == []
        assert cy.post(path(case, f"interests/{point.pk}/mark/"), {"kind": "agrees"}).status_code == 404

    def test_with_htmx_the_page_stays_and_both_places_change(self, new_client, team, case):
        point, cy = shared_point(case, team.bo), new_client(team.cy)
        mark = path(case, f"interests/{point.pk}/mark/")
        answer = cy.post(mark, {"kind": "shares", "revision": 1}, headers={"HX-Request": "true"})
        assert (answer.status_code, answer["HX-Retarget"]) == (200, f"#interest-{point.pk}")
        assert parts_of(answer) == [f"interest-{point.pk}", "common-ground"]
        assert answer.context["heard"].common[0].point == point
        assert answer.context["one"].own_mark == "shares"
        stale = cy.post(mark, {"kind": "", "revision": 7}, headers={"HX-Request": "true"})
        assert (stale.status_code, "HX-Retarget" in stale, marks(point)) == (409, False, [("Cy", "shares")])

    def test_other_words_lose_them(self, team, case):
        point = shared_point(case, team.bo)
        points.mark_point(point, "shares", by=team.cy)
        points.write_point(point, 1, by=team.bo, text=point.text, why=point.why)
        assert marks(point) == [("Cy", "shares")]
        points.write_point(point, 1, by=team.bo, text="Two days to test", why=point.why)
        assert marks(point) == []

    def test_ground_is_common_when_all_others_say_so(self, new_client, team):
        case = exchanging(team.bo, team.cy, team.ann)
        point, page = shared_point(case, team.bo), lambda: new_client(team.ann).get(path(case, "cards/"))
        points.mark_point(point, "shares", by=team.cy)
        assert page().context["heard"].common == []
        points.mark_point(point, "understands", by=team.ann)
        assert page().context["heard"].common == []
        points.mark_point(point, "shares", by=team.ann)
        assert [one.point for one in page().context["heard"].common] == [point]


class TestOwnInterests:
    def test_a_stale_text_is_shown_beside_the_saved_one(self, new_client, team, case):
        point, bo = shared_point(case, team.bo), new_client(team.bo)
        points.write_point(point, 1, by=team.bo, text="From the first tab")
        answer = bo.post(path(case, f"interests/{point.pk}/"), {"text": "From the second tab", "revision": 1})
        assert (answer.status_code, Point.objects.get(pk=point.pk).text) == (409, "From the first tab")
        assert [
            words for words in ("From the first tab", "From the second tab") if words not in answer.content.decode()
        ] == []
        with pytest.raises(Stale):
            points.write_point(point, 1, by=team.bo, text="From the third tab")

    def test_the_same_key_adds_once(self, new_client, team, case):
        bo, key = new_client(team.bo), uuid7()
        for _turn in range(2):
            assert bo.post(path(case, f"interests/{key}/"), {"text": "A day", "revision": 0}).status_code == 302
        assert Point.objects.filter(party__person=team.bo).count() == 1
        assert new_client(team.cy).post(path(case, f"interests/{key}/"), {"text": "Mine"}).status_code == 404

    def test_too_long_ones_come_back_whole(self, new_client, team, case):
        answer = new_client(team.bo).post(path(case, f"interests/{uuid7()}/"), {"text": "x" * 301, "why": "y" * 5_001})
        assert (answer.status_code, Point.objects.count()) == (422, 0)
        assert "x" * 301 in answer.content.decode()
        assert "y" * 5_001 in answer.content.decode()

    def test_script_and_right_to_left_are_words(self, new_client, team, case):
        shared_point(case, team.bo, text="<script>alert(1)</script> שקט 🙂")
        page = new_client(team.cy).get(path(case, "cards/")).content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; שקט 🙂" in page

    def test_they_are_ordered_and_removed(self, new_client, team, case):
        bo = new_client(team.bo)
        made = [points.add_point(case, uuid7(), by=team.bo, text=text) for text in ("One", "Two", "Three")]
        bo.post(path(case, "interests/move/"), {"item": made[2].pk, "direction": "up"})
        assert texts(team.bo) == ["One", "Three", "Two"]
        bo.post(path(case, "interests/move/"), {"order": [made[1].pk, made[0].pk]})
        assert texts(team.bo) == ["Two", "One", "Three"]
        bo.post(path(case, f"interests/{made[0].pk}/remove/"))
        assert bo.post(path(case, f"interests/{made[0].pk}/remove/")).status_code == 404
        assert texts(team.bo) == ["Two", "Three"]

    def test_sixty_are_enough(self, team, case):
        own = party(case, team.bo)
        Point.objects.bulk_create([Point(case=case, party=own, kind="interest", text="x") for _ in range(60)])
        with pytest.raises(Refused, match="Keep it to 60"):
            points.add_point(case, uuid7(), by=team.bo, text="One more")


def texts(who):
    return list(Point.objects.filter(party__person=who).values_list("text", flat=True))


class TestCosts:
    @pytest.mark.parametrize("number", [2, 8])
    def test_the_pages_cost_the_same_at_any_size(self, new_client, team, number, django_assert_max_num_queries):
        people = [team.cy, *(person(f"p{at}") for at in range(number - 2))]
        case = exchanging(team.bo, *people)
        for who in people:
            own = party(case, who)
            made = [Point(case=case, party=own, kind="interest", text="x", shared_at=case.opened_at) for _ in range(20)]
            Point.objects.bulk_create(made)
            PointMark.objects.bulk_create(
                [PointMark(case=case, point=point, party=party(case, team.bo), kind="shares") for point in made[:5]]
            )
        client = new_client(team.bo)
        for rest in ("", "cards/"):
            with django_assert_max_num_queries(12):
                assert client.get(path(case, rest)).status_code == 200
        columns = client.get(path(case, "cards/")).context["heard"].columns
        assert [str(column.party) for column in columns][:2] == ["Bo", "Cy"]
        assert len(columns) == number

    def test_the_draft_costs_at_most_twelve(self, new_client, team, django_assert_max_num_queries):
        case = draft_by(team.bo, team.cy, team.ann, team=team)
        starting.ask_party(case, by=team.bo, name="Pia", address="pia@client.example")
        client = new_client(team.bo)
        with django_assert_max_num_queries(12):
            assert client.get(path(case)).status_code == 200


def test_a_card_is_written_while_people_work_on_it_and_not_after(team, case):
    case.state = "withdrawn"
    case.save(update_fields=["state"])
    with pytest.raises(Refused, match="This is over"):
        say(case, team.bo, seen="Too late")
    assert ConflictCard.objects.get(party__person=team.bo).draft["seen"] != "Too late"


def test_saving_an_interest_says_at_once_that_it_is_not_shared(new_client, team, case):
    bo = new_client(team.bo)
    for close in ({}, {"close": "1"}):
        sent = {"text": "Free evenings", "revision": 0} | close
        answer = bo.post(path(case, f"interests/{uuid7()}/"), sent, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        assert "You have changes that the others do not see yet." in answer.content.decode()
