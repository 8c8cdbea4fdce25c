"""Who hears that a term comes to its end, and of hand-overs."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charters.models import HandOver, RoleAssignment
from notices import outbox
from teams.models import MemberRole, Membership


def term_near(assignment: RoleAssignment) -> None:
    """Holder and leads, once for each end of a term; it goes with the mail of the day."""
    told = words_of(assignment)
    key = f"reminder.term:{assignment.pk}:{assignment.term_ends_on}"
    url = reverse("charters:show", args=[assignment.charter_id]) + f"#clause-{assignment.role_key}"
    mine = _("Your term as %(role)s ends on %(day)s. Write down what the next one needs to know.") % told
    theirs = _("The term of %(person)s as %(role)s ends on %(day)s.") % told
    for people, text in (([assignment.person], mine), (leads(assignment), theirs)):
        outbox.remind(people, key=key, kind="reminder.term", text=text, url=url, team_id=assignment.team_id)


def term_ended(assignment: RoleAssignment) -> None:
    told = words_of(assignment)
    mine = _("Your term as %(role)s ended on %(day)s. Thank you.") % told
    theirs = _("The term of %(person)s as %(role)s ended on %(day)s. Nobody holds the role for them now.") % told
    for people, text in (([assignment.person], mine), (leads(assignment), theirs)):
        outbox.tell(
            people,
            key=f"role_term_ended:{assignment.pk}:{assignment.term_ends_on}",
            kind="role_term_ended",
            text=text,
            url=reverse("charters:show", args=[assignment.charter_id]) + f"#clause-{assignment.role_key}",
            template="charters/notices/role_term_ended.txt",
            context=told,
            team_id=assignment.team_id,
        )


def hand_over_asked(hand_over: HandOver) -> None:
    """Who no longer holds a role, while they are here; the leads where the holder has gone without a word."""
    present = Membership.objects.present().filter(team_id=hand_over.team_id, person_id=hand_over.holder_id).people()
    told = {"role": hand_over.role_title[:200], "person": str(hand_over.holder)}
    text = (
        _("Write down what the next %(role)s needs to know.")
        if present
        else _("%(person)s left without a hand-over as %(role)s.")
    )
    tell(hand_over, present or leads(hand_over), "hand_over_asked", text % told)


def hand_over_finished(hand_over: HandOver, *, by) -> None:
    """The successor and the leads; the rest of the team finds it beside the role."""
    here = Membership.objects.present().filter(team_id=hand_over.team_id)
    successor = here.filter(person_id=hand_over.successor_id).people() if hand_over.successor_id else []
    people = [person for person in [*successor, *leads(hand_over)] if person.pk != by.pk]
    text = _("%(person)s wrote down what the next %(role)s needs to know.")
    tell(
        hand_over,
        people,
        "hand_over_finished",
        text % {"person": by, "role": hand_over.role_title[:200]},
        hand_over.done_at,
    )


def tell(hand_over: HandOver, people, kind: str, text: str, moment="") -> None:
    outbox.tell(
        people,
        key=f"{kind}:{hand_over.pk}:{moment}",
        kind=kind,
        text=text,
        url=hand_over.get_absolute_url(),
        template="charters/notices/hand_over.txt",
        context={"role": hand_over.role_title[:200], "charter": hand_over.charter.title},
        team_id=hand_over.team_id,
    )


def words_of(assignment: RoleAssignment) -> dict:
    return {
        "role": assignment.role_title[:200],
        "person": str(assignment.person),
        "day": date_format(assignment.term_ends_on, "j F Y"),
        "charter": assignment.charter.title,
    }


def leads(row) -> list:
    """Except where the holder leads: they have heard it in their own words."""
    who = row.person_id if isinstance(row, RoleAssignment) else row.holder_id
    here = Membership.objects.present().filter(team_id=row.team_id, role=MemberRole.LEAD)
    return here.exclude(person_id=who).people()
