"""Words that belong to one person are planted, then everything that anybody is told is read: every door of feedback with
every identifier there is, by everybody; the search, the administrator's pages, mails, notices, events, the log, the database.
"""

import json
from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.db.models import F
from django.urls import NoReverseMatch, reverse

from feedback.actions import answering, closing, insights, learning, profile, reflecting, releasing, results
from feedback.models import FeedbackInvitation, FeedbackRequest, LearningItem, NextStep, ReflectionItem
from notices.models import Mail, Notice
from teams.models import Event
from tests.feedback import feedback_doors
from tests.feedback.requests import add, answer, draft_by, group_of, invitation_of, sent_by
from tests.plugins.mailbox import text_of
from tests.test_leaks import admin_pages, log_of_the_site, read, signed_in, stored
from tests.world import World

DRAFT, SENT, CARD, REASON, ABOUT, ITEM, LESSON, TAKEAWAY, HEADLINE, STEP = SECRETS = (
    "Avocet-drafted", "Bittern-sent", "Curlew-pooled", "Dotterel-declined", "Egret-unsent", "Fulmar-reflected",
    "Gadwall-learned", "Heron-taken", "Ibis-headline", "Jackdaw-step",
)  # fmt: skip


class Secretive(World):
    """A World in which cy asks bo, ann, mo and ob, who answer, write and decline; ann has a result; cy keeps things to themselves."""

    def __init__(self):
        super().__init__()
        self.people |= {"cy": self.team.cy}
        self.collecting = self.ask_of_cy()
        self.released = self.result_of_ann()
        self.unsent = draft_by(self.team.cy, self.team, about=ABOUT)
        add(group_of(self.unsent), self.team.bo)
        self.charter = self.at["active"].charter
        self.item, self.lesson = self.keep_back()
        self.learned = self.learn()
        profile.write_profile(False, HEADLINE, "", by=self.team.cy, revision=1)

    def ask_of_cy(self):
        """bo has a draft, ann has sent, mo has declined."""
        ask = sent_by(self.team.cy, self.team, about="Tickets")
        answering.save_draft(invitation_of(ask, self.team.bo), {"advice": {"cards": [DRAFT]}}, revision=0)
        answer(ask, self.team.ann, advice={"cards": [SENT]})
        answering.decline(invitation_of(ask, self.team.mo), REASON)
        return ask

    def result_of_ann(self):
        ask = sent_by(self.team.ann, self.team, about="Signs")
        for who in (self.team.bo, self.team.cy, self.team.mo, self.team.ob):
            answer(ask, who, advice={"cards": [f"{CARD} {who}"]})
        FeedbackRequest.objects.filter(pk=ask.pk).update(closes_at=F("closes_at") - timedelta(days=20))
        ask.refresh_from_db()
        releasing.release(closing.close(ask))
        ask.refresh_from_db()
        chosen = results.Chosen(NextStep.Purpose.KEEP, NextStep.Form.GOAL, STEP, ask.closed_on + timedelta(days=9))
        self.step = results.choose_step(ask, chosen, by=self.team.ann)
        return ask

    def keep_back(self):
        words = reflecting.Words(ITEM)
        item = reflecting.save_item(self.charter, uuid4(), ReflectionItem.Kind.WHY, words, revision=0, by=self.team.cy)
        return item, insights.write_insight(LESSON, by=self.team.cy, origin=insights.of_item(item))

    def learn(self):
        item = learning.start_learning({"kind": "book", "title": TAKEAWAY}, by=self.team.cy)
        LearningItem.objects.filter(pk=item.pk).update(takeaway=TAKEAWAY)
        return item

    def owners(self):
        """What may stand first in an address of two parts."""
        return [self.collecting.pk, self.released.pk, self.unsent.pk, self.charter.pk]

    def identifiers(self):
        """All that may stand in an address."""
        asks = [self.collecting, self.released, self.unsent]
        asked = FeedbackInvitation.objects.filter(request__in=asks)
        others = [self.item, self.lesson, self.learned, self.step]
        return [*self.owners(), *(one.pk for one in asked), *(one.pk for one in others)]


def places_of(name: str) -> int:
    return len(next(row for row in feedback_doors.ROWS if row.name == name).parts.split())


def addresses(world):
    """Every door of feedback with every identifier that fits into it, and the pages of the site that tell of everything."""
    owners, keys = world.owners(), world.identifiers()
    for name in sorted({row.name for row in feedback_doors.ROWS if row.method == "get"}):
        chosen = {0: [()], 1: [(key,) for key in keys], 2: list(product(owners, keys))}[places_of(name)]
        for parts in chosen:
            try:
                yield name, reverse(name, args=parts)
            except NoReverseMatch:
                break
    yield "dashboard:search", reverse("dashboard:search") + "?q=" + "Avocet"
    yield "dashboard:home", "/"
    yield "notices:inbox", reverse("notices:inbox")
    yield "teams:history", reverse("teams:history", args=[world.team.slug])


@pytest.mark.slow
@pytest.mark.django_db
def test_nobody_reads_what_is_not_theirs():
    world = Secretive()
    found = set()
    with log_of_the_site() as log:
        for who, user in world.people.items():
            client = signed_in(user)
            for name, url in addresses(world):
                answered = client.get(url)
                said = read(answered) if answered.status_code != 404 else ""
                found |= {(secret, who, name) for secret in SECRETS if secret in said}
        root = signed_in(world.people["administrator"])
        in_admin = [
            url
            for url in admin_pages()
            if ("/feedback/" in url or "/notices/" in url) and any(secret in read(root.get(url)) for secret in SECRETS)
        ]
    assert {(secret, who) for secret, who, _door in found} == {
        (DRAFT, "member"),
        (SENT, "lead"),
        (CARD, "lead"),
        (STEP, "lead"),
        *((secret, "cy") for secret in (ABOUT, ITEM, LESSON, TAKEAWAY, HEADLINE)),
    }
    assert in_admin == []
    assert [secret for secret in SECRETS if secret in log.getvalue()] == []


@pytest.mark.django_db
def test_mails_notices_and_events_tell_nobody_what_is_not_theirs(mailbox, run_tasks):
    Secretive()
    run_tasks()
    told = [mail.as_string() + text_of(mail) for mail in mailbox]
    told += Notice.objects.values_list("text", flat=True)
    told += [json.dumps(context) for context in Mail.objects.values_list("context", flat=True)]
    told += [json.dumps(data) for data in Event.objects.values_list("data", flat=True)]
    assert len(mailbox) > 10
    assert {secret for secret in SECRETS for one in told if secret in one} == set()


@pytest.mark.django_db(transaction=True)
def test_the_database_holds_private_words_encrypted():
    """A headline is written to be shown, and the title of a book is no secret from who runs the site."""
    Secretive()
    held = stored()
    assert [secret for secret in SECRETS if secret.encode() in held] == [TAKEAWAY, HEADLINE]
