import importlib

from django.apps import AppConfig


class Config(AppConfig):
    name = "conflicts"
    verbose_name = "Disagreements"

    def ready(self):
        """What happens when people go, and what they take along, register themselves."""
        importlib.import_module("conflicts.leaving")
        importlib.import_module("conflicts.own_data")
