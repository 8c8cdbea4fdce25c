"""After the pilot on line 58: what people said to Mira, what the team takes along, and a request that waits for an answer."""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from dashboard.demo.days import move_back
from feedback.actions import (
    answering,
    asking,
    carrying,
    closing,
    insights,
    learning,
    minting,
    questionnaires,
    reflecting,
    releasing,
    results,
    sending,
)
from feedback.models import (
    FeedbackInvitation,
    FeedbackRequest,
    GroupKey,
    Insight,
    Mode,
    NextStep,
    ReflectionItem,
    ResultSnapshot,
)

Occasion = FeedbackRequest.Occasion
HARBOUR = "@harbour.example"
CLIENT = ("Ines Carvalho", "ines@operator.example")
SKILLS = ("promises", "listening", "role", "time", "quality", "preparation", "shared_gains", "fairness", "disagreement", "learning")  # fmt: skip
# Each line is one person's scores in the order of SKILLS; 0 is "did not see this".
EARLIER = ("4443433323", "4444443424", "3443433333", "4433544324", "5444543433")
SCORES = ("5454453424", "5445554535", "4454453424", "5545454334", "5454544024")
OWN = "4445354333"
KEEP = (
    "You wrote down what we agreed before we left the room. On 3 March that saved us a week.",
    "When the pier crew called, you picked up the same hour, also when there was nothing new to say.",
    "You asked Sam what he would need before you asked when he would be done.",
    "Every Monday the same short note: what is done, what is late, who needs whom.",
    "You said sorry to the operator for all of us, and nobody had to be blamed for it.",
)
ADVICE = (
    "Say on Wednesday that Friday is in doubt. On Friday we can only be cross about it.",
    "Warn earlier, even when you are not sure yet.",
    "Let the quieter ones speak first. In the planning we often heard your plan before our own.",
    "Ask for the reasons behind a no before you look for a way around it.",
)
HARD = (
    "Two time zones and one chat: questions of the evening were answered the next noon.",
    "We did not know who may decide about the texts on the signs.",
    "The operator's files came on other days than agreed, and we planned as if they did not.",
)
SAID_BY_CLIENT = {
    "understood": {"score": 5}, "told_early": {"score": 3}, "kept_dates": {"score": 4}, "open_limits": {"score": 5},
    "easy_concerns": {"score": 5},
    "again": {"picked": ["yes"], "why": "They tell us a bad number before we find it."},
    "useful_moment": {"cards": ["The morning on pier 58 with the crew. After it nobody argued about the signs any more."]},
    "advice": {"cards": ["Call when something slips. A mail on Friday evening is read on Monday."]},
}  # fmt: skip
KEPT = "Write down what was agreed before we leave the room."
CHANGED = "Say by Wednesday when Friday is in doubt."
LESSONS = (
    ("sam", "differently", "Warn of a delay by Wednesday, not on the day itself.", "communication_agreement"),
    ("noor", "repeat", "One morning on the pier with the crew before anything is drawn.", "working_agreement"),
    ("mira", "differently", "Name one person who decides about words in three languages.", "decision_rule"),
)
PRIVATE = ("I was too tired in March to ask for help. I should have said so.", "jo")
LEFT = "The decision rule of this charter names somebody already."
WORKSHOP = {
    "kind": "workshop", "title": "Difficult conversations, two afternoons", "provider": "Harbour Academy",
    "link": "https://academy.example/difficult-conversations", "hours": 8, "cost": 240, "currency": "EUR",
    "competency": "disagreement",
}  # fmt: skip


def play(cast, season, pilot, winter) -> None:
    """`season` is the charter in force, `pilot` the one that closed, `winter` the draft that is being written."""
    earlier(season, cast)
    asked_about(pilot, cast)
    look_back(pilot, cast)
    carry(winter, cast)
    learn(cast["mira"])
    waiting(season, cast)


def earlier(season, cast) -> None:
    """Half a year ago, so that there is something to compare with."""
    request = asking.start_request("Getting the season ready", by=cast["mira"], charter=season, occasion=Occasion.PULSE)
    ask_team(request, cast)
    send(request)
    for who, scores in zip(others(cast), EARLIER, strict=True):
        answer(request, who.email, scored(scores))
    close(request, 150)


def asked_about(pilot, cast) -> None:
    """Five of the team in confidence, the operator by name, and Mira herself."""
    mira = cast["mira"]
    request = asking.start_request("Line 58: the pilot", by=mira, charter=pilot, occasion=Occasion.CLOSE)
    ask_team(request, cast)
    client = asking.set_group(request, GroupKey.CLIENT, newest(mira, "client"), Mode.NAMED, by=mira)
    asking.add_people(client, [CLIENT], by=mira)
    asking.include_self(request, newest(mira, "self"), by=mira)
    asking.choose_clauses(
        request, [one.clause() for one in standing(pilot).items.filter(kind="communication_agreement")], by=mira
    )
    send(request)
    answered(request, cast)
    close(request, 8)
    next_steps(request, mira)


def ask_team(request, cast) -> None:
    mira = cast["mira"]
    group = asking.set_group(request, GroupKey.TEAMMATE, newest(mira, "teammate"), Mode.CONFIDENTIAL, by=mira)
    asking.add_people(group, [(str(one), one.email) for one in others(cast)], by=mira)


