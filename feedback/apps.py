import importlib

from django.apps import AppConfig


class Config(AppConfig):
    name = "feedback"
    verbose_name = "Feedback"

    def ready(self):
        """Links that are minted when a mail is rendered, and what happens when people go, register themselves."""
        importlib.import_module("feedback.actions.minting")
        importlib.import_module("feedback.actions.quotes")
        importlib.import_module("feedback.leaving")
        importlib.import_module("feedback.own_data")
