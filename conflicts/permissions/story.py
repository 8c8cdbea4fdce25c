"""Who reads what happened."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from conflicts.models import ConflictCase
from conflicts.permissions.parties import joined_party


def can_read_story(user, case: ConflictCase) -> Answer:
    """Those who take part. Whoever is only asked reads what they are asked, on the page that asks."""
    return joined_party(user, case) is not None or Denied(_("First say whether you take part."))
