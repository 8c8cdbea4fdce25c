"""What must not be slipped in as a correction."""

from datetime import UTC, datetime

import pytest

from charters.actions import moving
from common.permissions import Refused
from tests.amending import fresh
from tests.factories import lead_of

MONDAY = datetime(2027, 1, 4, 9, tzinfo=UTC)
MORE_THAN_EDITORIAL = "more than editorial"
ALL_ASKED = {"Ann": "requested", "Bo": "requested", "Cy": "requested"}


def cannot_be_slipped_in(amendment):
    with pytest.raises(Refused, match=MORE_THAN_EDITORIAL):
        moving.put_in_force(amendment, by=lead_of(amendment.team))
    assert fresh(amendment).state == "draft"


def of_kind(version, kind, heading=None):
    rows = version.items.filter(kind=kind).for_content()
    return next(row for row in rows if heading in (None, row.clause().heading))
