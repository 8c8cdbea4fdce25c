"""Who may be asked how it went: groups of respondents, and whether they are promised confidentiality."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupKey(models.TextChoices):
    """How somebody stood to the person who asks."""

    TEAMMATE = "teammate", _("teammates")
    LEAD = "lead", _("leads")
    CLIENT = "client", _("clients")
    PARTNER = "partner", _("partners")
    OTHER = "other", _("others")
    SELF = "self", _("yourself")


class Mode(models.TextChoices):
    """What a respondent is promised. Fixed when the first mail goes out; it may get stricter later, never looser."""

    CONFIDENTIAL = "confidential", _("confidential")
    NAMED = "named", _("named")


ASKED = [key for key in GroupKey if key != GroupKey.SELF]
