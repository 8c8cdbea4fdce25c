"""Every kind of notice belongs to a topic that people choose by."""

import ast
from pathlib import Path

from notices.models import Preference, Topic
from notices.topics import ALWAYS, DEFAULTS, HINTS, OF_KIND

ROOT = Path(__file__).parent.parent.parent
QUESTIONS = {"filter", "exclude", "get"}
APPS = [path.parent for path in sorted(ROOT.glob("*/apps.py"))]


def trees(app: Path):
    return [ast.parse(path.read_text()) for path in sorted(app.rglob("*.py")) if "migrations" not in path.parts]


def kinds_told(app: Path) -> set[str]:
    """What reaches a parameter or a name called `kind` in modules that tell people; and verbs of events that are passed on."""
    found = set()
    for tree in trees(app):
        if "notices" in ast.unparse(tree) and any(is_of_outbox(node) for node in ast.walk(tree)):
            found |= kinds_in(tree)
    return (found | passed_on(app) if "event.verb" in found else found) - {"event.verb"}


def is_of_outbox(node) -> bool:
    return isinstance(node, ast.ImportFrom) and (
        node.module == "notices.outbox" or (node.module == "notices" and "outbox" in [name.name for name in node.names])
    )


def kinds_in(tree) -> set[str]:
    places = {
        function.name: [argument.arg for argument in function.args.args].index("kind")
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and "kind" in [argument.arg for argument in function.args.args]
    }
    found, named = set(), constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") not in QUESTIONS:
            found |= {value for given in named_kind(node) for value in words(named.get(ast.unparse(given), given))}
            place = places.get(getattr(node.func, "id", ""))
            found |= set(words(node.args[place])) if place is not None and place < len(node.args) else set()
        if isinstance(node, ast.Assign):
            found |= assigned(node)
    return {kind if "." in kind else start_of_kinds(tree) + kind for kind in found}


def constants(tree) -> dict:
    """What a module names at its top, one by one or in pairs: `ASKED, STEP = "reflection.asked", "reminder.next_step"`."""
    given = [(node.targets[0], node.value) for node in tree.body if isinstance(node, ast.Assign)]
    pairs = [pair for name, value in given for pair in zip(each(name), each(value), strict=False)]
    return {ast.unparse(name): value for name, value in pairs}


def each(node) -> list:
    return node.elts if isinstance(node, ast.Tuple) else [node]


def named_kind(call: ast.Call) -> list:
    """The keyword `kind`, and the third place of `outbox.Reminder(person, key, kind, …)`."""
    placed = call.args[2:3] if ast.unparse(call.func) == "outbox.Reminder" else []
    return [*placed, *(given.value for given in call.keywords if given.arg == "kind")]


def start_of_kinds(tree) -> str:
    """What a module puts before all its kinds: `kind=f"deadline.{kind}"`."""
    given = [node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "kind"]
    starts = [value.values[0].value for value in given if isinstance(value, ast.JoinedStr)]
    return starts[0] if starts else ""


def assigned(node: ast.Assign) -> set[str]:
    """`kind = "x"`, and the first of `kind, text = "x", "…"`."""
    names = [name for target in node.targets for name in getattr(target, "elts", [target])]
    values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
    pairs = zip(names, values, strict=False)
    return {word for name, value in pairs if getattr(name, "id", "") == "kind" for word in words(value)}


def words(value) -> list[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return [value.value]
    if isinstance(value, ast.IfExp):
        return [*words(value.body), *words(value.orelse)]
    return ["event.verb"] if ast.unparse(value) == "event.verb" else []


def passed_on(app: Path) -> set[str]:
    """The verbs whose event an action keeps, since it tells somebody of it."""
    return {
        node.value.args[0].value
        for tree in trees(app)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and getattr(node.value.func, "id", "") == "record"
    }


def test_every_kind_that_is_told_has_a_topic():
    told = set().union(*(kinds_told(app) for app in APPS))
    assert told - OF_KIND.keys() == set()


def test_every_topic_has_a_default_and_says_what_it_is_about():
    assert DEFAULTS.keys() == {*Topic, Preference.DAY}
    assert HINTS.keys() == set(Topic)
    assert set(OF_KIND.values()) == set(Topic)
    assert OF_KIND.keys() >= ALWAYS
