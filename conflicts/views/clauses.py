"""The clause of a charter that a disagreement came from, for those who may read that charter; to the others there is none."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from charters.models import CharterVersion, Item
from conflicts.models import ConflictCase


@dataclass(frozen=True)
class CameFrom:
    """As it reads in the charter in force, `title` with the key `charter`; `is_gone`: as it read when it last stood in one."""

    item: Item
    charter: UUID
    title: str
    is_gone: bool

    @property
    def words(self) -> str:
        return str(self.item)

    @property
    def texts(self) -> list[tuple[str, str]]:
        """What else it says, with labels."""
        return [(label, text) for label, text in self.item.texts() if text != self.words]


def clause_of(user, case: ConflictCase) -> CameFrom | None:
    return clause_in(user, case.charter_id, case.clause_key)


def clause_in(user, charter, key: UUID | None) -> CameFrom | None:
    """`charter`: its key. A clause that never was in force is none; nor is one of a team in which the person is not now."""
    if not (charter and key):
        return None
    standing = CharterVersion.objects.standing().filter(pk=OuterRef("version"))
    rows = Item.objects.visible_to(user).filter(version__charter=charter, key=key, version__activated_at__isnull=False)
    rows = rows.annotate(stands=Exists(standing), title=F("version__charter__title")).defer("words")
    item = rows.order_by("-stands", "-version__activated_at").first()
    return CameFrom(item, charter, item.title, not item.stands) if item else None
