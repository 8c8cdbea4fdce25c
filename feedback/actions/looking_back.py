"""What time makes due for lessons: looking back once a charter is closed, a next step on its day, marks once a review is open."""

from datetime import datetime, timedelta
from itertools import groupby, islice

from django.db.models import Q

from charters.models import Charter
from feedback.models import InsightCarry, ReflectionItem
from feedback.notify import carrying, reflecting
from notices.models import Notice
from teams.models import Membership

# How long after a charter was closed somebody is still asked to look back, and a step is still reminded of.
LATELY, LATE = timedelta(days=14), timedelta(days=60)
# A day begins up to this much earlier somewhere than in UTC.
EAST = timedelta(hours=14)
BATCH = 500


def tick(now: datetime) -> None:
    """Safe to run twice, late, or in two places at once: each person hears of each thing once."""
    ask_to_look_back(now)
    remind_of_steps(now)
    ask_to_mark()


def ask_to_look_back(now: datetime) -> None:
    charters = Charter.objects.closed().filter(closed_at__gte=now - LATELY)
    for charter in charters.exclude(pk__in=told_about(reflecting.ASKED, charters)):
        reflecting.asked(charter)


def told_about(kind: str, rows):
    return Notice.objects.filter(kind=kind, about_id__in=rows.values("pk")).values("about_id")


def remind_of_steps(now: datetime) -> None:
    """As long as the writer is in the team whose charter it was."""
    days = ((now - LATE).date(), (now + EAST).date())
    rows = (
        ReflectionItem.objects.due(*days)
        .of_present_people()
        .select_related("reflection__person", "reflection__charter")
    )
    steps = rows.order_by("due_on", "pk").iterator(BATCH)
    while some := list(islice(steps, BATCH)):
        reflecting.due(some, now)


def ask_to_mark() -> None:
    """Each writer hears of a review only if a carried insight that they may read waits in it."""
    told = Notice.objects.filter(kind=carrying.TO_MARK).values("about_id")
    waiting = InsightCarry.objects.unmarked().exclude(look__in=told).select_related("charter", "insight")
    for look, carries in groupby(waiting.order_by("look"), lambda carry: carry.look):
        carries = list(carries)
        carrying.to_mark(carries[0].charter, look, who_marks(carries))


def who_marks(carries: list[InsightCarry]) -> list:
    """Writers who noted one of these insights, or who are in a team that it was shared with."""
    authors = {carry.insight.author_id for carry in carries}
    teams = {carry.insight.team_id for carry in carries if carry.insight.shared_at}
    readers = Membership.objects.present().filter(team__in=teams).values("person")
    writers = Membership.objects.writers().filter(team=carries[0].team_id)
    return writers.filter(Q(person__in=authors) | Q(person__in=readers)).people()
