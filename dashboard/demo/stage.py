"""Plays the story: every step is the verb that a person would use."""

from dataclasses import replace
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from charters.actions import drafting, moving, preparing, reviewing, signing, talking, templates
from charters.content import Clause, from_document
from charters.models import Charter, CharterVersion, Preparation, RoleAssignment, Signature
from dashboard.demo import story
from teams.actions import inviting, members
from teams.models import Event, Team


@transaction.atomic
def play() -> None:
    templates.ensure_templates()
    cast = {who: person(who, *words) for who, words in story.PEOPLE.items()}
    administrator()
    harbour = gather(
        "Harbour App",
        "One app for ferry passengers: tickets, delays, and a kind word when it rains.",
        story.HARBOUR,
        cast,
    )
    inviting.invite(harbour, ["wout@operator.example"], "observer", "Would you like to read along?", by=cast["mira"])
    season(harbour, cast)
    winter(harbour, cast)
    night_line = gather(
        "Night Line", "Ten weekends of a night ferry, tried together with the operator.", story.NIGHT_LINE, cast
    )
    night_ferry(night_line, cast)
    signs = gather("Pier Signs", "Signs that everyone can read, on six piers.", story.PIER_SIGNS, cast)
    pier_signs(signs, cast)


def person(who: str, name: str, time_zone: str) -> User:
    return with_address(
        User.objects.create_user(f"{who}@harbour.example", story.PASSWORD, name=name, time_zone=time_zone)
    )


def administrator() -> User:
    return User.objects.create_superuser("admin@harbour.example", story.PASSWORD, name="Robin Vos")


def with_address(user: User) -> User:
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def gather(name: str, about: str, roles: dict[str, str], cast) -> Team:
    """The first of `roles` founds the team; the others are invited and accept."""
    lead, *others = roles
    team = members.create_team(name, about, by=cast[lead])
    for who in others:
        (invitation,) = inviting.invite(team, [cast[who].email], roles[who], "Good to have you with us.", by=cast[lead])
        inviting.accept_invitation(invitation, by=cast[who])
    for membership in team.memberships.select_related("person"):
        hours = story.HOURS.get(membership.person.email.split("@")[0])
        if hours:
            members.set_hours(membership, hours, by=membership.person)
    return team


def begin(team, clauses: dict, cast, *, by) -> CharterVersion:
    document = templates.document_of({"title": clauses["title"], "clauses": clauses, "examples": {}})
    return drafting.start(
        team, clauses["title"], Charter.Adoption.SIGNATURES, None, linked(from_document(document).clauses, cast), by=by
    )


def linked(clauses: list[Clause], cast) -> list[Clause]:
    """Letters by role title become letters by role key, and holders are linked to their accounts."""
    keys = {clause["title"]: clause.key for clause in clauses if clause.kind == "role"}
    people = {str(user): str(user.pk) for user in cast.values()}
    return [link(clause, keys, people) for clause in clauses]


def link(clause: Clause, keys, people) -> Clause:
    if clause.kind == "assignment":
        return replace(clause, person=people.get(clause["name"]))
    if clause.kind == "deliverable":
        letters = {keys[title]: letter for title, letter in clause["letters"].items()}
        return replace(clause, values={**clause.values, "letters": letters})
    return clause


def season(team, cast):
    """In force for weeks: prepared, discussed, reviewed and signed by all five."""
    mira, jo, tomas = cast["mira"], cast["jo"], cast["tomas"]
    version = begin(team, story.harbour_app(), cast, by=mira)
    preparing.open_draft(version, by=mira)
    step = version.items.filter(kind="communication_agreement").order_by("position")[1]
    question = talking.ask(version, step.key, "Does this hold on public holidays too?", by=cast["noor"])
    talking.reply(question, "No: holidays count as quiet hours, in each person's own country.", by=mira)
    talking.resolve_comment(question, by=cast["noor"])
    accept_roles(version)
    moving.send_to_review(fresh(version), by=mira)
    reviewed(version, tomas)
    moving.ask_signatures(fresh(version), by=mira)
    signed(version, [mira, jo, cast["aylin"], cast["sam"], cast["noor"]])
    some_weeks_ago(version)


def winter(team, cast):
    """A draft with holes, proposals and an open objection."""
    mira, jo, sam = cast["mira"], cast["jo"], cast["sam"]
    version = begin(team, story.winter_timetable(), cast, by=mira)
    for who, words in story.PREPARATIONS.items():
        preparing.prepare(version, {name: words.get(name, "") for name in Preparation.FIELDS}, revision=0, by=cast[who])
    preparing.open_draft(fresh(version), by=mira)
    deliverable = version.items.filter(kind="deliverable").order_by("position")[1]
    talking.object_to(
        version,
        deliverable.key,
        "“Before the first storm” is no date. Last year the first storm came on 12 October.",
        by=sam,
    )
    agreement = version.items.get(kind="working_agreement")
    talking.suggest(
        version,
        agreement.key,
        "text",
        "We answer questions in the chat within four hours on weekdays.",
        "Then one can see whether we keep it.",
        by=jo,
    )


def night_ferry(team, cast):
    """Being signed: two of three."""
    mira = cast["mira"]
    version = begin(team, story.night_ferry(), cast, by=mira)
    preparing.open_draft(version, by=mira)
    accept_roles(version)
    moving.send_to_review(fresh(version), by=mira)
    reviewed(version, cast["tomas"])
    moving.ask_signatures(fresh(version), by=mira)
    signed(version, [mira, cast["noor"]])


def pier_signs(team, cast):
    """In review: one role endorsed, one sent back with a note, two still to be looked at."""
    aylin, tomas = cast["aylin"], cast["tomas"]
    version = begin(team, story.pier_signs(), cast, by=aylin)
    preparing.open_draft(version, by=aylin)
    accept_roles(version)
    moving.send_to_review(fresh(version), by=aylin)
    _builder, contact, designer, _words = version.items.filter(kind="role").order_by("position")
    reviewing.request_changes(fresh(version), contact.key, story.REVIEW_NOTE, by=tomas)
    reviewing.endorse(fresh(version), designer.key, note="", by=tomas)


def accept_roles(version):
    for asked in RoleAssignment.objects.filter(
        charter=version.charter, state=RoleAssignment.State.PROPOSED
    ).select_related("person"):
        reviewing.accept_role(asked, by=asked.person)


def reviewed(version, manager):
    for role in version.items.filter(kind="role"):
        reviewing.endorse(fresh(version), role.key, note="", by=manager)


def signed(version, people):
    for one in people:
        signing.sign(fresh(version), typed_name=str(one), seen=fresh(version).content_hash, by=one)


def fresh(version) -> CharterVersion:
    return CharterVersion.objects.select_related("charter", "team").get(pk=version.pk)


def some_weeks_ago(version):
    """Moves what has happened so far into the past, so that the history looks like one."""
    weeks = timedelta(days=26)
    Event.objects.filter(about_id=version.charter_id).update(at=F("at") - weeks)
    Signature.objects.filter(version=version).update(
        signed_at=F("signed_at") - weeks, requested_at=F("requested_at") - weeks
    )
    CharterVersion.objects.filter(pk=version.pk).update(
        created_at=F("created_at") - weeks, frozen_at=F("frozen_at") - weeks, activated_at=timezone.now() - weeks
    )
