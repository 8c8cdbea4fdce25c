"""The wake-up of the worker. The rows of the outbox are the truth; a lost wake-up loses nothing."""

from django_tasks import task

from notices.actions import sending


@task()
def deliver() -> int:
    """Sends what is due; running twice sends nothing twice."""
    return sending.send_due()
