"""The sheet as it stands at a turn, kept for ever: what an approver signs off, and what an outcome is measured against."""

import hashlib
import json
import unicodedata

from negotiations.content import Content, from_dict
from negotiations.models import PrepSheet, Snapshot
from negotiations.permissions import sees_limits
from negotiations.reading import read_whole


def take(sheet: PrepSheet, *, by) -> Snapshot:
    """Called by verbs that hold the sheet and have asked for permission. The same content twice in a row is one snapshot."""
    text = canonical(read_whole(sheet).to_dict())
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    last = Snapshot.objects.filter(sheet=sheet).first()
    if last and last.sha256 == sha256:
        return last
    return Snapshot.objects.create(
        sheet=sheet, team_id=sheet.team_id, state=sheet.state, content=text, sha256=sha256, taken_by=by
    )


def canonical(data: dict) -> str:
    """One text for one content: keys sorted, no spaces, NFC."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return unicodedata.normalize("NFC", text)


def content_of(snapshot: Snapshot, sheet: PrepSheet, reader) -> Content:
    """What was kept, as far as the reader may see it."""
    whole = from_dict(json.loads(snapshot.content))
    return whole if sees_limits(reader, sheet) else whole.without_limits()
