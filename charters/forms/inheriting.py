"""What a writer ticks in another charter, and whose words stand where both changed the same."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from charters.rebasing import MINE, THEIRS


class InheritForm(forms.Form):
    """Clauses by their keys; the button that takes all sends `all`. `seen` is the version on the screen."""

    seen = forms.UUIDField(widget=forms.HiddenInput)
    all = forms.BooleanField(required=False)
    keys = forms.MultipleChoiceField(required=False)

    def __init__(self, free, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.free = free
        self.fields["keys"].choices = [(key, key) for key in free]
        self.fields["keys"].error_messages["invalid_choice"] = _(
            "One of these is not there any more. Look at them again."
        )

    def clean(self):
        given = super().clean()
        if given.get("all"):
            given["keys"] = self.free
        if not given.get("keys") and "keys" not in self.errors:
            raise ValidationError(_("Tick what you want to take."))
        return given


class SeenForm(forms.Form):
    """The version on the screen, so that nobody decides about another one."""

    seen = forms.UUIDField(widget=forms.HiddenInput)


class FollowForm(SeenForm):
    """One choice for each place where both changed the same words, by its name."""

    def __init__(self, *args, collisions, **kwargs):
        super().__init__(*args, **kwargs)
        for one in collisions:
            self.fields[one.name] = forms.ChoiceField(
                choices=[(MINE, _("Yours")), (THEIRS, _("Theirs"))],
                error_messages={"required": _("Choose which words stay.")},
            )
