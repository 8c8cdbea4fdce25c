"""The forms that everybody can begin with, one for each group of people asked, and a short one for mid-project. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from feedback.competencies import COMPETENCIES
from feedback.questions import Question


@dataclass(frozen=True)
class Form:
    """`group` says who answers it; `minutes` is what it takes most people."""

    key: str
    group: str
    title: str
    hint: str
    minutes: int
    questions: tuple[Question, ...]


TEN = tuple(competency.question for competency in COMPETENCIES)
STRENGTHS = tuple((competency.key, competency.label) for competency in COMPETENCIES)
BEHAVIOUR = _("Think of what you saw during the whole project, not of the last week alone.")

KEEP_DOING = Question(
    "keep_doing",
    "text",
    _("What should this person keep doing?"),
    _("One example of what you saw says more than praise."),
)
ADVICE = Question(
    "advice",
    "text",
    _("What one thing would you advise for the next project?"),
    _("Something this person can do, as you would say it face to face."),
)
AGAIN = (("yes", _("Yes")), ("maybe", _("Maybe")), ("no", _("No")))
COMPARED = (
    ("much_better", _("Much better")),
    ("better", _("Better")),
    ("same", _("The same")),
    ("worse", _("Worse")),
    ("much_worse", _("Much worse")),
    ("new", _("We did not know each other before")),
)

TEAMMATE = Form(
    "teammate",
    "teammate",
    _("After a project, for teammates"),
    BEHAVIOUR,
    10,
    (
        *TEN,
        KEEP_DOING,
        ADVICE,
        Question(
            "made_hard",
            "text",
            _("What did our way of working together make hard?"),
            _("Rules, tools, meetings, handovers: what got in the way, whoever took part."),
        ),
    ),
)
LEAD = Form(
    "lead",
    "lead",
    _("After a project, for leads"),
    _("Think of what you saw during the whole project, and use the same bar for everybody you lead."),
    10,
    (
        *TEN,
        KEEP_DOING,
        ADVICE,
        Question(
            "support",
            "text",
            _("What could you do to make this person's work easier?"),
            _("Decisions, time, access, training: what is in your hands."),
        ),
    ),
)
CLIENT = Form(
    "client",
    "client",
    _("After a project, for clients"),
    _("How was it to work with this person? Leave out what you cannot judge."),
    5,
    (
        Question("understood", "agree", _("This person understood what mattered to me.")),
        Question("told_early", "agree", _("I was told of problems early.")),
        Question("kept_dates", "agree", _("Agreed dates were kept.")),
        Question("open_limits", "agree", _("This person was open about what could not be done.")),
        Question("easy_concerns", "agree", _("It was easy to raise concerns.")),
        Question("again", "yes_no", _("Would you work together again?"), choices=AGAIN),
        Question("useful_moment", "text", _("Which moment was the most useful to you?")),
        ADVICE,
    ),
)
PARTNER = Form(
    "partner",
    "partner",
    _("After a negotiation, for the other side"),
    _("You wanted different things, and still worked something out. How was it to deal with this person?"),
    5,
    (
        Question("came_prepared", "agree", _("This person came prepared.")),
        Question("asked_interests", "agree", _("This person asked what mattered to us, and why.")),
        Question("good_for_both", "agree", _("This person looked for options that were good for both sides.")),
        Question("fair_reasons", "agree", _("This person gave fair reasons and put no pressure on us.")),
        Question("kept_deal", "agree", _("What we agreed was kept.")),
        Question("relation", "choice", _("How do you get on now, compared with before?"), choices=COMPARED),
        ADVICE,
    ),
)
OTHER = Form(
    "other",
    "other",
    _("In your own words"),
    _("For everybody who saw something of the work: four questions, answer those you can."),
    5,
    (
        Question("strengths", "pick", _("What does this person do best?"), choices=STRENGTHS),
        Question("occasion", "sbi", _("Which occasion has stayed with you?")),
        Question("keep_more_try", "keep", _("What should this person keep doing, do more, or try differently?")),
        ADVICE,
    ),
)
PULSE = Form(
    "pulse",
    "teammate",
    _("A quick look, mid-project"),
    _("Three questions while there is still time to change something."),
    2,
    (
        Question("know_expected", "agree", _("I know what is expected of me.")),
        Question("speak_up", "agree", _("We speak up early when something goes wrong.")),
        Question("change_now", "text", _("What one thing should we change this week?")),
    ),
)
SELF = Form(
    "self",
    "self",
    _("After a project, for yourself"),
    _("Answer before you see what others wrote. It is closed when their answers are shown to you."),
    8,
    (
        *TEN,
        Question(
            "glad_of", "text", _("What are you glad to have done?"), _("One example that others could have seen.")
        ),
        Question("next_time", "text", _("What will you do differently next time?")),
    ),
)
FORMS = {form.key: form for form in (TEAMMATE, LEAD, CLIENT, PARTNER, OTHER, PULSE, SELF)}
