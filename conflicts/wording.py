"""Words that several verbs and pages say. Pure."""

from django.utils.translation import gettext_lazy as _

CHANGED_MEANWHILE = _("This was changed meanwhile, maybe in another tab. Look at what stands there now.")
TEXT_CHANGED = _("The text changed since you read it. Nothing is signed: read it again, then sign.")
PEOPLE_CHANGED = _(
    "Who takes part changed since the text was fixed. Take it back, look at it together, and offer it again."
)
TOO_MANY_TERMS = _("At most %(most)d terms: choose those that matter most.")
