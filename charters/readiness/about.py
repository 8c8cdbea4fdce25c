"""The eighteen checks by name: why each matters, where that is known from, and what it weighs.

No study has validated scoring a charter by program: the number is shown with its reasons, only three checks block,
and neither teams nor people are ranked by it. Thresholds without a number in the source are our proposal.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class About:
    """One check. Only `blocking` ones can hold a charter back; `part` is where to go when no clause can be named."""

    number: int
    name: str
    why: str
    source: str
    group: str
    part: str
    blocking: bool = False


# Shares of the readiness number, adapted from the rubric of a capstone handbook.
GROUPS = {
    "purpose": (_("Purpose and goals"), 15),
    "roles": (_("Roles"), 25),
    "deliverables": (_("Deliverables and dates"), 20),
    "deciding": (_("Deciding, conflict and if-then plans"), 15),
    "working": (_("Working together"), 15),
    "upkeep": (_("Written and kept by all"), 10),
}

CHECKS = {about.number: about for about in (
    About(1, _("A purpose and a goal"), _("A purpose of one to three sentences and at least one goal tell everyone what the work is for."),
          "Team Canvas; UCI charter guide", "purpose", "purpose", blocking=True),
    About(2, _("Goals one can measure"), _("Groups with specific, demanding goals do far better than groups with vague ones."),
          "Kleingeld et al. 2011", "purpose", "purpose"),
    About(3, _("Personal goals serve the team"), _("Personal goals help a team when they serve its goals, and harm it when they compete with them."),
          "Kleingeld et al. 2011", "purpose", "purpose"),
    About(4, _("Everyone has a role, every role has work"), _("A newcomer should understand who does what."),
          "CS capstone handbook (rubric)", "roles", "roles", blocking=True),
    About(5, _("Each deliverable has one A, an R and a date"), _("Where two are accountable nobody is, and what has no date is late without anyone seeing it."),
          "RACI practice; CS capstone handbook (rubric)", "deliverables", "deliverables", blocking=True),
    About(6, _("Nobody carries too much"), _("One person accountable for most of the work, half the team to be asked, or more hours than there are: each of them stalls the work."),
          "RACI pitfalls (2014); ITP Metrics team contract", "roles", "roles"),
    About(7, _("Each deliverable says when it is done"), _("Done means the same to everybody only when it is written."),
          "CS capstone handbook (rubric)", "deliverables", "deliverables"),
    About(8, _("Expectations cover quality, effort and slack"), _("Teams that say how good, how much, and what happens when someone falls behind, are fairer to each other."),
          "Sverdrup & Schei 2015", "working", "expectations"),
    About(9, _("Agreements one can see"), _("Within two weeks anyone should be able to tell whether an agreement was kept."),
          "Team Canvas tips; observability test of the Atlassian play", "working", "working"),
    About(10, _("If-then plans"), _("Plans in the form “if this, then that, by whom” are carried out far more often than good intentions."),
          "Gollwitzer & Sheeran 2006; Sheeran et al. 2024", "deciding", "contingencies"),
    About(11, _("Steps for a conflict"), _("Ordered steps with times, of which the last names a person, let a conflict end before it grows."),
          "CS capstone handbook (rubric)", "deciding", "deciding"),
    About(12, _("Channels, answer times and quiet hours"), _("People in several places need to know where to ask, when an answer comes, and when none is expected."),
          "Communication charters (kinetiq); CS capstone handbook (rubric)", "working", "working"),
    About(13, _("A decision rule and a tie-break"), _("How to decide is best settled before there is something to decide."),
          "UCI charter guide; CS capstone handbook (rubric)", "deciding", "deciding"),
    About(14, _("Agreements have an owner and a review date"), _("Charters that are looked at again in mid-term do better than charters written once."),
          "Luvison & Michel 2025; Atlassian Team Playbook", "upkeep", "working"),
    About(15, _("Written by all"), _("People keep what they helped to write."),
          "CATME; CS capstone handbook (rubric)", "upkeep", "purpose"),
    About(16, _("Few enough to remember"), _("Of many norms only a few are remembered. The evidence for a number is weak; twelve is our proposal."),
          "Hackman (talk notes)", "working", "working"),
    About(17, _("Roles seen alike"), _("When people see their roles differently from the others, they are less content and a little less effective."),
          "Atlassian roles play; research on role ambiguity (1994)", "roles", "roles"),
    About(18, _("Kept alive"), _("Teams that look back regularly do about a quarter better."),
          "Tannenbaum & Cerasoli 2013; Mathieu & Rapp 2009", "upkeep", "purpose"),
)}  # fmt: skip
