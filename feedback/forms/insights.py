"""Noting what one learned, changing it, and choosing the team that may read it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charters.models import Charter
from common.forms import Words, fields_only
from feedback.models import sections
from teams.models import SIGNING_ROLES, MemberRole, Team

# As much as one line of a charter takes.
LONGEST = 2_000
MOST_CHARTERS = 200
NOTED = {
    "label": _("What you learned"), "help_text": _("One thing, in words that a team could agree to."), "rows": 3,
    "placeholder": _("Warn of a delay by Wednesday, so that there is time to act."), "max_length": LONGEST,
}  # fmt: skip


def section_field(required=False):
    return forms.ChoiceField(
        label=_("Which part of a charter it could become"), required=required, choices=lambda: [("", _("Not sure yet")), *sections()],
        error_messages={"required": _("Choose what kind of clause it becomes.")},
    )  # fmt: skip


class InsightForm(forms.Form):
    """A new one. `item`: the line of a reflection that it is made of, which brings its charter along."""

    text = Words(**NOTED)
    section = section_field()
    charter = forms.ModelChoiceField(
        Charter.objects.none(), label=_("Learned from"), required=False, empty_label=_("No charter in particular"),
        help_text=_("You can share it with the team of that charter later."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, user, item=None, initial=None):
        super().__init__(data, initial=initial)
        if item:
            del self.fields["charter"]
        else:
            self.fields["charter"].queryset = Charter.objects.visible_to(user).distinct()[:MOST_CHARTERS]
        self.helper = fields_only()


class EditForm(forms.Form):
    """Other words. `revision` is the one that the writer has read."""

    text = Words(**NOTED)
    section = section_field()
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, insight):
        read = {"text": insight.text, "section": insight.section, "revision": insight.revision}
        super().__init__(data, initial=read)
        self.helper = fields_only()

    def is_late(self, insight) -> bool:
        """Another window saved other words meanwhile."""
        given = self.cleaned_data
        return given["revision"] != insight.revision and given["text"] != insight.text


class TeamForm(forms.Form):
    """The team that reads an insight which came from no charter."""

    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Share with"), error_messages={"required": _("Choose the team that may read it.")}
    )

    def __init__(self, data=None, *, user):
        super().__init__(data)
        works = [*SIGNING_ROLES, MemberRole.MANAGER]
        self.fields["team"].queryset = Team.objects.filter(
            memberships__person=user, memberships__left_at=None, memberships__role__in=works
        ).order_by("name")
        self.helper = fields_only()
