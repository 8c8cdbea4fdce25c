"""How the events of a charter are told: a sentence for each verb, and what changed word by word."""

from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.kinds import KINDS
from common.diff import words
from teams import telling
from teams.models import Event

telling.sentences |= {
    "charter.started": _("{actor} started the charter “{title}”."),
    "charter.amendment_renamed": _("{actor} gave the amendment another title."),
    "charter.amendment_noted": _("{actor} wrote down what the amendment changes, and why."),
    "charter.rebased": _("{actor} took over what came into force with version {number}."),
    "charter.put_in_force": _("{actor} put the editorial version {number} in force."),
    "charter.called_material": _("{actor} called version {number} material: {reason}"),
    "charter.objected": _("{actor} objected to the change: {reason}"),
    "charter.cleared": _("{actor} does not object to version {number}."),
    "charter.amendment_begun": _("{actor} began an amendment of version {number}."),
    "charter.imported": _("{actor} imported the charter “{title}” from a file."),
    "charter.retitled": _("{actor} changed the charter’s name or the way it is adopted."),
    "charter.preparation_shared": _("{actor} shared a preparation."),
    "charter.draft_opened": _("{actor} opened the draft."),
    "charter.proposal_adopted": _("{actor} took a proposal of {authors} into the draft: “{text}”"),
    "charter.proposal_dismissed": _("{actor} left a proposal of {authors} out: “{text}”"),
    "charter.proposal_restored": _("{actor} proposed again what was left out: “{text}”"),
    "charter.clause_added": _("{actor} added “{heading}”."),
    "charter.clauses_added": _("{actor} added several clauses."),
    "charter.clause_changed": _("{actor} changed “{heading}”."),
    "charter.clause_removed": _("{actor} removed “{heading}”."),
    "charter.clause_restored": _("{actor} put “{heading}” back."),
    "charter.clause_moved": _("{actor} moved “{heading}”."),
    "charter.sent_to_review": _("{actor} sent the charter to review."),
    "charter.returned_to_draft": _("{actor} took the charter back to draft: {reason}"),
    "charter.signatures_asked": _("{actor} froze version {number} and asked for agreement until {sign_by}."),
    "charter.extended": _("{actor} gave everyone time until {sign_by}."),
    "charter.signed": _("{actor} signed version {number}."),
    "charter.approved": _("{actor} approved version {number} as its sponsor."),
    "charter.declined": _("{actor} declined to sign: {reason}"),
    "charter.voted": _("{actor} voted {choice}."),
    "charter.vote_changed": _("{actor} changed their vote to {choice}."),
    "charter.vote_closed": _("The vote closed: {yes} yes, {no} no, {abstain} abstained, of {members} members."),
    "charter.declared": _("{actor} declared that version {number} holds."),
    "charter.activated": _("Version {number} is in force."),
    "charter.withdrawn": _("{actor} withdrew this version: {reason}"),
    "charter.inherited": _("{actor} took {count} clauses from another charter."),
    "charter.parent_followed": _("{actor} took over what changed in a charter from which this one has clauses."),
    "charter.parent_left": _(
        "{actor} saw what changed in a charter from which this one has clauses, and left this one as it is."
    ),
    "charter.closed": _("{actor} closed the charter: {words}"),
    "charter.reopened": _("{actor} opened the charter again."),
    "charter.expired": _("Version {number} held until {ends_on}."),
    "charter.joiner_asked": _("{person} joined and is asked to sign version {number}."),
    "charter.request_voided": _("{person} no longer signs for the team; nobody waits for that signature."),
    "charter.sponsor_left": _("The sponsor {person} left; the charter is a draft again."),
    "charter.review_every_set": _("{actor} set that the team looks at the charter again every {months} months."),
    "charter_review.opened": _(
        "{actor} asked the team to look at its agreements again; the review closes on {closes_on}."
    ),
    "charter_review.closed": _("The review closed: {answered} of {asked} took part."),
    "charter_review.left_unchanged": _("{actor} found that nothing needs to change; the next look is on {next_on}."),
    "role.vacated": _("{person} no longer holds the role “{role}”."),
    "role.term_ended": _("The term of {person} as “{role}” ended on {on}."),
    "hand_over.asked": _("{person} is asked to hand over the role “{role}”."),
    "hand_over.begun": _("{actor} began to hand over the role “{role}”."),
    "hand_over.finished": _("{actor} finished the hand-over of {person} as “{role}”."),
    "hand_over.resumed": _("{actor} writes on at the hand-over of {person} as “{role}”."),
    "role.accepted": _("{actor} accepted the role “{role}”."),
    "role.declined": _("{actor} declined the role “{role}”: {reason}"),
    "role.asked_again": _("{actor} asked {person} again to hold the role “{role}”."),
    "role.endorsed": _("{actor} endorsed the role “{role}”."),
    "role.changes_requested": _("{actor} asked for changes to the role “{role}”: {note}"),
    "role.replied": _("{actor} replied about the role “{role}”: {note}"),
    "charter.consulted": _("{actor} asked those with a C ({people}) before version {number} changes what is due."),
    "deadline.projected": _("{actor} expects “{heading}” on {on}. {reason}"),
    "deadline.heads_up": _("{actor} gave a heads-up: “{heading}” will probably be ready on {on}. {reason}"),
    "deadline.projection_withdrawn": _("{actor} expects “{heading}” on the agreed day after all."),
    "deadline.handed_over": _("{actor} handed over “{heading}”: {reason}"),
    "deadline.done": _("{actor} said that “{heading}” is done: {reason}"),
    "deadline.accepted": _("{actor} accepted “{heading}”."),
    "deadline.sent_back": _("{actor} sent “{heading}” back: {reason}"),
    "deadline.not_done": _("{actor} said that “{heading}” will not be done: {reason}"),
    "deadline.reopened": _("{actor} opened “{heading}” again: {reason}"),
    "deadline.date_proposed": _("{actor} proposed {on} for “{heading}”: {reason}"),
    "deadline.date_agreed": _("{actor} agreed to {on} for “{heading}”; it holds once the amendment is in force."),
    "deadline.date_refused": _("{actor} did not agree to {on} for “{heading}”: {reason}"),
    "deadline.date_withdrawn": _("{on} is no longer proposed for “{heading}”, says {actor}."),
    "deadline.consultation_answered": _("{actor} said before “{heading}” changes: {reason}"),
    "comment.asked": _("{actor} asked about “{heading}”."),
    "comment.suggested": _("{actor} suggested other words for “{heading}”."),
    "comment.objected": _("{actor} objected to “{heading}”."),
    "comment.replied": _("{actor} replied about “{heading}”."),
    "comment.answered": _("{actor} answered an objection to “{heading}”."),
    "comment.resolved": _("{actor} settled the talk about “{heading}”."),
    "comment.nudged": _("The agreed time to answer a question about “{heading}” is over; the lead was told."),
    "comment.reopened": _("{actor} opened the talk about “{heading}” again."),
}


def days(events: list[Event]) -> list[dict]:
    """Events as a story: by the reader's day, each with its sentence and what changed."""
    told = groupby(events, lambda event: timezone.localtime(event.at).date())
    return [{"day": day, "events": [story(event) for event in found]} for day, found in told]


def story(event: Event) -> dict:
    return {"event": event, "sentence": telling.tell(event), "changes": changes(event)}


def changes(event: Event) -> list[dict]:
    """The fields that an event changed, each as pieces of a difference."""
    before, after = event.data.get("before"), event.data.get("after")
    if not isinstance(before, dict) or not isinstance(after, dict):
        return []
    names = list(after)
    return [
        {"label": label_of(event.data.get("kind"), name), "pieces": words(plain(before.get(name)), plain(after[name]))}
        for name in names
    ]


def label_of(kind: str | None, name: str):
    field = KINDS[kind].by_name.get(name) if kind in KINDS else None
    return field.label if field else name


def plain(value) -> str:
    """A value of a clause in words."""
    if isinstance(value, dict):
        return value["text"] if "text" in value else ", ".join(sorted(filter(None, value.values())))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return "" if value is None else str(value)
