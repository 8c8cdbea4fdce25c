"""Whether a charter is ready: eighteen checks with reasons, what blocks, and one number. Pure."""

from charters.readiness.facts import Facts, Member, Reason, Thought
from charters.readiness.scoring import Check, Readiness, Share, blockers, check_all, readiness

__all__ = ["Check", "Facts", "Member", "Readiness", "Reason", "Share", "Thought", "blockers", "check_all", "readiness"]
