"""Talking about a clause: asking, suggesting, objecting, replying, and settling what was said.

A form brings its own `token`, which becomes the identifier of what it says: the same form sent twice speaks once.
"""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters import answer_time
from charters.actions import amending, items
from charters.content import Content
from charters.merging import mark
from charters.models import CharterVersion, ClauseComment, Item
from charters.notify import talking as notify
from charters.permissions import (
    can_answer,
    can_comment,
    can_object,
    can_reopen_comment,
    can_reply,
    can_resolve_comment,
    can_take_over,
)
from charters.permissions.talking import IN_FORCE
from common.ids import uuid7
from common.locks import lock
from common.permissions import Stale, require
from teams.history import record

Kind, State = ClauseComment.Kind, ClauseComment.State
# How many characters of its digest name a text.
MARK = 16
OVERTAKEN = _("The text changed while you were reading. Nothing was overwritten; open the clause to see both.")


def ask(version: CharterVersion, key: UUID, text: str, *, by, token: UUID | None = None) -> ClauseComment:
    """Somebody wants to understand a clause. With it the agreed time to answer begins."""
    return say(version, key, Kind.QUESTION, token, by, text=text, **expected(version, by))


def expected(version: CharterVersion, by) -> dict:
    """Until when an answer is agreed, by what the text says about communication, where the asker lives."""
    channels = version.items.filter(kind="communication_agreement").for_content()
    span = answer_time.agreed(Content("", [item.clause() for item in channels]))
    ends = answer_time.answer_by(timezone.now(), span, ZoneInfo(by.time_zone))
    return {"answer_within": span.words[:200], "answer_by": ends}


def suggest(
    version: CharterVersion, key: UUID, field: str, new_text: str, text: str = "", *, by, token: UUID | None = None
) -> ClauseComment:
    """Somebody offers other words for one field of a clause, with or without a reason."""
    old_text = str(clause_at(version, key).clause()[field])
    return say(version, key, Kind.SUGGESTION, token, by, text=text, field=field, old_text=old_text, new_text=new_text)


def object_to(version: CharterVersion, key: UUID, text: str, *, by, token: UUID | None = None) -> ClauseComment:
    """A reasoned no to a clause: it must be answered, or taken back, before anybody is asked to sign."""
    return say(version, key, Kind.OBJECTION, token, by, text=text)


@transaction.atomic
def say(version, key, kind, token, by, **words) -> ClauseComment:
    version = lock(version)
    if said := said_already(token, version, by):
        return said
    require(can_object(by, version) if kind == Kind.OBJECTION else can_comment(by, version))
    about = clause_at(version, key).clause().heading[:300]

    comment = ClauseComment.objects.create(
        id=free(token), team_id=version.team_id, charter_id=version.charter_id, version=version,
        item_key=key, about=about, kind=kind, author=by, **words,
    )  # fmt: skip
    record(f"comment.{SAID[kind]}", comment, by=by, **place(comment))
    notify.said(comment)
    return comment


SAID = {Kind.QUESTION: "asked", Kind.SUGGESTION: "suggested", Kind.OBJECTION: "objected", Kind.REPLY: "replied"}


@transaction.atomic
def reply(comment: ClauseComment, text: str, *, by, token: UUID | None = None) -> ClauseComment:
    """Somebody speaks on what was said, settled or not."""
    comment = lock(comment)
    if said := said_already(token, comment, by):
        return said
    require(can_reply(by, comment))

    said = follow(comment.parent or comment, text, token, by)
    record("comment.replied", said, by=by, **place(said))
    notify.said(said)
    return said


@transaction.atomic
def answer(comment: ClauseComment, text: str, *, by, token: UUID | None = None) -> ClauseComment:
    """The lead answers an objection for everybody to read; with that it is settled."""
    comment = lock(comment)
    if said := said_already(token, comment, by):
        return said
    require(can_answer(by, comment))

    settle(comment, State.RESOLVED, by)
    said = follow(comment, text, token, by)
    record("comment.answered", comment, by=by, **place(comment))
    notify.said(said)
    return said


