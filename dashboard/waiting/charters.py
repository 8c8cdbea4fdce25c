"""What waits in charters: to sign, to vote, to think alone, to look again, to answer what was asked about a clause."""

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.models import Charter, CharterReview, CharterVersion, ClauseComment, Preparation, Signature, Vote
from dashboard.waiting.one import MOST, Waiting

State = CharterVersion.State


def signatures(user):
    asked = Signature.objects.filter(
        person=user, state=Signature.State.REQUESTED, version__state__in=[State.SIGNING, State.ACTIVE]
    )
    for one in asked.select_related("version__charter", "team").defer("document", *CharterVersion.JOINED_TEXTS)[:MOST]:
        text = _("Read and sign %(charter)s") % {"charter": one.version}
        url = reverse("charters:sign", args=[one.version.charter_id])
        yield Waiting("pen-line", _("Sign"), text, one.team.name, url, one.until)


def talk(user, teams: list):
    """Objections and questions that wait for an answer, for the lead; also about what is in force."""
    for one in unanswered(teams).exclude(author=user)[:MOST]:
        said = {"kind": one.get_kind_display().capitalize(), "clause": one.about[:80]}
        text = _("%(kind)s about “%(clause)s”") % said
        until = one.answer_by and timezone.localdate(one.answer_by)
        yield Waiting("message-circle-question-mark", _("Answer"), text, one.team.name, talk_url(one), until)


def unanswered(teams: list):
    waiting = ClauseComment.objects.filter(
        team__in=teams,
        version__state__in=ClauseComment.TALKED_ABOUT,
        charter__closed_at=None,
        kind__in=[ClauseComment.Kind.QUESTION, ClauseComment.Kind.OBJECTION],
        state=ClauseComment.State.OPEN,
    )
    return waiting.select_related("team", "version").defer(*CharterVersion.JOINED_TEXTS)


def talk_url(comment: ClauseComment) -> str:
    url = reverse("charters:talk", args=[comment.charter_id, comment.item_key])
    return url if comment.version.is_editable else f"{url}?in=force"


def writing(user, teams: list):
    """Votes not cast, drafts not open yet while the person has prepared nothing, agreements to look at again."""
    review = CharterReview.objects.waiting_for(user).filter(version=OuterRef("pk"))
    versions = CharterVersion.objects.annotate(
        review=Subquery(review.values("pk")), review_closes_on=Subquery(review.values("closes_on"))
    ).filter(unvoted(user) | unprepared(user) | Q(review__isnull=False), team__in=teams)
    for one in versions.select_related("charter", "team").light()[:MOST]:
        yield look_at(one) if one.review else vote_on(one) if one.state == State.SIGNING else prepare_for(one)


def unvoted(user) -> Q:
    voted = Vote.objects.filter(version=OuterRef("pk"), round=OuterRef("round"), person=user)
    return Q(state=State.SIGNING, charter__adoption=Charter.Adoption.VOTE) & ~Exists(voted)


def unprepared(user) -> Q:
    prepared = Preparation.objects.filter(charter=OuterRef("charter"), person=user)
    return Q(state=State.DRAFT, opened_at=None) & ~Exists(prepared)


def look_at(version) -> Waiting:
    text = _("Look at %(charter)s again") % {"charter": version.charter}
    url = reverse("charters:mark_agreements", args=[version.review])
    return Waiting("rotate-ccw", _("Look at it"), text, version.team.name, url, version.review_closes_on)


def vote_on(version) -> Waiting:
    text = _("Vote on %(charter)s") % {"charter": version}
    url = reverse("charters:sign", args=[version.charter_id])
    return Waiting("vote", _("Vote"), text, version.team.name, url, version.sign_by)


def prepare_for(version) -> Waiting:
    text = _("Think alone before the team writes %(charter)s") % {"charter": version.charter}
    url = reverse("charters:prepare", args=[version.charter_id])
    return Waiting("notebook-pen", _("Prepare"), text, version.team.name, url)
