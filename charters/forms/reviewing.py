"""Answers to being asked to hold a role, verdicts on roles, and replies to them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charters.forms.words import Words
from charters.models import RoleReview
from common.forms import fields_only


class AnswerForm(forms.Form):
    """Accept or decline; who declines says why."""

    answer = forms.ChoiceField(choices=[("accept", _("I accept")), ("decline", _("I decline"))])
    note = Words(label=_("A note (if you decline: why)"), rows=3, max_length=2_000, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = fields_only("note")

    def clean(self):
        given = super().clean()
        if given.get("answer") == "decline" and not given.get("note"):
            self.add_error("note", _("Say why, so that the team can find another way."))
        return given


class VerdictForm(forms.Form):
    """Endorse a role, or say what should change."""

    verdict = forms.ChoiceField(choices=RoleReview.Verdict)
    note = Words(label=_("A note (if you ask for changes: which)"), rows=3, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = fields_only("note")

    def clean(self):
        given = super().clean()
        if given.get("verdict") == RoleReview.Verdict.CHANGES_REQUESTED and not given.get("note"):
            self.add_error("note", _("Say what should change, so that the team can do it."))
        return given


class ReplyForm(forms.Form):
    """A holder's answer to what was found."""

    text = Words(label=_("Your reply"), rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = fields_only("text")
