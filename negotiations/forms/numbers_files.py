"""Files that bring issues and scores: a table, or a domain with the profiles of the sides."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negotiations import score_table
from negotiations.exchange.reading import read_domain, read_profile
from negotiations.exchange.scenario import LARGEST, BadFile
from negotiations.foreign import Found, laid_out

ACCEPTED = ".json,.yml,.yaml,.xml"


class Upload(forms.FileField):
    """A file of at most 2 MB, refused before its bytes are looked at."""

    default_error_messages = {
        "required": _("Choose a file."),
        "empty": _("The file is empty."),
        "too_large": _("The file is larger than 2 MB."),
    }

    def __init__(self, *, accept: str, **kwargs):
        super().__init__(widget=forms.FileInput(attrs={"accept": accept}), **kwargs)

    def clean(self, data, initial=None):
        found = super().clean(data, initial)
        if found and found.size > LARGEST:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        return found


class TableForm(forms.Form):
    """Scores from a spreadsheet; `cleaned_data["file"]` are issues."""

    file = Upload(label=_("Table (CSV)"), accept=".csv,text/csv")

    def __init__(self, *args, taken: set[str] = frozenset(), **kwargs):
        self.taken = taken
        super().__init__(*args, **kwargs)

    def clean_file(self):
        try:
            return score_table.read(self.cleaned_data["file"].read(), self.taken)
        except score_table.BadTable as bad:
            raise ValidationError([str(fault) for fault in bad.faults]) from bad


class ForeignForm(forms.Form):
    """Files of Genius, GeniusWeb or NegMAS; `cleaned_data["found"]` is what they say."""

    domain = Upload(label=_("Domain: issues and options"), accept=ACCEPTED)
    ours = Upload(label=_("Our profile"), accept=ACCEPTED, required=False)
    theirs = Upload(
        label=_("Their profile, if we have one"), accept=ACCEPTED, required=False,
        help_text=_("It is taken as our estimate of what they want."),
    )  # fmt: skip

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        domain = self.read("domain", read_domain)
        profiles = [self.read(name, read_profile, domain) for name in ("ours", "theirs") if domain]
        if not self.errors:
            given["found"] = self.laid_out(domain, *profiles)
        return given

    def read(self, name: str, reader, *more):
        file = self.cleaned_data.get(name)
        if not file:
            return None
        try:
            return reader(file.read(), *more, file.name)
        except BadFile as bad:
            self.add_error(name, str(bad))
            return None

    def laid_out(self, domain, ours, theirs) -> Found | None:
        try:
            return laid_out(domain, ours, theirs)
        except BadFile as bad:
            self.add_error("domain", _now("This sheet cannot hold it: %(words)s") % {"words": bad})
            return None
