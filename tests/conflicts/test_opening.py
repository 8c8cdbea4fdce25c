"""A draft is opened, and those who are asked answer: once, in any order, and without a trace where they say no."""

import pytest
from allauth.account.models import EmailAddress

from accounts.actions import add_person
from common.permissions import Refused
from conflicts.actions import cards, opening, starting
from conflicts.models import CaseEvent, CaseParty, ConflictCase
from notices.models import Mail, Notice
from tests.conflicts.disagreements import NEED, SEEN, draft_by, exchanging, find, opened_by, party
from tests.factories import person, team_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return team_with()


def path(case, rest=""):
    return f"/disagreements/{case.pk}/{rest}"


def verbs(case):
    return list(CaseEvent.objects.filter(case=case).order_by("at", "id").values_list("verb", flat=True))


def test_opening_twice_opens_once(team):
    case = draft_by(team.bo, team.cy)
    for _turn in range(2):
        opening.open_case(case, by=team.bo)
    opening.join(case, by=team.cy)
    opening.open_case(case, by=team.bo)
    assert verbs(case) == ["case.opened", "party.joined"]
    assert Notice.objects.filter(person=team.cy).count() == 1


def test_joining_twice_joins_once(team):
    case = opened_by(team.bo, team.cy)
    assert opening.join(case, by=team.cy).pk == opening.join(case, by=team.cy).pk
    assert verbs(case) == ["case.opened", "party.joined"]
    assert Notice.objects.filter(person=team.bo).count() == 1


def test_a_need_among_the_interests_is_enough(team):
    case = starting.start_case("Late builds", by=team.bo)
    starting.ask_party(case, person=team.cy, by=team.bo)
    starting.answer_safety(case, [], by=team.bo)
    cards.write_card(case, 1, by=team.bo, seen=SEEN)
    with pytest.raises(Refused, match="What I need, and why"):
        opening.open_case(case, by=team.bo)
    cards.write_card(case, 2, by=team.bo, need=NEED)
    assert opening.open_case(case, by=team.bo).state == "opened"


def test_what_is_not_for_them_is_not_read_by_who_is_asked(new_client, team):
    case = draft_by(team.bo, team.cy, team.ann)
    cards.write_card(case, 2, by=team.bo, for_mediator="For a neutral", habit="avoiding")
    opening.open_case(case, by=team.bo)
    opening.join(find(case), by=team.ann)
    cards.write_card(find(case), 1, by=team.ann, seen="Not shared by Ann")
    cards.write_card(find(case), 3, by=team.bo, seen="Changed since")
    page = new_client(team.cy).get(path(case)).content.decode()
    assert SEEN in page
    assert [
        words for words in ("For a neutral", "I step around it", "Not shared by Ann", "Changed since") if words in page
    ] == []
    assert new_client(team.cy).get(path(case, "cards/")).status_code == 404


def test_who_says_no_finds_nothing_any_more(new_client, team):
    case = opened_by(team.bo, team.cy)
    cy = new_client(team.cy)
    assert "You do not want to take part?" in cy.get(path(case, "decline/")).content.decode()
    assert find(case).state == "opened"
    assert cy.post(path(case, "decline/"))["Location"] == "/disagreements/"
    assert find(case).state == "declined"
    assert [cy.get(path(case, rest)).status_code for rest in ("", "decline/", "cards/", "not-safe/")] == [404] * 4
    assert cy.post(path(case, "join/")).status_code == 404
    assert "Late builds" not in cy.get("/disagreements/").content.decode()
    assert not Notice.objects.filter(person=team.cy).exists()
    assert "does not take part" in new_client(team.bo).get(path(case)).content.decode()


def test_with_three_one_no_ends_nothing(team):
    case = opened_by(team.bo, team.cy, team.ann)
    opening.decline_part(case, by=team.cy)
    assert find(case).state == "opened"
    opening.join(find(case), by=team.ann)
    assert find(case).state == "exchanging"


