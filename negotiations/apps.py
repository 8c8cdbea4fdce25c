from django.apps import AppConfig


class Config(AppConfig):
    name = "negotiations"
    verbose_name = "Negotiations"
