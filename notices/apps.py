import importlib

from django.apps import AppConfig


class Config(AppConfig):
    name = "notices"
    verbose_name = "Notices"

    def ready(self):
        """What notices keep of a person, and what they do when one goes, registers itself."""
        importlib.import_module("notices.leaving")
        importlib.import_module("notices.own_data")
