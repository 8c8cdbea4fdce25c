"""The conflict card: its questions in their order, and the habits that people may look at in themselves. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Question:
    """`name` is its key in a card; `label` asks, `hint` says how to answer."""

    name: str
    label: str
    hint: str


FIELDS = (
    Question("seen", _("What was seen or heard"), _("What a camera would have recorded: when, where, which words. No motives.")),
    Question("effect", _("What came of it, for the work and for me"), _("For the work, for you, for others.")),
    Question("need", _("What I need, and why"), _("What matters to you behind what you ask for.")),
    Question("other_need", _("What the other may need"), _("Your best guess. They will say it better.")),
    Question("my_part", _("My part in it"), _("What you did or left undone. It makes the rest easier to hear.")),
    Question("good_enough", _("What would be good enough"), _("Not the best you can imagine: what you could live with well.")),
    Question("yardsticks", _("Fair yardsticks"), _("By what could both of you measure: a rule, a custom, what others do.")),
    Question("ask", _("What I ask for now"), _("One thing that the other can do, say or answer.")),
)  # fmt: skip
NAMES = tuple(question.name for question in FIELDS)
# What must be there before a card is shared: without it there is nothing to hear. A need may also stand among the interests.
NEEDED = ("seen", "need")

# How people usually meet a disagreement (after Thomas and Kilmann, 1974), for oneself to notice; nobody is scored.
HABITS = {
    "competing": _("I hold my ground"),
    "accommodating": _("I give way"),
    "avoiding": _("I step around it"),
    "compromising": _("I meet in the middle"),
    "collaborating": _("I look for what serves both"),
}


def blank() -> dict[str, str]:
    return dict.fromkeys(NAMES, "")


def missing(card: dict[str, str], has_interest: bool = False) -> list[Question]:
    """The questions whose answers are needed and still empty, in their order."""
    needed = [name for name in NEEDED if name != "need" or not has_interest]
    return [question for question in FIELDS if question.name in needed and not card.get(question.name, "").strip()]
