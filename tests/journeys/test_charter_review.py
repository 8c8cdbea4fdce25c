"""Scenario 9: three months on each marks every agreement; one is badly kept and is changed, and the rest stays."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from charters import clock
from charters.models import CharterReview, Signature
from tests.charters.reviews import clauses_of, key_of
from tests.factories import charter_at, person, team_with
from tests.filling import fill, form_of

CAST = {
    "mira": "lead", "jo": "member", "aylin": "member", "sam": "member", "noor": "member", "kai": "member", "lou": "member",
    "tomas": "manager",
}  # fmt: skip
# How well “an answer within 4 hours” was kept, and what each would do with it.
CHAT = {"mira": 3, "jo": 2, "aylin": 2, "sam": 2, "noor": 1, "kai": 2, "lou": 3}
ADOPTED = datetime(2027, 1, 11, 9, tzinfo=UTC)
DUE = datetime(2027, 4, 12, 9, tzinfo=UTC)


@pytest.fixture
def version(db, time_machine):
    time_machine.move_to(ADOPTED)
    for name in CAST:
        person(name)
    version = charter_at("active", team_with(CAST))
    version.charter.refresh_from_db()
    assert version.charter.next_review_on == date(2027, 4, 11)
    return version


def url(name, *parts):
    return reverse(f"charters:{name}", args=parts)


def marked(version, grade) -> dict:
    """Everything is kept well, but for the answer in the chat."""
    chat = key_of(version, "Chat")
    fields = {f"verdict_{one.key}": "keep" for one in clauses_of(version)}
    fields |= {f"kept_{one.key}": "5" for one in clauses_of(version)}
    return fields | {f"verdict_{chat}": "change" if grade < 3 else "keep", f"kept_{chat}": str(grade)}


def page_of(browser, address):
    return " ".join(browser.get(address).content.decode().replace("&#x27;", "'").split())


def test_charter_review(version, new_client, mailbox, run_tasks, time_machine):
    team = version.team

    # On its day the review opens by itself; everybody who lives by the charter finds it on their page.
    time_machine.move_to(DUE)
    clock.tick(timezone.now())
    review = CharterReview.objects.get()
    browsers = {name: new_client(getattr(team, name)) for name in CAST}
    waits = {name: url("mark_agreements", review.pk) in page_of(one, "/") for name, one in browsers.items()}
    assert waits == dict.fromkeys(CHAT, True) | {"tomas": False}

    # Each marks alone; Jo saves first, thinks again, and hands in later.
    jo = browsers["jo"]
    fill(jo, url("mark_agreements", review.pk), **marked(version, 5))
    for name, grade in CHAT.items():
        sent = form_of(browsers[name], url("mark_agreements", review.pk), f"kept_{key_of(version, 'Chat')}").values
        seen = page_of(browsers["tomas"], url("charter_review", review.pk))
        assert re.findall(r"\bKept\b", seen) == []  # the word, not four letters of a token
        browsers[name].post(url("hand_in_marks", review.pk), sent | marked(version, grade))

    # The last one closed it; all see the same, and nobody's name.
    review.refresh_from_db()
    assert (review.state, review.answered) == ("closed", 7)
    run_tasks()
    for name in ("mira", "jo", "tomas"):
        found = page_of(browsers[name], url("charter_review", review.pk))
        chat = found.split(f'aria-labelledby="finding-{key_of(version, "Chat")}"')[1].split("</article>")[0]
        assert "Kept 2.1 of 5 on average, by 7 answers." in chat
        assert "Keep: 2. Change: 5. Drop: 0." in chat
        results = found.split('id="result"')[1].split("</main>")[0]
        told = re.sub(r"<[^>]*>", " ", results.split("<aside")[0])  # what is read, not keys and tokens
        assert "Keep: 2." in told
        assert [who for who in CAST if who.title() in told] == []
    assert CharterReview.objects.get().kept_score > 4.5

    # One click leads to the clause in an amendment. What is in force stays.
    answer = jo.post(url("change_agreement", review.pk, key_of(version, "Chat")))
    draft = version.charter.versions.get(state="draft")
    assert answer["Location"] == url("draft", version.charter_id) + f"#clause-{key_of(version, 'Chat')}"
    assert (draft.based_on, version.charter.versions.active().get()) == (version, version)

    # “No change” only sets the next date and asks for no signatures.
    fill(browsers["mira"], f"{url('withdraw', version.charter_id)}", reason="We try once more as it is.")
    signatures = Signature.objects.count()
    fill(browsers["mira"], url("charter_review", review.pk), next_on="2027-09-01")
    version.charter.refresh_from_db()
    assert (version.charter.next_review_on, Signature.objects.count()) == (date(2027, 9, 1), signatures)
    story = page_of(jo, url("history", version.charter_id))
    assert "The review closed: <bdi>7</bdi> of <bdi>7</bdi> took part." in story
    assert (
        "<bdi>Mira</bdi> found that nothing needs to change; the next look is on <bdi>1 September 2027</bdi>." in story
    )

    # Nobody begins the next one in time: thirty days late the charter says so, with one click to begin it.
    time_machine.move_to(datetime(2027, 9, 1, 9, tzinfo=UTC) + timedelta(days=30))
    jo = new_client(team.jo)
    assert "Nobody has looked at this charter for long." in page_of(jo, url("show", version.charter_id))
    begin = url("open_charter_review", version.charter_id)
    assert f'action="{begin}"' in page_of(jo, url("show", version.charter_id))
    jo.post(begin)
    assert CharterReview.objects.open().get().due_on == date(2027, 9, 1)
