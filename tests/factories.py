"""The cast and its charters, made through the real actions."""

from accounts.models import User
from teams.models import MemberRole, Membership, Team

CAST = {
    "ann": MemberRole.LEAD,
    "bo": MemberRole.MEMBER,
    "cy": MemberRole.MEMBER,
    "mo": MemberRole.MANAGER,
    "ob": MemberRole.OBSERVER,
}


def person(name: str, **fields) -> User:
    """A person who can sign in: `ann` is ann@example.org, known as Ann."""
    return User.objects.create_user(f"{name}@example.org", "correct horse battery", name=name.title(), **fields)


def team_with(roles: dict[str, str] | None = None, name="Harbour App") -> Team:
    """A team with a cast; each person is at `team.<name>`: team.ann leads, team.bo and team.cy are members, …"""
    team = Team.objects.create(name=name, slug=name.lower().replace(" ", "-"))
    for who, role in (roles or CAST).items():
        member = User.objects.filter(email=f"{who}@example.org").first() or person(who)
        Membership.objects.create(team=team, person=member, role=role)
        setattr(team, who, member)
    return team
