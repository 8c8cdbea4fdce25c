"""What charters keep of one person: what they signed, held and wrote."""

from accounts.own_data import part, told
from charters.models import (
    ClauseComment,
    Consultation,
    HandOver,
    Preparation,
    Proposal,
    RoleAssignment,
    Signature,
    Vote,
)


@part("charters")
def charters(person) -> dict:
    own = {"person": person}
    return {
        "signatures": told(of_newest(Signature.objects.filter(**own), "version__charter__team"), signature),
        "votes": told(of_newest(Vote.objects.filter(**own), "version__charter__team"), vote),
        "roles": told(of_newest(RoleAssignment.objects.filter(**own), "charter__team"), role),
        "comments": told(of_newest(ClauseComment.objects.filter(author=person), "charter__team"), comment),
        "proposals": told(of_newest(Proposal.objects.filter(author=person), "version__charter__team"), proposal),
        "preparations": told(of_newest(Preparation.objects.filter(**own), "charter__team"), preparation),
        "consultations": told(of_newest(Consultation.objects.filter(**own), "charter__team"), consultation),
        "hand_overs": told(of_newest(HandOver.objects.filter(holder=person), "charter__team"), hand_over),
    }


def of_newest(rows, *joined):
    """Without the texts of whole versions, which are the team's."""
    texts = [f"version__{name}" for name in ("document", "last_document", "imported_record")]
    kept = rows.defer(*texts) if any(one.startswith("version") for one in joined) else rows
    return kept.select_related(*joined).order_by("-pk")


def of(charter) -> dict:
    return {"charter": charter.title, "team": charter.team.name}


def signature(one: Signature) -> dict:
    return of(one.version.charter) | {
        "version": one.version.number, "state": one.state, "statement": one.statement, "typed_name": one.typed_name,
        "signed_at": one.signed_at, "reason": one.reason, "content_hash": one.content_hash,
    }  # fmt: skip


def vote(one: Vote) -> dict:
    return of(one.version.charter) | {
        "version": one.version.number, "choice": one.choice, "reason": one.reason, "voted_at": one.voted_at,
    }  # fmt: skip


def role(one: RoleAssignment) -> dict:
    return of(one.charter) | {
        "role": one.role_title, "state": one.state, "note": one.note, "answered_at": one.answered_at,
        "term_ends_on": one.term_ends_on,
    }  # fmt: skip


def comment(one: ClauseComment) -> dict:
    return of(one.charter) | {
        "about": one.about, "kind": one.kind, "text": one.text, "new_text": one.new_text, "written_at": one.created_at,
    }  # fmt: skip


def proposal(one: Proposal) -> dict:
    return of(one.version.charter) | {"kind": one.kind, "text": one.text, "state": one.state}


def preparation(one: Preparation) -> dict:
    return of(one.charter) | one.fields() | {"shared_at": one.shared_at}


def consultation(one: Consultation) -> dict:
    return of(one.charter) | {"about": one.title, "answer": one.answer, "answered_at": one.answered_at}


def hand_over(one: HandOver) -> dict:
    return of(one.charter) | {"role": one.role_title, **{name: getattr(one, name) for name in HandOver.TEXTS}}
