from django.apps import AppConfig


class Config(AppConfig):
    name = "notices"
    verbose_name = "Notices"
