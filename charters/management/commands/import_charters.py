"""Reads charters from a file into a team."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from charters.actions.importing import import_charters
from charters.importing.drafts import Draft, drafts
from charters.importing.source import LARGEST, Broken
from common.permissions import Refused
from teams.actions import create_team
from teams.models import MemberRole, Team


class Command(BaseCommand):
    help = "Imports one charter or a list of them from a JSON file, ours or the neutral structure. All or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--team", required=True, metavar="SLUG", help="the short name of the team")
        parser.add_argument("--create-team", action="store_true", help="start the team if there is none of that name")
        parser.add_argument("--by", metavar="EMAIL", help="who imports; the team's lead, if nobody is named")

    def handle(self, *args, file, team, create_team, by, **options):
        found = read(file)
        try:
            with transaction.atomic():
                team = the_team(team, create_team, by)
                importer = the_person(by) if by else lead_of(team)
                charters = import_charters(team, found, by=importer)
        except Refused as refusal:
            raise CommandError(refusal.reason) from refusal
        for charter, draft in zip(charters, found, strict=True):
            self.stdout.write(line(charter, draft))
        self.stdout.write(self.style.SUCCESS(f"{len(charters)} imported into {team.slug} by {importer.email}."))


def read(file: Path) -> list[Draft]:
    try:
        with file.open("rb") as opened:
            return drafts(opened.read(LARGEST + 1))
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from error
    except Broken as error:
        raise CommandError("\n".join(f"{file}: {fault}" for fault in error.faults)) from error


def the_team(slug: str, may_create: bool, by: str | None) -> Team:
    if team := Team.objects.filter(slug=slug).first():
        return team
    if not may_create:
        raise CommandError(f"There is no team “{slug}”. Add --create-team to start it.")
    if slugify(slug) != slug:
        raise CommandError(f"“{slug}” is no short name: small letters, digits and dashes only.")
    return create_team(slug.replace("-", " ").title(), by=the_person(by) if by else somebody())


def the_person(email: str) -> User:
    if person := User.objects.filter(email__iexact=email, is_active=True).first():
        return person
    raise CommandError(f"Nobody here has the address {email}.")


def somebody() -> User:
    """Who leads a team that nobody has asked for: the first administrator, else whoever came first."""
    if person := User.objects.filter(is_active=True).order_by("-is_superuser", "-is_staff", "date_joined").first():
        return person
    raise CommandError("Nobody has an account yet. Run `manage.py createsuperuser` first.")


def lead_of(team: Team) -> User:
    return team.memberships.present().filter(role=MemberRole.LEAD).select_related("person").earliest("joined_at").person


def line(charter, draft: Draft) -> str:
    gaps = f", {draft.gaps} kept as gaps" if draft.gaps else ""
    foreign = ", signatures of another text left out" if draft.record_is_foreign else ""
    return f"{charter.pk} {charter.title}: {len(draft.content.clauses)} clauses{gaps}{foreign}"
