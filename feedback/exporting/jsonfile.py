"""A result as JSON: the snapshot as it is, with what it was about. Pure."""

import json

from feedback.exporting.result import Result
from feedback.ranking import ranked


def to_json(result: Result) -> str:
    standing = {name: [one.competency for one in found] for name, found in ranked(result.snapshot).items()}
    told = {
        "about": result.about,
        "subject": result.subject,
        "sent_on": result.sent_on.isoformat(),
        "closed_on": result.closed_on.isoformat(),
        **standing,
        "result": result.snapshot,
    }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
