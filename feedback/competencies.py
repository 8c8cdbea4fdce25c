"""What good work together looks like: ten competencies, each with what one would see at steps 1, 3 and 5. Pure.

The dimensions follow those of CATME and ITP Metrics for teamwork, and Smolinski and Xiong for negotiation; the words are
ours. They name what somebody does, never what somebody is, and read the same for a teammate and for oneself.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from feedback.questions import Question


@dataclass(frozen=True)
class Competency:
    """`anchors` are the texts at 1, 3 and 5."""

    key: str
    label: str
    meaning: str
    anchors: tuple

    @property
    def question(self) -> Question:
        """The question that the forms of teammate, lead and self share."""
        return Question(self.key, "scale", self.label, self.meaning, competency=self.key, anchors=self.anchors)


COMPETENCIES = (
    Competency(
        "promises",
        _("Keeps promises"),
        _("Does what was agreed, or says in good time that it will not be done."),
        (
            _("Leaves agreed things undone, and others find out by themselves."),
            _("Does most of what was agreed; says so when asked if something slips."),
            _("Takes on what can be done, does it, and offers a new plan before a promise breaks."),
        ),
    ),
    Competency(
        "listening",
        _("Speaks clearly and listens"),
        _("Says things so that others understand, and makes sure to understand others."),
        (
            _("Interrupts or answers past the point; others learn late what was meant."),
            _("Explains when asked and lets others finish; misunderstandings are cleared up in the end."),
            _("Says the main thing first, asks before answering, and repeats in own words what was heard."),
        ),
    ),
    Competency(
        "role",
        _("Lives the agreed role"),
        _("Does the part that was agreed, and leaves others theirs."),
        (
            _("Leaves the agreed part to others, or decides what is for others to decide."),
            _("Does the agreed part; where roles meet, waits to be told who does what."),
            _("Does the whole part, asks at its edges, and helps others in theirs without taking it over."),
        ),
    ),
    Competency(
        "time",
        _("Keeps time and warns early"),
        _("Keeps agreed dates, and tells those who depend on them as soon as one is in doubt."),
        (
            _("Lets dates pass, and those who wait hear of it afterwards."),
            _("Keeps most dates; warns when a delay is certain."),
            _("Keeps dates, warns when one is only in doubt, and brings a way to limit the harm."),
        ),
    ),
    Competency(
        "quality",
        _("Delivers good work"),
        _("Hands over work that others can build on."),
        (
            _("Hands over work that others have to mend before they can use it."),
            _("Hands over what was asked for; small faults are mended after a reminder."),
            _("Checks the work against its purpose, says what is still open, and makes the next step easy for others."),
        ),
    ),
    Competency(
        "preparation",
        _("Comes prepared"),
        _("Knows the facts, what each side needs, and what else could be done."),
        (
            _("Comes without the facts, so that others explain or the talk has to be held again."),
            _("Knows own facts and aims; the needs of others come up during the talk."),
            _("Brings facts, has thought about what each side needs, and knows what to do if no agreement is found."),
        ),
    ),
    Competency(
        "shared_gains",
        _("Looks for gains for all sides"),
        _("Tries to make the outcome better for everybody before dividing it."),
        (
            _("Argues for one solution only, and treats each gain of others as a loss."),
            _("Meets others halfway, and takes up a better idea when somebody brings it."),
            _("Asks what matters most to each side, and brings options that give all of them more."),
        ),
    ),
    Competency(
        "fairness",
        _("Uses fair means and earns trust"),
        _("Gives true reasons, and treats people alike whether they are in the room or not."),
        (
            _("Holds back what others need to know, or presses them instead of giving reasons."),
            _("Says what is true and gives reasons when asked."),
            _("Tells unwelcome facts unasked, measures all by one yardstick, and keeps what was told in confidence."),
        ),
    ),
    Competency(
        "disagreement",
        _("Handles disagreement well"),
        _("Brings differences into the open and helps to settle them."),
        (
            _("Goes around the matter, or speaks against people instead of about it."),
            _("Says what the matter is and stays courteous; mostly explains one view."),
            _("Asks why others see it differently, sums up both views, brings options, and checks that the agreement holds."),
        ),
    ),
    Competency(
        "learning",
        _("Learns and helps others learn"),
        _("Changes something after a mistake or a hint, and passes on what helps."),
        (
            _("Explains mistakes away, and repeats them; keeps knowledge back."),
            _("Accepts a hint and tries it; answers when others ask for help."),
            _("Asks for hints, shows what changed because of them, and passes on what was learned, failures too."),
        ),
    ),
)  # fmt: skip
BY_KEY = {competency.key: competency for competency in COMPETENCIES}
