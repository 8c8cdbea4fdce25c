"""Which clauses of a charter people can be asked about, and the question that each becomes. Pure."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.tidying import one_line
from feedback.questions import LONGEST_LABEL, Question

MOST = 15
# What one can have kept, in the order of the charter.
WORDS = {
    "deliverable": gettext_lazy("This was handed over as agreed: “%s”"),
    "expectation": gettext_lazy("This expectation was met: “%s”"),
    "working_agreement": gettext_lazy("This agreement was lived: “%s”"),
    "communication_agreement": gettext_lazy("This was kept: “%s”"),
}
LONGEST_WORDS = LONGEST_LABEL - 60


def question_about(clause) -> Question:
    """Agree or disagree; its key is the same in every request about that clause. `clause`: see charters.content.Clause."""
    words = WORDS[clause.kind] % words_of(clause)
    return Question(key_of(clause.key), "agree", str(words), clause=str(clause.key))


def key_of(clause_key) -> str:
    return f"clause-{str(clause_key).replace('-', '')}"


def words_of(clause) -> str:
    """What the clause says, on one line of a question."""
    words = one_line(clause.heading)
    if clause.kind == "communication_agreement" and clause["use_for"]:
        words = _("%(channel)s for %(use)s") % {"channel": words, "use": one_line(clause["use_for"])}
    if clause.kind == "communication_agreement" and clause["respond_within"]:
        words = _("%(words)s, an answer within %(time)s") % {"words": words, "time": one_line(clause["respond_within"])}
    return Truncator(words).chars(LONGEST_WORDS)
