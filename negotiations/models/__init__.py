"""How people come to agree: negotiations, each side's prep sheet and what stands on it. Everything private is encrypted."""

from negotiations.models.after import Outcome, Reflection
from negotiations.models.agenda import AgendaIssue, AgendaOption, JointResult, SideInvitation
from negotiations.models.glass import BreakGlass
from negotiations.models.numbers import (
    AnalysisRun,
    EstimateChange,
    Issue,
    IssueLink,
    IssueOption,
    IssueWeight,
    OfferSet,
    OptionScore,
    Package,
    Scenario,
)
from negotiations.models.sessions import Session, SessionEntry
from negotiations.models.sheet import Negotiation, PrepSheet, Seat, SheetEvent, SheetPart, SignOff, Snapshot

__all__ = [
    "AgendaIssue",
    "AgendaOption",
    "AnalysisRun",
    "BreakGlass",
    "EstimateChange",
    "Issue",
    "IssueLink",
    "IssueOption",
    "IssueWeight",
    "JointResult",
    "Negotiation",
    "OfferSet",
    "OptionScore",
    "Outcome",
    "Package",
    "PrepSheet",
    "Reflection",
    "Scenario",
    "Seat",
    "Session",
    "SessionEntry",
    "SheetEvent",
    "SheetPart",
    "SideInvitation",
    "SignOff",
    "Snapshot",
]
