"""The nouns of feedback: what is asked of whom, what was answered, what was learned, what is shown of it."""

from feedback.models.answer import FeedbackResponse, NextStep, PooledAnswer, ResultNote, ResultReading, ResultSnapshot
from feedback.models.groups import ASKED, GroupKey, Mode
from feedback.models.lesson import Insight, InsightCarry, LearningItem, Reflection, ReflectionItem, sections
from feedback.models.profile import CollaborationProfile, ProfileItem, QuoteConsent, ShareLink
from feedback.models.questionnaire import Questionnaire, QuestionnaireVersion
from feedback.models.request import (
    GRACE,
    Concern,
    DoNotContact,
    FeedbackInvitation,
    FeedbackRequest,
    OpenLink,
    OutsideContact,
    PersonalLink,
    RespondentGroup,
)

__all__ = [
    "ASKED",
    "GRACE",
    "CollaborationProfile",
    "Concern",
    "DoNotContact",
    "FeedbackInvitation",
    "FeedbackRequest",
    "FeedbackResponse",
    "GroupKey",
    "Insight",
    "InsightCarry",
    "LearningItem",
    "Mode",
    "NextStep",
    "OpenLink",
    "OutsideContact",
    "PersonalLink",
    "PooledAnswer",
    "ProfileItem",
    "Questionnaire",
    "QuestionnaireVersion",
    "QuoteConsent",
    "Reflection",
    "ReflectionItem",
    "RespondentGroup",
    "ResultNote",
    "ResultReading",
    "ResultSnapshot",
    "ShareLink",
    "sections",
]
