"""Draws docs/states.md from the maps in the models; with --check it only says whether the file is current."""

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from common.states import Moves

PATH = settings.BASE_DIR / "docs" / "states.md"
HEAD = """\
# States

Drawn from the code by `python manage.py states`; do not edit by hand. Each map is `MOVES` on the model.
"""


class Command(BaseCommand):
    help = "Draws docs/states.md from the models."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing, fail when the file is not current")

    def handle(self, *args, check, **options):
        text = "\n".join([HEAD, *map(drawn, models_with_states())])
        if not check:
            PATH.write_text(text, encoding="utf-8")
        elif not PATH.exists() or PATH.read_text(encoding="utf-8") != text:
            raise CommandError("docs/states.md is not current. Run: python manage.py states")


def models_with_states():
    """In the order of the floors, then of their names."""
    return [model for model in apps.get_models() if issubclass(model, Moves)]


def drawn(model) -> str:
    """One diagram: the first state, every move, and the states that nothing leaves."""
    names = dict(model._meta.get_field("state").flatchoices)
    first = model._meta.get_field("state").default
    moves = [(before, after) for before in names for after in names if after in model.MOVES.get(before, ())]
    ends = [state for state in names if not model.MOVES.get(state)]
    lines = [
        f"## {str(model._meta.verbose_name).capitalize()} (`{model._meta.label}`)",
        "",
        "```mermaid",
        "stateDiagram-v2",
        *(f"    {state}: {name}" for state, name in names.items()),
        f"    [*] --> {first}",
        *(f"    {before} --> {after}" for before, after in moves),
        *(f"    {state} --> [*]" for state in ends),
        "```",
        "",
    ]
    return "\n".join(lines)
