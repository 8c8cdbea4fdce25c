from django.apps import AppConfig


class Config(AppConfig):
    name = "charters"
    verbose_name = "Charters"
