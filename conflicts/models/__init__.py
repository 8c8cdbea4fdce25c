"""The nouns of disagreements."""

from conflicts.models.agreement import (
    AgreementSignature,
    AgreementTerm,
    FollowUp,
    FollowUpAnswer,
    ResolutionAgreement,
    ShareConsent,
    TermCarry,
    TermCheck,
)
from conflicts.models.card import ConflictCard, Point, PointMark
from conflicts.models.case import CaseEvent, CaseParty, ConflictCase, SafeContact
from conflicts.models.mediation import (
    Acceptance,
    AccessEntry,
    ConflictOfInterestDisclosure,
    Mediation,
    MediationAssignment,
    MediationConsent,
    Mediator,
    Objection,
    Room,
    RoomMessage,
)
from conflicts.models.options import HandedIn, Option, OptionRating, RatingRound
from conflicts.models.tally import CaseTally

__all__ = [
    "Acceptance",
    "AccessEntry",
    "AgreementSignature",
    "AgreementTerm",
    "CaseEvent",
    "CaseParty",
    "CaseTally",
    "ConflictCard",
    "ConflictCase",
    "ConflictOfInterestDisclosure",
    "FollowUp",
    "FollowUpAnswer",
    "HandedIn",
    "Mediation",
    "MediationAssignment",
    "MediationConsent",
    "Mediator",
    "Objection",
    "Option",
    "OptionRating",
    "Point",
    "PointMark",
    "RatingRound",
    "ResolutionAgreement",
    "Room",
    "RoomMessage",
    "SafeContact",
    "ShareConsent",
    "TermCarry",
    "TermCheck",
]
