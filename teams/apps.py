import importlib

from django.apps import AppConfig


class Config(AppConfig):
    name = "teams"
    verbose_name = "Teams"

    def ready(self):
        """What mints the links of invitations registers itself."""
        importlib.import_module("teams.actions")
