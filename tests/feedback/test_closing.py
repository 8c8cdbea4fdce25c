"""A request closes: once, whole or not at all, with all that was sent and nothing that came late."""

import re
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, connections

from common.permissions import Refused
from feedback import clock
from feedback.actions import asking, closing, minting, releasing
from feedback.models import (
    GRACE,
    FeedbackInvitation,
    FeedbackRequest,
    FeedbackResponse,
    PersonalLink,
    PooledAnswer,
    ResultSnapshot,
)
from feedback.notify.asking import ASKED
from notices import outbox
from notices.actions import sending
from notices.models import Mail, Notice
from tests.factories import team_with
from tests.feedback.requests import CLIENT, add, answer, draft_by, group_of, invitation_of, send, version_for
from tests.feedback.results import CARD, answered_by, answers_of, asked_by, close, over

pytestmark = pytest.mark.django_db
CAST = {"ann": "lead", "bo": "member", "cy": "member", "di": "member", "ed": "member", "mo": "manager"}


@pytest.fixture
def team(db):
    return team_with(CAST)


@pytest.fixture
def ask(team):
    """Of bo; three of four teammates and the client have answered."""
    request = asked_by(team.bo, team, [team.ann, team.cy, team.di, team.ed])
    answered_by(request, team.ann, team.cy, team.di)
    answer(request, CLIENT[1], useful_moment={"cards": ["The call on Monday"]})
    return request


def cards(request):
    """Everything in confidence that the result shows in words."""
    [question] = [one for one in request.snapshot.data["questions"] if one["key"] == "keep_doing"]
    return sorted(card for cell in question["cells"] for card in cell["cards"]["cards"])


def test_what_was_sent_becomes_the_result(ask, team):
    ask = close(ask)
    assert ask.state == "released"
    assert ask.snapshot.data["people"] == [{"cell": "teammate", "groups": ["teammate"], "n": 3}]
    assert cards(ask) == sorted(CARD.format(who) for who in (team.ann, team.cy, team.di))
    [named] = ask.snapshot.data["named"]
    assert (named["who"], named["group"]) == (CLIENT[0], "client")
    assert named["answers"]["useful_moment"] == {"cards": ["The call on Monday"]}


def test_a_draft_does_not_count(ask, team):
    invitation = invitation_of(ask, team.ed)
    FeedbackResponse.objects.create(invitation=invitation, draft=answers_of(team.ed))
    FeedbackResponse.objects.filter(invitation=invitation_of(ask, team.cy)).update(draft=answers_of("nobody"))
    ask = close(ask)
    assert cards(ask) == sorted(CARD.format(who) for who in (team.ann, team.cy, team.di))
    assert set(FeedbackResponse.objects.values_list("draft", flat=True)) == {None}


def test_whoever_took_it_back_or_was_never_confirmed_is_not_in_it(ask, team):
    FeedbackInvitation.objects.filter(pk=invitation_of(ask, team.di).pk).update(state="declined")
    invitation_of(ask, team.cy).request.invitations.filter(person=team.cy).update(is_confirmed=False)
    ask = close(ask)
    assert (ask.state, ask.snapshot.data["withheld"], cards_shown(ask)) == ("withheld", True, 0)
    assert {one.value for one in PooledAnswer.objects.filter(question="keep_doing")} == {CARD.format(team.ann)}


def cards_shown(request):
    return sum(len(one["cells"]) for one in request.snapshot.data["questions"])


def test_an_address_that_nobody_confirmed_opens_nothing(ask, team):
    FeedbackInvitation.objects.filter(pk=invitation_of(ask, team.di).pk).update(counts=False)
    assert close(ask).state == "withheld"


def test_each_score_and_card_is_kept_by_itself(ask):
    ask = close(ask)
    pooled = list(PooledAnswer.objects.filter(request=ask))
    assert len(pooled) == 3 * (10 + 1)
    assert {one.group for one in pooled} == {"teammate"}
    assert sorted(one.value for one in pooled if one.question == "listening") == [4, 4, 4]


def test_it_closes_only_after_the_grace(ask):
    ask = closing.close(ask, ask.closes_at + GRACE - timedelta(seconds=1))
    assert (ask.state, ResultSnapshot.objects.count()) == ("collecting", 0)


@pytest.mark.parametrize("moment", ["in the grace", "after it", "after closing"])
def test_what_comes_late_never_comes_in(ask, team, moment):
    """In the grace it does; then no more, whether the job has run or not."""
    with time_machine.travel(ask.closes_at + GRACE - timedelta(seconds=1) if moment == "in the grace" else over(ask)):
        if moment == "after closing":
            closing.close(ask)
        late = moment != "in the grace"
        if late:
            with pytest.raises(Refused):
                answer(ask, team.ed, **answers_of(team.ed))
        else:
            answer(ask, team.ed, **answers_of(team.ed))
    known = {team.ann, team.cy, team.di} | (set() if late else {team.ed})
    assert cards(close(ask)) == sorted(CARD.format(who) for who in known)


