"""What the tests of deadlines share: a charter in force, its deadlines by name, amendments that come into force."""

from charters.actions import adopting, amending, items
from charters.models import CharterVersion, Deadline
from notices.models import Notice
from tests.factories import charter_at
from tests.harbour import LAUNCH, PILOT

FIRST = "First passengers"
__all__ = ["FIRST", "LAUNCH", "PILOT", "amended", "bring_into_force", "deadline", "heard", "in_force", "write"]


def in_force(team=None) -> CharterVersion:
    """Of the pilot ann is A, bo R and cy C; of the launch bo is A, ann R and cy I; of the milestone ann is the owner."""
    return charter_at("active", team)


def deadline(version, title=PILOT) -> Deadline:
    return Deadline.objects.select_related("charter").get(charter=version.charter_id, title=title)


def write(amendment, named, /, **fields):
    """Fields of the deliverable of this title get new values."""
    item = amendment.items.get(values__title=named)
    for name, value in fields.items():
        items.replace(amendment, item.key, name, item.values[name], value, by=amendment.team.ann)
        item.refresh_from_db()
    return item


def amended(version, *changes) -> CharterVersion:
    """An amendment with these changes, each a function of it, in force; who agreed to it is another test's matter."""
    amendment = amending.begin(version.charter, by=version.team.ann)
    amendment.team = version.team
    for change in changes:
        change(amendment)
    bring_into_force(amendment)
    return amendment


def bring_into_force(amendment):
    amendment.state = "signing"
    adopting.freeze(amendment)
    amendment.save()
    adopting.activate(amendment, by=None)


def heard(kind) -> list[str]:
    """Who was told of this kind of event, each as often as they were."""
    told = Notice.objects.filter(kind=f"deadline.{kind}").select_related("person")
    return sorted(str(notice.person) for notice in told)
