"""What notices keep of one person."""

from accounts.own_data import part, told
from notices.models import Notice, Preference


@part("notices")
def notices(person) -> dict:
    return {
        "told": told(
            Notice.objects.visible_to(person),
            lambda one: {"text": one.text, "told_at": one.created_at, "read_at": one.read_at},
        ),
        "chosen": told(Preference.objects.filter(person=person), lambda one: {"about": one.topic, "way": one.way}),
    }
