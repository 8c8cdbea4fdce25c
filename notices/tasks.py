"""The wake-up of the worker. The rows of the outbox are the truth; a lost wake-up loses nothing."""

from django_tasks import task

from notices import sender


@task()
def deliver() -> int:
    """Sends what is due; running twice sends nothing twice."""
    return sender.send_due()