class TestTakingBack:
    def test_the_question_and_its_notice_vanish(self, new_client, team):
        case = opened_by(team.bo, team.cy)
        assert Notice.objects.filter(person=team.cy).count() == 1
        bo, asked = new_client(team.bo), party(case, team.cy)
        assert "No longer ask" in bo.get(path(case)).content.decode()
        bo.post(path(case, f"people/{asked.pk}/remove/"))
        assert (party(case, team.cy).state, find(case).state) == ("removed", "withdrawn")
        assert not Notice.objects.filter(person=team.cy).exists()
        assert Mail.objects.filter(person=team.cy).exclude(state="withdrawn").count() == 0
        assert new_client(team.cy).get(path(case)).status_code == 404

    def test_a_mail_that_waits_is_not_sent(self, team):
        case = draft_by(team.bo)
        pia = starting.ask_party(case, by=team.bo, name="Pia", address="pia@client.example")
        opening.open_case(case, by=team.bo)
        pia.refresh_from_db()
        opening.remove_invited(pia, by=team.bo)
        assert list(Mail.objects.filter(to="pia@client.example").values_list("state", flat=True)) == ["withdrawn"]

    def test_after_a_no_it_was_not_taken_up(self, team):
        case = opened_by(team.bo, team.cy, team.ann)
        opening.decline_part(case, by=team.cy)
        opening.remove_invited(party(case, team.ann), by=team.bo)
        assert find(case).state == "declined"

    def test_the_others_are_told_and_go_on(self, team):
        case = opened_by(team.bo, team.cy, team.ann)
        opening.join(case, by=team.cy)
        before = Notice.objects.filter(person=team.cy).count()
        opening.remove_invited(party(case, team.ann), by=team.bo)
        assert Notice.objects.filter(person=team.cy).count() == before + 1
        assert find(case).state == "exchanging"

    def test_whoever_joined_first_stays(self, team):
        case = opened_by(team.bo, team.cy)
        asked = party(case, team.cy)
        opening.join(case, by=team.cy)
        with pytest.raises(Refused, match="answered"):
            opening.remove_invited(asked, by=team.bo)
        assert party(case, team.cy).state == "joined"

    def test_who_comes_after_it_finds_nothing(self, new_client, team):
        case = opened_by(team.bo, team.cy, team.ann)
        opening.remove_invited(party(case, team.cy), by=team.bo)
        with pytest.raises(Refused, match="You are not asked"):
            opening.join(case, by=team.cy)
        assert new_client(team.cy).post(path(case, "join/")).status_code == 404
        assert party(case, team.cy).state == "removed"

    def test_only_its_opener_takes_it_back(self, new_client, team):
        case = opened_by(team.bo, team.cy, team.ann)
        opening.join(case, by=team.cy)
        cy = new_client(team.cy)
        assert cy.post(path(case, f"people/{party(case, team.ann).pk}/remove/")).status_code == 403
        assert "No longer ask" not in cy.get(path(case)).content.decode()


class TestByAddress:
    """Somebody without an account makes one, confirms the address, and finds it."""

    def asked(self, team, address="pia@client.example"):
        case = draft_by(team.bo)
        starting.ask_party(case, by=team.bo, name="Pia", address=address)
        return opening.open_case(case, by=team.bo)

    def test_the_mail_names_no_topic(self, team, mailbox, run_tasks):
        self.asked(team)
        run_tasks()
        [mail] = mailbox
        assert mail["To"] == "pia@client.example"
        assert "builds" not in mail.as_string()
        assert "disagreement" not in mail.as_string().lower()

    def test_after_confirming_it_is_in_the_list(self, new_client, team):
        case = self.asked(team)
        pia = add_person("pia@client.example", "Pia", "correct horse battery")
        EmailAddress.objects.filter(user=pia).update(verified=False)
        client = new_client(pia)
        assert client.get(path(case)).status_code == 404
        EmailAddress.objects.filter(user=pia).update(verified=True)
        assert "You are asked" in client.get("/disagreements/").content.decode()
        client.post(path(case, "join/"))
        assert (party(case, pia).state, find(case).state) == ("joined", "exchanging")

    def test_an_account_with_this_address_reads_it_in_the_app_and_gets_one_mail(self, team, mailbox, run_tasks):
        pia = add_person("pia@client.example", "Pia", "correct horse battery")
        case = self.asked(team)
        run_tasks()
        assert [mail["To"] for mail in mailbox] == ["pia@client.example"]
        assert list(Notice.objects.filter(person=pia).values_list("text", flat=True)) == [
            "Something private waits for you."
        ]
        opening.remove_invited(find(case).parties.get(address="pia@client.example"), by=team.bo)
        assert not Notice.objects.filter(person=pia).exists()

    def test_an_address_that_nobody_confirmed_tells_no_account(self, team):
        pia = add_person("pia@client.example", "Pia", "correct horse battery")
        EmailAddress.objects.filter(user=pia).update(verified=False)
        self.asked(team)
        assert not Notice.objects.filter(person=pia).exists()

    def test_somebody_asked_twice_answers_once(self, new_client, team):
        case = draft_by(team.bo, team.cy)
        EmailAddress.objects.create(user=team.cy, email="cy.private@client.example", verified=True)
        starting.ask_party(case, by=team.bo, name="C", address="cy.private@client.example")
        opening.open_case(case, by=team.bo)
        opening.decline_part(find(case), by=team.cy)
        assert not ConflictCase.objects.of(team.cy).exists()
        assert sorted(CaseParty.objects.filter(case=case).values_list("state", flat=True)) == [
            "declined",
            "joined",
            "removed",
        ]
        assert find(case).state == "declined"


