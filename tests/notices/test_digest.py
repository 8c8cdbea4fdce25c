"""The mail of the day: one for each person and working day, from eight where they live, of what is still unread."""

from datetime import UTC, datetime

import pytest
import time_machine

from notices import actions, outbox
from notices.models import Mail, Notice, Preference, Topic, Way
from tests.factories import person
from tests.plugins.mailbox import text_of

TEAM = "00000000-0000-7000-8000-000000000001"
MONDAY = "2027-03-01T06:00"


@pytest.fixture
def ann(db):
    return person("ann", time_zone="Europe/Amsterdam")


@pytest.fixture
def at():
    """`at("2027-03-01T08:00")` sets the clock, in UTC."""
    running = []

    def travel(text):
        for one in running:
            one.stop()
        running[:] = [time_machine.travel(datetime.fromisoformat(text).replace(tzinfo=UTC), tick=False)]
        running[0].start()

    yield travel
    running[0].stop()


def news(*people, text="Bo has joined the team Harbour.", kind="invitation.accepted", **more):
    context = {"person": "Bo", "team": "Harbour"}
    outbox.tell(people, key=text, kind=kind, text=text, url="/teams/", template="teams/notices/joined.txt", context=context, **more)  # fmt: skip


def reminder(*people, text="“Pilot” is due on 3 March 2027.", kind="reminder.deadline", **more):
    outbox.remind(people, key=text, kind=kind, text=text, url="/charters/", **more)


def sent() -> int:
    actions.gather(datetime.now(UTC))
    return actions.send_due()


def test_reminders_come_first_the_most_urgent_on_top_then_news(ann, mailbox, at):
    at(MONDAY)
    news(ann)
    reminder(ann, text="“Later” is due on 5 March 2027.", due_on="2027-03-05")
    reminder(ann, due_on="2027-03-03")
    assert sent() == 0
    at("2027-03-01T07:00")
    assert sent() == 1
    [message] = mailbox.to(ann)
    link = {one.text: f"  http://localhost:8000/notices/{one.pk}/" for one in Notice.objects.all()}
    assert message["Subject"].strip() == "“Pilot” is due on 3 March 2027 … and 2 more"
    body, _line, footer = "\n".join(text_of(message).splitlines()).partition("\n-- \n")
    assert footer.startswith("Common Ground · http://localhost:8000\n")
    assert body.strip() == "\n".join(
        [
            "Hello Ann,", "",
            "What is due:", "",
            "- “Pilot” is due on 3 March 2027.", link["“Pilot” is due on 3 March 2027."], "",
            "- “Later” is due on 5 March 2027.", link["“Later” is due on 5 March 2027."], "",
            "What is new:", "",
            "- Bo has joined the team Harbour.", link["Bo has joined the team Harbour."], "",
            "3 notices are unread: http://localhost:8000/notices/",
        ]
    )  # fmt: skip


def test_one_mail_a_day_and_what_comes_later_waits_for_the_next_morning(ann, mailbox, at):
    at(MONDAY)
    reminder(ann, text="First.")
    at("2027-03-01T07:05")
    assert sent() == 1
    reminder(ann, text="Second.")
    assert sent() == 0
    at("2027-03-02T06:59")
    assert sent() == 0
    at("2027-03-02T07:00")
    assert sent() == 1
    assert sent() == 0
    assert mailbox.subjects == ["First.", "Second."]
    assert list(Mail.objects.order_by("key").values_list("key", flat=True)) == [
        f"digest:{ann.pk}:2027-03-01",
        f"digest:{ann.pk}:2027-03-02",
    ]


def test_a_late_reminder_goes_today_where_todays_mail_has_not_gone(ann, mailbox, at):
    at("2027-03-01T14:00")
    reminder(ann)
    assert sent() == 1


def test_the_weekend_waits_for_monday(ann, mailbox, at):
    at("2027-03-05T12:00")
    news(ann)
    at("2027-03-06T09:00")
    reminder(ann)
    for moment in ("2027-03-06T09:00", "2027-03-07T12:00", "2027-03-08T06:59"):
        at(moment)
        assert sent() == 0
    at("2027-03-08T07:00")
    assert sent() == 1


def test_everyone_has_their_own_morning(ann, mailbox, at):
    bo = person("bo", time_zone="Asia/Kolkata")
    at("2027-03-01T01:00")
    reminder(ann, bo)
    at("2027-03-01T02:30")
    assert sent() == 1
    assert len(mailbox.to(bo)) == 1
    at("2027-03-01T07:00")
    assert sent() == 1
    assert len(mailbox.to(ann)) == 1


def test_who_moves_to_another_zone_gets_it_in_their_new_morning(ann, mailbox, at):
    at(MONDAY)
    news(ann)
    ann.time_zone = "America/New_York"
    ann.save()
    at("2027-03-01T07:00")
    assert sent() == 0
    at("2027-03-01T13:00")
    assert sent() == 1


def test_what_was_read_meanwhile_is_left_out_and_an_empty_mail_is_not_sent(ann, mailbox, at):
    at(MONDAY)
    news(ann, text="Read before.")
    news(ann, text="Read in between.")
    Notice.objects.filter(text="Read before.").update(read_at=datetime.now(UTC))
    at("2027-03-01T07:00")
    actions.gather(datetime.now(UTC))
    Notice.objects.update(read_at=datetime.now(UTC))
    assert actions.send_due() == 0
    assert (len(mailbox), Mail.objects.get().state) == (0, Mail.State.WITHDRAWN)


