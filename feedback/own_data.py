"""What feedback keeps of one person. What others answered in confidence is not among it: of that only what a result shows."""

from django.db.models import Q

from accounts.own_data import part, told
from feedback import profiles
from feedback.models import (
    FeedbackInvitation,
    FeedbackRequest,
    GroupKey,
    Insight,
    LearningItem,
    NextStep,
    Questionnaire,
    QuestionnaireVersion,
    QuoteConsent,
    Reflection,
    ReflectionItem,
    ResultSnapshot,
)

State = FeedbackRequest.State


@part("feedback")
def feedback(person) -> dict:
    return {
        "requests": requests_of(person),
        "answers": told(answered_by(person), answer),
        "asked": told(asks_of(person), ask),
        "next_steps": told(NextStep.objects.filter(person=person), step),
        "reflections": reflections_of(person),
        "insights": told(Insight.objects.filter(author=person), insight),
        "learning": told(LearningItem.objects.filter(person=person), learned),
        "questionnaires": questionnaires_of(person),
        "profile": profile_of(person),
        "quotes_asked": told(QuoteConsent.objects.filter(subject=person), quote_asked),
        "quotes_given": told(given_by(person), quote_given),
    }


def requests_of(person) -> list:
    """With the result as it is shown, once it is out; who answered stands nowhere."""
    rows = FeedbackRequest.objects.of(person).select_related("charter", "team").prefetch_related("invitations__group")
    out = ResultSnapshot.objects.filter(request__subject=person, request__state__in=[State.RELEASED, State.WITHHELD])
    results = dict(out.values_list("request", "data"))
    return told(rows, lambda one: request(one) | {"result": results.get(one.pk)})


def request(one: FeedbackRequest) -> dict:
    asked = [row for row in one.invitations.all() if row.group.key != GroupKey.SELF]
    return {
        "about": one.about, "note": one.note, "occasion": one.occasion, "state": one.state, "shared_with": one.share,
        "team": one.team and one.team.name, "charter": one.charter and one.charter.title, "sent_on": one.sent_on,
        "closes_on": one.closes_on, "released_on": one.released_on,
        "asked": [{"name": row.name, "address": row.address, "as": row.group.key} for row in asked],
    }  # fmt: skip


def answered_by(person):
    """As long as it can be told whose they are: after close, only those with a name and those about oneself."""
    sent_to_them = FeedbackInvitation.objects.addressed_to(person).values("pk")
    about_themselves = Q(person=person, group__key=GroupKey.SELF)
    rows = FeedbackInvitation.objects.filter(Q(pk__in=sent_to_them) | about_themselves, response__isnull=False)
    return rows.select_related("request__subject", "group", "response").order_by("pk")


def answer(one: FeedbackInvitation) -> dict:
    return ask(one) | {"sent": one.response.answers, "draft": one.response.draft}


def asks_of(person):
    rows = FeedbackInvitation.objects.addressed_to(person)
    return rows.select_related("request__subject", "group").order_by("-request__sent_on", "pk")


def ask(one: FeedbackInvitation) -> dict:
    return {"by": str(one.request.subject), "about": one.request.about, "as": one.group.key, "mode": one.group.mode}


def step(one: NextStep) -> dict:
    return {"purpose": one.purpose, "form": one.form, "words": one.words, "due_on": one.due_on, "done_on": one.done_on}


def reflections_of(person) -> list:
    rows = Reflection.objects.filter(person=person).select_related("charter").prefetch_related("items")
    return told(
        rows.order_by("-created_at"),
        lambda one: {
            "charter": one.charter.title, "begun_at": one.created_at, "finished_at": one.finished_at,
            "items": [reflected(item) for item in one.items.all()],
        },
    )  # fmt: skip


def reflected(one: ReflectionItem) -> dict:
    return {
        "kind": one.kind, "text": one.text, "clause": one.clause_words, "to_whom": one.to_whom, "due_on": one.due_on,
        "shared_at": one.shared_at,
    }  # fmt: skip


def insight(one: Insight) -> dict:
    return {
        "text": one.text, "state": one.state, "source": one.source, "section": one.section, "clause": one.clause_words,
        "shared_at": one.shared_at, "written_at": one.created_at,
    }  # fmt: skip


def learned(one: LearningItem) -> dict:
    names = (
        "kind", "title", "provider", "link", "state", "starts_on", "ends_on", "done_on", "hours", "cost", "currency",
        "takeaway", "competency", "created_at",
    )  # fmt: skip
    return {name: getattr(one, name) for name in names}


def questionnaires_of(person) -> list:
    rows = QuestionnaireVersion.objects.filter(questionnaire__in=Questionnaire.objects.filter(owner=person))
    return told(
        rows.select_related("questionnaire"),
        lambda one: {"title": one.questionnaire.title, "edition": one.number, "questions": one.questions},
    )


def profile_of(person) -> dict:
    own = profiles.profile_of(person)
    links = own.links.all()
    return {
        "on": own.is_on, "headline": own.headline, "about": own.about, "sections": own.sections,
        "shown": [{"section": item.section, "in_full": item.in_full} for item in own.items.all()],
        "links": told(links, lambda one: {"for": one.label, "made_at": one.created_at, "ends_at": one.expires_at,
                                          "revoked_at": one.revoked_at}),
    }  # fmt: skip


def given_by(person):
    return QuoteConsent.objects.filter(author=person).select_related("subject")


def quote_asked(one: QuoteConsent) -> dict:
    return quote(one) | {"of": one.author_name or one.author_role}


def quote_given(one: QuoteConsent) -> dict:
    return quote(one) | {"by": str(one.subject)}


def quote(one: QuoteConsent) -> dict:
    return {
        "words": one.words, "state": one.state, "attribution": one.attribution, "asked_on": one.asked_on,
        "answered_on": one.answered_on,
    }  # fmt: skip
