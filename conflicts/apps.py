from django.apps import AppConfig


class Config(AppConfig):
    name = "conflicts"
    verbose_name = "Disagreements"
