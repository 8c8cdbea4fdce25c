"""The learning log: from a growth area to a workshop that was done, what is refused, who sees it, and when it reminds."""

import datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from common.permissions import Refused
from feedback.actions import learning
from feedback.learned import Spent, by_year
from feedback.models import Insight, LearningItem
from feedback.notify import learning as notify
from notices.models import Notice
from tests.factories import person, team_with
from tests.feedback.requests import sent_by
from tests.filling import fill, form_of

TODAY = datetime.datetime(2027, 3, 9, 10, 0, tzinfo=datetime.UTC)
WORKSHOP = {
    "kind": "workshop", "title": "Negotiating from a weak place", "provider": "Port School", "link": "https://port.example/w",
    "starts_on": "2027-03-12", "ends_on": "2027-03-13", "hours": "12,5", "cost": "450", "currency": "EUR",
    "competency": "preparation",
}  # fmt: skip
LOG = reverse("feedback:learning")
NEW = reverse("feedback:start_learning")


@pytest.fixture
def lee(db, time_machine):
    time_machine.move_to(TODAY, tick=False)
    return person("lee")


def item_of(lee, **fields) -> LearningItem:
    return learning.start_learning({"title": "A book", "kind": "book"} | fields, by=lee)


def edit(client, item, **fields):
    return fill(client, reverse("feedback:edit_learning", args=[item.pk]), **{"title": item.title} | fields)


def test_from_a_growth_area_to_what_was_learned(lee, new_client, time_machine):
    """Planned with date, cost and provider, begun, done with its takeaway; the list says what it came to."""
    client = new_client(lee)
    page = client.get(NEW, {"competency": "preparation"})
    assert page.context["form"]["competency"].value() == "preparation"
    fill(client, NEW, **WORKSHOP, state="planned")
    item = LearningItem.objects.get()
    assert (item.state, item.hours, item.cost, item.currency) == ("planned", Decimal("12.5"), 450, "EUR")
    assert "1 thing planned or in progress, 12.5 hours, " in client.get(LOG).content.decode()
    client.post(reverse("feedback:move_learning", args=[item.pk, "in_progress"]))
    time_machine.move_to(TODAY + datetime.timedelta(days=5), tick=False)
    done = reverse("feedback:finish_learning", args=[item.pk])
    page = fill(client, done, takeaway="Write down my second-best way before a call.").content.decode()
    item.refresh_from_db()
    assert (item.state, item.done_on) == ("done", datetime.date(2027, 3, 14))
    assert "Write down my second-best way before a call." in page
    assert '<strong>2027</strong> <span>1 thing done, 12.5 hours, <span class="figures">450.00 EUR</span>' in page


def test_done_long_ago_is_asked_for_what_stays(lee, new_client):
    page = fill(new_client(lee), NEW, **WORKSHOP | {"starts_on": "", "ends_on": ""}, state="done")
    item = LearningItem.objects.get()
    assert page.redirect_chain == [(reverse("feedback:finish_learning", args=[item.pk]), 302)]
    assert item.state == "in_progress"


@pytest.mark.parametrize(("field", "typed", "said"), [
    ("ends_on", "2027-03-11", "It cannot end before it begins."),
    ("hours", "-1", "Hours cannot be negative."),
    ("hours", "a day", "Write a number like 12.5, without a sign between thousands."),
    ("hours", "NaN", "Write a number like 12.5, without a sign between thousands."),
    ("cost", "-0.01", "A cost cannot be negative."),
    ("cost", "1,234", "Write a number like 12.5, without a sign between thousands."),
    ("currency", "", "Say in which currency."),
    ("link", "http://port.example", "Give the address of a page that begins with https://."),
    ("link", "port.example", "Give the address of a page that begins with https://."),
    ("title", "   ", "This cannot stay empty."),
    ("title", "x" * 201, "Keep it to 200 characters; it has 201."),
    ("starts_on", "0001-01-01", "This day is too far away."),
])  # fmt: skip
def test_nonsense_is_refused_at_its_place(field, typed, said, lee, new_client):
    answer = fill(new_client(lee), NEW, **WORKSHOP | {field: typed, "provider": "typed already"}, state="idea")
    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [said]}
    assert 'value="typed already"' in answer.content.decode()
    assert not LearningItem.objects.exists()


