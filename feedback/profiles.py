"""What a person may put on their profile, and what it shows: read anew each time, from what they opted in.

Roles and projects come from charters, strengths from released snapshots, quotes from those who agreed, learning from the
person's own log. Negotiations, conflicts and what was declined are read nowhere here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters.models import Charter, RoleAssignment, Signature
from common.folding import fold
from feedback.competencies import BY_KEY
from feedback.models import (
    CollaborationProfile,
    FeedbackRequest,
    LearningItem,
    ProfileItem,
    QuoteConsent,
    ResultSnapshot,
)
from feedback.strengths import Released, Strength, strengths
from teams.models import Event

Section = ProfileItem.Section
MOST = 200


@dataclass(frozen=True)
class Entry:
    """One thing in words. `full` is added where it is told in full, and takes the place of the title if it `renames`."""

    title: str
    facts: tuple[str, ...] = ()
    words: str = ""
    full: str = ""
    renames: bool = False

    def told(self, in_full: bool) -> "Entry":
        if not in_full or not self.full:
            return replace(self, full="")
        return replace(self, title=self.full, full="") if self.renames else self


@dataclass(frozen=True)
class Shown:
    """A profile as a visitor reads it. It holds words alone: no identifier, no address, no answer."""

    name: str
    headline: str
    about: str
    sections: list = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        return not (self.headline or self.about or self.sections)


def profile_of(person) -> CollaborationProfile:
    """The person's own, or one that is not kept yet."""
    return CollaborationProfile.objects.filter(person_id=person.pk).first() or CollaborationProfile(person=person)


def shown(profile: CollaborationProfile) -> Shown:
    """What a visitor reads of the profile of `profile.person`, also while it is off: that is asked at the door."""
    items = list(profile.items.all())
    found = [(section, entries_of(profile.person, section, items)) for section in Section if is_on(profile, section)]
    sections = [{"key": str(key), "title": str(key.label), "entries": entries} for key, entries in found if entries]
    return Shown(str(profile.person), profile.headline, profile.about, sections)


def is_on(profile: CollaborationProfile, section: str) -> bool:
    return bool(profile.sections.get(section))


def entries_of(person, section: str, items: list[ProfileItem]) -> list[Entry]:
    """What was opted in and is true still, in the order that the person chose."""
    chosen = [item for item in items if item.section == section]
    offers = offered(person, section) if chosen else {}
    return [offers[item.ref].told(item.in_full) for item in chosen if item.ref in offers]


def offered(person, section: str) -> dict[str, Entry]:
    """Everything of that section that the person may opt in, by what ProfileItem calls `ref`."""
    return READERS[Section(section)](person)


def roles_of(person) -> dict[str, Entry]:
    rows = held_by(person).select_related("charter__team").order_by("-created_at", "-id")
    return {str(one.pk): Entry(one.role_title, since(one), full=place(one.charter)) for one in rows[:MOST]}


def held_by(person):
    """Roles that the person accepted; what was only asked, or declined, is nobody's business."""
    accepted = Event.objects.filter(verb="role.accepted", subject_id=OuterRef("pk"), actor_id=person.pk)
    ended = Q(state=RoleAssignment.State.ENDED) & Exists(accepted)
    return RoleAssignment.objects.filter(Q(state=RoleAssignment.State.ACCEPTED) | ended, person_id=person.pk)


def since(assignment: RoleAssignment) -> tuple[str, ...]:
    month = month_of(assignment.answered_at or assignment.created_at)
    if assignment.state == RoleAssignment.State.ENDED:
        return (_("from %(month)s, ended") % {"month": month},)
    return (_("since %(month)s") % {"month": month},)


def projects_of(person) -> dict[str, Entry]:
    signed = Signature.objects.filter(
        version__charter=OuterRef("pk"), person_id=person.pk, is_sponsor=False,
        state__in=[Signature.State.SIGNED, Signature.State.CARRIED],
    )  # fmt: skip
    held = held_by(person).filter(charter=OuterRef("pk"))
    rows = Charter.objects.filter(Exists(signed) | Exists(held)).select_related("team")
    return {str(one.pk): project(one) for one in rows[:MOST]}


def project(charter: Charter) -> Entry:
    begun = _("begun in %(month)s") % {"month": month_of(charter.created_at)}
    ended = (outcome(charter),) if charter.closed_at else ()
    return Entry(_("A project"), (begun, *ended), full=place(charter), renames=True)


def outcome(charter: Charter) -> str:
    told = {"month": month_of(charter.closed_at), "outcome": charter.get_outcome_display()}
    return _("closed in %(month)s: %(outcome)s") % told


def place(charter: Charter) -> str:
    return f"{charter.title} · {charter.team.name}"


def strengths_of(person) -> dict[str, Entry]:
    rows = ResultSnapshot.objects.filter(
        request__subject_id=person.pk, request__state=FeedbackRequest.State.RELEASED
    ).select_related("request")
    released = [Released(project_of(row.request), row.made_on, row.data) for row in rows.order_by("-made_on")[:MOST]]
    return {one.competency: strength(one, person) for one in strengths(released) if one.competency in BY_KEY}


def project_of(request: FeedbackRequest) -> object:
    """Two requests about the same work are one project."""
    return request.charter_id or fold(request.about)


def strength(one: Strength, person) -> Entry:
    answers = ngettext("%(n)d answer", "%(n)d answers", one.answers) % {"n": one.answers}
    seen = _("%(answers)s from %(projects)d projects") % {"answers": answers, "projects": one.projects}
    chosen = _("respondents chosen by %(name)s") % {"name": person}
    return Entry(str(BY_KEY[one.competency].label), (seen, span(one.first, one.last), chosen))


def span(first, last) -> str:
    from_, until = date_format(first, "F Y"), date_format(last, "F Y")
    return from_ if from_ == until else f"{from_} – {until}"


def quotes_of(person) -> dict[str, Entry]:
    agreed = QuoteConsent.objects.filter(subject_id=person.pk, state=QuoteConsent.State.AGREED)
    return {str(one.pk): quote(one) for one in agreed[:MOST]}


def quote(consent: QuoteConsent, attribution: str | None = None) -> Entry:
    """As it stands on the profile, or would with another attribution."""
    is_named = (attribution or consent.attribution) == QuoteConsent.Attribution.NAMED
    by = [consent.author_name, consent.author_role] if is_named else [consent.author_role]
    return Entry(", ".join(part for part in by if part), words=consent.words)


def learning_of(person) -> dict[str, Entry]:
    done = LearningItem.objects.filter(person_id=person.pk, state=LearningItem.State.DONE)
    return {str(one.pk): learned(one) for one in done.order_by("-done_on", "-id")[:MOST]}


def learned(item: LearningItem) -> Entry:
    facts = (capfirst(item.get_kind_display()), item.provider, item.done_on and date_format(item.done_on, "F Y"))
    return Entry(item.title, tuple(str(fact) for fact in facts if fact), full=item.takeaway)


def month_of(moment) -> str:
    return date_format(moment, "F Y")


READERS: dict[Section, Callable] = {
    Section.ROLES: roles_of,
    Section.PROJECTS: projects_of,
    Section.STRENGTHS: strengths_of,
    Section.QUOTES: quotes_of,
    Section.LEARNING: learning_of,
}
