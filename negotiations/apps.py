import importlib

from django.apps import AppConfig


class Config(AppConfig):
    name = "negotiations"
    verbose_name = "Negotiations"

    def ready(self):
        """What negotiations do when people go, and what they keep of one, registers itself."""
        importlib.import_module("negotiations.leaving")
        importlib.import_module("negotiations.own_data")
