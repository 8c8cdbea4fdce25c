"""Which topic each kind of notice belongs to, and how people hear of a topic as long as they have not chosen."""

from django.utils.translation import gettext_lazy as _

from notices.models import Preference, Topic, Way

OF_KIND = {
    # Writing and signing
    "preparation_shared": Topic.SIGNING,
    "draft_opened": Topic.SIGNING,
    "proposal_adopted": Topic.SIGNING,
    "charter.sent_to_review": Topic.SIGNING,
    "charter.returned_to_draft": Topic.SIGNING,
    "charter.approval_asked": Topic.SIGNING,
    "charter.signatures_asked": Topic.SIGNING,
    "charter.vote_opened": Topic.SIGNING,
    "charter.joiner_asked": Topic.SIGNING,
    "charter.joiner_signs": Topic.SIGNING,
    "charter.joiner_votes": Topic.SIGNING,
    "charter.joiner_declined": Topic.SIGNING,
    "charter.extended": Topic.SIGNING,
    "charter.declined": Topic.SIGNING,
    "charter.vote_lost": Topic.SIGNING,
    "charter.sponsor_left": Topic.SIGNING,
    "charter.withdrawn": Topic.SIGNING,
    "charter.activated": Topic.SIGNING,
    "charter.change_open": Topic.SIGNING,
    "charter.change_asked": Topic.SIGNING,
    "charter.corrected": Topic.SIGNING,
    "charter.called_material": Topic.SIGNING,
    "reminder.signature": Topic.SIGNING,
    "charter.closed": Topic.SIGNING,
    "charter.reopened": Topic.SIGNING,
    "charter.expired": Topic.SIGNING,
    "reminder.vote": Topic.SIGNING,
    # Roles
    "role_asked": Topic.ROLES,
    "role_accepted": Topic.ROLES,
    "role_declined": Topic.ROLES,
    "review_asked": Topic.ROLES,
    "changes_requested": Topic.ROLES,
    "all_endorsed": Topic.ROLES,
    "review_replied": Topic.ROLES,
    "reminder.term": Topic.ROLES,
    "role_term_ended": Topic.ROLES,
    "hand_over_asked": Topic.ROLES,
    "hand_over_finished": Topic.ROLES,
    # Deadlines
    "deadline.heads_up": Topic.DEADLINES,
    "deadline.on_time": Topic.DEADLINES,
    "deadline.handed_over": Topic.DEADLINES,
    "deadline.accepted": Topic.DEADLINES,
    "deadline.sent_back": Topic.DEADLINES,
    "deadline.done": Topic.DEADLINES,
    "deadline.not_done": Topic.DEADLINES,
    "deadline.reopened": Topic.DEADLINES,
    "deadline.date_proposed": Topic.DEADLINES,
    "deadline.answers_over": Topic.DEADLINES,
    "deadline.date_agreed": Topic.DEADLINES,
    "deadline.date_refused": Topic.DEADLINES,
    "deadline.date_withdrawn": Topic.DEADLINES,
    "deadline.consulted": Topic.DEADLINES,
    "deadline.consultation_answered": Topic.DEADLINES,
    "reminder.deadline": Topic.DEADLINES,
    "reminder.expected": Topic.DEADLINES,
    "reminder.overdue": Topic.DEADLINES,
    # Talk about clauses
    "comment_mentioned": Topic.TALK,
    "comment_objected": Topic.TALK,
    "comment_replied": Topic.TALK,
    "comment_settled": Topic.TALK,
    "comment_reopened": Topic.TALK,
    "comment_nudged": Topic.TALK,
    # Looking again at a charter
    "charter_review_opened": Topic.REVIEWS,
    "charter_review_closed": Topic.REVIEWS,
    "reminder.review": Topic.REVIEWS,
    "charter.ends_soon": Topic.REVIEWS,
    "charter.parent_changed": Topic.REVIEWS,
    # Negotiations
    "sheet.seat_given": Topic.NEGOTIATIONS,
    "sheet.seat_taken": Topic.NEGOTIATIONS,
    "sheet.sign_off_asked": Topic.NEGOTIATIONS,
    "sheet.signed_off": Topic.NEGOTIATIONS,
    "sheet.returned": Topic.NEGOTIATIONS,
    "sheet.side_asked": Topic.NEGOTIATIONS,
    "sheet.side_answered": Topic.NEGOTIATIONS,
    "sheet.agenda_asked": Topic.NEGOTIATIONS,
    "sheet.joint_asked": Topic.NEGOTIATIONS,
    "sheet.joint_found": Topic.NEGOTIATIONS,
    "sheet.joint_withdrawn": Topic.NEGOTIATIONS,
    "sheet.glass_broken": Topic.NEGOTIATIONS,
    "reminder.outcome": Topic.NEGOTIATIONS,
    # Feedback and learning
    "feedback.asked": Topic.FEEDBACK,
    "feedback.proposed": Topic.FEEDBACK,
    "feedback.proposal_answered": Topic.FEEDBACK,
    "feedback.closed": Topic.FEEDBACK,
    "feedback.shared": Topic.FEEDBACK,
    "feedback.came_by_open_link": Topic.FEEDBACK,
    "feedback.not_reached": Topic.FEEDBACK,
    "feedback.contact_to_confirm": Topic.FEEDBACK,
    "quote.asked": Topic.FEEDBACK,
    "quote.answered": Topic.FEEDBACK,
    "insight.shared": Topic.FEEDBACK,
    "insight.carried": Topic.FEEDBACK,
    "insights.to_mark": Topic.FEEDBACK,
    "reflection.asked": Topic.FEEDBACK,
    "reminder.next_step": Topic.FEEDBACK,
    # Between people: no kind says more
    "private.waits": Topic.PRIVATE,
    # People in a team
    "invitation.sent": Topic.TEAM,
    "invitation.accepted": Topic.TEAM,
    "member.role_changed": Topic.TEAM,
    "member.removed": Topic.TEAM,
    "member.left": Topic.TEAM,
    "member.marked_away": Topic.TEAM,
}
# What opens or closes a door for a person, which nobody may miss: told at once, whatever they chose.
ALWAYS = {"invitation.sent", "member.role_changed", "member.removed", "sheet.glass_broken"}
# What usually waits for an answer comes at once; news can wait for the morning.
DEFAULTS = {
    Topic.SIGNING: Way.AT_ONCE,
    Topic.ROLES: Way.AT_ONCE,
    Topic.DEADLINES: Way.AT_ONCE,
    Topic.TALK: Way.AT_ONCE,
    Topic.REVIEWS: Way.DAILY,
    Topic.NEGOTIATIONS: Way.AT_ONCE,
    Topic.FEEDBACK: Way.AT_ONCE,
    Topic.PRIVATE: Way.AT_ONCE,
    Topic.TEAM: Way.DAILY,
    Preference.DAY: Way.DAILY,
}
HINTS = {
    Topic.SIGNING: _("A draft is open, you are asked to sign, somebody declines, a charter is in force."),
    Topic.ROLES: _("You are asked to hold a role, a manager asks for changes, a term ends."),
    Topic.DEADLINES: _("Something you answer for is due, will be late, or is handed over."),
    Topic.TALK: _("Somebody asks you, objects, or replies to what you said."),
    Topic.REVIEWS: _("The team looks again at what it agreed."),
    Topic.NEGOTIATIONS: _(
        "You get a seat at a prep sheet, are asked to sign one off, or should look whether a deal is kept."
    ),
    Topic.FEEDBACK: _(
        "You are asked how it went, a result is there, somebody asks for your words, a next step is due."
    ),
    Topic.PRIVATE: _("Something waits for you alone. The mail says no more than that."),
    Topic.TEAM: _("Somebody joins, leaves, or is away for long."),
}


def topic_of(kind: str) -> str:
    """The topic by which a mail of this kind may be switched off; none where it may not, or where the kind is unknown."""
    return "" if kind in ALWAYS else OF_KIND.get(kind, "")


def way_for(person, topic: str, chosen: dict) -> str:
    """What is of no topic is told at once: better too loud than lost."""
    way = chosen.get((person.pk, topic)) or DEFAULTS.get(topic, Way.AT_ONCE)
    return way if way != Way.DAILY or has_day_mail(person, chosen) else Way.OFF


def is_reminded_by_mail(person, topic: str, chosen: dict) -> bool:
    """A reminder goes with the day's mail, also where news of its topic come at once."""
    return chosen.get((person.pk, topic)) != Way.OFF and has_day_mail(person, chosen)


def has_day_mail(person, chosen: dict) -> bool:
    return chosen.get((person.pk, Preference.DAY)) != Way.OFF


def kinds_of(topic: str) -> list[str]:
    return [kind for kind, about in OF_KIND.items() if about == topic]


def kinds_that_may_stop(topic: str) -> list[str]:
    return [kind for kind in kinds_of(topic) if kind not in ALWAYS]
