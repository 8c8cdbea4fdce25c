"""Questions about charters that are asked from the command line."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from charters.exporting.schema import schema
from charters.importing.source import LARGEST, Broken
from charters.verifying import CHANGED, NOT_HERE, SIGNED_HERE, UNSIGNED, Verdict, verify

UNREADABLE = 2
CODES = {SIGNED_HERE: 0, CHANGED: 1, UNSIGNED: 3, NOT_HERE: 3}
DIFFERENT_RECORD = 4
WORDS = {
    CHANGED: "This text was changed: the file names a fingerprint that its text does not have.",
    NOT_HERE: "The file is whole, but its text was not signed here.",
    UNSIGNED: "This text was not signed here; the file carries no record of signatures.",
}


class Command(BaseCommand):
    help = (
        "charters verify FILE: whether an exported charter is the one that was signed here. "
        "Exit codes: 0 it is; 1 it was changed; 2 the file cannot be read; 3 it was not signed here; "
        "4 the text is right, its list of signatures is not. charters schema: prints the schema of the file."
    )

    def add_arguments(self, parser):
        commands = parser.add_subparsers(dest="command", required=True)
        checking = commands.add_parser("verify", help="is this the text that was signed?")
        checking.add_argument("file", type=Path)
        commands.add_parser("schema", help="print the published schema")

    def handle(self, *args, command, file=None, **options):
        if command == "schema":
            self.stdout.write(json.dumps(schema(), indent=2, ensure_ascii=False))
            return
        verdict = read(file)
        self.stdout.write(f"{verdict.title} {verdict.number}".rstrip())
        self.stdout.write(f"SHA-256 {verdict.content_hash}")
        self.stdout.write(told(verdict))
        if code := code_of(verdict):
            sys.exit(code)


def read(file: Path) -> Verdict:
    try:
        with file.open("rb") as opened:
            return verify(opened.read(LARGEST + 1))
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.", returncode=UNREADABLE) from error
    except Broken as error:
        raise CommandError("\n".join(f"{file}: {fault}" for fault in error.faults), returncode=UNREADABLE) from error


def told(verdict: Verdict) -> str:
    if verdict.answer != SIGNED_HERE:
        return WORDS[verdict.answer]
    since = f" on {verdict.in_force_since:%Y-%m-%d}" if verdict.in_force_since else ""
    text = f"This is the text that was signed here{since}."
    return f"{text} The list of signatures in the file is not the one we hold." if verdict.record_differs else text


def code_of(verdict: Verdict) -> int:
    return DIFFERENT_RECORD if verdict.record_differs else CODES[verdict.answer]
