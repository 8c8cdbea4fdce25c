"""What of feedback waits for a person, as rows of one shape, so that the home page reads all of it with one statement."""

from django.db.models import DateField, Exists, F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from feedback.models.answer import NextStep
from feedback.models.groups import GroupKey
from feedback.models.lesson import InsightCarry
from feedback.models.profile import QuoteConsent
from feedback.models.request import FeedbackInvitation, FeedbackRequest, OutsideContact
from teams.models import SIGNING_ROLES, Membership

NOBODY = Value("", output_field=TextField())
# Said to be a day, since PostgreSQL would take it for a text in the rows that are distinct.
NO_DAY = Cast(Value(None), DateField())


def waits(user) -> list[QuerySet]:
    """Queries to unite: (kind, key, who, about, until). `about` is encrypted and read by the first of them."""
    return [asked(user), own_answers(user), proposed(user), steps(user), quotes(user), to_mark(user), contacts(user)]


def shaped(rows: QuerySet, kind: str, key="pk", who=NOBODY, about=NOBODY, until=NO_DAY) -> QuerySet:
    """`key`, `who`, `about` and `until` are names of fields, or values."""
    named = {"key": key, "who": who, "about": about, "until": until}
    found = {name: F(value) if isinstance(value, str) else value for name, value in named.items()}
    return rows.order_by().values_list(Value(kind, output_field=TextField()), *found.values())


def asked(user):
    open_ones = FeedbackInvitation.objects.addressed_to(user).open().filter(
        request__state=FeedbackRequest.State.COLLECTING
    )  # fmt: skip
    return shaped(open_ones, "asked", who="request__subject__name", about="request__about", until="request__closes_on")


def own_answers(user):
    mine = FeedbackInvitation.objects.open().filter(
        request__subject=user, group__key=GroupKey.SELF, request__state=FeedbackRequest.State.COLLECTING
    )
    return shaped(mine, "own", key="request_id", about="request__about", until="request__closes_on")


def proposed(user):
    rows = FeedbackRequest.objects.of(user).filter(state=FeedbackRequest.State.PROPOSED)
    return shaped(rows, "proposed", who="proposed_by__name", about="about")


def steps(user):
    due = NextStep.objects.filter(person=user, done_on=None, due_on__lte=timezone.localdate())
    return shaped(due, "step", key="request_id", about="words", until="due_on")


def quotes(user):
    rows = QuoteConsent.objects.filter(author=user, state=QuoteConsent.State.ASKED)
    return shaped(rows, "quote", who="subject__name")


def writers_of(user):
    """Where the person writes charters: a condition on rows with a team."""
    return Exists(Membership.objects.present().filter(team=OuterRef("team"), person=user, role__in=SIGNING_ROLES))


def to_mark(user):
    """Carried insights while their charter is looked at again; one row for each review."""
    taken = InsightCarry.objects.to_mark(user)
    return shaped(taken, "to_mark", key="look", who="charter__title").distinct()


def contacts(user):
    rows = OutsideContact.objects.filter(writers_of(user), confirmed_by=None, charter__closed_at=None)
    return shaped(rows.exclude(added_by=user), "contact", key="charter_id", who="charter__title").distinct()
