"""Words that several verbs and pages say. Pure."""

from django.utils.translation import gettext_lazy as _

CHANGED_MEANWHILE = _("This was changed meanwhile, maybe in another tab. Look at what stands there now.")
