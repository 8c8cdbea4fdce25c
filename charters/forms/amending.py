"""What people type about an amendment: what it is for, and whose words stand where two texts collide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charters.forms.words import Words
from charters.kinds import LINE
from charters.models import CharterVersion
from charters.rebasing import MINE, THEIRS
from common.forms import fields_only


class NoteForm(forms.Form):
    """Signers read it before anything else."""

    note = Words(
        label=_("What changes, and why"), max_length=LINE, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-autogrow": "", "dir": "auto"}),
        help_text=_("One or two sentences. Whoever signs reads them first."),
    )  # fmt: skip

    def __init__(self, *args, version: CharterVersion, **kwargs):
        super().__init__(*args, initial={"note": version.change_note}, **kwargs)
        self.helper = fields_only()


class BeginForm(forms.Form):
    """An amendment may begin at one clause."""

    clause = forms.UUIDField(required=False)


class RebaseForm(forms.Form):
    """One choice for each collision, by its name."""

    def __init__(self, *args, collisions, **kwargs):
        super().__init__(*args, **kwargs)
        for one in collisions:
            self.fields[one.name] = forms.ChoiceField(
                choices=[(MINE, _("The amendment’s words")), (THEIRS, _("The words in force now"))],
                widget=forms.RadioSelect, label=one.clause.heading or str(one.clause.kind),
                error_messages={"required": _("Choose which words stay.")},
            )  # fmt: skip
        self.helper = fields_only()
