"""Who hears of what happens in a team, in which words."""

from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from notices import outbox
from teams.models import Event, Invitation, MemberRole, Membership, Team

INVITED = "teams/notices/invited.txt"


def invited(invitations: list[Invitation], team: Team, *, by) -> None:
    """A mail to each address; who has confirmed it here finds a notice too."""
    owners = owners_of([invitation.email for invitation in invitations])
    for invitation in invitations:
        outbox.write(
            invitation.email,
            key=key_of(invitation),
            template=INVITED,
            context={
                "invitation": str(invitation.pk),
                "sending": invitation.sendings,
                "team": team.name,
                "by": str(by),
                "role": str(invitation.get_role_display()),
                "message": invitation.message,
                "until": date_format(invitation.expires_at, "j F Y"),
            },
            team_id=team.pk,
        )
        outbox.tell(
            owners.get(invitation.email, []),
            key=key_of(invitation),
            kind="invitation.sent",
            text=_("%(by)s invites you to the team %(team)s.") % {"by": by, "team": team},
            url=reverse("teams:answer", args=[invitation.pk]),
        )


def take_back(invitation: Invitation) -> None:
    outbox.take_back(key_of(invitation), people=owners_of([invitation.email]).get(invitation.email, []))


def accepted(invitation: Invitation, event: Event, *, by) -> None:
    if invitation.invited_by_id == by.pk:
        return
    tell(
        [invitation.invited_by],
        event,
        _("%(person)s has joined the team %(team)s.") % {"person": by, "team": invitation.team},
        "teams/notices/joined.txt",
        {"person": str(by), "team": invitation.team.name},
    )


def role_changed(membership: Membership, event: Event) -> None:
    if membership.person_id == event.actor_id:
        return
    role = str(membership.get_role_display())
    tell(
        [membership.person],
        event,
        _("Your role in the team %(team)s is now %(role)s.") % {"team": membership.team, "role": role},
        "teams/notices/role_changed.txt",
        {"team": membership.team.name, "role": role, "by": str(event.actor)},
    )


def removed(membership: Membership, event: Event) -> None:
    """Without the team's id: what belongs to the team is withdrawn from who left, this is not."""
    outbox.tell(
        [membership.person],
        key=f"{event.verb}:{event.pk}",
        kind=event.verb,
        text=_("You are no longer in the team %(team)s.") % {"team": membership.team},
        url=reverse("teams:list"),
        template="teams/notices/removed.txt",
        context={"team": membership.team.name, "by": str(event.actor)},
    )


def left(membership: Membership, event: Event) -> None:
    tell(
        leads_of(membership.team),
        event,
        _("%(person)s has left the team %(team)s.") % {"person": membership.person, "team": membership.team},
        "teams/notices/left.txt",
        {"person": str(membership.person), "team": membership.team.name},
    )


def marked_away(membership: Membership, event: Event, *, by) -> None:
    tell(
        [membership.person, *leads_of(membership.team)],
        event,
        _("%(person)s is away for long from the team %(team)s.")
        % {"person": membership.person, "team": membership.team},
        "teams/notices/marked_away.txt",
        {"person": str(membership.person), "team": membership.team.name, "by": str(by)},
    )


def tell(people, event: Event, text: str, template: str, context: dict) -> None:
    """Everybody named except who did it."""
    outbox.tell(
        [person for person in people if person.pk != event.actor_id],
        key=f"{event.verb}:{event.pk}",
        kind=event.verb,
        text=text,
        url=reverse("teams:show", args=[event.team.slug]),
        template=template,
        context=context,
        team_id=event.team_id,
    )


def leads_of(team: Team) -> list:
    return team.memberships.present().filter(role=MemberRole.LEAD).people()


def owners_of(addresses: list[str]) -> dict[str, list]:
    found = EmailAddress.objects.filter(email__in=addresses, verified=True).select_related("user")
    return {address.email: [address.user] for address in found}


def key_of(invitation: Invitation) -> str:
    return f"invitation.sent:{invitation.pk}:{invitation.sendings}"
