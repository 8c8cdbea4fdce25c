"""Who hears what is said about a clause: who is named, who takes part, and for an objection the lead. Each once, by the strongest reason."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.mentions import mentioned
from charters.models import ClauseComment
from notices.outbox import tell
from teams.models import MemberRole

Kind = ClauseComment.Kind


def said(comment):
    """Named people and leads get a mail; those who take part read it in their notices, who began the talk gets a mail too."""
    present = {one.person_id: one for one in present_in(comment).exclude(person=comment.author)}
    people = [membership.person for membership in present.values()]
    named = mentioned(words_of(comment), people)
    send(comment, named, "comment_mentioned", NAMED[comment.kind], "charters/notices/mentioned.txt")
    rest = [person for person in people if person not in named]
    if comment.kind == Kind.OBJECTION:
        leads = [person for person in rest if present[person.pk].role == MemberRole.LEAD]
        return send(
            comment, leads, "comment_objected", _("%(name)s objects to “%(clause)s”"), "charters/notices/objected.txt"
        )
    if comment.parent:
        reply_to(comment, rest)
    return None


def reply_to(comment, people):
    words = _("%(name)s replied about “%(clause)s”")
    starter = [person for person in people if person.pk == comment.parent.author_id]
    send(comment, starter, "comment_replied", words, "charters/notices/replied.txt")
    others = set(comment.parent.replies.values_list("author_id", flat=True)) - {comment.parent.author_id}
    send(comment, [person for person in people if person.pk in others], "comment_replied", words, "")


NAMED = {
    Kind.QUESTION: _("%(name)s asks you about “%(clause)s”"),
    Kind.SUGGESTION: _("%(name)s names you in a suggestion about “%(clause)s”"),
    Kind.OBJECTION: _("%(name)s names you in an objection to “%(clause)s”"),
    Kind.REPLY: _("%(name)s names you in a reply about “%(clause)s”"),
}


def settled(comment, *, by):
    """Who began it hears that it is settled."""
    words = {
        ClauseComment.State.ACCEPTED: _("%(name)s took over your suggestion for “%(clause)s”"),
        ClauseComment.State.RESOLVED: _("%(name)s settled what you said about “%(clause)s”"),
    }
    told(comment, by, "comment_settled", words[comment.state])


def reopened(comment, *, by):
    told(comment, by, "comment_reopened", _("%(name)s opened again what you said about “%(clause)s”"))


def nudged(comment):
    """The leads, at once and by mail: somebody waits, and the time that the team agreed on is over."""
    leads = present_in(comment).filter(role=MemberRole.LEAD).exclude(person=comment.author)
    words = _("The question about “%(clause)s” is open beyond the agreed time.")
    tell(
        leads.people(), key=f"comment_nudged:{comment.pk}", kind="comment_nudged", text=words % {"clause": comment.about[:120]},
        url=place_of(comment), template="charters/notices/comment_nudged.txt", team_id=comment.team_id,
        context={
            "by": str(comment.author), "clause": comment.about, "said": words_of(comment), "charter": comment.charter.title,
            "within": comment.answer_within or str(_("two working days")),
        },
    )  # fmt: skip


def told(comment, by, kind, words):
    """A notice without a mail to the author, if they are still in the team and did not do it themselves."""
    author = present_in(comment).filter(person_id=comment.author_id).exclude(person=by).people()
    moment = (comment.settled_at or timezone.now()).isoformat()
    tell(
        author, key=f"{kind}:{comment.pk}:{moment}", kind=kind, text=words % {"name": by, "clause": comment.about[:120]},
        url=place_of(comment), team_id=comment.team_id,
    )  # fmt: skip


def send(comment, people, kind, words, template):
    tell(
        people, key=f"comment:{comment.pk}", kind=kind, text=words % {"name": comment.author, "clause": comment.about[:120]},
        url=place_of(comment), template=template, team_id=comment.team_id,
        context={"by": str(comment.author), "clause": comment.about, "said": words_of(comment), "charter": comment.charter.title},
    )  # fmt: skip


def words_of(comment) -> str:
    return "\n\n".join(filter(None, [comment.new_text, comment.text]))


def place_of(comment) -> str:
    """Beside the text it is about, though an amendment of it may be on its way."""
    page = reverse("charters:talk", args=[comment.charter_id, comment.item_key])
    return f"{page}{where(comment.version)}#said-{comment.parent_id or comment.pk}"


def where(version) -> str:
    return "" if version.is_editable else "?in=force"


def present_in(comment):
    return comment.version.team.memberships.present().select_related("person")
