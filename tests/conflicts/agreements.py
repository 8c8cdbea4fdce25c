"""Agreements of bo and cy, brought to their states by the real actions."""

import re
from datetime import timedelta

from django.utils import timezone

from common import merging
from common.ids import uuid7
from conflicts.actions import agreeing, following, signing
from conflicts.models import ConflictCase, FollowUp, ResolutionAgreement
from tests.conflicts.disagreements import find, party, with_options

# Words that stand nowhere but in an agreement.
PROMISE, SECOND = "The build is handed over by four", "We talk about the plan"
OPENING = "We want calm evenings before a release"
UNREAD = "0."


def words(text=PROMISE, owner="all", due_on="", due_words="every Monday") -> dict[str, str]:
    return {"text": text, "owner": owner, "due_on": due_on, "due_words": due_words}


def reword(agreement: ResolutionAgreement, who, **changes):
    """Somebody who has read the first term writes it anew."""
    term = agreement.terms.first()
    stamp = merging.stamp(term.revision, term.fields())
    return agreeing.write_term(agreement, term.pk, term.fields() | changes, stamp, by=who)


def names_in(page: str, *names: str) -> list[str]:
    """Which of the names stand there as words of their own, not within a token."""
    return [name for name in names if re.search(rf"\b{name}\b", page)]


def fresh(agreement: ResolutionAgreement) -> ResolutionAgreement:
    return ResolutionAgreement.objects.select_related("case").get(pk=agreement.pk)


def written(*people, texts=(PROMISE, SECOND), **fields) -> ResolutionAgreement:
    """A draft with an opening and terms that could be offered."""
    case = with_options(*people, **fields)
    agreement = agreeing.begin_agreement(case, by=people[0])
    agreeing.write_opening(agreement, OPENING, agreement.revision, by=people[0])
    for text in texts:
        agreeing.write_term(agreement, uuid7(), words(text, str(party(case, people[1]).pk)), UNREAD, by=people[0])
    return fresh(agreement)


def offered(*people, **fields) -> ResolutionAgreement:
    return fresh(signing.offer(written(*people, **fields), by=people[0]))


def sign(agreement: ResolutionAgreement, who, seen=None):
    return signing.sign_agreement(agreement, typed_name=str(who), seen=seen or fresh(agreement).content_hash, by=who)


def signed(*people, **fields) -> ResolutionAgreement:
    agreement = offered(*people, **fields)
    for person in people:
        sign(agreement, person)
    return fresh(agreement)


def looked_at(agreement: ResolutionAgreement, days=14) -> FollowUp:
    """The look after so many days, open."""
    following.open_follow_ups(timezone.now() + timedelta(days=days + 1))
    return agreement.follow_ups.get(after_days=days)


def look(follow_up: FollowUp, who, outcome="kept", *, reopens=False, note="", left_over=""):
    checks = {term.pk: (outcome, note) for term in follow_up.agreement.terms.all()}
    return following.answer_follow_up(follow_up, checks, easier="easier", left_over=left_over, reopens=reopens, by=who)


def case_of(agreement: ResolutionAgreement) -> ConflictCase:
    return find(agreement.case)


def amended(*people, **fields) -> ConflictCase:
    """What was signed holds, and something newer is written."""
    agreement = signed(*people, **fields)
    agreeing.amend_agreement(case_of(agreement), by=people[0])
    return case_of(agreement)
