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


def test_the_bell_counts_what_is_unread(ann, new_client):
    notices(ann, 2)
    notices(person("bo"), 1)
    page = new_client(ann).get(INBOX).content.decode()
    assert '<span class="count">2<span class="visually-hidden"> unread</span></span>' in page


def test_text_is_shown_as_text(ann, new_client):
    Notice.objects.create(person=ann, key="x", kind="x", text="<script>alert(1)</script> & co", url="/")
    page = new_client(ann).get(INBOX).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in page
