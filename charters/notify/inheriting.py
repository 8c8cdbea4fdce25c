"""Who hears that a charter changed from which theirs has clauses; by its name only those who may read it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from charters.models import CharterVersion
from charters.notify.signing import leads
from notices import outbox


def parent_changed(heir: CharterVersion, parent: CharterVersion) -> None:
    readers = set(parent.team.memberships.present().values_list("person_id", flat=True))
    people = leads(heir)
    tell([one for one in people if one.pk in readers], heir, parent, parent.charter.title)
    tell([one for one in people if one.pk not in readers], heir, parent, "")


def tell(people: list, heir: CharterVersion, parent: CharterVersion, title: str) -> None:
    known = _("“%(parent)s” changed, from which “%(charter)s” has clauses. See what is different, and decide.")
    unknown = _(
        "A charter of another team changed, from which “%(charter)s” has clauses. Who is in that team can see how."
    )
    outbox.tell(
        people,
        key=f"charter.parent_changed:{heir.charter_id}:{parent.pk}:{parent.round}",
        kind="charter.parent_changed",
        text=(known if title else unknown) % {"parent": title, "charter": heir.charter.title},
        url=reverse("charters:parents", args=[heir.charter_id]),
        template="charters/notices/parent_changed.txt",
        context={"charter": heir.charter.title, "team": heir.team.name, "parent": title},
        team_id=heir.team_id,
    )
