"""Roles by their titles, and what each person of the team is answered."""

PEOPLE = ["ann", "bo", "cy", "mo", "ob", "oz"]


def key_of(version, title):
    return version.items.get(kind="role", values__title=title).key


def answers(rule, team, thing):
    given = {who: rule(getattr(team, who), thing) for who in PEOPLE}
    return {who: answer if answer is True else answer.reason for who, answer in given.items()}


ONLY_MANAGER = "Only a manager of the team reviews roles."
