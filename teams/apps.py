import importlib

from django.apps import AppConfig


class Config(AppConfig):
    name = "teams"
    verbose_name = "Teams"

    def ready(self):
        """What mints the links of invitations registers itself, what teams keep of a person, and do when one goes."""
        importlib.import_module("teams.actions")
        importlib.import_module("teams.leaving")
        importlib.import_module("teams.own_data")
