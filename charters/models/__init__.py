"""The nouns of a charter: the charter and its versions, its clauses, talk about them, reviews, signatures."""

from charters.models.charter import Charter, CharterVersion
from charters.models.consultation import Consultation
from charters.models.deadline import Deadline
from charters.models.handover import HandOver
from charters.models.item import Item, RoleAssignment
from charters.models.preparation import Preparation, Proposal
from charters.models.review import RoleReview, waiting_reviews
from charters.models.signature import Signature, Vote
from charters.models.talk import ClauseComment
from charters.models.template import CharterTemplate

__all__ = [
    "Charter",
    "CharterTemplate",
    "CharterVersion",
    "ClauseComment",
    "Consultation",
    "Deadline",
    "HandOver",
    "Item",
    "Preparation",
    "Proposal",
    "RoleAssignment",
    "RoleReview",
    "Signature",
    "Vote",
    "waiting_reviews",
]
