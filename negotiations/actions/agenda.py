"""The agenda that both sides see when both want: names of issues and options. Nothing gets there but what somebody puts there."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.permissions import Denied, require
from negotiations import content as plain
from negotiations.actions import laying_out
from negotiations.actions.joint import end_joint
from negotiations.actions.recording import record
from negotiations.actions.seats import held_with_negotiation
from negotiations.models import AgendaIssue, AgendaOption, Issue, IssueOption, PrepSheet
from negotiations.notify import sharing as notify
from negotiations.permissions import can_close_agenda, can_open_agenda, can_write_agenda, other_side
from negotiations.scoring import MOST_ISSUES, MOST_OPTIONS


@transaction.atomic
def open_agenda(sheet: PrepSheet, *, by) -> PrepSheet:
    """This side is ready to share names. Both see the agenda once the other side has said so too."""
    sheet = held_with_negotiation(sheet)
    if sheet.agenda_opened_at:
        return sheet
    require(can_open_agenda(by, sheet))
    sheet.agenda_opened_at = timezone.now()
    sheet.save(update_fields=["agenda_opened_at"])
    event = record("agenda.opened", sheet, by=by)
    notify.agenda_opened(other_side(sheet), event)
    return sheet


@transaction.atomic
def close_agenda(sheet: PrepSheet, *, by) -> PrepSheet:
    """Neither side sees the agenda any more, nor what was found on it. What was taken into sheets stays there."""
    sheet = held_with_negotiation(sheet)
    if sheet.agenda_opened_at is None:
        return sheet
    require(can_close_agenda(by, sheet))
    end_joint(sheet)
    sheet.agenda_opened_at = None
    sheet.save(update_fields=["agenda_opened_at"])
    record("agenda.closed", sheet, by=by)
    return sheet


@transaction.atomic
def propose_topics(sheet: PrepSheet, issues: Iterable[UUID], typed: Iterable[tuple[str, list[str]]], *, by) -> int:
    """Puts names before the other side: of issues that are ticked, with all their options, and what is typed. How many topics."""
    sheet = held_with_negotiation(sheet)
    require(can_write_agenda(by, sheet))
    own = list(Issue.objects.filter(sheet=sheet, pk__in=issues).prefetch_related("options"))
    agenda = Agenda(sheet)
    for issue in own:
        link(issue, agenda.put(issue.name, [option.name for option in issue.options.all()]))
    for name, options in typed:
        agenda.put(name, options)
    if agenda.touched:
        end_joint(sheet)
        record("agenda.proposed", sheet, by=by, number=len(agenda.touched))
    return len(agenda.touched)


def folded(name: str) -> str:
    return " ".join(name.split()).casefold()


class Agenda:
    """The topics of a negotiation by name, while names are put on it. Another agenda is another question to both sides."""

    def __init__(self, sheet: PrepSheet):
        self.shared = {"team_id": sheet.team_id, "negotiation_id": sheet.negotiation_id}
        found = AgendaIssue.objects.filter(negotiation_id=sheet.negotiation_id).prefetch_related("options")
        self.topics = {folded(topic.name): (topic, list(topic.options.all())) for topic in found}
        self.touched = set()

    def put(self, name: str, options: list[str]) -> AgendaIssue:
        """A topic with at least these options; what is there already stays."""
        if folded(name) not in self.topics:
            require(len(self.topics) < MOST_ISSUES or Denied(full()))
            topic = AgendaIssue.objects.create(**self.shared, name=name, position=len(self.topics))
            self.topics[folded(name)] = (topic, [])
            self.touched.add(topic.pk)
        topic, here = self.topics[folded(name)]
        known = {folded(option.name) for option in here}
        fresh = list({folded(one): one for one in options if folded(one) not in known}.values())
        added = [
            AgendaOption(**self.shared, issue=topic, name=one, position=at)
            for at, one in enumerate(fresh[: MOST_OPTIONS - len(here)], start=len(here))
        ]
        here += AgendaOption.objects.bulk_create(added)
        if added:
            self.touched.add(topic.pk)
        return topic


def full() -> str:
    return _("The agenda has room for %(most)d topics.") % {"most": MOST_ISSUES}


def link(issue: Issue, topic: AgendaIssue) -> None:
    """The issue of a sheet is this topic; options of the same name are the same."""
    issue.agenda_issue = topic
    issue.save(update_fields=["agenda_issue"])
    shared = {folded(option.name): option for option in AgendaOption.objects.filter(issue=topic)}
    options = list(IssueOption.objects.filter(issue=issue))
    for option in options:
        option.agenda_option = shared.pop(folded(option.name), None)
    IssueOption.objects.bulk_update(options, ["agenda_option"])


@transaction.atomic
def take_topics(sheet: PrepSheet, topics: Iterable[UUID], *, by) -> int:
    """Takes names from the agenda into one's own sheet: into an issue of the same name, or as a new one without numbers."""
    sheet = held_with_negotiation(sheet)
    require(can_write_agenda(by, sheet))
    taken = Issue.objects.filter(sheet=sheet).exclude(agenda_issue=None).values("agenda_issue")
    found = AgendaIssue.objects.filter(negotiation_id=sheet.negotiation_id, pk__in=topics).exclude(pk__in=taken)
    found = list(found.prefetch_related("options"))
    own = {folded(one.name): one for one in Issue.objects.filter(sheet=sheet, agenda_issue=None)}
    lay_new(sheet, [topic for topic in found if folded(topic.name) not in own])
    for topic in found:
        if folded(topic.name) in own:
            take_into(sheet, own.pop(folded(topic.name)), topic)
    if found:
        record("agenda.taken", sheet, by=by, number=len(found))
    return len(found)


def lay_new(sheet: PrepSheet, topics: list[AgendaIssue]) -> None:
    rows = laying_out.lay(sheet, [plain_issue(one.name, one.options.all()) for one in topics])
    for row, topic in zip(rows, topics, strict=True):
        link(row, topic)


def plain_issue(name: str, options) -> plain.Issue:
    return plain.Issue("", name, options=tuple(plain.Option("", option.name) for option in options))


def take_into(sheet: PrepSheet, issue: Issue, topic: AgendaIssue) -> None:
    """What the agenda has and the issue lacks is added behind its options."""
    here = list(IssueOption.objects.filter(issue=issue))
    known = {folded(option.name) for option in here}
    missing = [option for option in topic.options.all() if folded(option.name) not in known]
    missing = missing[: MOST_OPTIONS - len(here)]
    laying_out.require_room(sheet, len(missing))
    laying_out.lay_options(sheet, issue, plain_issue("", missing))
    added = list(IssueOption.objects.filter(issue=issue).exclude(pk__in=[option.pk for option in here]))
    for option in added:
        option.position += len(here)
    IssueOption.objects.bulk_update(added, ["position"])
    link(issue, topic)


@transaction.atomic
def strike_topic(sheet: PrepSheet, topic: AgendaIssue, *, by) -> None:
    """A topic leaves the agenda. Issues that came from it stay on the sheets."""
    sheet = held_with_negotiation(sheet)
    require(can_write_agenda(by, sheet))
    if AgendaIssue.objects.filter(pk=topic.pk, negotiation_id=sheet.negotiation_id).delete()[0]:
        end_joint(sheet)
        record("agenda.struck", sheet, by=by, what=topic.name)
