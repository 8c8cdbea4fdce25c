"""What every file of a result begins with. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from feedback.report import Report, report

# What stands in names of files without trouble anywhere.
UNSAFE = re.compile(r"[^\w-]+", re.ASCII)


@dataclass(frozen=True)
class Result:
    """A request that is over, and its snapshot (feedback.snapshots)."""

    about: str
    subject: str
    sent_on: date
    closed_on: date
    snapshot: dict

    @property
    def report(self) -> Report:
        return report(self.snapshot, self.subject)


def file_name(result: Result, extension: str) -> str:
    """What it was about and nothing else; without a plain letter "feedback"."""
    plain = UNSAFE.sub("-", result.about).strip("-").lower()[:60].strip("-")
    return f"{plain or 'feedback'}.{extension}"
