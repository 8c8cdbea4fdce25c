"""What a text must be, wherever it is typed."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

# A name stands in subjects of mails and in sentences.
one_line = RegexValidator(r"\A[^\x00-\x1f\x7f\u2028\u2029]*\Z", _("A name is one line of text."))
