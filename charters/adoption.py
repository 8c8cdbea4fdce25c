"""How a charter is adopted: the words one signs, whose typed name counts, when a vote is decided. Pure."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

# Letters that Unicode does not take apart into a base and its sign.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
YES, NO, ABSTAIN = "yes", "no", "abstain"


def statement(person, charter: str, number: str, team: str) -> str:
    """What a signer agrees to; shown before and kept with the signature."""
    return _(
        "I, %(name)s, have read the charter “%(charter)s”, version %(number)s, of the team %(team)s. "
        "I agree to its text and will act by it."
    ) % {"name": person, "charter": charter, "number": number, "team": team}


def approval(person, charter: str, number: str, team: str) -> str:
    """What a sponsor says on behalf of those the team works for."""
    return _(
        "I, %(name)s, have read the charter “%(charter)s”, version %(number)s, of the team %(team)s, and approve it as its sponsor."
    ) % {"name": person, "charter": charter, "number": number, "team": team}


def same_name(typed: str, name: str) -> bool:
    """Whether somebody typed this name, whatever the case, the spaces and the signs above letters."""
    return bool(typed.strip()) and bare(typed) == bare(name)


def bare(name: str) -> str:
    """Letters and digits only: "Zoë  O’Hara" and "zoe ohara" are one."""
    folded = unicodedata.normalize("NFKD", name.casefold()).casefold().translate(PLAIN)
    letters = "".join(sign for sign in folded if sign.isalnum())
    return letters or "".join(name.casefold().split())


@dataclass(frozen=True)
class Tally:
    """The votes of those who are members now; `members` counts all of them, whether they voted or not."""

    members: int
    yes: int = 0
    no: int = 0
    abstain: int = 0

    @property
    def needed(self) -> int:
        """More than half of all members."""
        return self.members // 2 + 1

    @property
    def waiting(self) -> int:
        return self.members - self.yes - self.no - self.abstain

    @property
    def is_carried(self) -> bool:
        return self.members > 0 and self.yes >= self.needed

    @property
    def is_lost(self) -> bool:
        """Even if all who are silent said yes, it would not be enough."""
        return self.yes + self.waiting < self.needed

    @property
    def words(self) -> str:
        return _("%(yes)s of %(members)s") % {"yes": self.yes, "members": self.members}

    def __str__(self):
        return _("%(yes)s yes, %(no)s no, %(abstain)s abstained, %(waiting)s did not vote") % {
            "yes": self.yes,
            "no": self.no,
            "abstain": self.abstain,
            "waiting": self.waiting,
        }


def tally(members: Iterable, votes: dict) -> Tally:
    """`votes` maps a person's id to yes, no or abstain; votes of who is no longer a member do not count."""
    members = list(members)
    choices = [votes.get(person) for person in members]
    return Tally(len(members), choices.count(YES), choices.count(NO), choices.count(ABSTAIN))


def declined_words(person, day: date) -> str:
    return _("declined by %(name)s, %(day)s") % {"name": str(person)[:400], "day": date_format(day, "j F Y")}


def returned_words(person, day: date) -> str:
    return _("taken back to draft by %(name)s, %(day)s") % {"name": str(person)[:400], "day": date_format(day, "j F Y")}


def withdrawn_words(person, day: date) -> str:
    return _("withdrawn by %(name)s, %(day)s") % {"name": str(person)[:400], "day": date_format(day, "j F Y")}


def closed_words(person, day: date) -> str:
    return _("the charter was closed by %(name)s, %(day)s") % {
        "name": str(person)[:400],
        "day": date_format(day, "j F Y"),
    }


def left_words(person, day: date) -> str:
    return _("%(name)s no longer signs for the team since %(day)s") % {
        "name": str(person)[:400],
        "day": date_format(day, "j F Y"),
    }


def replaced_words(number: str) -> str:
    return _("replaced by version %(number)s") % {"number": number}


def reopened_words(person, day: date) -> str:
    return _("called material by %(name)s, %(day)s") % {"name": str(person)[:400], "day": date_format(day, "j F Y")}


def lost_words(count: Tally) -> str:
    return _("the vote did not carry: %(count)s") % {"count": count}


def moved_on(version) -> str:
    """Why an answer to an old page is not taken."""
    if version.content_hash and version.state != "expired":
        return _(
            "The text was changed and put up again since you opened the page. Nothing was signed; read the new text first."
        )
    return _("This text is no longer up for signing: the charter is %(state)s now. Nothing was signed.") % {
        "state": version.standing_label
    }