def others(cast) -> list:
    return [cast[who] for who in ("jo", "aylin", "sam", "noor", "priya")]


def newest(person, slug):
    questionnaires.ensure_questionnaires()
    [version] = questionnaires.newest(person, slug=slug, owner=None)
    return version


def standing(charter):
    return charter.versions.standing().get()


def send(request) -> None:
    sending.send(request, timezone.localdate() + timedelta(days=14), FeedbackRequest.Share.SUBJECT, by=request.subject)
    request.refresh_from_db()


def answered(request, cast) -> None:
    clauses = {one.key: {"score": 4} for one in request.clauses()}
    for place, (who, scores) in enumerate(zip(others(cast), SCORES, strict=True)):
        answer(request, who.email, scored(scores) | clauses | words(place))
    answer(request, CLIENT[1], SAID_BY_CLIENT)
    answer(request, request.subject.email, scored(OWN))


def scored(scores: str) -> dict:
    return {
        skill: {"score": int(score)} if score != "0" else {"not_seen": True}
        for skill, score in zip(SKILLS, scores, strict=True)
    }


def words(place: int) -> dict:
    given = {"keep_doing": KEEP, "advice": ADVICE, "made_hard": HARD}
    return {name: {"cards": [cards[place]]} for name, cards in given.items() if place < len(cards)}


def answer(request, address, answers) -> None:
    invitation = request.invitations.select_related("request", "group__version").get(address=address)
    answering.submit(invitation, answers)


def close(request, days_ago: int) -> None:
    """Its days pass and the grace after them, it closes, and what it showed is some days old."""
    mine = FeedbackRequest.objects.filter(pk=request.pk)
    move_back(mine, timedelta(days=16))
    closing.close(mine.get())
    releasing.release(mine.get())
    for rows in (
        mine,
        FeedbackInvitation.objects.filter(request=request),
        ResultSnapshot.objects.filter(request=request),
    ):
        move_back(rows, timedelta(days=days_ago))
    request.refresh_from_db()


def next_steps(request, mira) -> None:
    in_a_month = timezone.localdate() + timedelta(days=30)
    Purpose, Form = NextStep.Purpose, NextStep.Form
    results.choose_step(request, results.Chosen(Purpose.KEEP, Form.GOAL, KEPT, in_a_month), by=mira)
    results.choose_step(request, results.Chosen(Purpose.CHANGE, Form.INSIGHT, CHANGED, in_a_month), by=mira)


def look_back(pilot, cast) -> None:
    """Each alone; three lessons are shared, one thought is not."""
    text, who = PRIVATE
    reflect(pilot, cast[who], ReflectionItem.Kind.WHY, text)
    for who, kind, text, section in LESSONS:
        item = reflect(pilot, cast[who], kind, text)
        reflecting.share_item(item, by=cast[who])
        noted = insights.write_insight(text, by=cast[who], section=section, origin=insights.of_item(item))
        insights.share_insight(noted, by=cast[who])


def reflect(charter, person, kind, text) -> ReflectionItem:
    return reflecting.save_item(charter, uuid4(), kind, reflecting.Words(text), revision=0, by=person)


def carry(winter, cast) -> None:
    """Into the winter timetable: one adopted, one left with a reason, one still open."""
    shared = Insight.objects.shared().filter(team=winter.team).select_related("author")
    noted = {one.author.email.split("@")[0]: one for one in shared}
    carrying.adopt_insight(noted["sam"], winter, by=cast["sam"])
    carrying.leave_insight(noted["mira"], winter, LEFT, by=cast["jo"])


def learn(mira) -> None:
    today = timezone.localdate()
    starts, ends = today + timedelta(days=12), today + timedelta(days=19)
    learning.start_learning(WORKSHOP | {"starts_on": starts, "ends_on": ends}, state="planned", by=mira)


def waiting(season, cast) -> None:
    """Jo asks the operator and the team; the link for the operator is printed when the site starts."""
    jo = cast["jo"]
    request = asking.start_request("The import of the operator’s files", by=jo, charter=season)
    group = asking.set_group(request, GroupKey.TEAMMATE, newest(jo, "teammate"), Mode.CONFIDENTIAL, by=jo)
    people = [cast[who] for who in ("mira", "aylin", "sam", "noor")]
    asking.add_people(group, [(str(one), one.email) for one in people], by=jo)
    client = asking.set_group(request, GroupKey.CLIENT, newest(jo, "client"), Mode.NAMED, by=jo)
    asking.add_people(client, [CLIENT], by=jo)
    send(request)


def path_for_the_operator() -> str | None:
    """A fresh link by which the operator answers Jo, as long as the demo waits for it."""
    asked = FeedbackInvitation.objects.open().filter(
        address=CLIENT[1], request__state=FeedbackRequest.State.COLLECTING, request__subject__email__endswith=HARBOUR
    )
    invitation = asked.select_related("request").first()
    open_still = invitation and invitation.request.takes_answers
    return minting.link_to(invitation).removeprefix(settings.SITE_URL) if open_still else None
