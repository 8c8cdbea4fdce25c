"""Naming people outside the team."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.addresses import MOST, read_many
from common.forms import Words, fields_only
from feedback.models import GroupKey

OUTSIDE = (GroupKey.CLIENT, GroupKey.PARTNER, GroupKey.OTHER)
ROOM = MOST * 400


class ContactsForm(forms.Form):
    """Several at once, as people paste them; where one is wrong, all stay in the field and nothing is added."""

    people = Words(
        label=_("Who"), rows=3, max_length=ROOM, placeholder=_("Jon Pier <jon@operator.example>, dee@city.example"),
        help_text=_("Names and addresses, one a line or separated by commas."),
    )  # fmt: skip
    group = forms.ChoiceField(
        label=_("They are"), choices=[(key.value, key.label) for key in OUTSIDE], initial=GroupKey.CLIENT
    )

    def __init__(self, data=None):
        super().__init__(data)
        self.helper = fields_only("people", "group")

    def clean_people(self):
        good, wrong = read_many(self.cleaned_data["people"])
        if wrong:
            raise forms.ValidationError([self.told(entry, reason) for entry, reason in wrong])
        return good

    def refuse(self, refused: list[tuple[str, str]]) -> None:
        """What only the action can know."""
        self.add_error("people", [self.told(entry, reason) for entry, reason in refused])

    @staticmethod
    def told(entry, reason):
        shown = entry if len(entry) <= 80 else entry[:80] + "…"
        return _("%(entry)s: %(reason)s") % {"entry": shown, "reason": reason}
