from django.apps import AppConfig


class Config(AppConfig):
    name = "teams"
    verbose_name = "Teams"
