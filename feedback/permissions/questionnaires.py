"""Rules of questionnaires: everybody copies and edits their own; those of the site are edited by administrators."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from feedback.models import Questionnaire
from teams.permissions import runs_site

MOST_OWN = 100


def can_copy_questionnaire(user, questionnaire: Questionnaire) -> Answer:
    if questionnaire.owner_id not in (None, user.pk):
        return Denied(_("This form belongs to somebody else."))
    return Questionnaire.objects.filter(owner_id=user.pk).count() < MOST_OWN or Denied(
        _("You have %(most)d forms of your own; that is as many as there can be.") % {"most": MOST_OWN}
    )


def can_edit_questionnaire(user, questionnaire: Questionnaire) -> Answer:
    if questionnaire.owner_id is None:
        return runs_site(user) or Denied(_("This form belongs to the site. Copy it, and change your copy as you like."))
    return questionnaire.owner_id == user.pk or Denied(_("This form belongs to somebody else."))


def can_retire_questionnaire(user, questionnaire: Questionnaire) -> Answer:
    return can_edit_questionnaire(user, questionnaire)


def can_offer_questionnaire(user, questionnaire: Questionnaire) -> Answer:
    return can_edit_questionnaire(user, questionnaire)