def test_closing_twice_changes_nothing(ask):
    ask = close(ask)
    before = dump(ask)
    close(ask)
    clock.tick(over(ask) + timedelta(days=1))
    assert dump(ask) == before


def dump(request):
    """All that closing writes, of this request."""
    return {
        "state": FeedbackRequest.objects.filter(pk=request.pk).values_list().get(),
        "pooled": sorted(str((one.pk, one.group, one.question, one.value)) for one in PooledAnswer.objects.all()),
        "snapshot": [str(one.data) for one in ResultSnapshot.objects.all()],
        "invitations": sorted(str((one.pk, one.state, one.reason)) for one in FeedbackInvitation.objects.all()),
        "responses": sorted(str((one.pk, one.answers, one.draft)) for one in FeedbackResponse.objects.all()),
        "links": sorted(map(str, PersonalLink.objects.values_list("pk", flat=True))),
        "mails": sorted(Mail.objects.values_list("key", flat=True)),
        "notices": sorted(Notice.objects.values_list("key", flat=True)),
    }


class Killed(BaseException):
    """The process is gone."""


class KillAt:
    """At the n-th statement; those that begin and end a transaction are left out."""

    def __init__(self, n):
        self.n, self.count = n, 0

    def __call__(self, execute, sql, params, many, context):
        if "SAVEPOINT" not in sql:
            self.count += 1
            if self.count == self.n:
                raise Killed
        return execute(sql, params, many, context)


def test_killed_at_any_statement_nothing_has_happened_and_the_next_run_does_it(ask, team):
    """One by one, until a run comes to its end: before that all is as it was, and in the end there is one result."""
    PersonalLink.objects.create(invitation=invitation_of(ask, team.ed), token_hash="a" * 64)
    ask.refresh_from_db()
    before, now, n = dump(ask), over(ask), 0
    assert before["links"]
    while True:
        n += 1
        try:
            with connection.execute_wrapper(KillAt(n)):
                closing.close(ask, now)
        except Killed:
            assert dump(ask) == before, f"statement {n}"
        else:
            break
    assert n > 15
    ask = releasing.release(ask, now)
    assert (ResultSnapshot.objects.count(), ask.state) == (1, "released")
    assert cards(ask) == sorted(CARD.format(who) for who in (team.ann, team.cy, team.di))


def test_killed_between_closing_and_releasing_it_is_released_by_the_next_run(ask):
    closing.close(ask, over(ask))
    clock.tick(over(ask))
    ask.refresh_from_db()
    assert (ask.state, Notice.objects.filter(kind="feedback.closed").count()) == ("released", 1)


