"""Who hears of what is due: A, C and I of a heads-up at once; C before a change; I once after it; R of what was decided.

Each person hears of one event once, by the strongest reason, and never of what they did themselves.
"""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.ids import uuid7
from notices import outbox

NEWS = "charters/notices/deadline_news.txt"


def heads_up(duty, *, by) -> None:
    """Before the day breaks, not after."""
    letters = duty.letters
    people = duty.people(letters["A"], letters["C"], letters["I"], duty.leads)
    text = _("Heads-up from %(by)s: “%(title)s” will probably be ready on %(on)s, not on %(due)s.")
    on, due = duty.deadline.projected_on, duty.deadline.due_on
    template = "charters/notices/heads_up.txt"
    tell([people], duty, "heads_up", text, by=by, template=template, said=duty.deadline.projected_why, on=on, due=due)


def on_time(duty, *, by) -> None:
    """Who heard that it will be late hears that it will not."""
    letters = duty.letters
    people = duty.people(letters["A"], letters["C"], letters["I"], duty.leads)
    text = _("%(by)s: “%(title)s” will be ready as agreed after all.")
    tell([people], duty, "on_time", text, by=by)


def handed_over(duty, *, by) -> None:
    """Who is accountable looks whether it is done; the others know."""
    text = _("%(by)s handed over “%(title)s”.")
    template = "charters/notices/handed_over.txt"
    said = duty.deadline.reason
    key = key_of("handed_over", duty)
    tell([duty.people(duty.deciders)], duty, "handed_over", text, by=by, template=template, said=said, key=key)
    tell([duty.people(duty.letters["I"])], duty, "handed_over", text, by=by, template=NEWS, said=said, key=key)


def done(duty, *, by) -> None:
    text = _("“%(title)s” is done, says %(by)s.")
    people = duty.people(duty.letters["R"], duty.letters["I"])
    tell([people], duty, "done", text, by=by, template=NEWS, said=duty.deadline.reason)


def accepted(duty, handed_over_by, *, by) -> None:
    text = _("%(by)s accepted “%(title)s”.")
    people = duty.people(duty.letters["R"], duty.letters["I"])
    tell([people, present(duty, handed_over_by)], duty, "accepted", text, by=by, template=NEWS)


def sent_back(duty, handed_over_by, reason, *, by) -> None:
    text = _("%(by)s sent “%(title)s” back: it is not done yet.")
    people = duty.people(duty.letters["R"])
    tell([people, present(duty, handed_over_by)], duty, "sent_back", text, by=by, template=NEWS, said=reason)


def not_done(duty, *, by) -> None:
    text = _("“%(title)s” will not be done, says %(by)s.")
    people = duty.people(duty.letters["R"], duty.letters["A"], duty.letters["I"], duty.leads)
    tell([people], duty, "not_done", text, by=by, template=NEWS, said=duty.deadline.reason)


def reopened(duty, reason, *, by) -> None:
    text = _("%(by)s opened “%(title)s” again.")
    people = duty.people(duty.letters["R"], duty.letters["A"], duty.letters["I"])
    tell([people], duty, "reopened", text, by=by, template=NEWS, said=reason)


def consulted(rows, charter, *, by) -> None:
    """Each is asked by mail, with the change in words and until when."""
    for row in rows:
        outbox.tell(
            [row.person] if row.person != by else [],
            key=f"deadline.consulted:{row.pk}",
            kind="deadline.consulted",
            text=_("Before “%(title)s” changes: what do you say? Until %(day)s.")
            % {"title": row.title[:200], "day": day(row.until)},
            url=reverse("charters:answer_consultation", args=[row.pk]),
            template="charters/notices/consulted.txt",
            context={
                "title": row.title,
                "charter": charter.title,
                "by": str(by),
                "said": row.words,
                "until": day(row.until),
            },
            team_id=row.team_id,
        )


def date_proposed(duty, waiting, *, by) -> None:
    """Who decides knows at once; where nobody is to be asked first, they can decide at once."""
    people = duty.people(duty.deciders)
    text = _("%(by)s proposes %(on)s for “%(title)s”.")
    template = NEWS if waiting else "charters/notices/decide_date.txt"
    deadline = duty.deadline
    tell(
        [people],
        duty,
        "date_proposed",
        text,
        by=by,
        template=template,
        said=deadline.proposed_why,
        on=deadline.proposed_on,
    )


def consultation_answered(row, duty, *, by) -> None:
    """Who asked reads it; who decides hears when the last word is there."""
    text = _("%(by)s answered about “%(title)s”.")
    key = key_of("consultation_answered", duty)
    if duty.deadline.is_proposed and not duty.waited_for:
        template = "charters/notices/decide_date.txt"
        people = duty.people(duty.deciders)
        tell([people], duty, "consultation_answered", text, by=by, template=template, said=row.answer, key=key)
    asker = present(duty, row.asked_by)
    tell([asker], duty, "consultation_answered", text, by=by, said=row.answer, key=key)


def answers_over(duty) -> None:
    """Nobody is waited for any more, though not everybody has answered. Told once of each day that is proposed."""
    deadline = duty.deadline
    key = f"deadline.answers_over:{deadline.pk}:{deadline.proposed_on}:{max(one.until for one in duty.asked_for_day)}"
    text = _("The days to answer are over: decide on %(on)s for “%(title)s”.")
    template = "charters/notices/answers_over.txt"
    people, said, on = duty.people(duty.deciders), deadline.proposed_why, deadline.proposed_on
    tell([people], duty, "answers_over", text, template=template, said=said, key=key, on=on)


def date_agreed(duty, *, by) -> None:
    deadline = duty.deadline
    text = _("%(by)s agreed to %(on)s for “%(title)s”. It holds once the amendment is signed.")
    people = duty.people(duty.letters["R"], duty.letters["I"], duty.leads)
    proposer = present(duty, deadline.proposed_by)
    tell([people, proposer], duty, "date_agreed", text, by=by, template=NEWS, on=deadline.proposed_on)


def date_refused(duty, on, proposed_by, reason, *, by) -> None:
    text = _("%(by)s does not agree to %(on)s for “%(title)s”.")
    people = duty.people(duty.letters["R"])
    tell([people, present(duty, proposed_by)], duty, "date_refused", text, by=by, template=NEWS, said=reason, on=on)


def date_withdrawn(duty, on, *, by) -> None:
    """Who decides and who was asked need not think of it any more."""
    text = _("%(on)s is no longer proposed for “%(title)s”.")
    people = duty.people(duty.deciders, duty.letters["C"])
    tell([people], duty, "date_withdrawn", text, by=by, on=on)


def present(duty, person) -> list:
    """Somebody who did something here, if they are still in the team."""
    return [person] if person and str(person.pk) in duty.here else []


def tell(groups, duty, kind, text, *, by=None, template="", said="", key="", on=None, due=None) -> None:
    deadline = duty.deadline
    words = {"by": str(by or ""), "title": deadline.title[:200], "on": day(on), "due": day(due)}
    outbox.tell(
        [person for group in groups for person in group if by is None or person.pk != by.pk],
        key=key or key_of(kind, duty),
        kind=f"deadline.{kind}",
        text=text % words,
        url=reverse("charters:deadline", args=[deadline.charter_id, deadline.key]),
        template=template,
        context=words | {"said": said, "charter": deadline.charter.title},
        team_id=deadline.team_id,
    )


def key_of(kind, duty) -> str:
    return f"deadline.{kind}:{duty.deadline.pk}:{uuid7()}"


def day(value) -> str:
    return date_format(value, "j F Y") if value else ""
