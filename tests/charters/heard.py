"""Who heard of something in the app, and who by mail too."""

from notices.models import Mail, Notice


def told():
    """Who was told what sort of thing, and whether by mail too."""
    mails = set(Mail.objects.values_list("person_id", "key"))
    rows = Notice.objects.select_related("person").order_by("person__name", "id")
    return [(one.person.name, one.kind, (one.person_id, f"{one.key}:{one.person_id}") in mails) for one in rows]
