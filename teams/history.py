"""The ledger of what happened in a team."""

from django.utils import timezone

from teams.models import Event


def record(verb: str, subject, *, by, about=None, **data) -> Event:
    """Writes that `by` did `verb` to `subject`. `about` is what the story belongs to, a charter for example.

    `subject` is a team or anything with a `team_id`; `data` holds plain words and numbers for the telling.
    """
    team_id = getattr(subject, "team_id", None) or subject.pk
    about_id = about.pk if about else subject.pk
    return Event.objects.create(
        team_id=team_id, verb=verb, subject_id=subject.pk, about_id=about_id, actor=by, data=data
    )


def retell(event: Event, **data) -> Event:
    """The same person went on with the same thing a moment later: one event tells both. `data` replaces what it said."""
    event.data = event.data | data
    event.at = timezone.now()
    event.save(update_fields=["data", "at"])
    return event
