"""Where a disagreement stands for one who takes part: the way, the one next step, who has answered, and the clocks."""

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conflicts.actions.reminding import ANSWERS_WITHIN, IDLE_AFTER
from conflicts.models import CaseParty, ConflictCase, FollowUp

State, Part = ConflictCase.State, CaseParty.State

WAY = (
    (gettext_lazy("Opened"), (State.OPENED,)),
    (gettext_lazy("Hearing each other"), (State.EXCHANGING,)),
    (gettext_lazy("Options"), (State.OPTIONS,)),
    (gettext_lazy("Agreement"), (State.AGREEING,)),
    (gettext_lazy("Does it hold?"), (State.SIGNED, State.FOLLOW_UP)),
)


@dataclass(frozen=True)
class Step:
    """What the reader can do next. `door` leads there by its name (`at`: the key of a row of the case); others beside it."""

    title: str
    text: str = ""
    door: str = ""
    label: str = ""
    others: tuple = ()
    at: object = None


class Standing:
    """One case for one person. It asks the database nothing.

    `shared`: the parties whose cards are shared, by their keys; `done`: those whose part of the step is done, as far as
    the step shows it to this person; `look`: the follow-up that is open, or comes next (conflicts.views.opening_done).
    """

    def __init__(self, case: ConflictCase, party: CaseParty, shared: set, done: Set = frozenset(), look=None):
        self.case, self.party, self.shared, self.done, self.look = case, party, shared, done, look
        self.now = timezone.now()
        self.parties = list(case.parties.all())
        self.joined = [one for one in self.parties if one.state == Part.JOINED]
        self.invited = [one for one in self.parties if one.state == Part.INVITED]

    @property
    def is_asked(self) -> bool:
        return self.party.state == Part.INVITED and not self.case.is_over

    @property
    def is_running(self) -> bool:
        return self.party.state == Part.JOINED and self.case.state in ConflictCase.RUNNING

    @property
    def others(self) -> list[CaseParty]:
        """With whom: whoever began it, takes part, or is asked."""
        return [one for one in self.parties if one.pk != self.party.pk and one.state in (*CaseParty.INSIDE, Part.LEFT)]

    @property
    def opener(self) -> CaseParty | None:
        return next((one for one in self.parties if one.is_opener), None)

    @property
    def silent(self) -> list[CaseParty]:
        """Those who take part and have not shared how they see it."""
        return [one for one in self.joined if one.pk not in self.shared]

    @property
    def is_done(self) -> bool:
        """Nothing is left for this person to do at this step."""
        return self.party.pk in self.done

    @property
    def waited_for(self) -> list[CaseParty]:
        return [one for one in self.joined if one.pk not in self.done]

    @property
    def overdue(self) -> list[CaseParty]:
        return [one for one in self.invited if one.asked_at and answer_until(one) <= self.now]

    @property
    def way(self) -> list[dict]:
        """The steps, as those of a charter are shown; nothing once it is over."""
        now = next((at for at, (_word, states) in enumerate(WAY) if self.case.state in states), None)
        if now is None:
            return []
        return [{"word": word, "is_done": at < now, "is_now": at == now} for at, (word, _states) in enumerate(WAY)]

    @property
    def rows(self) -> list[dict]:
        """Who takes part, and who has answered."""
        return [{"party": one, "words": self.words_of(one), "is_you": one.pk == self.party.pk} for one in self.parties]

    def words_of(self, party: CaseParty) -> str:
        if party.state == Part.INVITED and not self.case.is_over:
            return _("has not answered yet")
        if party.state != Part.JOINED:
            return party.get_state_display()
        return _("takes part, and has shared a card") if party.pk in self.shared else _("takes part")

    @property
    def clocks(self) -> list[str]:
        """What time alone does; all of them read the same."""
        if self.case.state not in (State.OPENED, *ConflictCase.WORKING):
            return []
        idle = _("If nobody does anything here until %(day)s, all of you are reminded once.")
        return [*self.answer_clocks, idle % {"day": day(self.case.moved_at + IDLE_AFTER)}]

    @property
    def answer_clocks(self) -> list[str]:
        """One for all who can answer until the same day, with what can be done meanwhile."""
        waiting = defaultdict(list)
        for one in self.invited:
            if one.asked_at:
                waiting[day(answer_until(one)), one in self.overdue].append(one)
        return [
            f"{clock_of(parties, until, is_overdue)} {self.other_ways}"
            for (until, is_overdue), parties in waiting.items()
        ]

    @property
    def other_ways(self) -> str:
        """A mediator helps where two take part."""
        if len(self.joined) < 2:
            return _("Whoever asked can turn to somebody else at any time, or take it back.")
        return _("Those who take part can ask for a mediator at any time, or turn to somebody else.")

    @property
    def next(self) -> Step:
        if self.party.state == Part.INVITED:
            return Step(_("Read it, and say whether you take part"), door="conflicts:show", label=_("Read it"))
        if self.case.is_over:
            return Step(_("This is over: %(state)s.") % {"state": self.case.get_state_display()})
        return NEXT[self.case.state](self)