def test_one_that_fails_keeps_no_other_from_closing(ask, team):
    """The clock gives every request and every step its turn, and says at the end what failed."""
    earlier, later = (asked_by(who, team, [team.ann, team.di, team.ed], client=False) for who in (team.cy, team.mo))
    FeedbackRequest.objects.filter(pk=earlier.pk).update(closes_at=ask.closes_at - timedelta(hours=1))
    FeedbackRequest.objects.filter(pk=later.pk).update(closes_at=ask.closes_at + timedelta(hours=1))
    ResultSnapshot.objects.create(request=ask, data={}, made_on=ask.closes_on)
    with pytest.raises(IntegrityError):
        clock.tick(over(ask) + timedelta(hours=2))
    states = [FeedbackRequest.objects.get(pk=one.pk).state for one in (earlier, ask, later)]
    assert states == ["withheld", "collecting", "withheld"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_close_it_once():
    team = team_with(CAST)
    ask = answered_by(asked_by(team.bo, team, [team.ann, team.cy, team.di]), team.ann, team.cy, team.di)
    now, ready, failed = over(ask), threading.Barrier(2), []

    def run():
        ready.wait()
        try:
            clock.tick(now)
        except Exception as error:  # noqa: BLE001
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ask.refresh_from_db()
    assert failed == []
    assert (ask.state, ResultSnapshot.objects.count(), PooledAnswer.objects.count()) == ("released", 1, 33)
    assert Notice.objects.filter(kind="feedback.closed").count() == 1


# What remains


def test_the_person_hears_once_and_reads_no_number(ask, team, mailbox, run_tasks):
    run_tasks()
    mailbox.messages.clear()
    close(ask)
    clock.tick(over(ask) + timedelta(hours=1))
    run_tasks()
    assert [message["To"] for message in mailbox] == [team.bo.email]
    text = words_to(mailbox, ask)
    assert ask.about not in text
    assert re.search(r"\d|three|four", text.replace("localhost:8000", "")) is None


def test_released_and_withheld_are_told_in_the_same_words(team, mailbox, run_tasks):
    shown = asked_by(team.bo, team, [team.ann, team.cy, team.di], client=False)
    hidden = asked_by(team.ed, team, [team.ann, team.cy, team.di], client=False)
    answered_by(shown, team.ann, team.cy, team.di)
    run_tasks()
    mailbox.messages.clear()
    assert [close(ask).state for ask in (shown, hidden)] == ["released", "withheld"]
    run_tasks()
    assert words_to(mailbox, shown) == words_to(mailbox, hidden)


def words_to(mailbox, ask):
    """The mail to the person, without their name, the door, and the way to stop mails below it."""
    [message] = mailbox.to(ask.subject)
    text, _ = message.get_body(("plain",)).get_content().split("nor by how many")
    return message["Subject"] + text.replace(str(ask.pk), "").replace(str(ask.subject), "")


def test_keepers_hear_only_where_it_was_shared_from_the_start(team):
    kept = asked_by(team.bo, team, [team.ann, team.cy, team.di])
    close(kept)
    assert Notice.objects.filter(kind="feedback.shared").count() == 0
    shared = asked_by(team.cy, team, [team.ann, team.bo, team.di])
    FeedbackRequest.objects.filter(pk=shared.pk).update(share="keepers")
    close(shared)
    told = Notice.objects.filter(kind="feedback.shared").values_list("person__email", flat=True)
    assert sorted(told) == sorted([team.ann.email, team.mo.email])


def test_what_was_withheld_is_gone_after_a_month(team):
    ask = close(answered_by(asked_by(team.bo, team, [team.ann, team.cy, team.di], client=False), team.ann))
    shown = answered_by(asked_by(team.cy, team, [team.ann, team.bo, team.di]), team.ann, team.bo, team.di)
    shown = close(shown)
    assert PooledAnswer.objects.filter(request=ask).count() == 11
    clock.tick(over(ask) + timedelta(days=29))
    assert PooledAnswer.objects.filter(request=ask).count() == 11
    clock.tick(over(ask) + timedelta(days=31))
    assert PooledAnswer.objects.filter(request=ask).count() == 0
    assert PooledAnswer.objects.filter(request=shown).count() == 33


def test_a_mail_that_is_written_after_the_close_makes_no_link(ask, team):
    mail = Mail.objects.get(template=ASKED, context__invitation=str(invitation_of(ask, team.ed).pk))
    assert minting.mint_asked(mail) is not None
    close(ask)
    assert (minting.mint_asked(mail), PersonalLink.objects.count()) == (None, 0)


def test_counts_are_of_the_day_and_gone_at_close(ask, team):
    day = ask.closes_at - timedelta(days=10)
    with time_machine.travel(day, tick=False):
        clock.tick(day)
    ask.refresh_from_db()
    assert (ask.answered, ask.declined, ask.counted_on) == (4, 0, day.date())
    answer(ask, team.ed)
    clock.tick(day + timedelta(minutes=5))
    ask.refresh_from_db()
    assert ask.answered == 4
    clock.tick(day + timedelta(days=1))
    ask.refresh_from_db()
    assert ask.answered == 5
    ask = close(ask)
    assert (ask.answered, ask.declined, ask.counted_on) == (0, 0, None)


def test_the_person_about_themselves_is_neither_counted_nor_among_the_others(team):
    draft = draft_by(team.bo, team)
    add(group_of(draft), team.ann, team.cy, team.di)
    asking.include_self(draft, version_for(team.bo, "self"), by=team.bo)
    ask = answered_by(send(draft), team.ann, team.cy, team.di)
    answer(ask, team.bo, listening={"score": 1})
    clock.tick(ask.closes_at - timedelta(days=1))
    ask.refresh_from_db()
    assert ask.answered == 3
    ask = close(ask)
    [question] = [one for one in ask.snapshot.data["questions"] if one["key"] == "listening"]
    assert (question["self"], question["gap"], question["cells"][0]["median"]) == ({"score": 1}, "others_more", 4.0)
    assert PooledAnswer.objects.filter(question="listening").count() == 3


def test_a_mail_that_is_forgotten_while_it_is_written_is_not_sent(ask, team):
    mail = Mail.objects.get(key__startswith=f"feedback:{ask.pk}:asked", to=team.ed.email)
    assert sending.words_of(mail) is not None
    Mail.objects.filter(pk=mail.pk).update(sealed="")
    mail.sealed = ""
    outbox.forget(f"feedback:{ask.pk}:")
    assert sending.words_of(mail) is None
    assert Mail.objects.filter(key__startswith="feedback:").count() == 0
