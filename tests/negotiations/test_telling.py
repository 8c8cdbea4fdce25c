"""Every verb of a sheet's ledger has a sentence of its own."""

import ast
from pathlib import Path

import pytest

from negotiations.telling import SENTENCES, tell

ACTIONS = Path(__file__).parents[2] / "negotiations" / "actions"
VERBS = ("sign_off.approved", "sign_off.returned")


def recorded():
    """The verbs that the actions name where they record."""
    calls = (node for path in ACTIONS.glob("*.py") for node in ast.walk(ast.parse(path.read_text())))
    for call in calls:
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "record" and isinstance(call.args[0], ast.Constant):
            yield call.args[0].value


def test_every_verb_has_a_sentence():
    assert {verb for verb in [*recorded(), *VERBS] if verb not in SENTENCES} == set()


@pytest.mark.parametrize("verb", sorted(SENTENCES))
def test_a_sentence_with_its_data_and_without(verb):
    said = tell(verb, "Bo", {"what": "Cy", "kind": "interest", "number": 3, "name": "Price", "depth": "full"})
    assert "{" not in said
    assert "{" not in tell(verb, "", {})


def test_a_heading_with_braces_stays_as_it_is():
    assert tell("part.added", "Bo", {"kind": "goal", "what": "{who} {0}"}) == "Bo added: Goal “{who} {0}”"


def test_an_unknown_verb_is_told_in_general_words():
    assert tell("moon.landed", "Bo", {}) == "Bo worked on the sheet."
