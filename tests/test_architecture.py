"""The shape of the whole tree: floors, rooms, who writes, what a template may hold."""

import ast
import configparser
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plugins.client import Page

ROOT = Path(__file__).parent.parent
APPS = ["common", "accounts", "notices", "teams", "charters", "negotiations", "feedback", "conflicts", "dashboard"]
HERE = [app for app in APPS if (ROOT / app / "apps.py").exists()]

ROOMS = {"models", "permissions", "actions", "notify", "forms", "views", "urls", "admin", "clock", "api"}
FITTINGS = {"__init__", "__pycache__", "apps", "migrations", "management", "templatetags", "typst"}
# What is neither a room nor says of itself that it is pure has a line here.
OWN = {
    "accounts": {"own_data"},
    "notices": {
        "adapter",
        "context",
        "digest",
        "leaving",
        "minters",
        "outbox",
        "own_data",
        "tasks",
        "topics",
        "unsubscribing",
        "writing",
    },
    "teams": {"history", "leaving", "own_data", "telling"},
    "charters": {
        "builtin",
        "feeds",
        "gathering",
        "leaving",
        "own_data",
        "parentage",
        "records",
        "reminders",
        "telling",
        "verifying",
        "weighing",
    },
    "feedback": {"digests", "leaving", "own_data", "profiles"},
    "conflicts": {"leaving", "own_data", "ties"},
    "negotiations": {"leaving", "own_data", "reading"},
    "dashboard": {"care", "demo", "duties", "processes", "searching", "static_files", "vacancies", "waiting"},
}

# Another app is entered through these doors.
OPEN = {"models", "permissions", "actions"}
LEDGERS = {"accounts.own_data", "teams.history", "teams.telling", "notices.outbox", "notices.minters"}

WRITES = {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# Beside the actions: the ledgers, what Django calls by itself to make a person, and what follows from saving a row.
WRITERS = {"teams/history.py", "notices/outbox.py", "accounts/models.py", "common/searched.py"}
# What follows from another app's verb, which has asked for permission already.
CONSEQUENCES = {
    "charters/actions/leaving.py", "conflicts/actions/leaving.py", "feedback/actions/leaving.py", "negotiations/actions/leaving.py",
    "notices/actions/closing.py", "teams/actions/closing.py",
}  # fmt: skip


def modules(*folders):
    """The path of each, relative to the project; migrations are Django's."""
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return (path.relative_to(ROOT) for path in found if "migrations" not in path.parts)


def sources(*folders):
    """(path, syntax tree) of each module."""
    return ((path, ast.parse((ROOT / path).read_text())) for path in modules(*folders))


def room_of(path):
    """`charters/actions/signing.py` and `charters/actions.py` are in the room "actions"."""
    return path.parts[1].removesuffix(".py")


def test_floors_and_rooms_import_downwards():
    """In a process of its own: it silences the loggers of the one in which it runs."""
    command = [Path(sys.executable).with_name("lint-imports"), "--config", ROOT / ".importlinter", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_app_has_its_floor():
    packages = {path.parent.name for path in ROOT.glob("*/apps.py")}
    read = configparser.ConfigParser()
    read.read(ROOT / ".importlinter")
    listed = set(read["importlinter"]["root_packages"].split())
    assert packages == set(HERE)
    assert listed == packages | {"config"}


def is_pure(tree):
    """A module (or the folder's first file) says "Pure." in its own words; then it is held to them."""
    return "Pure." in (ast.get_docstring(tree) or "")


@pytest.mark.parametrize("app", [app for app in HERE if app != "common"])
def test_every_module_is_a_room(app):
    pure = {room_of(path) for path, tree in sources(app) if is_pure(tree)}
    found = {room_of(path) for path, tree in sources(app)}
    assert found - ROOMS - FITTINGS - OWN.get(app, set()) - pure == set()


def test_no_module_has_a_name_that_says_nothing():
    empty = {"utils", "helpers", "signals", "services", "managers", "misc"}
    found = modules(*HERE, "config", "tests")
    assert [str(path) for path in found if empty.intersection(path.with_suffix("").parts)] == []


def test_only_actions_write():
    writing = [
        f"{path}:{call.lineno} .{call.func.attr}()"
        for path, tree in sources(*HERE, "config")
        if room_of(path) not in {"actions", "demo"} and str(path) not in WRITERS
        for call in writes(tree)
    ]
    assert writing == []


def writes(tree):
    actions = verbs_of(tree)
    return [node for node in ast.walk(tree) if is_write(node, actions)]


def verbs_of(tree):
    """The names under which a module knows actions: `items` in `from charters.actions import items`."""
    return {module.split(".")[-1] for _, module in imported(tree) if "actions" in module.split(".")} | {"actions"}


def is_write(node, actions):
    """A call that changes rows. `update` with names only: that of a dictionary or a digest takes a value."""
    if (
        not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
        or ast.unparse(node.func.value) in actions
    ):
        return False
    if node.func.attr == "update":
        return bool(node.keywords) and not node.args
    return node.func.attr in WRITES


def test_other_apps_are_entered_by_their_doors():
    entered = [
        f"{path}:{line} {module}"
        for path, tree in sources(*HERE)
        if room_of(path) != "demo"  # it tells a whole story, in every app's own words
        for line, module in imported(tree)
        if module.split(".")[0] in set(HERE) - {"common", path.parts[0]} and not is_door(module, path)
    ]
    assert entered == []


def imported(tree):
    """(line, dotted name) of everything imported; `from teams import history` is teams.history."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def is_door(module, path):
    return module.split(".")[1] in OPEN or ".".join(module.split(".")[:2]) in LEDGERS


def test_every_verb_asks_for_permission():
    """Whoever is named by `by` is asked about in the verb itself, or in the verb of the same module that it calls."""
    silent = [
        f"{path}:{verb.lineno} {name}"
        for path, tree in sources(*HERE)
        if room_of(path) == "actions" and str(path) not in CONSEQUENCES
        for name, verb in verbs(tree).items()
        if not called(verb) & ({"require"} | verbs(tree).keys() - {name})
    ]
    assert silent == []


def verbs(tree):
    return {
        function.name: function for function in tree.body if isinstance(function, ast.FunctionDef) and is_verb(function)
    }


def is_verb(function):
    decorators = {ast.unparse(decorator) for decorator in function.decorator_list}
    named = {argument.arg for argument in function.args.kwonlyargs}
    return "transaction.atomic" in decorators and "by" in named and not function.name.startswith("_")


def called(function):
    return {
        node.func.id for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


IMPURE = ("django.db", "django.http", "django.shortcuts", "django.contrib", "django.core.mail")


def test_pure_modules_know_no_database():
    impure = [
        f"{path}:{line} {module}"
        for path, tree in sources(*HERE)
        if is_pure(tree)
        for line, module in imported(tree)
        if module.startswith(IMPURE) or set(module.split(".")[:2]) & (ROOMS - {"permissions"})
    ]
    assert impure == []


def test_no_late_imports_no_blind_excepts_no_dead_code():
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--select",
        "PLC0415,BLE,ERA",
        "--output-format",
        "concise",
        *HERE,
        "config",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


TEMPLATE_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: str(path.relative_to(ROOT / "templates"))
)
def test_templates_hold_no_style_script_or_handler(path):
    without_comments = re.sub(r"\{% comment.*?endcomment %\}", "", path.read_text(), flags=re.DOTALL)
    assert Page(TEMPLATE_CODE.sub("", without_comments)).faults == []
