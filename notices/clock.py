"""What time alone makes happen to mails: retries fall due, leases of the dead run out."""

from datetime import datetime

from notices import tasks
from notices.actions import sending


def tick(now: datetime) -> None:
    """Wakes the worker when something is due; the rows say what."""
    if sending.due().exists():
        tasks.deliver.enqueue()
