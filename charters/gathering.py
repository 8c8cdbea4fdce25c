"""Reads what the checks look at, with the same few queries whatever the size of the charter. Only reads."""

from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from charters.content import Content
from charters.due import added
from charters.models import CharterReview, CharterVersion, ClauseComment, Item, Proposal, RoleAssignment, Signature
from charters.readiness import Facts, Member, Thought
from teams.models import Event

# As far back as a review that counted may lie behind others that did not.
REVIEWS = 10


def gather(version: CharterVersion) -> Facts:
    """Five queries, and two more for a charter in force. The version comes with its charter."""
    items = list(version.items.for_content())
    proposals = list(version.proposals.values_list("source", "text", "author_id", "state"))
    is_active = version.state == CharterVersion.State.ACTIVE
    today = timezone.localdate()
    return Facts(
        content=Content(version.title, [item.clause() for item in items]),
        today=today,
        members=members_of(version),
        authors=writers(items) | {str(author) for _source, _text, author, _state in proposals} | heard(version),
        thoughts=tuple(
            Thought(source, text, str(author), state == Proposal.State.OPEN)
            for source, text, author, state in proposals
        ),
        answers=answers_to(version, items),
        next_review_on=next_review(version, today),
        is_active=is_active,
        **(counted(version) | looked_at(version) if is_active else {}),
    )


def members_of(version: CharterVersion) -> tuple[Member, ...]:
    rows = version.team.memberships.signers().values_list("person_id", "person__name", "hours", "person__time_zone")
    return tuple(Member(str(pk), name, None if hours is None else float(hours), zone) for pk, name, hours, zone in rows)


def writers(items: list[Item]) -> set[str]:
    return {str(person) for item in items for person in (item.created_by_id, item.updated_by_id) if person}


def heard(version: CharterVersion) -> frozenset[str]:
    """Who changed a clause, though another may have changed it since, or said something about one.

    Private preparations are not looked at: what was not shared is nobody's to know.
    """
    wrote = Event.objects.filter(
        about_id=version.charter_id, verb__startswith="charter.clause_", data__version=str(version.pk)
    )
    said = ClauseComment.objects.filter(version=version)
    people = wrote.order_by().values_list("actor_id").union(said.order_by().values_list("author_id"))
    return frozenset(str(person) for (person,) in people if person)


def answers_to(version: CharterVersion, items: list[Item]) -> dict[str, str]:
    """What the linked holder of each clause said; of somebody linked before, or to whom the text gives another term, nothing."""
    linked = {(item.key, item.person_id): item for item in items if item.person_id}
    rows = RoleAssignment.objects.filter(charter_id=version.charter_id).order_by()
    known = [(row, linked.get((row.key, row.person_id))) for row in rows]
    return {str(row.key): row.state for row, item in known if item and not row.begins_anew(item.clause()["term_ends"])}


def next_review(version: CharterVersion, today: date) -> date | None:
    """Until a charter is in force, the day it will be looked at if it were adopted today."""
    return version.charter.next_review_on or added(today, version.charter.review_every, "month")


def counted(version: CharterVersion) -> dict[str, int]:
    """How many were asked to sign this text and how many did; who was let go is not counted."""
    void, signed = Q(state=Signature.State.VOID), Q(state=Signature.State.SIGNED)
    return Signature.objects.of_round(version).aggregate(
        asked=Count("pk", filter=~void), signed=Count("pk", filter=signed)
    )


def looked_at(version: CharterVersion) -> dict:
    """The review that is open, and what came of the last one that counted. One query."""
    reviews = list(CharterReview.objects.filter(charter_id=version.charter_id)[:REVIEWS])
    last = next((one for one in reviews if one.was_held), None)
    late = (timezone.localdate(last.opened_at) - last.due_on).days if last and last.due_on else 0
    return {
        "is_being_reviewed": any(one.state == CharterReview.State.OPEN for one in reviews),
        "days_late": late,
        "kept_score": last.kept_score if last else None,
    }