def test_a_link_that_is_a_script_is_refused(lee):
    """What was typed stands in the field again, where it runs nothing; it becomes no link."""
    client = Client()
    client.force_login(lee)
    answer = client.post(NEW, WORKSHOP | {"state": "idea", "link": "javascript:alert(1)"})
    assert answer.context["form"].errors == {"link": ["Give the address of a page that begins with https://."]}
    assert 'href="javascript' not in answer.content.decode()
    assert not LearningItem.objects.exists()


def test_it_is_not_done_tomorrow_nor_before_it_begins(lee, new_client):
    item = item_of(lee, starts_on=datetime.date(2027, 3, 8))
    client, url = new_client(lee), reverse("feedback:finish_learning", args=[item.pk])
    for day, said in (
        ("2027-03-10", "This day is still to come."),
        ("2027-03-07", "It cannot be done before it begins."),
    ):
        answer = client.post(url, {"takeaway": "kept words", "done_on": day})
        assert (answer.status_code, answer.context["form"].errors) == (422, {"done_on": [said]})
        assert "kept words" in answer.content.decode()


@pytest.mark.parametrize("fields", [
    {"starts_on": datetime.date(2027, 3, 2), "ends_on": datetime.date(2027, 3, 1)}, {"hours": Decimal(-1)}, {"cost": Decimal(-1)},
])  # fmt: skip
def test_the_database_refuses_it_too(fields, lee):
    with pytest.raises(IntegrityError), transaction.atomic():
        item_of(lee, **fields)


def test_the_same_form_sent_twice_notes_it_once(lee, new_client):
    client = new_client(lee)
    form = form_of(client, NEW, "title")
    for _ in range(2):
        client.post(NEW, form.values | WORKSHOP)
    assert LearningItem.objects.count() == 1


def test_the_key_of_somebody_else_leads_nowhere(lee):
    key = uuid4()
    theirs = learning.start_learning({"title": "Private"}, by=person("kim"), key=key)
    mine = learning.start_learning({"title": "Mine"}, by=lee, key=key)
    assert (mine.title, mine.person) == ("Mine", lee)
    assert mine.pk != theirs.pk


def test_two_windows_lose_nothing(lee, new_client):
    """What one changed and the other did not is merged; where both did, both texts are shown and the writer chooses."""
    client = new_client(lee)
    item = item_of(lee)
    url = reverse("feedback:edit_learning", args=[item.pk])
    old = form_of(client, url, "title").values
    edit(client, item, provider="The library")
    client.post(url, old | {"title": ["Another book"]})
    item.refresh_from_db()
    assert (item.title, item.provider) == ("Another book", "The library")
    answer = client.post(url, old | {"title": ["A third book"], "hours": ["3"]})
    assert answer.status_code == 409
    assert [(one["label"], one["theirs"], one["yours"]) for one in answer.context["conflict"]["fields"]] == [
        ("What", "Another book", "A third book")
    ]
    over = answer.context["conflict"]["over"]
    client.post(url, old | {"title": ["A third book"], "hours": ["3"], "over": over, "keep": "mine"})
    item.refresh_from_db()
    assert (item.title, item.provider, item.hours) == ("A third book", "The library", 3)


def test_days_of_two_windows_are_not_mixed(lee, new_client):
    client = new_client(lee)
    item = item_of(lee, starts_on=datetime.date(2027, 4, 1), ends_on=datetime.date(2027, 4, 9))
    url = reverse("feedback:edit_learning", args=[item.pk])
    old = form_of(client, url, "title").values
    edit(client, item, starts_on="2027-04-08")
    assert client.post(url, old | {"ends_on": ["2027-04-03"]}).status_code == 409
    item.refresh_from_db()
    assert (item.starts_on.day, item.ends_on.day) == (8, 9)


def test_two_takeaways_are_both_kept(lee, new_client):
    item = item_of(lee)
    learning.finish_learning(item, TODAY.date(), "The first", by=lee)
    answer = new_client(lee).post(
        reverse("feedback:finish_learning", args=[item.pk]), {"takeaway": "The second", "done_on": "2027-03-09"}
    )
    assert answer.status_code == 409
    assert all(words in answer.content.decode() for words in ("The first", "The second"))
    item.refresh_from_db()
    assert item.takeaway == "The first"


def test_it_moves_only_along_its_map(lee):
    item = item_of(lee)
    learning.finish_learning(item, TODAY.date(), "", by=lee)
    with pytest.raises(Refused):
        learning.move_learning(item, "idea", by=lee)
    again = learning.move_learning(item, "in_progress", by=lee)
    assert (again.state, again.done_on) == ("in_progress", None)