def test_what_was_read_before_the_morning_writes_no_mail_and_leaves_the_day_free(ann, mailbox, at):
    at(MONDAY)
    news(ann)
    Notice.objects.update(read_at=datetime.now(UTC))
    at("2027-03-01T07:00")
    assert (sent(), Mail.objects.count(), Notice.objects.filter(mail_at__isnull=False).count()) == (0, 0, 0)
    reminder(ann)
    assert sent() == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_who_left_hears_nothing_whether_the_mail_is_gathered_yet_or_not(ann, mailbox, at, moment):
    at(MONDAY)
    reminder(ann, text="Of the team.", team_id=TEAM)
    at("2027-03-01T07:00")
    if moment == "after":
        actions.gather(datetime.now(UTC))
    outbox.withdraw(team_id=TEAM, person=ann)
    assert (sent(), len(mailbox)) == (0, 0)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_what_is_taken_back_is_not_in_it(ann, mailbox, at, moment):
    at(MONDAY)
    news(ann, text="No longer true.")
    news(ann, text="Still true.")
    at("2027-03-01T07:00")
    if moment == "after":
        actions.gather(datetime.now(UTC))
    outbox.take_back("No longer true.", people=[ann])
    assert sent() == 1
    assert mailbox.subjects == ["Still true."]
    assert "No longer" not in text_of(mailbox.to(ann)[0])


def test_who_is_shut_out_gets_none_and_nothing_waits_on(ann, mailbox, at):
    at(MONDAY)
    reminder(ann)
    ann.is_active = False
    ann.save()
    at("2027-03-01T07:00")
    assert (sent(), Mail.objects.count(), Notice.objects.filter(mail_at__isnull=False).count()) == (0, 0, 0)


def test_a_long_list_is_cut_and_says_so(ann, mailbox, at):
    at(MONDAY)
    for number in range(53):
        news(ann, text=f"News {number:02}.")
    at("2027-03-01T07:00")
    assert sent() == 1
    text = text_of(mailbox.to(ann)[0])
    assert text.count("- News") == 50
    assert "And 3 more in your inbox." in text


@pytest.mark.parametrize("people", [1, 30])
def test_gathering_costs_the_same_for_many(people, ann, at, django_assert_num_queries):
    at(MONDAY)
    reminder(*[person(f"p{number}") for number in range(people)])
    at("2027-03-01T08:00")
    with django_assert_num_queries(11):
        assert actions.gather(datetime.now(UTC)) == people


WAYS = [
    # way, mail of its own, in the day's mail, a reminder in the day's mail
    (Way.AT_ONCE, 1, 0, 1),
    (Way.DAILY, 0, 1, 1),
    (Way.OFF, 0, 0, 0),
]


@pytest.mark.parametrize(("way", "own", "with_day", "reminded"), WAYS)
def test_each_way(ann, mailbox, at, way, own, with_day, reminded):
    at(MONDAY)
    Preference.objects.create(person=ann, topic=Topic.DEADLINES, way=way)
    news(ann, kind="reminder.overdue", text="News.")
    assert actions.send_due() == own
    reminder(ann, text="Reminder.")
    at("2027-03-01T07:00")
    sent()
    day = "".join(text_of(message) for message in mailbox.to(ann)[own:])
    assert ("- News." in day, "- Reminder." in day) == (bool(with_day), bool(reminded))
    assert Notice.objects.visible_to(ann).count() == 2


def test_without_the_days_mail_only_what_comes_at_once_comes(ann, mailbox, at):
    at(MONDAY)
    Preference.objects.create(person=ann, topic=Preference.DAY, way=Way.OFF)
    news(ann)
    reminder(ann)
    news(ann, kind="charter.activated", text="In force.")
    at("2027-03-02T07:00")
    assert sent() == 1
    assert mailbox.subjects == ["Bo has joined the team Harbour"]


@pytest.mark.parametrize("kind", ["invitation.sent", "member.role_changed", "member.removed", "unknown"])
def test_what_may_not_be_missed_comes_at_once_whatever_was_chosen(ann, mailbox, at, kind):
    at(MONDAY)
    for topic in [*Topic, Preference.DAY]:
        Preference.objects.create(person=ann, topic=topic, way=Way.OFF)
    news(ann, kind=kind)
    assert actions.send_due() == 1
    assert mailbox.to(ann)[0]["List-Unsubscribe"] is None


def test_small_news_stay_in_the_app_whatever_was_chosen(ann, mailbox, at):
    at(MONDAY)
    outbox.tell([ann], key="small", kind="member.left", text="Small.", url="/")
    at("2027-03-01T07:00")
    assert (sent(), Notice.objects.get().mail_at) == (0, None)


def test_times_of_the_site_do_not_matter(ann, mailbox, at):
    """A day there may be another day here: the key is of the person's own day."""
    ann.time_zone = "Pacific/Kiritimati"
    ann.save()
    at("2027-03-01T17:00")
    reminder(ann)
    at("2027-03-01T18:00")
    assert sent() == 1
    assert Mail.objects.get().key == f"digest:{ann.pk}:2027-03-02"
