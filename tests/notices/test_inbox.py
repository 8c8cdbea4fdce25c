"""The inbox: one's own notices, newest first, page by page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from notices.models import Notice
from tests.factories import person

INBOX = reverse("notices:inbox")


@pytest.fixture
def ann(db):
    return person("ann")


def notices(owner, number, **fields):
    now = timezone.now()
    return Notice.objects.bulk_create(
        Notice(
            person=owner,
            key=f"{owner.pk}:{n}",
            kind="invitation.accepted",
            text=f"Notice {n:03}",
            url="/teams/",
            created_at=now - timedelta(minutes=n // 3),
            **fields,
        )
        for n in range(number)
    )


def texts(response):
    return [notice.text for notice in response.context["page"].rows]


def test_everybody_sees_their_own(ann, new_client):
    notices(ann, 1)
    assert texts(new_client(ann).get(INBOX)) == ["Notice 000"]
    assert texts(new_client(person("bo")).get(INBOX)) == []


def test_pages_meet_without_gap_or_overlap_even_where_moments_are_equal(ann, new_client):
    notices(ann, 65)
    client = new_client(ann)
    pages = [client.get(INBOX)]
    while older := pages[-1].context["page"].older:
        pages.append(client.get(INBOX + older))
    seen = [text for page in pages for text in texts(page)]
    assert [len(texts(page)) for page in pages] == [30, 30, 5]
    assert sorted(seen) == [f"Notice {n:03}" for n in range(65)]
    back = client.get(INBOX + pages[2].context["page"].newer)
    assert texts(back) == texts(pages[1])
    assert texts(client.get(INBOX + back.context["page"].newer)) == texts(pages[0])
    assert pages[0].context["page"].newer == ""


@pytest.mark.parametrize("mark", ["x", "_", "20261123T170000.000000_nothex", "9" * 500, "\x00"])
def test_an_odd_mark_shows_the_first_page(mark, ann, new_client):
    notices(ann, 2)
    assert len(texts(new_client(ann).get(INBOX, {"before": mark}))) == 2


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_stays(number, ann, new_client, django_assert_num_queries):
    notices(ann, number)
    client = new_client(ann)
    with django_assert_num_queries(4):  # session, person, notices, number of unread
        assert len(texts(client.get(INBOX))) == number


def test_following_a_notice_marks_it_read(ann, new_client):
    [notice] = notices(ann, 1)
    client = new_client(ann)
    assert client.get(reverse("notices:open", args=[notice.pk])).url == "/teams/"
    first = Notice.objects.get().read_at
    assert first is not None
    client.get(reverse("notices:open", args=[notice.pk]))
    assert Notice.objects.get().read_at == first


def test_a_notice_of_somebody_else_is_not_there(ann, new_client):
    [notice] = notices(ann, 1)
    assert new_client(person("oz")).get(reverse("notices:open", args=[notice.pk])).status_code == 404
    assert Notice.objects.get().read_at is None


def test_marking_all_as_read_spares_the_others(ann, new_client):
    bo = person("bo")
    notices(ann, 3)
    notices(bo, 2)
    assert new_client(ann).post(reverse("notices:read_all")).url == INBOX
    assert Notice.objects.visible_to(ann).unread().count() == 0
    assert Notice.objects.visible_to(bo).unread().count() == 2


def test_one_notice_is_marked_as_read_and_as_unread_again(ann, new_client):
    [notice] = notices(ann, 1)
    client = new_client(ann)
    place = {"only": "team", "before": "x"}
    for verb, is_unread in (("read", False), ("read", False), ("unread", True), ("unread", True)):
        answer = client.post(reverse(f"notices:{verb}", args=[notice.pk], query=place))
        assert answer.url == f"{INBOX}?only=team&before=x"
        assert Notice.objects.unread().exists() == is_unread
    for verb in ("read", "unread"):
        assert new_client(person(f"oz-{verb}")).post(reverse(f"notices:{verb}", args=[notice.pk])).status_code == 404
        assert client.get(reverse(f"notices:{verb}", args=[notice.pk])).status_code == 405
    assert Notice.objects.unread().count() == 1


def test_notices_are_told_by_the_readers_day(ann, new_client):
    ann.time_zone = "Pacific/Kiritimati"
    ann.save()
    for number, moment in enumerate(("2027-03-01T09:59Z", "2027-03-01T10:01Z", "2027-03-02T09:59Z")):
        Notice.objects.create(person=ann, key=number, kind="x", text=f"Notice {number}", url="/", created_at=moment)
    page = new_client(ann).get(INBOX)
    told = [(day["day"].isoformat(), [one.text for one in day["notices"]]) for day in page.context["days"]]
    assert told == [("2027-03-02", ["Notice 2", "Notice 1"]), ("2027-03-01", ["Notice 0"])]


def test_a_topic_is_shown_alone_and_its_pages_meet(ann, new_client):
    notices(ann, 40)
    Notice.objects.create(person=ann, key="talk", kind="comment_replied", text="Talk", url="/")
    Notice.objects.create(person=ann, key="odd", kind="odd", text="Odd", url="/", read_at=timezone.now())
    client = new_client(ann)
    assert texts(client.get(INBOX, {"only": "talk"})) == ["Talk"]
    first = client.get(INBOX, {"only": "team"})
    second = client.get(INBOX + first.context["page"].older)
    assert [len(texts(first)), len(texts(second))] == [30, 10]
    assert {text[:6] for text in texts(second)} == {"Notice"}
    assert texts(client.get(INBOX + second.context["page"].newer)) == texts(first)
    assert "Odd" not in texts(client.get(INBOX, {"only": "unread"}))
    assert len(texts(client.get(INBOX, {"only": "no such topic"}))) == 30


@pytest.mark.parametrize(
    ("only", "title"),
    [("", "Nothing here yet"), ("unread", "Nothing is unread"), ("deadlines", "Nothing about this yet")],
)
def test_an_empty_part_says_what_would_stand_there(ann, new_client, only, title):
    page = new_client(ann).get(INBOX, {"only": only}).content.decode()
    assert f'<h2 class="empty-title">{title}</h2>' in page


def test_the_bell_counts_what_is_unread(ann, new_client):
    notices(ann, 2)
    notices(person("bo"), 1)
    page = new_client(ann).get(INBOX).content.decode()
    assert '<span class="count">2<span class="visually-hidden"> unread</span></span>' in page


def test_text_is_shown_as_text(ann, new_client):
    Notice.objects.create(person=ann, key="x", kind="x", text="<script>alert(1)</script> & co", url="/")
    page = new_client(ann).get(INBOX).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in page
