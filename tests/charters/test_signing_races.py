"""Two people at the same moment: whoever is first wins, the other gets a clear answer, nothing happens twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import User
from charters.actions import moving, signing
from charters.models import CharterVersion, Signature
from common.permissions import Refused, Stale
from notices.models import Mail
from teams import actions as teams
from teams.models import Event, Membership
from tests.factories import charter_at

pytestmark = pytest.mark.django_db(transaction=True)
State = CharterVersion.State


def at_once(*deeds):
    """Runs the deeds in threads that start together; gives what each returned, or the refusal it met."""
    start = Barrier(len(deeds))

    def run(deed):
        start.wait()
        return ends_well(deed)

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def ends_well(deed):
    """What a deed in a thread of its own returned, or the refusal it met."""
    try:
        return deed()
    except (Refused, Stale) as refusal:
        return refusal
    finally:
        connection.close()


def signer(version, who):
    return lambda: signing.sign(
        CharterVersion.objects.get(pk=version.pk),
        typed_name=str(who),
        seen=version.content_hash,
        by=User.objects.get(pk=who.pk),
    )


def lead_move(version, verb):
    return lambda: verb(
        CharterVersion.objects.get(pk=version.pk),
        reason="A date is wrong.",
        by=User.objects.get(pk=version.team.ann.pk),
    )


def count(verb):
    return Event.objects.filter(verb=verb).count()


def refusals(answers):
    return [answer for answer in answers if isinstance(answer, Refused | Stale)]


def test_a_double_clicked_sign_signs_once():
    version = charter_at("signing")
    answers = at_once(*[signer(version, version.team.bo)] * 5)
    assert len({answer.pk for answer in answers}) == 1
    assert count("charter.signed") == 1
    assert Signature.objects.filter(state="signed").count() == 1


def test_two_last_signatures_put_it_in_force_once():
    version = charter_at("signing")
    team = version.team
    signer(version, team.ann)()
    answers = at_once(signer(version, team.bo), signer(version, team.cy))
    assert refusals(answers) == []
    assert CharterVersion.objects.get(pk=version.pk).state == State.ACTIVE
    assert count("charter.activated") == 1
    assert Mail.objects.filter(template="charters/notices/activated.txt").count() == 5


@pytest.mark.parametrize("verb", [moving.withdraw, moving.return_to_draft])
def test_signing_while_the_lead_takes_it_back_has_one_winner(verb):
    version = charter_at("signing")
    bo = version.team.bo
    signed, taken_back = at_once(signer(version, bo), lead_move(version, verb))
    version.refresh_from_db()
    assert version.state in (State.WITHDRAWN, State.DRAFT)
    assert taken_back.state == version.state
    request = Signature.objects.get(version=version, person=bo)
    assert request.state == "void"
    if isinstance(signed, Stale):
        assert (request.signed_at, "Nothing was signed." in signed.reason) == (None, True)
    else:
        assert request.signed_at is not None


@pytest.mark.parametrize("verb", [moving.withdraw, moving.return_to_draft])
def test_the_last_signature_and_the_lead_cannot_both_win(verb):
    version = charter_at("signing")
    for who in (version.team.ann, version.team.bo):
        signer(version, who)()
    answers = at_once(signer(version, version.team.cy), lead_move(version, verb))
    assert len(refusals(answers)) == 1
    version.refresh_from_db()
    in_force = version.state == State.ACTIVE
    assert count("charter.activated") == (1 if in_force else 0)
    assert Signature.objects.filter(state="signed").count() == (3 if in_force else 0)


def test_a_decline_and_the_last_signature_cannot_both_win():
    version = charter_at("signing")
    team = version.team
    signer(version, team.ann)()
    decline = lambda: signing.decline(  # noqa: E731
        CharterVersion.objects.get(pk=version.pk),
        reason="No.",
        seen=version.content_hash,
        by=User.objects.get(pk=team.cy.pk),
    )
    signed, _declined = at_once(signer(version, team.bo), decline)
    version.refresh_from_db()
    assert version.state == State.DRAFT
    assert Signature.objects.filter(state="signed").count() == 0
    assert isinstance(signed, Stale) == (count("charter.signed") == 1)


def test_the_last_who_has_not_signed_leaves_while_another_signs():
    version = charter_at("signing")
    team = version.team
    signer(version, team.ann)()
    leave = lambda: teams.leave_team(  # noqa: E731
        Membership.objects.get(team=team, person=team.cy), by=User.objects.get(pk=team.cy.pk)
    )
    answers = at_once(signer(version, team.bo), leave)
    assert refusals(answers) == []
    assert CharterVersion.objects.get(pk=version.pk).state == State.ACTIVE
    assert count("charter.activated") == 1


def test_the_deciding_votes_close_the_vote_once():
    version = charter_at("signing", adoption="vote")
    team = version.team

    def voter(who):
        return lambda: signing.vote(
            CharterVersion.objects.get(pk=version.pk),
            choice="yes",
            seen=version.content_hash,
            by=User.objects.get(pk=who.pk),
        )

    at_once(voter(team.ann), voter(team.bo), voter(team.cy))
    assert CharterVersion.objects.get(pk=version.pk).state == State.ACTIVE
    assert count("charter.vote_closed") == count("charter.activated") == 1
