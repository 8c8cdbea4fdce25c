"""Scenario 10: Noor asks who decides releases; the answer becomes an amendment; a year later Jo reads what she signed."""

import re
from datetime import UTC, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from charters import clock
from charters.actions import items
from charters.models import Charter, ClauseComment, Signature
from tests.factories import STEPS, charter_at, person, team_with
from tests.filling import Forms, fill, form_of

CAST = {"mira": "lead", "jo": "member", "noor": "member", "tomas": "manager"}
# A Tuesday.
ASKED = datetime(2027, 3, 2, 15, tzinfo=UTC)
OLD, NEW = "Whether a release goes out.", "Whether and when a release goes out, on the pier and in the shops."


def in_force(team):
    """A charter that agrees on an answer within 24 hours."""
    version = charter_at("draft", team)
    chat = version.items.get(values__channel="Chat")
    items.replace(version, chat.key, "respond_within", "4 hours", "24 h", by=team.mira)
    for step in STEPS:
        step(version)
        version.refresh_from_db()
        version.team = version.charter.team = team
    assert (version.state, version.number) == ("active", "1.0")
    return version


def page_of(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().replace("&#x27;", "'").split())


def test_open_question_and_proof(new_client, mailbox, run_tasks, time_machine):
    time_machine.move_to(ASKED - timedelta(days=7))
    for name in CAST:
        person(name)
    version = in_force(team_with(CAST))
    team, base = version.team, f"/charters/{version.charter_id}"
    keeper = version.items.get(values__title="Release keeper")
    talk = f"{base}/clauses/{keeper.key}/?in=force"
    own = version.signatures.get(person=team.jo)
    first = page_of(new_client(team.jo), f"/charters/signed/{own.pk}/")

    # Noor asks beside the clause in force; the page says until when an answer is agreed.
    time_machine.move_to(ASKED)
    mira, jo, noor = (new_client(getattr(team, name)) for name in ("mira", "jo", "noor"))
    assert f'href="{talk}"' in page_of(noor, f"{base}/")
    asked = fill(noor, talk, text="Who decides releases, and where do they go?")
    assert "answer agreed within <bdi>24 h</bdi>: by Wednesday, 3 March, 15:00" in asked.content.decode()
    assert f'href="{talk}"' in page_of(mira, "/")

    # Nobody answers within the agreed 24 hours: the lead is nudged, once.
    for hours in (23, 25, 26):
        time_machine.move_to(ASKED + timedelta(hours=hours))
        clock.tick(timezone.now())
        run_tasks()
        nudges = [mail["Subject"] for mail in mailbox.to(team.mira) if mail["Subject"].startswith("A question waits")]
        assert len(nudges) == (0 if hours == 23 else 1)

    # The answer becomes a suggested edit, the edit an amendment, with credit.
    question = ClauseComment.objects.get(kind="question")
    mira.post(reverse("charters:reply", args=[question.pk]), reply(mira, talk, NEW))
    answer = ClauseComment.objects.get(kind="reply")
    form = f"{talk}&suggest=decision_right&words={answer.pk}"
    assert form_of(jo, form, "new_text").values["new_text"] == [NEW]
    fill(jo, form, new_text=NEW)
    fill(mira, talk, seen=form_of(mira, talk, "seen").values["seen"][0])
    amendment = version.charter.versions.get(state="draft")
    assert amendment.items.get(key=keeper.key).values["decision_right"] == NEW
    assert page_of(jo, f"{base}/").count(NEW) == 0

    # It is signed and holds.
    time_machine.move_to(ASKED + timedelta(days=2))
    mira = new_client(team.mira)
    fill(mira, f"{base}/send-to-review/")
    fill(mira, f"{base}/ask-signatures/", unendorsed_reason="Tomas is away.")
    for name in ("mira", "jo", "noor"):
        browser = new_client(getattr(team, name))
        if Signature.objects.filter(version=amendment, person=getattr(team, name), state="requested").exists():
            fill(browser, f"{base}/sign/", typed_name=name)
    amendment.refresh_from_db()
    assert amendment.state == "active"
    assert NEW in page_of(new_client(team.jo), f"{base}/")

    # A year later Jo opens what she signed, and reads 1.0 exactly as it was.
    time_machine.move_to(ASKED + timedelta(days=365))
    jo, mine = new_client(team.jo), Signature.objects.get(version=version, person=team.jo)
    assert f"/charters/signed/{mine.pk}/" in page_of(jo, "/charters/signed/")
    signed = page_of(jo, f"/charters/signed/{mine.pk}/")
    assert (OLD in signed, NEW in signed, version.content_hash in signed) == (True, False, True)
    assert text_of(signed) == text_of(first)
    assert Charter.objects.get().versions.get(pk=version.pk).document == version.document

    # The history tells who changed what since.
    story = page_of(jo, f"{base}/history/")
    told = story.split("changed “<bdi>Release keeper</bdi>”")
    assert len(told) == 2
    assert told[0].rstrip().endswith("<bdi>Mira</bdi>")
    assert "Decides alone" in told[1].split("</details>")[0]
    assert f"Version <bdi>{amendment.number}</bdi> is in force." in story


def reply(browser, address, words):
    """The fields of the form for a reply, as the page offers it."""
    form = next(form for form in forms_of(browser, address) if form.action.endswith("/reply/"))
    return form.values | {"text": [words]}


def forms_of(browser, address):
    return Forms(browser.get(address).content.decode()).forms


def text_of(page):
    """The words of the document: without who signed, without who said yes to a role, without the ways to ask about a clause."""
    words = page.split('id="purpose"')[1].split('<section class="part record-part"')[0].split("</article>")[0]
    for live in (r'<a class="ask-about".*?</a>', r'<em class="soft">.*?</em>'):
        words = re.sub(live, "", words)
    return " ".join(re.sub(r"<[^>]+>", " ", words).split())
