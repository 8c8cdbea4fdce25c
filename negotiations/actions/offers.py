"""Several offers that are worth the same to us, and the one they like best."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from common.permissions import Denied, require
from negotiations.actions.packages import known
from negotiations.actions.recording import held, record, touch
from negotiations.models import OfferSet, Package, PrepSheet
from negotiations.permissions import can_make_offers, can_prefer

MOST = 50


@transaction.atomic
def make_offers(
    sheet: PrepSheet, packages: list[dict[str, str]], *, score: int, tolerance: int, by, key: UUID | None = None
) -> OfferSet:
    """Keeps equal offers with the total they were looked for at. The packages are for all at the sheet, the total is not."""
    sheet = held(sheet)
    require(can_make_offers(by, sheet))
    made = OfferSet.objects.filter(sheet=sheet, pk=key).first() if key else None
    if made:
        return made
    there = OfferSet.objects.filter(sheet=sheet).count()
    require(
        there < MOST or Denied(_("There are %(most)d sets of offers. Remove some packages first.") % {"most": MOST})
    )
    made = OfferSet.objects.create(
        **({"id": key} if key else {}), sheet=sheet, team_id=sheet.team_id, score=score, tolerance=tolerance
    )
    Package.objects.bulk_create(
        [offer(made, there + 1, letter, one) for letter, one in zip("ABC", packages, strict=False)]
    )
    record("offers.made", sheet, by=by, is_limit=True)
    touch(sheet)
    return made


def offer(made: OfferSet, number: int, letter: str, choices: dict[str, str]) -> Package:
    return Package(
        sheet_id=made.sheet_id, team_id=made.team_id, offer_set=made, origin=Package.Origin.MESO,
        name=_("Offer %(number)d%(letter)s") % {"number": number, "letter": letter}, choices=known(made.sheet, choices),
    )  # fmt: skip


@transaction.atomic
def prefer(offer_set: OfferSet, package: Package, *, by) -> OfferSet:
    """They liked this one best of the set; what that tells of their weights is moved elsewhere, by people."""
    sheet = held(offer_set.sheet)
    require(can_prefer(by, sheet))
    require(package.offer_set_id == offer_set.pk or Denied(_("This package is none of these offers.")))
    if offer_set.preferred_id == package.pk:
        return offer_set
    offer_set.preferred = package
    offer_set.save(update_fields=["preferred"])
    record("offers.preferred", sheet, by=by, package=str(package.pk), what=package.name)
    touch(sheet)
    return offer_set
