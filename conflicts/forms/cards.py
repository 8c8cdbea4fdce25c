"""One's own card, and one interest. Never writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common import tone
from common.forms import Words
from conflicts import card as questions
from conflicts.forms.revised import RevisedForm
from conflicts.models import ConflictCard, Point

LONGEST_POINT, LONGEST_WHY = 300, 5_000


class CardForm(RevisedForm):
    """The questions, what only a mediator would read, and what nobody else ever reads."""

    for_mediator = Words(
        label=_("For a mediator only"), required=False, rows=3,
        help_text=_("What a neutral should know and the others need not. Only a mediator whom all of you accept reads it."),
    )  # fmt: skip
    habit = forms.ChoiceField(
        label=_("When I disagree with somebody, I usually …"), required=False, widget=forms.RadioSelect,
        choices=[*questions.HABITS.items(), ("", _("I leave this open"))],
        help_text=_("For yourself, to notice. It is never shared with anybody, and nobody is scored."),
    )  # fmt: skip

    def __init__(self, card: ConflictCard, data=None):
        saved = questions.blank() | card.draft | {"for_mediator": card.for_mediator, "habit": card.habit}
        super().__init__(saved, card.revision, data)
        for one in questions.FIELDS:
            self.fields[one.name] = Words(label=one.label, help_text=one.hint, rows=3, required=False)

    @property
    def answers(self) -> list:
        """The questions in their order, each with what may get in the way of its answer."""
        return [{"field": self[one.name], "hints": self.hints(one.name)} for one in questions.FIELDS]

    def hints(self, name: str) -> list[tone.Found]:
        return tone.person_words(self[name].value() or "")


class PointForm(RevisedForm):
    text = Words(
        label=_("What I need"), max_length=LONGEST_POINT,
        widget=forms.Textarea(attrs={"rows": 1, "dir": "auto", "data-autogrow": ""}),
        help_text=_("In a few words, without saying how: “a day to test” rather than “the build at noon”."),
    )  # fmt: skip
    why = Words(
        label=_("Why it matters"), required=False, max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "data-autogrow": ""}),
        help_text=_("What would be lost without it? The others often meet in the why."),
    )  # fmt: skip

    def __init__(self, point: Point | None, data=None):
        saved = {"text": point.text, "why": point.why} if point else {"text": "", "why": ""}
        super().__init__(saved, point.revision if point else 0, data, auto_id="id_point_%s")

    def conflicts(self):
        """What is not there yet has no other text beside it."""
        return super().conflicts() if self.stands_at else []

    @property
    def hints(self) -> list[tone.Found]:
        return tone.person_words("\n\n".join(self[name].value() or "" for name in ("text", "why")))
