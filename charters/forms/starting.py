"""How a charter begins, and how it is named."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from charters.forms.words import Words
from charters.kinds import TITLE
from charters.models import Charter


class NameForm(forms.Form):
    """Title and adoption. `members` may be the sponsor: pairs of key and name."""

    title = Words(max_length=TITLE, label=_("Title"), widget=forms.TextInput(attrs={"dir": "auto"}))
    adoption = forms.ChoiceField(
        label=_("How is it adopted?"), choices=Charter.Adoption.choices, widget=forms.RadioSelect, initial=Charter.Adoption.SIGNATURES,
        help_text=_("What makes it hold, once the text is settled. You can still change this while you write."),
    )  # fmt: skip
    sponsor = forms.ChoiceField(
        label=_("Sponsor"), required=False, help_text=_("Who approves it, where a sponsor does.")
    )

    def __init__(self, members, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sponsor"].choices = [("", _("Nobody")), *((str(person.pk), str(person)) for person in members)]
        self.people = {str(person.pk): person for person in members}
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("title", "adoption", "sponsor")

    def only_title(self):
        """How a charter is adopted was agreed by all, so an amendment does not change it by the way."""
        del self.fields["adoption"], self.fields["sponsor"]
        self.helper.layout = Layout("title")

    def clean(self):
        given = super().clean()
        is_sponsored = given.get("adoption") == Charter.Adoption.SPONSOR
        if is_sponsored and not given.get("sponsor") and "sponsor" not in self.errors:
            self.add_error("sponsor", _("Choose who approves it."))
        given["sponsor"] = self.people.get(given.get("sponsor")) if is_sponsored else None
        return given


class StartForm(NameForm):
    """What a new charter begins from: `sources` are pairs of value and label."""

    source = forms.ChoiceField(label=_("Begin from"), widget=forms.RadioSelect)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, members, sources, *args, **kwargs):
        super().__init__(members, *args, **kwargs)
        self.fields["source"].choices = sources
        self.fields["source"].error_messages["invalid_choice"] = _(
            "This template or charter is not there. Choose another."
        )
        self.helper.layout = Layout("title", "adoption", "sponsor", "token")
