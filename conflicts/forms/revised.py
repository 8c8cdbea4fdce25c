"""Forms that save what another tab may have saved meanwhile: both texts are shown, and neither is lost."""

from django import forms

from common import diff


class RevisedForm(forms.Form):
    """Filled from `saved`, which stands at the revision `stands_at`."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    over = forms.IntegerField(required=False, widget=forms.HiddenInput)
    keep = forms.ChoiceField(required=False, choices=[("mine", ""), ("theirs", "")])

    def __init__(self, saved: dict, stands_at: int, data=None, **kwargs):
        super().__init__(data, initial=saved, **kwargs)
        self.saved, self.stands_at = saved, stands_at

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.saved}

    @property
    def base(self) -> int:
        """The revision that the writer has seen: the one they started from, or the one they chose to write over."""
        chosen = "over" if self.cleaned_data["keep"] == "mine" else "revision"
        return self.cleaned_data[chosen] or 0

    @property
    def keeps_theirs(self) -> bool:
        return self.cleaned_data["keep"] == "theirs"

    def conflicts(self) -> list[dict]:
        """The fields whose saved words are others than the typed ones, when they were saved in between."""
        if self.base == self.stands_at:
            return []
        return [self.two_sides(name) for name in self.saved if self.saved[name] != self.cleaned_data[name]]

    def two_sides(self, name) -> dict:
        theirs, yours = self.told(name, self.saved[name]), self.told(name, self.cleaned_data[name])
        return {"label": self.fields[name].label, "theirs": theirs, "yours": yours, "pieces": diff.words(theirs, yours)}

    def told(self, name, value) -> str:
        """As people read it: a choice by its words."""
        choices = getattr(self.fields[name], "choices", None)
        return str(dict(choices).get(value, "")) if choices else value

    def panel(self) -> dict | None:
        """What _parts/conflict.html shows."""
        found = self.conflicts()
        return (
            {"fields": found, "revision": self.cleaned_data["revision"] or 0, "over": self.stands_at} if found else None
        )