class TestWhereItStands:
    def test_the_clock_is_the_same_for_all(self, new_client, team, time_machine):
        time_machine.move_to("2026-12-01 10:00 +0000", tick=False)
        case = opened_by(team.bo, team.cy, team.ann)
        opening.join(case, by=team.cy)
        words = "Ann has until 8 December to answer. Those who take part can ask for a mediator at any time"
        for who in (team.bo, team.cy, team.ann):
            assert words in new_client(who).get(path(case)).content.decode()
        time_machine.move_to("2026-12-08 10:00 +0000", tick=False)
        assert "Ann had until 8 December to answer." in new_client(team.bo).get(path(case)).content.decode()

    def test_one_clock_speaks_of_all_who_can_answer_until_the_same_day(self, new_client, team, time_machine):
        time_machine.move_to("2026-12-01 10:00 +0000", tick=False)
        page = new_client(team.bo).get(path(opened_by(team.bo, team.cy, team.ann))).content.decode()
        assert "Cy, Ann have until 8 December to answer. Whoever asked can turn to somebody else at any time" in page
        assert page.count("8 December to answer") == 1

    def test_each_reads_their_own_next_step(self, new_client, team):
        case = opened_by(team.bo, team.cy)
        steps = [new_client(team.bo).get(path(case)).context["standing"].next.title]
        opening.join(case, by=team.cy)
        steps += [new_client(who).get(path(case)).context["standing"].next.title for who in (team.bo, team.cy)]
        other = exchanging(team.bo, team.cy)
        steps.append(new_client(team.cy).get(path(other)).context["standing"].next.title)
        assert steps == ["Wait for an answer", "Wait for Cy", "Say how you see it", "Look for options together"]

    def test_whether_somebody_writes_is_not_seen(self, new_client, team):
        case = opened_by(team.bo, team.cy)
        opening.join(case, by=team.cy)
        bo = new_client(team.bo)
        pages = [plain(bo, case)]
        cards.write_card(find(case), 1, by=team.cy, seen="I have begun")
        pages.append(plain(bo, case))
        assert pages[0] == pages[1]


def plain(client, case):
    """The pages of a case without what changes each time."""
    texts = [client.get(path(case, rest)).content.decode() for rest in ("", "cards/")]
    return [[line for line in text.splitlines() if "csrf" not in line.lower()] for text in texts]


def test_the_list_costs_the_same_at_any_size(new_client, team, django_assert_max_num_queries):
    people = [person(f"p{at}") for at in range(4)]
    for other in people:
        exchanging(team.bo, other)
        opened_by(other, team.bo)
        draft_by(team.bo, other)
    client = new_client(team.bo)
    with django_assert_max_num_queries(12):
        page = client.get("/disagreements/").content.decode()
    assert page.count('class="case-row"') == 12
