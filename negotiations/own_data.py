"""What negotiations keep of one person: the sheets at which they sit, as far as they may see them."""

from accounts.own_data import part
from negotiations.models import PrepSheet
from negotiations.reading import read_all

# A sheet with its talks takes a dozen statements.
MOST_SHEETS = 200


@part("negotiations")
def negotiations(person) -> list:
    sheets = PrepSheet.objects.visible_to(person).for_detail()[:MOST_SHEETS]
    return [read_all(sheet, person).to_dict() for sheet in sheets]
