"""Plays the story: every step is the verb that a person would use."""

from dataclasses import replace
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from charters import merging
from charters.actions import (
    amending,
    closing,
    consulting,
    deadlines,
    drafting,
    inheriting,
    items,
    moving,
    preparing,
    reviewing,
    signing,
    talking,
    templates,
)
from charters.content import Clause, from_document
from charters.due import parse
from charters.models import (
    Charter,
    CharterVersion,
    Consultation,
    Item,
    Preparation,
    RoleAssignment,
    RoleReview,
    Signature,
)
from dashboard.demo import disagreement, feedback, negotiation, story
from dashboard.demo.days import move_back
from teams.actions import inviting, members
from teams.models import Event, Team


@transaction.atomic
def play() -> None:
    templates.ensure_templates()
    cast = {who: person(who, *words) for who, words in story.PEOPLE.items()}
    cast["admin"] = administrator()
    harbour = gather(
        "Harbour App",
        "One app for ferry passengers: tickets, delays, and a kind word when it rains.",
        story.HARBOUR,
        cast,
    )
    inviting.invite(harbour, ["wout@operator.example"], "observer", "Would you like to read along?", by=cast["mira"])
    first_season = season(harbour, cast)
    line_58 = pilot(harbour, cast)
    next_winter = winter(harbour, cast)
    negotiation.play(harbour, cast)
    feedback.play(cast, first_season, line_58, next_winter)
    disagreement.play(harbour, cast)
    night_line = gather(
        "Night Line", "Ten weekends of a night ferry, tried together with the operator.", story.NIGHT_LINE, cast
    )
    members.set_parent(night_line, harbour, by=cast["mira"])
    night_ferry(night_line, first_season, cast)
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


def season(team, cast) -> Charter:
    """In its third version: agreed at the start of the season, changed twice since, and to be looked at again."""
    version = first_version(team, cast)
    days_pass(version.charter, 40)
    moved_day(version.charter, cast)
    days_pass(version.charter, 25)
    new_rule(version.charter, cast)
    days_pass(version.charter, 93)
    what_goes_on(version.charter, cast)
    return version.charter


def pilot(team, cast) -> Charter:
    """Six weeks on one line, reached and closed a fortnight ago."""
    mira = cast["mira"]
    version = begin(team, story.pilot(), cast, by=mira)
    preparing.open_draft(version, by=mira)
    accept_roles(version)
    moving.send_to_review(fresh(version), by=mira)
    reviewed(version, cast["tomas"])
    moving.ask_signatures(fresh(version), by=mira)
    signed(version, [mira, cast["jo"], cast["aylin"], cast["sam"], cast["noor"]])
    days_pass(version.charter, 46)
    closing.close_charter(version.charter, "reached", story.PILOT_ENDED, by=mira)
    days_pass(version.charter, 14)
    return Charter.objects.get(pk=version.charter_id)


def first_version(team, cast) -> CharterVersion:
    """Prepared, discussed, reviewed and signed by all five."""
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
    return version


def moved_day(charter, cast):
    """1.1, scoped: those with a C are asked first, A and R sign, the others say that they do not object."""
    amendment = amending.begin(charter, by=cast["jo"])
    rewrite(amendment, "deliverable", story.MOVED, "due", parse(story.day(-6)), by=cast["jo"])
    drafting.note(amendment, story.WHY_MOVED, by=cast["jo"])
    adopted(amendment, cast)


def new_rule(charter, cast):
    """2.0, material: a working agreement is made stricter, and everybody signs."""
    amendment = amending.begin(charter, by=cast["noor"])
    rewrite(amendment, "working_agreement", story.FOUR_EYES, "text", story.FOUR_EYES_NOW, by=cast["noor"])
    drafting.note(amendment, story.WHY_FOUR_EYES, by=cast["noor"])
    adopted(amendment, cast)


def adopted(amendment, cast):
    """Through review to signing; whoever is asked signs, whoever is not clears."""
    moving.send_to_review(fresh(amendment), by=cast["mira"])
    for asked in Consultation.objects.waiting().filter(charter=amendment.charter).select_related("person"):
        consulting.answer_consultation(asked, story.CONSULTED, by=asked.person)
    reviewed(amendment, cast["tomas"])
    moving.ask_signatures(fresh(amendment), by=cast["mira"])
    answers = amendment.signatures.select_related("person")
    signed(amendment, [one.person for one in answers.filter(state=Signature.State.REQUESTED)])
    for one in answers.filter(state=Signature.State.CARRIED):
        if fresh(amendment).state == CharterVersion.State.SIGNING:
            signing.clear(fresh(amendment), seen=fresh(amendment).content_hash, by=one.person)


def what_goes_on(charter, cast):
    """Today: a result is done, one is overdue, a heads-up was given, and a question waits for its answer."""
    version = charter.versions.active().get()
    due = {deadline.title: deadline for deadline in charter.deadlines.all()}
    deadlines.hand_over(due[story.DONE], story.DONE_WORDS, by=cast["aylin"])
    in_three_weeks = timezone.localdate() + timedelta(days=23)
    deadlines.project(due[story.AT_RISK], in_three_weeks, story.WHY_AT_RISK, by=cast["aylin"])
    rule = version.items.get(kind="decision_rule")
    talking.ask(version, rule.key, story.OPEN_QUESTION, by=cast["noor"])
    days_pass(charter, 3)


def rewrite(amendment, kind, heading, field, words, *, by):
    item = next(item for item in amendment.items.filter(kind=kind) if item.clause().heading == heading)
    known = merging.stamp(item.revision, merging.flat(item.values, item.person_id and str(item.person_id)))
    items.save(amendment, item.key, {field: words}, known, by=by)


def winter(team, cast) -> Charter:
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
    return version.charter


def night_ferry(team, above: Charter, cast):
    """Being signed, two of three: a sub-group's charter, with two plans from that of the team above."""
    mira = cast["mira"]
    version = begin(team, story.night_ferry(), cast, by=mira)
    preparing.open_draft(version, by=mira)
    there = above.versions.active().get()
    plans = {item.clause().heading: str(item.key) for item in there.items.filter(kind="contingency")}
    inheriting.inherit(version, above, [plans[one] for one in story.PLANS_FROM_ABOVE], seen=there.pk, by=mira)
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


def days_pass(charter, days: int) -> None:
    """Moves what has happened so far into the past, so that the history looks like one."""
    for rows in (
        Charter.objects.filter(pk=charter.pk), charter.versions.all(), charter.deadlines.all(), charter.comments.all(),
        charter.assignments.all(), charter.consultations.all(), Event.objects.filter(about_id=charter.pk),
        Signature.objects.filter(version__charter=charter), RoleReview.objects.filter(version__charter=charter),
        Item.objects.filter(version__charter=charter),
    ):  # fmt: skip
        move_back(rows, timedelta(days=days))