def answer_until(party: CaseParty) -> datetime:
    return party.asked_at + ANSWERS_WITHIN


def clock_of(parties: list[CaseParty], until: str, is_overdue: bool) -> str:
    if is_overdue:
        words = _("%(who)s had until %(day)s to answer. They still can.")
    else:
        words = ngettext("%(who)s has until %(day)s to answer.", "%(who)s have until %(day)s to answer.", len(parties))
    return words % {"who": named(parties), "day": until}


def day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F")


def named(parties: list[CaseParty]) -> str:
    return ", ".join(map(str, parties))


def in_draft(one: Standing) -> Step:
    return Step(_("Go on writing. Only you know of this."), door="conflicts:show", label=_("Go on"))


def while_opened(one: Standing) -> Step:
    """Nobody has answered yes: there are no two whom a mediator could help."""
    if one.overdue:
        return Step(
            _("No answer from %(who)s yet") % {"who": named(one.overdue)},
            _("They still can. Silence has many reasons: a word in person may help more than a second question."),
            "conflicts:end", _("Turn to somebody else, or take it back"), (("conflicts:cards", _("Read your card again")),),
        )  # fmt: skip
    return Step(
        _("Wait for an answer"), _("There is nothing for you to do now. You are told when somebody answers."),
        "conflicts:cards", _("Read your card again"),
    )  # fmt: skip


def while_exchanging(one: Standing) -> Step:
    if one.party in one.silent:
        return Step(
            _("Say how you see it"),
            _("Write your card in your own time. The others read it once you share it."), "conflicts:cards", _("Write my card"),
        )  # fmt: skip
    if one.silent or one.invited:
        return Step(
            _("Wait for %(who)s") % {"who": named(one.silent + one.invited)},
            _("Meanwhile you can read what is shared, and mark what matters to you too."),
            "conflicts:cards", _("Read what is shared"),
        )  # fmt: skip
    return Step(
        _("Look for options together"),
        _("All of you have said what you need. When you understand each other’s reasons, look for what serves them all."),
        "conflicts:options", _("Go to the options"), (("conflicts:cards", _("Read the cards again")),),
    )  # fmt: skip


def while_options(one: Standing) -> Step:
    if one.is_done:
        return Step(
            _("Wait for %(who)s") % {"who": named(one.waited_for)},
            _("You have handed in how you see the options. When all have, all of you read all of it at once."),
            "conflicts:options", _("Read what I handed in"),
        )  # fmt: skip
    return Step(
        _("Look for options together"), _("Add what could be done, then say how you see each, alone."),
        "conflicts:options", _("Go to the options"),
    )  # fmt: skip


def while_agreeing(one: Standing) -> Step:
    if one.is_done:
        return Step(
            _("Wait for %(who)s") % {"who": named(one.waited_for)},
            _("You have signed. It holds once all have signed the same words."), "conflicts:agreement", _("Read the agreement"),
        )  # fmt: skip
    return Step(
        _("Write the agreement"), _("What each of you will do, and until when. It holds once all have signed."),
        "conflicts:agreement", _("Go to the agreement"),
    )  # fmt: skip


def while_it_holds(one: Standing) -> Step:
    """Between the looks there is nothing to do."""
    if one.look is None:
        words = _("You will look together whether it holds; you are told when it is time.")
    else:
        words = _("From %(day)s on each of you looks whether it holds; you are told when it is time.")
        words = words % {"day": date_format(one.look.due_on, "j F")}
    return Step(_("You have agreed"), words, "conflicts:agreement", _("Read the agreement"))


def while_looking(one: Standing) -> Step:
    if one.look is None or one.look.state != FollowUp.State.OPEN:
        return while_it_holds(one)
    if one.is_done:
        return Step(
            _("Wait until all have looked"), _("Then all of you read what was said. Until then you can still say it differently."),
            "conflicts:follow_up", _("Read what I said"), (("conflicts:agreement", _("Read the agreement")),), one.look.pk,
        )  # fmt: skip
    return Step(
        _("Look whether it holds"), _("Say of each term whether it was kept. The others read it when all have looked."),
        "conflicts:follow_up", _("Say how I see it"), (("conflicts:agreement", _("Read the agreement")),), one.look.pk,
    )  # fmt: skip


NEXT = {
    State.DRAFT: in_draft,
    State.OPENED: while_opened,
    State.EXCHANGING: while_exchanging,
    State.OPTIONS: while_options,
    State.AGREEING: while_agreeing,
    State.SIGNED: while_it_holds,
    State.FOLLOW_UP: while_looking,
}
