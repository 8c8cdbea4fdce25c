"""The states of a version and of a signature: every pair is tried, and only the map's moves are possible."""

from itertools import product

import pytest
from django.core.management import call_command

from charters.models import CharterVersion, Signature
from common.states import ImpossibleMove

V, S = CharterVersion.State, Signature.State
VERSION_MOVES = {
    (V.DRAFT, V.IN_REVIEW),
    (V.DRAFT, V.WITHDRAWN),
    (V.IN_REVIEW, V.DRAFT),
    (V.IN_REVIEW, V.SIGNING),
    (V.IN_REVIEW, V.WITHDRAWN),
    (V.SIGNING, V.ACTIVE),
    (V.SIGNING, V.DRAFT),
    (V.SIGNING, V.WITHDRAWN),
    (V.ACTIVE, V.SUPERSEDED),
    (V.ACTIVE, V.EXPIRED),
    (V.ACTIVE, V.DRAFT),
    (V.ACTIVE, V.WITHDRAWN),
    (V.SUPERSEDED, V.ACTIVE),
    (V.EXPIRED, V.SUPERSEDED),
    (V.EXPIRED, V.ACTIVE),
}
SIGNATURE_MOVES = {
    (S.REQUESTED, S.SIGNED),
    (S.REQUESTED, S.DECLINED),
    (S.REQUESTED, S.VOID),
    (S.SIGNED, S.VOID),
    (S.VOID, S.REQUESTED),
    (S.CARRIED, S.DECLINED),
    (S.CARRIED, S.VOID),
}


@pytest.mark.parametrize(("before", "after"), list(product(V, V)))
def test_a_version_moves_only_along_its_map(before, after):
    check(CharterVersion(state=before), before, after, VERSION_MOVES)


@pytest.mark.parametrize(("before", "after"), list(product(S, S)))
def test_a_signature_moves_only_along_its_map(before, after):
    check(Signature(state=before), before, after, SIGNATURE_MOVES)


def check(row, before, after, moves):
    if (before, after) in moves:
        row.become(after)
        assert row.state == after
        return
    with pytest.raises(ImpossibleMove):
        row.become(after)
    assert row.state == before


def test_the_diagrams_in_the_docs_are_those_of_the_code():
    call_command("states", "--check")
