"""Two options of two issues, and what happens when both are chosen."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negotiations.content import Content, Issue
from negotiations.models import IssueLink
from negotiations.scoring import HIGHEST


class PairForm(forms.Form):
    """Which two issues a link is about; asked first, so that the next page offers their options alone."""

    first = forms.ChoiceField(label=_("One issue"))
    second = forms.ChoiceField(label=_("and another"))

    def __init__(self, data=None, *, content: Content):
        super().__init__(data)
        names = [(issue.key, issue.name) for issue in content.issues if issue.options]
        for name in ("first", "second"):
            self.fields[name].choices = names
        if len(names) > 1:
            self.initial["second"] = names[1][0]

    def clean(self):
        given = super().clean()
        if given.get("first") and given.get("first") == given.get("second"):
            self.add_error("second", _now("Choose another issue than the first."))
        return given


class LinkForm(forms.Form):
    """What happens when both options are chosen."""

    kind = forms.ChoiceField(label=_("Together they"), choices=IssueLink.Kind.choices, widget=forms.RadioSelect)
    own = forms.IntegerField(
        label=_("Points for us, when both are chosen"), required=False, min_value=-(HIGHEST**2), max_value=HIGHEST**2,
        help_text=_("Added to the total of weights times scores; a minus takes away."),
    )  # fmt: skip
    other = forms.IntegerField(
        label=_("Points for them, as we guess"), required=False, min_value=-(HIGHEST**2), max_value=HIGHEST**2
    )

    def __init__(self, data=None, *, first: Issue, second: Issue):
        super().__init__(data, initial={"kind": IssueLink.Kind.EXCLUSION})
        for name, issue in (("option_a", first), ("option_b", second)):
            choices = [(option.key, option.name) for option in issue.options]
            self.fields[name] = forms.ChoiceField(label=issue.name, choices=choices)
        self.order_fields(["option_a", "option_b", "kind", "own", "other"])

    def clean(self):
        given = super().clean()
        points = (given.get("own") or 0, given.get("other") or 0)
        if given.get("kind") == IssueLink.Kind.EXCLUSION:
            points = (0, 0)
        elif not self.errors and not any(points):
            self.add_error("own", _now("Give a number for at least one side; without any, the link changes nothing."))
        given["own"], given["other"] = points
        return given
