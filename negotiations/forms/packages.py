"""A package by hand: a name, and one choice on each issue."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Words, fields_only
from negotiations import scoring
from negotiations.content import Content, Package
from negotiations.kinds import TITLE

ISSUE = "issue_"
ORIGINS = [("manual", _("ours, or an idea")), ("theirs", _("theirs: they offered it"))]


class PackageForm(forms.Form):
    """`choices` after validation: keys of issues and options. What was not said on an issue stays open."""

    name = Words(label=_("Name"), max_length=TITLE, required=False, help_text=_("Left empty, it gets a number."))
    origin = forms.ChoiceField(label=_("Whose"), choices=[*ORIGINS, ("engine", "")], initial="manual", required=False)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, content: Content, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["origin"].widget.choices = ORIGINS
        self.issues = scoring.usable(content)
        for issue in self.issues:
            options = [("", _("not said")), *((option.key, option.name) for option in issue.options)]
            self.fields[ISSUE + issue.key] = forms.ChoiceField(label=issue.name, choices=options, required=False)
        self.helper = fields_only("key", "name", *(ISSUE + issue.key for issue in self.issues), "origin")

    def clean(self):
        self.choices = {
            issue.key: chosen for issue in self.issues if (chosen := self.cleaned_data.get(ISSUE + issue.key))
        }
        if not self.choices and not self.errors:
            raise forms.ValidationError(_("Choose on at least one issue."))
        self.cleaned_data["origin"] = self.cleaned_data.get("origin") or "manual"
        return self.cleaned_data


class RenameForm(forms.Form):
    name = Words(label=_("Name"), max_length=TITLE)


class CompareForm(forms.Form):
    """Which two packages of a sheet to lay side by side."""

    one = forms.ChoiceField(label=_("This package"))
    other = forms.ChoiceField(label=_("beside this one"))

    def __init__(self, data=None, *, packages: list[Package], **kwargs):
        super().__init__(data, **kwargs)
        for field in self.fields.values():
            field.choices = [(one.key, one.name) for one in packages]
        self.fields["other"].initial = packages[1].key if len(packages) > 1 else None
        self.helper = fields_only()
