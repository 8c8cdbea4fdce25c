"""What people choose about how they are told."""

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from notices.models import Preference, Topic, Way
from notices.topics import DEFAULTS, HINTS


class ChooseForm(forms.Form):
    """One way for each topic, and whether the day's mail comes at all. Begins with what holds now."""

    day = forms.BooleanField(
        label=_("Send me the day’s mail"),
        required=False,
        help_text=_("One mail from eight in the morning where you are, Monday to Friday, when something waits in it. Reminders come with it only."),
    )  # fmt: skip

    def __init__(self, *args, chosen: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        for topic in Topic:
            self.fields[topic] = forms.ChoiceField(
                label=topic.label,
                help_text=HINTS[topic],
                choices=Way.choices,
                widget=forms.RadioSelect,
                initial=chosen.get(topic, DEFAULTS[topic]),
            )
        self.fields["day"].initial = chosen.get(Preference.DAY, Way.DAILY) != Way.OFF
        self.helper = FormHelper()
        self.helper.layout = Layout(*[InlineRadios(topic.value) for topic in Topic], "day")
        self.helper.add_input(Submit("", gettext("Save"), css_class="btn btn-primary"))

    @property
    def ways(self) -> dict[str, str]:
        """What was chosen, by topic; the day's mail among them."""
        day = Way.DAILY if self.cleaned_data["day"] else Way.OFF
        return {topic: self.cleaned_data[topic] for topic in Topic} | {Preference.DAY: day}
