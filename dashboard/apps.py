from django.apps import AppConfig


class Config(AppConfig):
    name = "dashboard"
    verbose_name = "Home"
