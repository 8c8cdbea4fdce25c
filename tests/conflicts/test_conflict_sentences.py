"""Every verb that is written into the story of a disagreement has a sentence."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from conflicts.models import Mediation, MediationAssignment
from conflicts.story import SENTENCES, Day, days, sentence
from tests.conflicts import rich
from tests.factories import person, team_with

ACTIONS = Path(__file__).parent.parent.parent / "conflicts" / "actions"
VERB = re.compile(r"[a-z_]+\.[a-z_]+")
# A verb that is made of a state: only states that end something are written.
MADE = {"mediation.": Mediation, "mediator.": MediationAssignment}


def written() -> set[str]:
    """Whatever looks like a verb in the actions, as `record` is called by many names."""
    found = set()
    for path in sorted(ACTIONS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and VERB.fullmatch(node.value):
                found.add(node.value)
            if isinstance(node, ast.Call) and "record" in ast.unparse(node.func):
                found |= made(node.args[0])
    return found


def made(node) -> set[str]:
    if not isinstance(node, ast.JoinedStr):
        return set()
    start = node.values[0].value
    return {start + state for state, onward in MADE[start].MOVES.items() if not onward}


def test_every_verb_has_a_sentence_and_every_sentence_a_verb():
    assert written() == SENTENCES.keys()


def test_sentences_name_who_did_it():
    assert sentence("card.shared", "Kim") == "Kim shared how they see it."
    assert sentence("card.shared") == "Somebody shared how they see it."
    assert sentence("option.added", "Kim") == "Something that could be done was added."
    assert sentence("unheard.of", "Kim") == "Something was changed."


def test_days_keep_their_order_and_tell_once_what_was_done_in_a_row():
    monday, sunday = date(2026, 3, 2), date(2026, 3, 1)
    told = [(monday, "b"), (monday, "a"), (monday, "a"), (monday, "b"), (sunday, "b")]
    assert days(told) == [Day(monday, ["b", "a", "b"]), Day(sunday, ["b"])]


@pytest.mark.django_db
def test_the_story_is_read_by_those_who_take_part(new_client):
    team = team_with()
    case = rich.rich(team)
    rich.agreed(case, team)
    url = f"/disagreements/{case.pk}/story/"
    pages = [new_client(who).get(url).content.decode() for who in (team.bo, team.cy)]
    for said in ("Bo opened this, and asked the others to take part.", "Cy takes part.", "All have signed."):
        assert all(said in page for page in pages)
    words = [*rich.PRIVATE.values(), rich.LOOK, rich.SHARED["option"], rich.SHARED["note"]]
    assert [word for word in words for page in pages if word in page] == []
    assert "Gadwall" not in "".join(pages)
    for who in (team.ann, team.mo, team.ob, person("root", is_superuser=True)):
        assert new_client(who).get(url).status_code == 404
