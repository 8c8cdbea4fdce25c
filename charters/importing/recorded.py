"""Whether plain values are the record of an adoption that a charter's file brings along. Pure."""

import re

from django.utils.translation import gettext as _

from charters.exporting.schema import HASH_PATTERN, MOST_OF_A_KIND
from charters.importing.faults import Faults, check_names, check_text, wrong_type
from charters.importing.source import Fault, Path
from charters.kinds import LINE, TEXT, TITLE
from charters.outcomes import OUTCOMES

RECORD_LINES = {"number": 20, "state": 20}
MOMENT = 40
MOMENTS = ("frozen_at", "activated_at")
CLOSED_LINES = {"words": LINE, "by": TITLE, "closed_at": MOMENT}
# Lists of what people said, with the longest text of each field.
ANSWERS = {
    "signatures": {"name": TITLE, "statement": LINE, "signed_at": MOMENT, "carried_from": 20},
    "votes": {"name": TITLE, "choice": 8, "reason": TEXT, "voted_at": MOMENT},
    "absent": {"name": TITLE, "since": MOMENT},
}


def check_record(found: object, path: Path) -> Faults:
    if found is None:
        return
    if not isinstance(found, dict):
        yield wrong_type(found, _("an object"), path)
        return
    known = {*RECORD_LINES, *MOMENTS, "content_hash", *ANSWERS, "closed"}
    yield from check_names(found, known, {*RECORD_LINES, "content_hash", "signatures"}, path)
    for name, longest in RECORD_LINES.items():
        yield from check_text(found.get(name, ""), longest, (*path, name))
    yield from check_hash(found.get("content_hash"), (*path, "content_hash"))
    for name in MOMENTS:
        yield from check_text(found.get(name) or "", MOMENT, (*path, name))
    for name, lines in ANSWERS.items():
        yield from check_answers(found.get(name, []), lines, (*path, name))
    if "closed" in found:
        yield from check_closed(found["closed"], (*path, "closed"))


def check_hash(found: object, path: Path) -> Faults:
    if not isinstance(found, str) or not re.fullmatch(HASH_PATTERN, found):
        yield Fault(_("A hash has 64 hexadecimal digits in small letters."), path)


def check_closed(found: object, path: Path) -> Faults:
    """A file may say what came of its charter."""
    if not isinstance(found, dict):
        yield wrong_type(found, _("an object"), path)
        return
    yield from check_names(found, {"outcome", *CLOSED_LINES}, {"outcome", *CLOSED_LINES}, path)
    for name, longest in CLOSED_LINES.items():
        yield from check_text(found.get(name, ""), longest, (*path, name))
    if found.get("outcome") not in [*OUTCOMES]:
        yield Fault(_("An outcome is one of: %(known)s.") % {"known": ", ".join(OUTCOMES)}, (*path, "outcome"))


def check_answers(found: object, lines: dict[str, int], path: Path) -> Faults:
    if not isinstance(found, list) or len(found) > MOST_OF_A_KIND:
        yield wrong_type(found, _("a list"), path)
        return
    for place, one in enumerate(found):
        if not isinstance(one, dict):
            yield wrong_type(one, _("an object"), (*path, place))
            continue
        yield from check_names(one, {*lines, "is_sponsor"}, {"name", "since"} & lines.keys(), (*path, place))
        for name, longest in lines.items():
            yield from check_text(one.get(name, ""), longest, (*path, place, name))
        if not isinstance(one.get("is_sponsor", False), bool):
            yield wrong_type(one["is_sponsor"], _("true or false"), (*path, place, "is_sponsor"))
