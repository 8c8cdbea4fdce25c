"""What will happen if a draft is sent as it stands, in words: what each group reads, and what can be shown of it."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.models import GroupKey
from feedback.permissions.asking_people import People, showing
from feedback.permissions.sending import Obstacle, shows_nothing, too_few, wrong_day
from feedback.permissions.sending_again import REMEMBERED, Former, formers, near, regrouped
from feedback.thresholds import ALL, REST
from feedback.wording import HEADINGS, ONE, counted, naming


@dataclass(frozen=True)
class Line:
    """One sentence of the preview, with its tone."""

    tone: str
    text: str


def preview(people: People) -> dict:
    """Without what only sending finds out: whether an address can be reached."""
    before = formers(people.request)
    wrong = (too_few(people), shows_nothing(people, set()), again(people, before), wrong_day(people))
    return {
        "lines": [*shown_apart(people), *named(people), *uncounted(people), *held_back(people, before)],
        "wrong": [one for one in wrong if one],
        "letters": [letter(people, group) for group in people.groups if group.key != GroupKey.SELF and people.of(group)],
        "n": len(people.asked),
    }  # fmt: skip


def again(people: People, before: list[Former]) -> Obstacle | None:
    words = regrouped(people, before=before)
    return Obstacle("who", words) if words else None


def letter(people: People, group) -> dict:
    """What the people of one group read in their mail and on the page behind it."""
    questions = group.questions()
    return {
        "heading": HEADINGS[group.key], "n": len(people.of(group)), "is_named": group.is_named,
        "minutes": group.version.questionnaire.minutes, "questions": [naming(one.label, people.request.subject) for one in questions],
        "title": group.version.questionnaire.title,
    }  # fmt: skip


def shown_apart(people: People) -> list[Line]:
    """The groups that can be told apart if all answer, and those that cannot."""
    cells = showing(people).cells
    sizes = {group.key: len(people.of(group)) for group in people.confidential}
    apart = [cell.key for cell in cells if cell.key not in (REST, ALL)]
    lines = [apart_line(key, sizes[key]) for key in apart]
    together = {key: n for key, n in sizes.items() if n and key not in apart}
    return lines + together_lines(together, cells)


def apart_line(key: str, n: int) -> Line:
    words = _("%(who)s: shown as a group of their own, if at least %(least)d of them answer.")
    return Line("good", words % {"who": counted(key, n), "least": settings.FEEDBACK_LEAST_SCORES})


def together_lines(sizes: dict[str, int], cells: tuple) -> list[Line]:
    if not sizes or not cells:
        return []
    if cells[-1].key == ALL and len(sizes) == 1:
        return [apart_line(*next(iter(sizes.items())))]
    whole = _("“everyone together”") if cells[-1].key == ALL else _("“everyone else”")
    return [together_line(key, n, whole) for key, n in sizes.items()]


def together_line(key: str, n: int, whole: str) -> Line:
    words = ngettext(
        "%(who)s cannot be shown apart: the answers go into %(whole)s.",
        "%(who)s cannot be shown apart: their answers go into %(whole)s.",
        n,
    )
    return Line("warn", words % {"who": counted(key, n), "whole": whole})


def named(people: People) -> list[Line]:
    groups = [group for group in people.groups if group.is_named and group.key != GroupKey.SELF and people.of(group)]
    words = _("%(who)s: you read each answer with its name.")
    return [Line("note", words % {"who": counted(group.key, len(people.of(group)))}) for group in groups]


def uncounted(people: People) -> list[Line]:
    """People whom only the person who asks vouches for."""
    n = sum(not one.group.is_named and one.normal_address not in people.known for one in people.asked)
    if not n:
        return []
    words = ngettext(
        "%(n)d address does not count towards the least number of people: somebody else of your team must confirm it as a contact of the charter first. Its answers are among the others.",
        "%(n)d addresses do not count towards the least number of people: somebody else of your team must confirm them as contacts of the charter first. Their answers are among the others.",
        n,
    )
    return [Line("note", words % {"n": n})]


def held_back(people: People, before: list[Former]) -> list[Line]:
    """What may stay closed at the end, and from when on it does not."""
    return [held_back_line(former, n) for former, n in near(people, before)]


def held_back_line(former: Former, n: int) -> Line:
    words = ngettext(
        "You asked %(n)d of these people the same about “%(about)s”. If not everybody answers, questions may stay closed in the result that comes later, since the two together could tell what a few people said. From %(day)s on this does not happen.",
        "You asked %(n)d of these people the same about “%(about)s”. If not everybody answers, questions may stay closed in the result that comes later, since the two together could tell what a few people said. From %(day)s on this does not happen.",
        n,
    )
    day = date_format(former.closes_on + REMEMBERED + timedelta(days=1), "j F Y")
    return Line("warn", words % {"n": n, "about": former.about, "day": day})


def hint(people: People, group) -> str:
    """Where the promise cannot be kept: a single person is offered to be asked by name."""
    if group.is_named or len(people.of(group)) != 1:
        return ""
    return ONE[group.key]
