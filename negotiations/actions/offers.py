"""Several offers that are worth the same to us, and the one they like best."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from common.permissions import Denied, require
from negotiations.actions.once import key_for, made
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
    earlier = made(OfferSet.objects.filter(sheet=sheet), key)
    if earlier:
        return earlier
    there = OfferSet.objects.filter(sheet=sheet).count()
    require(
        there < MOST or Denied(_("There are %(most)d sets of offers. Remove some packages first.") % {"most": MOST})
    )
    offers = OfferSet.objects.create(
        **key_for(OfferSet, key), sheet=sheet, team_id=sheet.team_id, score=score, tolerance=tolerance
    )
    Package.objects.bulk_create(
        [offer(offers, there + 1, letter, one) for letter, one in zip("ABC", packages, strict=False)]
    )
    record("offers.made", sheet, by=by, is_limit=True)
    touch(sheet)
    return offers


def offer(offers: OfferSet, number: int, letter: str, choices: dict[str, str]) -> Package:
    return Package(
        sheet_id=offers.sheet_id, team_id=offers.team_id, offer_set=offers, origin=Package.Origin.MESO,
        name=_("Offer %(number)d%(letter)s") % {"number": number, "letter": letter}, choices=known(offers.sheet, choices),
    )  # fmt: skip


@transaction.atomic
def prefer(offer_set: OfferSet, package: Package, *, by) -> OfferSet:
    """They liked this one best of the set; what that tells of their weights is moved elsewhere, by people."""
    sheet = held(offer_set.sheet)
    require(can_prefer(by, sheet))
    require(package.offer_set_id == offer_set.pk or Denied(_("This package is none of these offers.")))
    return note_preferred(sheet, package, by)


def note_preferred(sheet: PrepSheet, package: Package, by) -> OfferSet:
    """Whichever way somebody says it, the history tells it once. Called by verbs that hold the sheet and have asked."""
    offer_set = OfferSet.objects.get(pk=package.offer_set_id)
    if offer_set.preferred_id == package.pk:
        return offer_set
    offer_set.preferred = package
    offer_set.save(update_fields=["preferred"])
    record("offers.preferred", sheet, by=by, package=str(package.pk), what=package.name)
    touch(sheet)
    return offer_set
