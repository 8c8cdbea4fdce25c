"""Whether each term was kept, and how it is now."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Words, fields_only
from conflicts.models import FollowUpAnswer, TermCheck

Outcome = TermCheck.Outcome
LONGEST_NOTE, LONGEST_LEFT = 1_000, 4_000


class FollowUpForm(forms.Form):
    """A question for each term, then three about all of it."""

    easier = forms.ChoiceField(
        label=_("Is it easier to work together?"), choices=FollowUpAnswer.Easier.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is nearest.")},
    )  # fmt: skip
    left_over = Words(label=_("Is anything left that should be said?"), required=False, rows=3, max_length=LONGEST_LEFT)
    reopens = forms.BooleanField(
        label=_("Shall we look at options again?"), required=False,
        help_text=_("One of you is enough. What you signed holds until you have signed something else."),
    )  # fmt: skip

    def __init__(self, data=None, *, terms, answer=None):
        super().__init__(data, initial=said(answer))
        self.terms = terms
        for term in terms:
            self.fields[f"outcome_{term.pk}"] = forms.ChoiceField(
                label=_("Was it kept?"), choices=Outcome.choices, widget=forms.RadioSelect,
                error_messages={"required": _("Choose what is nearest.")},
            )  # fmt: skip
            self.fields[f"note_{term.pk}"] = Words(
                label=_("A note, if it helps"), required=False, rows=1, max_length=LONGEST_NOTE
            )
        self.helper = fields_only()

    @property
    def rows(self):
        """(term, the field of its outcome, the field of its note)."""
        return [(term, self[f"outcome_{term.pk}"], self[f"note_{term.pk}"]) for term in self.terms]

    @property
    def checks(self) -> dict:
        given = self.cleaned_data
        return {term.pk: (given[f"outcome_{term.pk}"], given[f"note_{term.pk}"]) for term in self.terms}


def said(answer) -> dict:
    """What the person said before, for the same form."""
    if answer is None:
        return {}
    values = {"easier": answer.easier, "left_over": answer.left_over, "reopens": answer.reopens}
    for check in answer.checks.all():
        values |= {f"outcome_{check.term_id}": check.outcome, f"note_{check.term_id}": check.note}
    return values
