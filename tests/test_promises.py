"""docs/promises.md names only tests that are there."""

import re
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "promises.md"


def test_every_test_that_a_promise_names_is_there():
    named = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", PAGE.read_text().split("## Charters")[1])
    assert len(named) > 50
    assert [f"{file}::{test}" for file, test in named if not stands(file, test)] == []


def stands(file, test):
    path = TESTS / file
    return path.is_file() and (f"def {test}(" if test else "def test_") in path.read_text()
