"""Two sides in one team: asking for the other side, the agenda by consent of both, the joint result by consent of both."""

import pytest
from django.urls import reverse

from common.permissions import Refused
from negotiations.actions import agenda, joint, seats, sharing
from negotiations.models import (
    AgendaIssue,
    AgendaOption,
    Issue,
    IssueOption,
    IssueWeight,
    JointResult,
    OptionScore,
    PrepSheet,
    SheetEvent,
    SideInvitation,
)
from notices.models import Notice
from teams.actions import members
from tests.factories import team_with
from tests.negotiations.cases import issue, problem
from tests.negotiations.reading_pages import words_in
from tests.negotiations.sheets import seat, sheet_of, with_problem

pytestmark = pytest.mark.django_db
TALK = problem()
PRICE = issue("Price", (0, 10), (5, 5), (10, 0), names=["300", "310", "320"])
DAY = issue("Day", (0, 4), (4, 3), names=["Monday", "Tuesday"])


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def sheet(team):
    """Of bo, with two issues."""
    sheet = sheet_of(team, team.bo, "Bo’s secret title")
    return with_problem(sheet, type(TALK)((PRICE, DAY), 9, None), by=team.bo)


@pytest.fixture
def other(team, sheet):
    """Of cy, who was asked and said yes."""
    asked = sharing.ask_side(sheet, team.cy, by=team.bo)
    return sharing.accept_side(asked, title="Cy’s secret title", by=team.cy)


def post(client, name, *parts, **fields):
    return client.post(reverse(f"negotiations:{name}", args=parts), fields)


def page(client, name, *parts):
    return client.get(reverse(f"negotiations:{name}", args=parts))


def test_one_person_is_asked_and_learns_nothing_of_the_sheet(new_client, team, sheet, mailbox, run_tasks):
    client = new_client(team.bo)
    assert post(client, "ask_side", sheet.pk, person=team.cy.pk, title="").status_code == 302
    asked = SideInvitation.objects.get()
    run_tasks()
    notice = Notice.objects.get(person=team.cy)
    said = page(new_client(team.cy), "side", asked.pk).content.decode()
    assert notice.text == "Bo asks you to prepare the other side of a negotiation."
    assert "secret" not in said + mailbox.to("cy@example.org")[-1].as_string()
    assert page(new_client(team.ann), "side", asked.pk).status_code == 404
    assert page(new_client(team.cy), "sharing", sheet.pk).status_code == 404


def test_who_says_yes_has_a_sheet_of_their_own(new_client, team, sheet):
    asked = sharing.ask_side(sheet, team.cy, by=team.bo)
    client = new_client(team.cy)
    first = post(client, "accept_side", asked.pk, title="Mine")
    again = post(client, "accept_side", asked.pk, title="Mine")
    mine = PrepSheet.objects.get(title__isnull=False, seats__person=team.cy)
    assert first["Location"] == again["Location"] == reverse("negotiations:show", args=[mine.pk])
    assert (mine.title, mine.negotiation_id, PrepSheet.objects.count()) == ("Mine", sheet.negotiation_id, 2)
    assert Notice.objects.get(person=team.bo).text == "Cy prepares the other side of your negotiation."
    assert [page(client, name, sheet.pk).status_code for name in ("show", "sharing", "seats", "agenda")] == [404] * 4
    assert [page(new_client(team.bo), name, mine.pk).status_code for name in ("show", "sharing", "seats")] == [404] * 3


def test_who_says_no_is_asked_no_more(new_client, team, sheet):
    asked = sharing.ask_side(sheet, team.cy, by=team.bo)
    post(new_client(team.cy), "decline_side", asked.pk)
    assert post(new_client(team.cy), "accept_side", asked.pk, title="Mine").status_code == 403
    assert Notice.objects.get(person=team.bo).text == "Cy does not prepare the other side of your negotiation."
    assert sharing.ask_side(sheet, team.ann, by=team.bo).state == "asked"


