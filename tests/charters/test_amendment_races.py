"""Two people change what is in force at the same moment: one outcome, nothing half written, nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction

from accounts.models import User
from charters.actions import amending, items, moving, signing
from charters.models import CharterVersion, RoleAssignment, Signature
from common.locks import lock
from common.permissions import Refused, Stale
from teams import actions as teams
from teams.models import Membership
from tests.amending import amendment_of, fresh, put_up, rewrite, signed_by, states_of
from tests.charters.test_amendment_signing import new_day
from tests.charters.test_signing_races import at_once, count, ends_well, refusals, signer
from tests.factories import charter_at

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = datetime(2027, 1, 4, 9, tzinfo=UTC)
MONEY = "travel to the piers is paid by the harbour"


def one(model, row):
    return model.objects.get(pk=row.pk)


def does(verb, version, who, **words):
    """The verb as somebody whose page has just been read."""
    return lambda: verb(one(CharterVersion, version), by=one(User, who), **words)


def begins(version, who):
    return lambda: amending.begin(one(CharterVersion, version).charter, by=one(User, who))


def leaves(team, who):
    return lambda: teams.leave_team(Membership.objects.get(team=team, person=who), by=one(User, who))


def one_after_another(row, *deeds):
    """The deeds come while somebody holds the row, each until it waits; then they go on. SQLite makes all wait at once."""
    with ThreadPoolExecutor(len(deeds)) as pool:
        with transaction.atomic():
            lock(row)
            begun = []
            for deed in deeds:
                begun.append(pool.submit(ends_well, deed))
                while waiting() < sum(not one.done() for one in begun):
                    pass
        return [one.result() for one in begun]


# Of this database alone: other workers' tests wait on the same server.
WAITING = """
    select count(distinct pid) from pg_locks where not granted and pid in (
        select pid from pg_locks join pg_database on pg_database.oid = database where datname = current_database()
    )
