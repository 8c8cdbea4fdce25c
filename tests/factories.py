"""The cast and its charters, made through the real actions."""

from accounts.actions import add_person
from accounts.models import User
from charters.actions import drafting, moving, preparing, signing
from charters.models import Charter, CharterVersion
from teams.models import MemberRole, Membership, Team
from tests import harbour

CAST = {
    "ann": MemberRole.LEAD,
    "bo": MemberRole.MEMBER,
    "cy": MemberRole.MEMBER,
    "mo": MemberRole.MANAGER,
    "ob": MemberRole.OBSERVER,
}


def person(name: str, **fields) -> User:
    """A person who can sign in, address confirmed: `ann` is ann@example.org, known as Ann."""
    return add_person(f"{name}@example.org", name.title(), "correct horse battery", **fields)


def team_with(roles: dict[str, str] | None = None, name="Harbour App") -> Team:
    """A team with a cast; each person is at `team.<name>`: team.ann leads, team.bo and team.cy are members, …"""
    team = Team.objects.create(name=name, slug=name.lower().replace(" ", "-"))
    for who, role in (roles or CAST).items():
        member = User.objects.filter(email=f"{who}@example.org").first() or person(who)
        Membership.objects.create(team=team, person=member, role=role)
        setattr(team, who, member)
    return team


def charter_at(
    state: str, team: Team | None = None, *, adoption="signatures", sponsor=None, title="Harbour App charter"
) -> CharterVersion:
    """A complete charter that nothing blocks, brought to draft, in_review, signing or active by the real actions.

    Returns the version; its charter is `.charter`, its people are `.team.ann`, `.team.bo`, … "active" is 1.0.
    """
    team = team or team_with()
    version = draft_of(team, adoption, sponsor, title)
    version.team = version.charter.team = team
    for step in STEPS[: list(STATES).index(state)]:
        step(version)
        version.refresh_from_db()
        version.team = version.charter.team = team
    assert version.state == state
    return version


def signers(team: Team) -> list[User]:
    return [membership.person for membership in team.memberships.signers().select_related("person")]


def lead_of(team: Team) -> User:
    return team.memberships.present().get(role=MemberRole.LEAD).person


def draft_of(team, adoption, sponsor, title) -> CharterVersion:
    lead = lead_of(team)
    clauses = harbour.content(signers(team), title).clauses
    version = drafting.start(team, title, adoption, sponsor, clauses, by=lead)
    return preparing.open_draft(version, by=lead)


def send_to_review(version):
    moving.send_to_review(version, by=lead_of(version.team))


def ask_signatures(version):
    """To the signers, the sponsor or the vote; where no signatures are needed the lead declares the charter."""
    verb = moving.declare if version.charter.adoption == Charter.Adoption.NONE else moving.ask_signatures
    verb(version, by=lead_of(version.team), unendorsed_reason="Mo is away until May.")


def adopt(version):
    """All say yes, in the way the team chose."""
    if version.charter.adoption == Charter.Adoption.SPONSOR:
        sponsor = version.charter.sponsor
        signing.approve(version, typed_name=str(sponsor), seen=version.content_hash, by=sponsor)
        return
    for person in signers(version.team):
        answer_yes(version, person)


def answer_yes(version, person):
    """Signs, or votes as long as the vote is open."""
    if version.charter.adoption == Charter.Adoption.SIGNATURES:
        signing.sign(version, typed_name=str(person), seen=version.content_hash, by=person)
    elif CharterVersion.objects.filter(pk=version.pk, state="signing").exists():
        signing.vote(version, choice="yes", seen=version.content_hash, by=person)


STATES = ("draft", "in_review", "signing", "active")
STEPS = (send_to_review, ask_signatures, adopt)