def test_a_question_is_taken_back(new_client, team, sheet):
    asked = sharing.ask_side(sheet, team.cy, by=team.bo)
    assert sharing.ask_side(sheet, team.cy, by=team.bo).pk == asked.pk
    with pytest.raises(Refused, match="Withdraw that first"):
        sharing.ask_side(sheet, team.ann, by=team.bo)
    post(new_client(team.bo), "withdraw_side", sheet.pk)
    assert post(new_client(team.cy), "accept_side", asked.pk, title="Mine").status_code == 403
    assert PrepSheet.objects.count() == 1


def test_nobody_sits_on_two_sides(team, sheet, other):
    with pytest.raises(Refused, match="This person cannot have a seat here"):
        seats.give_seat(sheet, team.cy, "viewer", sees_limits=False, by=team.bo)
    with pytest.raises(Refused, match="This person cannot have a seat here"):
        seats.give_seat(other, team.bo, "viewer", sees_limits=False, by=team.cy)


def test_who_got_a_seat_meanwhile_cannot_prepare_the_other_side(team, sheet):
    asked = sharing.ask_side(sheet, team.cy, by=team.bo)
    with pytest.raises(Refused, match="This person cannot have a seat here"):
        seats.give_seat(sheet, team.cy, "viewer", sees_limits=False, by=team.bo)
    seat(sheet, team.cy, "viewer")
    with pytest.raises(Refused, match="You cannot prepare this side"):
        sharing.accept_side(asked, title="Mine", by=team.cy)
    with pytest.raises(Refused, match="This person cannot be asked here"):
        sharing.withdraw_side(sheet, by=team.bo)
        sharing.ask_side(sheet, team.cy, by=team.bo)


def test_questions_of_and_to_who_leaves_the_team_end(team, sheet):
    sharing.ask_side(sheet, team.cy, by=team.bo)
    members.leave_team(team.memberships.get(person=team.cy), by=team.cy)
    assert SideInvitation.objects.get().state == "withdrawn"


# The agenda


def opened(team, sheet, other):
    agenda.open_agenda(sheet, by=team.bo)
    agenda.open_agenda(other, by=team.cy)


def topics():
    return {topic.name: [option.name for option in topic.options.all()] for topic in AgendaIssue.objects.all()}


def test_the_agenda_opens_only_when_both_want_it_and_closes_when_one_does_not(new_client, team, sheet, other):
    bo, cy = new_client(team.bo), new_client(team.cy)
    post(bo, "open_agenda", sheet.pk)
    assert [page(bo, "agenda", sheet.pk).status_code, page(cy, "agenda", other.pk).status_code] == [404, 404]
    assert Notice.objects.get(person=team.cy, kind="sheet.agenda_asked").url == reverse(
        "negotiations:sharing", args=[other.pk]
    )
    post(cy, "open_agenda", other.pk)
    assert [page(bo, "agenda", sheet.pk).status_code, page(cy, "agenda", other.pk).status_code] == [200, 200]
    post(bo, "close_agenda", sheet.pk)
    assert [page(bo, "agenda", sheet.pk).status_code, page(cy, "agenda", other.pk).status_code] == [404, 404]
    assert post(cy, "propose_topics", other.pk, typed="Price: 1; 2").status_code == 404


def test_names_get_there_only_when_ticked_or_typed(new_client, team, sheet, other):
    opened(team, sheet, other)
    bo, cy = new_client(team.bo), new_client(team.cy)
    assert topics() == {}
    price = Issue.objects.filter(sheet=sheet).order_by("position").first()
    post(bo, "propose_topics", sheet.pk, issues=price.pk, typed="Insurance : full;  half ; full\n\n")
    assert topics() == {"Price": ["300", "310", "320"], "Insurance": ["full", "half"]}
    said = words_in(page(cy, "agenda", other.pk))
    assert [word for word in ("Price", "310", "Insurance", "Day", "Tuesday", "Bo’s") if word in said] == [
        "Price", "310", "Insurance",
    ]  # fmt: skip
    post(bo, "propose_topics", sheet.pk, issues=price.pk, typed="price: 330")
    assert topics()["Price"] == ["300", "310", "320", "330"]
    answer = post(cy, "propose_topics", other.pk, typed=": no name")
    assert (answer.status_code, len(topics())) == (422, 2)


