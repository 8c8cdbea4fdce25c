"""What happened to a sheet, in sentences: one for each verb of its ledger. Pure.

`{who}` is the person, `{what}` the heading that the event carries in its data, `{kind}` the name of a part's kind.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from negotiations.kinds import DEPTHS, KINDS

SENTENCES = {
    "sheet.started": gettext_lazy("{who} began this sheet."),
    "sheet.imported": gettext_lazy("{who} began this sheet from a file."),
    "sheet.described": gettext_lazy("{who} changed the title, the other side or the day."),
    "sheet.deepened": gettext_lazy("{who} chose another depth: {depth}."),
    "sheet.made_ready": gettext_lazy("{who} said that the preparation is ready."),
    "sheet.taken_back": gettext_lazy("{who} went back to preparing."),
    "sheet.archived": gettext_lazy("{who} put the sheet away."),
    "sheet.reopened": gettext_lazy("{who} opened the sheet again."),
    "sign_off.asked": gettext_lazy("{who} asked {what} to sign the preparation off."),
    "sign_off.approved": gettext_lazy("{who} signed the preparation off."),
    "sign_off.returned": gettext_lazy("{who} asked for more preparation."),
    "part.added": gettext_lazy("{who} added: {kind} “{what}”"),
    "part.changed": gettext_lazy("{who} changed: {kind} “{what}”"),
    "part.removed": gettext_lazy("{who} removed: {kind} “{what}”"),
    "part.restored": gettext_lazy("{who} put back: {kind} “{what}”"),
    "part.moved": gettext_lazy("{who} put into another order: {kind}"),
    "part.many": gettext_lazy("{who} added several at once: {kind} ({number})"),
    "limits.set": gettext_lazy("{who} changed the limits."),
    "seat.given": gettext_lazy("{who} gave a seat to {what}."),
    "seat.changed": gettext_lazy("{who} changed the seat of {what}."),
    "seat.taken": gettext_lazy("{who} ended the seat of {what}."),
    "seat.left": gettext_lazy("{who} left the sheet."),
    "sheet.handed_over": gettext_lazy("{who} handed the sheet over to {what}."),
    "sheet.inherited": gettext_lazy("The owner left the team. {what} owns the sheet now."),
    "side.asked": gettext_lazy("{who} asked {what} to prepare the other side."),
    "side.withdrawn": gettext_lazy("{who} no longer asks for the other side."),
    "side.answered": gettext_lazy("{what} answered whether to prepare the other side."),
    "agenda.opened": gettext_lazy("{who} opened the shared agenda for this side."),
    "agenda.closed": gettext_lazy("{who} closed the shared agenda for this side."),
    "agenda.proposed": gettext_lazy("{who} put topics on the shared agenda: {number}"),
    "agenda.taken": gettext_lazy("{who} took topics from the shared agenda: {number}"),
    "agenda.struck": gettext_lazy("{who} struck a topic from the shared agenda: “{what}”"),
    "joint.agreed": gettext_lazy("{who} agreed to a joint result."),
    "joint.withdrawn": gettext_lazy("{who} withdrew from the joint result."),
    "joint.found": gettext_lazy("Both sides had agreed: the joint result was found."),
    "joint.ended": gettext_lazy("The joint result ended."),
    "glass.broken": gettext_lazy("{who} opened this sheet as an administrator, for an hour. Reason: {what}"),
    "glass.read": gettext_lazy("{who} read this sheet as an administrator."),
    "glass.closed": gettext_lazy("{who} closed the administrator’s access."),
    "issue.added": gettext_lazy("{who} added the issue “{name}”."),
    "issue.changed": gettext_lazy("{who} changed the issue “{name}”."),
    "issue.removed": gettext_lazy("{who} removed the issue “{name}”."),
    "issue.moved": gettext_lazy("{who} put the issues into another order."),
    "issue.options_added": gettext_lazy("{who} added options to “{name}”: {number}"),
    "issue.option_removed": gettext_lazy("{who} removed the option “{name}”."),
    "numbers.ranked": gettext_lazy("{who} ranked the issues; weights follow from it."),
    "numbers.options_ranked": gettext_lazy("{who} ranked the options of “{name}”; scores follow from it."),
    "link.added": gettext_lazy("{who} linked options."),
    "link.removed": gettext_lazy("{who} removed a link between options."),
    "scenario.added": gettext_lazy("{who} added a scenario."),
    "scenario.changed": gettext_lazy("{who} changed a scenario."),
    "scenario.removed": gettext_lazy("{who} removed a scenario."),
    "package.saved": gettext_lazy("{who} saved a package."),
    "package.renamed": gettext_lazy("{who} gave a package another name."),
    "package.removed": gettext_lazy("{who} removed a package."),
    "package.marked_theirs": gettext_lazy("{who} marked a package as an offer of theirs."),
    "package.marked_ours": gettext_lazy("{who} marked a package as none of their offers."),
    "analysis.kept": gettext_lazy("{who} kept an analysis."),
    "offers.made": gettext_lazy("{who} made equal offers."),
    "offers.preferred": gettext_lazy("{who} noted which offer they preferred."),
    "session.started": gettext_lazy("{who} began a session of talks."),
    "session.described": gettext_lazy("{who} changed the title or day of a session."),
    "entry.logged": gettext_lazy("{who} wrote into the log."),
    "entry.rewritten": gettext_lazy("{who} changed a line of the log."),
    "entry.acknowledged": gettext_lazy("{who} noted that a concern was acknowledged."),
    "entry.removed": gettext_lazy("{who} removed a line of the log."),
    "entry.restored": gettext_lazy("{who} put a line of the log back."),
    "estimate.moved": gettext_lazy("{who} moved an estimate of the other side, from what was heard."),
    "assumption.settled": gettext_lazy("{who} settled an assumption."),
    "outcome.recorded": gettext_lazy("{who} recorded how the talks ended."),
    "outcome.checked": gettext_lazy("{who} noted how the deal is kept."),
    "deal.improving": gettext_lazy("{who} began to look for a better deal."),
    "deal.left": gettext_lazy("{who} left the deal as it is."),
    "talks.resumed": gettext_lazy("{who} took the talks up again."),
    "sheet.reflected": gettext_lazy("{who} looked back on it."),
    "numbers.laid_out": gettext_lazy("{who} laid out issues: {number}"),
}


def tell(verb: str, who: str, data: dict) -> str:
    """One event as a sentence of plain text; a verb without a sentence is told in general words, never not at all."""
    kind = KINDS.get(data.get("kind", ""))
    words = data | {
        "who": who or _("Somebody"),
        "what": data.get("what", ""),
        "kind": kind.label if kind else "",
        "depth": dict(DEPTHS).get(data.get("depth"), ""),
    }
    return str(SENTENCES.get(verb, gettext_lazy("{who} worked on the sheet."))).format_map(Known(words))


class Known(dict):
    """What an event does not carry is left out."""

    def __missing__(self, name):
        return ""
