"""What a charter makes of an insight: other words, or a reason to leave it; and whether it helped."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Words, fields_only
from feedback.forms.insights import LONGEST, section_field
from feedback.models import InsightCarry


class AdaptForm(forms.Form):
    """The clause that it becomes."""

    text = Words(label=_("The clause"), rows=2, max_length=LONGEST)

    def __init__(self, data=None, *, insight):
        read = {"text": insight.text, "section": insight.section}
        super().__init__(data, initial=read, prefix=f"a{insight.pk.hex[-12:]}")
        self.fields["section"] = section_field(required=True)
        self.fields["section"].label = _("As")
        self.helper = fields_only()


class LeaveForm(forms.Form):
    """Why it is left out, for those who read it later."""

    reason = Words(
        label=_("Why not here?"), rows=2, max_length=1_000, placeholder=_("This team has no night shifts."),
        error_messages={"required": _("A short reason helps the next team.")},
    )  # fmt: skip

    def __init__(self, data=None, *, insight):
        super().__init__(data, prefix=f"l{insight.pk.hex[-12:]}")
        self.helper = fields_only()


class MarkForm(forms.Form):
    """Whether a clause that came from an insight helped."""

    outcome = forms.ChoiceField(choices=InsightCarry.Outcome.choices)