@transaction.atomic
def resolve_comment(comment: ClauseComment, *, by) -> ClauseComment:
    """What was asked or suggested is settled; who objected takes the objection back."""
    comment = lock(comment)
    if comment.state == State.RESOLVED:
        return comment
    require(can_resolve_comment(by, comment))

    settle(comment, State.RESOLVED, by)
    record("comment.resolved", comment, by=by, **place(comment))
    notify.settled(comment, by=by)
    return comment


@transaction.atomic
def reopen_comment(comment: ClauseComment, *, by) -> ClauseComment:
    """It was not settled after all."""
    comment = lock(comment)
    if comment.state == State.OPEN:
        return comment
    require(can_reopen_comment(by, comment))

    settle(comment, State.OPEN, None)
    record("comment.reopened", comment, by=by, **place(comment))
    notify.reopened(comment, by=by)
    return comment


@transaction.atomic
def take_over(comment: ClauseComment, *, seen: str, by) -> Item:
    """The suggested words become the clause's, with credit; of what is in force, in the amendment, which this opens.

    `seen` is the mark of the text beside which this was decided.
    """
    comment = lock(comment)
    if comment.state == State.ACCEPTED:
        return clause_at(written_in(comment), comment.item_key)
    require(can_take_over(by, comment))
    version = amending.begin(comment.charter, by=by) if comment.version.state in IN_FORCE else comment.version
    item = clause_at(version, comment.item_key)
    before = str(item.clause()[comment.field])
    if mark(before, MARK) != seen:
        raise Stale(OVERTAKEN)

    credit = {"suggested_by": str(comment.author)}
    saved = items.replace(version, item.key, comment.field, before, comment.new_text, by=by, **credit)
    if saved.item is None or saved.conflicts:
        raise Stale(OVERTAKEN)
    settle(comment, State.ACCEPTED, by)
    notify.settled(comment, by=by)
    return saved.item


def written_in(comment) -> CharterVersion:
    """The version whose words a suggestion is about: of what is in force, the amendment that is open, if one is."""
    if comment.version.is_editable:
        return comment.version
    return CharterVersion.objects.open().filter(charter_id=comment.charter_id).first() or comment.version


@transaction.atomic
def nudge(comment: ClauseComment) -> bool:
    """The agreed time is over and nobody has answered: the lead hears of it, once, however often time asks."""
    comment = lock(comment)
    if not ClauseComment.objects.unanswered(timezone.now()).filter(pk=comment.pk).exists():
        return False

    comment.nudged_at = timezone.now()
    comment.save(update_fields=["nudged_at"])
    record("comment.nudged", comment, by=None, **place(comment))
    notify.nudged(comment)
    return True


def clause_at(version, key) -> Item:
    """The clause as it stands now; one that was removed can no longer be talked about."""
    item = version.items.filter(key=key).first()
    if item is None:
        raise Stale(_("This clause was removed meanwhile."))
    return item


def said_already(token, beside, by) -> ClauseComment | None:
    return ClauseComment.objects.filter(pk=token, charter_id=beside.charter_id, author=by).first() if token else None


def follow(point, text, token, by) -> ClauseComment:
    """A reply stands under the point that began the talk."""
    return ClauseComment.objects.create(
        id=free(token), team_id=point.team_id, charter_id=point.charter_id, version_id=point.version_id,
        item_key=point.item_key, about=point.about, kind=Kind.REPLY, author=by, text=text, parent=point,
    )  # fmt: skip


def free(token) -> UUID:
    """The token as an identifier, unless it names something else already."""
    return uuid7() if token is None or ClauseComment.objects.filter(pk=token).exists() else token


def settle(comment, state, by) -> None:
    comment.become(state)
    comment.settled_by = by
    comment.settled_at = timezone.now() if by else None
    comment.save(update_fields=["state", "settled_by", "settled_at"])


def place(comment) -> dict:
    """Where in the history what was said belongs."""
    return {"about": comment.charter, "clause": str(comment.item_key), "heading": comment.about}
