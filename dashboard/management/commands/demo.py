"""A believable team to look around in, built through actions only."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from dashboard.demo import stage, story


class Command(BaseCommand):
    help = "Loads the demo: a team with a charter in force, one being signed and one being written."

    def handle(self, **options):
        if User.objects.exists():
            raise CommandError("There are people here already. The demo goes into an empty database only.")
        stage.play()
        self.stdout.write(f"The demo is there. Everyone's password is {story.PASSWORD}.")