def test_an_issue_of_the_other_side_cannot_be_ticked(new_client, team, sheet, other):
    opened(team, sheet, other)
    theirs = Issue.objects.filter(sheet=sheet).first()
    assert post(new_client(team.cy), "propose_topics", other.pk, issues=theirs.pk).status_code == 422
    assert agenda.propose_topics(other, [theirs.pk], [], by=team.cy) == 0
    assert topics() == {}


def test_taking_brings_names_without_numbers_and_fits_issues_of_the_same_name(new_client, team, sheet, other):
    opened(team, sheet, other)
    agenda.propose_topics(sheet, Issue.objects.filter(sheet=sheet).values_list("pk", flat=True), [], by=team.bo)
    other.refresh_from_db()
    with_problem(other, type(TALK)((issue("price", (1, 0), (2, 0), names=["310", "Free"]),)), by=team.cy)
    keys = [str(topic.pk) for topic in AgendaIssue.objects.all()]
    post(new_client(team.cy), "take_topics", other.pk, topics=keys)
    post(new_client(team.cy), "take_topics", other.pk, topics=keys)
    mine = {
        one.name: [(option.name, option.agenda_option and option.agenda_option.name) for option in one.options.all()]
        for one in Issue.objects.filter(sheet=other)
    }
    assert mine == {
        "price": [("310", "310"), ("Free", None), ("300", "300"), ("320", "320")],
        "Day": [("Monday", "Monday"), ("Tuesday", "Tuesday")],
    }
    assert IssueWeight.objects.get(sheet=other, issue__agenda_issue__position=1, party="own").points is None
    assert topics()["Price"] == ["300", "310", "320"]


def test_a_struck_topic_leaves_the_sheets_alone(new_client, team, sheet, other):
    opened(team, sheet, other)
    agenda.propose_topics(sheet, Issue.objects.filter(sheet=sheet).values_list("pk", flat=True), [], by=team.bo)
    post(new_client(team.cy), "strike_topic", other.pk, AgendaIssue.objects.first().pk)
    assert list(topics()) == ["Day"]
    assert Issue.objects.filter(sheet=sheet).count() == 2
    assert "Price" not in str(list(SheetEvent.objects.filter(sheet=sheet).values_list("data", flat=True)))


def test_viewers_read_the_agenda_and_change_nothing(new_client, team, sheet, other):
    opened(team, sheet, other)
    seat(sheet, team.mo, "viewer")
    mo = new_client(team.mo)
    assert page(mo, "agenda", sheet.pk).status_code == 200
    assert [
        post(mo, "propose_topics", sheet.pk, typed="X: y").status_code,
        post(mo, "close_agenda", sheet.pk).status_code,
        post(mo, "agree_joint", sheet.pk).status_code,
    ] == [403, 403, 403]
    assert topics() == {}


# The joint result


@pytest.fixture
def shared(team, sheet, other):
    """Both sides have both topics, with numbers of their own."""
    opened(team, sheet, other)
    agenda.propose_topics(sheet, Issue.objects.filter(sheet=sheet).values_list("pk", flat=True), [], by=team.bo)
    agenda.take_topics(other, AgendaIssue.objects.values_list("pk", flat=True), by=team.cy)
    scores = {"300": 10, "310": 5, "320": 0, "Monday": 4, "Tuesday": 3}
    for score in OptionScore.objects.filter(sheet=other, party="own").select_related("option"):
        score.points = scores[score.option.name]
        score.save()
    other.refresh_from_db()
    other.reservation_score = {"value": 8, "unit": "points"}
    other.save()
    return sheet, other


def agree(team, sheet, other):
    joint.agree_joint(sheet, by=team.bo)
    joint.agree_joint(other, by=team.cy)


