"""The nouns of a charter: the charter and its versions, its clauses, talk about them, reviews, signatures."""

from charters.models.calendar import CalendarFeed
from charters.models.charter import Charter, CharterVersion
from charters.models.charter_review import CharterReview, ReviewAnswer, ReviewMarks, charters_to_look_at
from charters.models.consultation import Consultation
from charters.models.deadline import Deadline
from charters.models.handover import HandOver
from charters.models.inheritance import Inheritance
from charters.models.item import Item, RoleAssignment
from charters.models.morning import Morning
from charters.models.preparation import Preparation, Proposal
from charters.models.review import RoleReview, waiting_reviews
from charters.models.signature import Signature, Vote
from charters.models.talk import ClauseComment
from charters.models.template import CharterTemplate

__all__ = [
    "CalendarFeed",
    "Charter",
    "CharterReview",
    "CharterTemplate",
    "CharterVersion",
    "ClauseComment",
    "Consultation",
    "Deadline",
    "HandOver",
    "Inheritance",
    "Item",
    "Morning",
    "Preparation",
    "Proposal",
    "ReviewAnswer",
    "ReviewMarks",
    "RoleAssignment",
    "RoleReview",
    "Signature",
    "Vote",
    "charters_to_look_at",
    "waiting_reviews",
]