"""


def waiting():
    if connection.vendor != "postgresql":
        return 99
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0]


def editorial(active):
    amendment = amendment_of(active)
    rewrite(amendment, "section", "text", MONEY)
    moving.put_in_force(amendment, by=active.team.ann)
    return fresh(amendment)


def test_who_begins_at_once_begins_one():
    active = charter_at("active")
    team = active.team
    answers = at_once(*[begins(active, who) for who in (team.ann, team.bo, team.cy, team.bo)])
    assert {answer.pk for answer in answers} == set(active.charter.versions.open().values_list("pk", flat=True))
    assert count("charter.amendment_begun") == 1
    assert answers[0].items.count() == active.items.count()


def test_the_last_signature_and_an_objection_cannot_both_win():
    active = charter_at("active")
    team = active.team
    version = signed_by(put_up(new_day(active)), team.ann)
    signing.clear(version, seen=version.content_hash, by=team.cy)
    signed, objected = at_once(
        signer(version, team.bo),
        does(signing.decline, version, team.cy, reason="Not in March.", seen=version.content_hash),
    )
    assert len(refusals([signed, objected])) == 1
    if isinstance(signed, Stale):
        assert (fresh(version).state, fresh(active).state) == ("draft", "active")
        assert states_of(version) == {"Ann": "void", "Bo": "void", "Cy": "declined"}
    else:
        assert (fresh(version).state, fresh(active).state) == ("active", "superseded")
        assert states_of(version) == {"Ann": "signed", "Bo": "signed", "Cy": "carried"}
    assert count("charter.activated") == 1 + (fresh(version).state == "active")


def test_the_last_two_who_are_waited_for_put_it_in_force_once():
    active = charter_at("active")
    team = active.team
    version = signed_by(put_up(new_day(active)), team.ann)
    at_once(signer(version, team.bo), does(signing.clear, version, team.cy, seen=version.content_hash))
    assert (fresh(version).state, fresh(active).state) == ("active", "superseded")
    assert count("charter.activated") == 2


def test_who_leaves_while_another_signs_holds_nobody_up():
    active = charter_at("active")
    team = active.team
    version = signed_by(put_up(new_day(active)), team.ann)
    signing.clear(version, seen=version.content_hash, by=team.cy)
    answers = one_after_another(active.charter, signer(version, team.bo), leaves(team, team.cy))
    assert refusals(answers) == []
    assert (fresh(version).state, fresh(active).state) == ("active", "superseded")
    assert count("charter.activated") == 2
    assert not RoleAssignment.objects.filter(person=team.cy).exclude(state="ended").exists()


def test_who_leaves_while_the_lead_declares_holds_nobody_up():
    active = charter_at("active", adoption="none")
    team = active.team
    amendment = amendment_of(active)
    rewrite(amendment, "purpose", "text", "We sell tickets.")
    moving.send_to_review(amendment, by=team.ann)
    declares = does(moving.declare, amendment, team.ann, unendorsed_reason="Seen.")
    answers = one_after_another(active.charter, declares, leaves(team, team.cy))
    assert refusals(answers) == []
    assert (fresh(amendment).state, fresh(active).state) == ("active", "superseded")


def test_who_is_named_leaves_while_the_others_sign():
    active = charter_at("active")
    team = active.team
    version = put_up(new_day(active))
    signing.clear(version, seen=version.content_hash, by=team.cy)
    answers = at_once(signer(version, team.ann), leaves(team, team.bo))
    assert refusals(answers) == []
    assert fresh(version).state == "active"
    assert states_of(version) == {"Ann": "signed", "Bo": "void", "Cy": "carried"}


@pytest.mark.parametrize("is_first", [True, False])
def test_called_material_while_another_amendment_begins(is_first):
    active = charter_at("active")
    team = active.team
    version = editorial(active)
    deeds = does(amending.call_material, version, team.cy, reason="No."), begins(version, team.bo)
    answers = one_after_another(active.charter, *deeds if is_first else reversed(deeds))
    begun = answers[1] if is_first else answers[0]
    assert refusals(answers) == []
    assert fresh(active).state == "active"
    [opened] = active.charter.versions.open()
    assert opened.pk == begun.pk
    assert fresh(version).state == ("draft" if begun.pk == version.pk else "withdrawn")
    assert count("charter.called_material") == 1


@pytest.mark.parametrize("is_first", [True, False])
def test_called_material_while_what_everybody_signs_on_top_of_it_comes_into_force(is_first):
    active = charter_at("active")
    team = active.team
    version = editorial(active)
    amendment = amendment_of(version)
    rewrite(amendment, "purpose", "text", "We sell tickets.")
    last = signed_by(put_up(amendment), team.ann, team.bo)
    deeds = does(amending.call_material, version, team.bo, reason="No."), signer(last, team.cy)
    answers = one_after_another(active.charter, *deeds if is_first else reversed(deeds))
    called, signed = answers if is_first else reversed(answers)
    assert not isinstance(signed, Refused | Stale)
    assert list(active.charter.versions.active()) == [last]
    assert fresh(version).state == ("superseded" if isinstance(called, Refused) else "withdrawn")
    assert fresh(active).state == "superseded"


def test_two_who_call_it_material_bring_the_old_text_back_once():
    active = charter_at("active")
    team = active.team
    version = editorial(active)
    at_once(*[does(amending.call_material, version, who, reason="No.") for who in (team.bo, team.cy)])
    assert (fresh(active).state, fresh(version).state) == ("active", "draft")
    assert count("charter.called_material") == 1


def test_what_is_put_in_force_is_what_was_written_and_small():
    active = charter_at("active")
    amendment = amendment_of(active)
    rewrite(amendment, "section", "text", MONEY)
    purpose = amendment.items.get(kind="purpose")
    put, saved = at_once(
        does(moving.put_in_force, amendment, active.team.ann),
        lambda: items.save(
            one(CharterVersion, amendment), purpose.key, {"text": "We sell."}, "", by=one(User, active.team.bo)
        ),
    )
    in_force = fresh(amendment).state == "active"
    assert isinstance(put, Refused) != in_force
    words = fresh(amendment).content().one("purpose")["text"]
    assert (words == active.content().one("purpose")["text"]) == (in_force or bool(saved.conflicts))
    assert count("charter.put_in_force") == in_force


def test_two_clocks_close_a_window_once():
    with time_machine.travel(MONDAY):
        active = charter_at("active")
        version = signed_by(put_up(new_day(active)), active.team.ann, active.team.bo)
    with time_machine.travel(MONDAY + timedelta(days=9)):
        assert sorted(at_once(amending.close_windows, amending.close_windows)) == [0, 1]
    assert (fresh(version).state, fresh(active).state) == ("active", "superseded")
    assert count("charter.activated") == 2


def test_the_clock_and_an_objection_cannot_both_win():
    with time_machine.travel(MONDAY):
        active = charter_at("active")
        version = signed_by(put_up(new_day(active)), active.team.ann, active.team.bo)
    with time_machine.travel(MONDAY + timedelta(days=9)):
        at_once(
            amending.close_windows,
            does(signing.decline, version, active.team.cy, reason="Late.", seen=version.content_hash),
        )
    assert fresh(version).state == "active"
    assert Signature.objects.get(version=version, person=active.team.cy).state == "carried"


def test_who_takes_over_and_who_writes_lose_nothing():
    active = charter_at("active")
    team = active.team
    version = editorial(active)
    other = amendment_of(version)
    amending.call_material(version, reason="No.", by=team.cy)
    goal = other.items.get(kind="goal")
    rebased, saved = at_once(
        lambda: amending.rebase(one(CharterVersion, other), {}, by=one(User, team.ann)),
        lambda: items.replace(
            one(CharterVersion, other), goal.key, "measure", "80 % in the monthly log", "90 %", by=one(User, team.bo)
        ),
    )
    assert (rebased.collisions, saved.conflicts) == ([], [])
    content = fresh(other).content()
    assert (content.one("goal")["measure"], fresh(other).based_on) == ("90 %", active)
    assert content.one("section")["text"] == active.content().one("section")["text"]