def test_nobody_else_reads_or_writes_it(lee, new_client):
    item = item_of(lee, title="Lapwing")
    kim = person("kim", is_staff=True, is_superuser=True)
    client = new_client(kim)
    for name in ("edit_learning", "finish_learning", "remove_learning"):
        assert client.get(reverse(f"feedback:{name}", args=[item.pk])).status_code == 404
    assert "Lapwing" not in client.get(LOG).content.decode()
    with pytest.raises(Refused):
        learning.edit_learning(item, {"title": "Mine now"}, "", by=kim)
    with pytest.raises(Refused):
        learning.remove_learning(item, by=kim)


def test_only_insights_and_requests_of_ones_own_are_linked(lee, new_client):
    bo = team_with().bo
    shared, mine = (Insight.objects.create(author=who, text=f"Insight of {who}") for who in (bo, lee))
    ask = sent_by(bo, bo.memberships.get().team)
    client = new_client(lee)
    page = client.get(NEW)
    assert [words for _key, words in page.context["form"].fields["insight"].choices] == ["–", "Insight of Lee"]
    refused = client.post(NEW, WORKSHOP | {"state": "idea", "insight": shared.pk})
    assert list(refused.context["form"].errors) == ["insight"]
    client.post(NEW, WORKSHOP | {"state": "idea", "insight": mine.pk, "request": ask.pk})
    item = LearningItem.objects.get()
    assert (item.insight, item.request) == (mine, None)


def test_money_of_different_currencies_is_never_added_up():
    things = [
        (2026, Spent(Decimal("1.5"), Decimal(10), "EUR")), (2027, Spent(None, Decimal(5), "GBP")),
        (2026, Spent(Decimal(2), Decimal(7), "GBP")), (2026, Spent(None, Decimal(3), "EUR")),
    ]  # fmt: skip
    told = [(year, sum_.number, sum_.hours, sum_.costs) for year, sum_ in by_year(things)]
    assert told == [(2027, 1, 0, [("GBP", 5)]), (2026, 3, Decimal("3.5"), [("EUR", 13), ("GBP", 7)])]


def test_it_reminds_gently_of_a_beginning_and_of_an_end(lee, time_machine):
    """Once each, in the morning; nothing of what is not planned, was moved or is done; no title."""
    planned = item_of(lee, title="Lapwing", starts_on=datetime.date(2027, 3, 10), ends_on=datetime.date(2027, 3, 11))
    item_of(lee, starts_on=datetime.date(2027, 3, 10))
    learning.move_learning(planned, "planned", by=lee)
    told = []
    for day in (9, 10, 10, 11, 12, 12):
        now = datetime.datetime(2027, 3, day, 8, 5, tzinfo=datetime.UTC)
        time_machine.move_to(now, tick=False)
        notify.due(now)
        told.append([one.text for one in Notice.objects.order_by("created_at", "pk")])
    begins, is_over = (
        "Something that you planned to learn begins.",
        "Something that you planned to learn is over. Was it done?",
    )
    assert told == [[], [begins], [begins], [begins], [begins, is_over], [begins, is_over]]
    learning.finish_learning(planned, datetime.date(2027, 3, 11), "", by=lee)
    assert not Notice.objects.exists()


def test_it_reminds_where_people_live(lee):
    lee.time_zone = "Pacific/Auckland"
    lee.save()
    planned = item_of(lee, starts_on=datetime.date(2027, 3, 10))
    learning.move_learning(planned, "planned", by=lee)
    for hour, number in ((18, 0), (20, 1)):
        notify.due(datetime.datetime(2027, 3, 9, hour, 0, tzinfo=datetime.UTC))
        assert Notice.objects.count() == number


@pytest.mark.parametrize("number", [1, 30])
def test_the_log_costs_the_same_at_any_size(number, lee, new_client, django_assert_max_num_queries):
    insight = Insight.objects.create(author=lee, text="Why not")
    for n in range(number):
        item_of(lee, title=f"Book {n}", insight_id=insight.pk)
    client = new_client(lee)
    with django_assert_max_num_queries(12):
        page = client.get(LOG).content.decode()
    assert f"Book {number - 1}" in page


def test_an_empty_log_says_what_it_is_for(lee, new_client):
    assert "Nothing noted yet" in new_client(lee).get(LOG).content.decode()
