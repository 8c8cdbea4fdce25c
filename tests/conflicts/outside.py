"""Dee, a neutral from outside who is proposed by an address, and what people see of it."""

from django.urls import reverse

from dashboard.waiting import for_person
from tests.factories import person

DEE, NAME = "dee@out.example", "Dee Outside"


def dee_outside():
    """Known here by another address, too."""
    dee = person("dee")
    dee.emailaddress_set.create(email=DEE, verified=True)
    return dee


def door(name, *parts):
    return reverse(f"conflicts:{name}", args=[getattr(part, "pk", part) for part in parts])


def home(who) -> list:
    return [one.url for one in for_person(who) if one.icon == "lock"]


def states(case) -> list[tuple[str, str]]:
    return [(str(one), one.state) for one in case.mediationassignments.all()]


def body(answer) -> str:
    return answer.content.decode().partition("<main")[2].partition("</main")[0]
