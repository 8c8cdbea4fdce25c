"""A fair yardstick as it is typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Words, fields_only
from common.ids import uuid7
from conflicts.forms.options import Line
from conflicts.forms.revised import RevisedForm

LONGEST, LONGEST_WHY = 300, 2_000


def text_field():
    return Line(
        label=_("A fair yardstick"), max_length=LONGEST, placeholder=_("What other teams of this size agree on")
    )  # fmt: skip


def why_field():
    return Words(label=_("Why it is fair to all"), required=False, max_length=LONGEST_WHY, rows=2)


class AddCriterionForm(forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput)
    text = text_field()
    why = why_field()

    def __init__(self, data=None):
        super().__init__(data, initial={"token": uuid7()}, auto_id="yardstick_%s")
        self.helper = fields_only("token", "text", "why")


class CriterionForm(RevisedForm):
    """One's own in other words."""

    text = text_field()
    why = why_field()

    def __init__(self, point, data=None):
        super().__init__({"text": point.text, "why": point.why}, point.revision, data)
        self.point = point
        self.helper = fields_only("text", "why")
