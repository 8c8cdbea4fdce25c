"""A company for the benchmark, made in few statements: `company.py SCALE` prints a session and the pages to ask with it."""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402 Django must be ready first
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from charters.actions.writing import as_item  # noqa: E402
from charters.content import Content, canonical, content_hash, to_document  # noqa: E402
from charters.models import Charter, CharterVersion, Item, RoleAssignment  # noqa: E402
from conflicts.permissions import MOST_PARTIES  # noqa: E402
from conflicts.permissions.options import MOST_OPTIONS  # noqa: E402
from feedback.actions import minting  # noqa: E402
from notices.models import Notice  # noqa: E402
from teams.models import Event, Membership, Team  # noqa: E402
from tests import harbour  # noqa: E402
from tests.conflicts import rated  # noqa: E402
from tests.feedback import requests, results  # noqa: E402

PEOPLE, CHARTERS, MEMBERS, HELD, NOTICES, EVENTS, BATCH = 10_000, 2_000, 5, 20, 40, 30, 2_000


def main(scale: float) -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    with transaction.atomic():
        people, versions = company(max(int(PEOPLE * scale), MEMBERS), max(int(CHARTERS * scale), 3))
        result, answer = opinions(people)
        case = disagreement(people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    charter, draft, reviewed = versions[0].charter_id, versions[1].charter_id, versions[2].charter_id
    pages = {
        "home": "/", "teams": "/teams/", "inbox": "/notices/", "charter": f"/charters/{charter}/", "draft": f"/charters/{draft}/draft/",
        "role_review": f"/charters/{reviewed}/review/", "readiness": f"/charters/{draft}/readiness/", "history": f"/charters/{charter}/history/",
        "team": f"/teams/{versions[0].team.slug}/", "search": "/search/?q=pier+release", "login": "/account/login/",
        "result": f"/feedback/{result.pk}/results/", "answer": answer,
        "case": f"/disagreements/{case.pk}/", "options": f"/disagreements/{case.pk}/options/",
    }  # fmt: skip
    print(session_of(people[0]), *(f"{name}={path}" for name, path in pages.items()))


def company(people_count: int, charter_count: int):
    people = made(
        User,
        (User(email=f"person{place}@example.org", name=f"Person {place}") for place in range(people_count)),
    )
    teams = made(Team, (Team(name=f"Team {place}", slug=f"team-{place}") for place in range(charter_count)))
    made(
        Membership,
        (
            membership(team, one, place)
            for number, team in enumerate(teams)
            for place, one in enumerate(members(people, number))
        ),
    )
    charters = made(
        Charter,
        (Charter(team=team, title=f"Charter {number}", created_by=people[0]) for number, team in enumerate(teams)),
    )
    contents = [harbour.content(members(people, number)) for number in range(charter_count)]
    states = ["active", "draft", "in_review", *["active"] * charter_count]
    versions = made(
        CharterVersion,
        (
            version(charter, content, state, people[0])
            for charter, content, state in zip(charters, contents, states, strict=False)
        ),
    )
    made(
        Item,
        (
            as_item(one, clause, place, people[0])
            for one, content in zip(versions, contents, strict=True)
            for place, clause in enumerate(content.clauses, 1)
        ),
    )
    made(
        RoleAssignment,
        (
            held(charter, one)
            for number, charter in enumerate(charters)
            for one in members(people, number) * (HELD // MEMBERS)
        ),
    )
    made(
        Notice,
        (
            Notice(person=one, key=f"bench:{place}", kind="bench", text=f"News {place}", url="/")
            for one in people
            for place in range(NOTICES)
        ),
    )
    made(Event, (event(charter, people[0]) for charter in charters for _ in range(EVENTS)))
    return people, versions


def opinions(people):
    """A result of 150 answers from 200 people, or as many as there are; and the form behind a mailed link that waits."""
    asks, asked = people[0], people[1:201]
    team = Team.objects.create(name="Everybody", slug="everybody")
    made(Membership, (membership(team, one, place) for place, one in enumerate([asks, *asked])))
    waiting = requests.draft_by(asked[0], team, about="The harvest")
    requests.add(requests.group_of(waiting), asks, *asked[1:4])
    link = minting.link_to(requests.invitation_of(requests.send(waiting), asks))
    ask = results.asked_by(asks, team, asked)
    for one in asked[:150]:
        requests.answer(ask, one, advice={"cards": [f"What {one} says", "One more thing"]})
    return results.close(ask), link.removeprefix(settings.SITE_URL) + "write/"


def disagreement(people):
    """Of eight people, who have rated a hundred options."""
    return rated.revealed(*people[:MOST_PARTIES], texts=[f"Option {number}" for number in range(MOST_OPTIONS)])


def made(model, rows) -> list:
    return model.objects.bulk_create(list(rows), batch_size=BATCH)


def members(people, number) -> list:
    """The first person is in the first ten teams, as somebody busy is; the others take turns."""
    turned = [people[(number * MEMBERS + place) % len(people)] for place in range(MEMBERS)]
    busy = [people[0]] if number < 10 else []
    return list(dict.fromkeys([*busy, *turned]))[:MEMBERS]


def membership(team, one, place) -> Membership:
    return Membership(team=team, person=one, role="lead" if place == 0 else "member", hours=20)


def version(charter, content: Content, state: str, by) -> CharterVersion:
    frozen = state == "active"
    now = timezone.now()
    text = to_document(content)
    document = (
        {"document": canonical(text), "content_hash": content_hash(text), "frozen_at": now, "activated_at": now}
        if frozen
        else {}
    )
    return CharterVersion(team=charter.team, charter=charter, state=state, created_by=by, opened_at=now, **document)


def held(charter, one) -> RoleAssignment:
    return RoleAssignment(
        team=charter.team,
        charter=charter,
        key=harbour.uuid7(),
        role_key=harbour.uuid7(),
        role_title="Release keeper",
        person=one,
        state="accepted",
    )


def event(charter, by) -> Event:
    return Event(team=charter.team, verb="charter.sent_to_review", subject_id=charter.pk, about_id=charter.pk, actor=by)


def session_of(person) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return session.session_key


if __name__ == "__main__":
    main(float(sys.argv[1]))