def found():
    names = {str(option.pk): option.name for option in AgendaOption.objects.all()}
    return [[names[key] for key in package] for one in JointResult.objects.all() for package in one.packages]


def test_the_result_needs_both_and_is_names_alone(new_client, team, shared):
    sheet, other = shared
    joint.agree_joint(sheet, by=team.bo)
    assert JointResult.objects.count() == 0
    assert Notice.objects.filter(person=team.cy, kind="sheet.joint_asked").count() == 1
    joint.agree_joint(other, by=team.cy)
    assert found() == [["310", "Tuesday"]]
    for who, side in ((team.bo, sheet), (team.cy, other)):
        said = page(new_client(who), "sharing", side.pk)
        assert [[option.name for option in package] for package in said.context["joint"]] == [["310", "Tuesday"]]
        assert Notice.objects.filter(person=who, kind="sheet.joint_found").count() == 1


def test_no_package_that_suits_is_said_in_one_sentence(new_client, team, shared):
    sheet, other = shared
    PrepSheet.objects.filter(pk=other.pk).update(reservation_score={"value": 9, "unit": "points"})
    agree(team, sheet, other)
    assert "No package suits both sides’ numbers." in page(new_client(team.bo), "sharing", sheet.pk).content.decode()


def test_another_result_needs_both_again(new_client, team, shared):
    """Nobody finds out about the other side's limit by changing their own numbers bit by bit."""
    sheet, other = shared
    agree(team, sheet, other)
    PrepSheet.objects.filter(pk=other.pk).update(reservation_score={"value": 9, "unit": "points"})
    joint.agree_joint(other, by=team.cy)
    assert found() == [["310", "Tuesday"]]
    post(new_client(team.cy), "withdraw_joint", other.pk)
    assert [one.joint_agreed_at for one in PrepSheet.objects.all()] == [None, None]
    assert page(new_client(team.bo), "sharing", sheet.pk).context["joint"] is None
    assert Notice.objects.filter(person=team.bo, kind="sheet.joint_withdrawn").count() == 1
    joint.agree_joint(other, by=team.cy)
    assert JointResult.objects.count() == 0


@pytest.mark.parametrize("change", ["close", "strike", "propose"])
def test_another_agenda_ends_the_result_and_the_consent(team, shared, change):
    sheet, other = shared
    agree(team, sheet, other)
    {
        "close": lambda: agenda.close_agenda(sheet, by=team.bo),
        "strike": lambda: agenda.strike_topic(other, AgendaIssue.objects.first(), by=team.cy),
        "propose": lambda: agenda.propose_topics(other, [], [("Bus", [])], by=team.cy),
    }[change]()
    assert JointResult.objects.count() == 0
    assert [one.joint_agreed_at for one in PrepSheet.objects.all()] == [None, None]


def test_a_side_without_topics_of_its_own_is_told_so_of_itself_alone(team, sheet, other):
    opened(team, sheet, other)
    agenda.propose_topics(sheet, Issue.objects.filter(sheet=sheet).values_list("pk", flat=True), [], by=team.bo)
    joint.agree_joint(sheet, by=team.bo)
    with pytest.raises(Refused, match="Take topics of the agenda into your sheet first"):
        joint.agree_joint(other, by=team.cy)
    assert IssueOption.objects.filter(sheet=other).count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_the_database_as_often_at_any_size(
    new_client, team, shared, count, django_assert_max_num_queries
):
    sheet, other = shared
    agree(team, sheet, other)
    if count > 1:
        agenda.propose_topics(sheet, [], [("Bus", ["a", "b"]), ("Tram", ["a", "b"])], by=team.bo)
        for who in (team.ann, team.mo, team.ob):
            seat(sheet, who, "viewer")
    client = new_client(team.bo)
    for name in ("sharing", "agenda", "seats"):
        url = reverse(f"negotiations:{name}", args=[sheet.pk])
        with django_assert_max_num_queries(MOST):
            assert client.get(url).status_code == 200


MOST = 30
