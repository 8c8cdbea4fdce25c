"""A person with two projects behind them, each with a released result of five answers, and a client's named words."""

from accounts.models import User
from feedback.models import FeedbackRequest
from tests.factories import person, team_with
from tests.feedback.requests import CLIENT, answer
from tests.feedback.results import asked_by, close

PRAISE = "You warned us by Wednesday, every time. That saved our opening."
SECRET = "A confidential card of {}"
FIRST = {"bo": "member", "ann": "lead", "cy": "member", "di": "member", "ed": "member", "fi": "member"}
SECOND = {"bo": "member", "gus": "lead", "hal": "member", "ida": "member", "jan": "member", "kim": "member"}


def project(roles: dict[str, str], name: str, **scores) -> FeedbackRequest:
    """A released result of bo: five confidential answers, of which `scores` tell some, and the client's."""
    team = team_with(roles, name)
    others = [getattr(team, who) for who in roles if who != "bo"]
    request = asked_by(team.bo, team, others, about=f"Work on {name}")
    given = {key: {"score": score} for key, score in scores.items()}
    for one in others:
        answer(request, one, **given, keep_doing={"cards": [SECRET.format(one)]})
    answer(request, CLIENT[1], useful_moment={"cards": [PRAISE]}, again={"picked": ["yes"], "why": "One card."})
    return close(request)


def two_projects() -> tuple[User, list[FeedbackRequest]]:
    """bo keeps promises in both projects, and listens well in the second."""
    found = [
        project(FIRST, "Harbour App", promises=5, fairness=3),
        project(SECOND, "Lighthouse", promises=5, listening=5),
    ]
    return User.objects.get(email="bo@example.org"), found


def outsider() -> User:
    return User.objects.filter(email="oz@example.org").first() or person("oz")
