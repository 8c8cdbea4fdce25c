import importlib

from django.apps import AppConfig


class Config(AppConfig):
    name = "charters"
    verbose_name = "Charters"

    def ready(self):
        """What charters do when people come and go registers itself, and how their events are told."""
        importlib.import_module("charters.leaving")
        importlib.import_module("charters.own_data")
        importlib.import_module("charters.telling")
