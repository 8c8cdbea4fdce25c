"""How many disagreements there were in a quarter: counted once, when it is over, before anything of it is deleted."""

from datetime import date, datetime, time

from django.db.models import Exists, Min, OuterRef
from django.utils import timezone

from conflicts import tallying
from conflicts.models import CaseTally, ConflictCase, MediationAssignment, ResolutionAgreement
from conflicts.permissions import site_day


def count_quarters(now: datetime) -> None:
    """All that are over and not counted yet, those that were missed too. A draft was never opened, and counts nowhere."""
    first = ConflictCase.objects.aggregate(first=Min("opened_at"))["first"]
    if first is None:
        return
    counted = set(CaseTally.objects.values_list("begins_on", flat=True))
    for quarter in tallying.quarters(site_day(first), site_day(now)):
        if quarter not in counted:
            CaseTally.objects.get_or_create(begins_on=quarter, defaults=vars(counts_of(quarter)))


def counts_of(quarter: date) -> tallying.Counts:
    agreed = ResolutionAgreement.objects.filter(case=OuterRef("pk"), state__in=["signed", "amended"])
    mediated = MediationAssignment.objects.filter(case=OuterRef("pk")).exclude(active_at=None)
    rows = ConflictCase.objects.filter(
        opened_at__gte=beginning(quarter), opened_at__lt=beginning(tallying.next_quarter(quarter))
    )
    return tallying.count(rows.values_list(Exists(agreed), Exists(mediated)))


def beginning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())
