"""That something waits. Which matter it is stands behind the link, for those alone who may open it."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from common.addresses import display_name, normal
from conflicts.models import CaseParty, ConflictCase
from feedback.actions.stopping import way_out
from notices import outbox

WAITS = "conflicts/notices/waits.txt"
ASKED = "conflicts/notices/asked.txt"


def key_of(case: ConflictCase, what: str) -> str:
    """All mails and notices of a case begin with it: they are hidden from administrators, and forgotten together."""
    return f"private:{case.pk}:{what}"


def forget(case: ConflictCase) -> None:
    outbox.forget(key_of(case, ""))


def tell(case: ConflictCase, people: Iterable, what: str) -> None:
    outbox.tell(
        people, key=key_of(case, what), kind="private.waits", text=_("Something private waits for you."), template=WAITS,
        url=reverse("conflicts:door", args=[case.pk]),
    )  # fmt: skip


def others(case: ConflictCase, *, by, what: str) -> None:
    """Everybody who takes part, but the one who did it."""
    parties = case.parties.joined().select_related("person")
    tell(case, [party.person for party in parties if party.person_id != by.pk], what)


def asked(case: ConflictCase, *, by) -> None:
    invited = list(case.parties.filter(state=CaseParty.State.INVITED).select_related("person"))
    tell(case, [party.person for party in invited if party.person_id], "asked")
    for party in [party for party in invited if not party.person_id]:
        ask_at_address(party, "asked", by)


def ask_at_address(party: CaseParty, what: str, by) -> None:
    """The mail that asks somebody without an account, in the name of `by`; whoever has one with this address reads it in the app, too."""
    tell_at_address(party, f"{what}:{party.pk}")
    link = settings.SITE_URL + reverse("conflicts:door", args=[party.case_id])
    outbox.write(
        party.address, key=key_of(party.case, f"{what}:{party.pk}"), template=ASKED, context=words_of(party, by, link)
    )


def words_of(asked, by, link: str) -> dict:
    """What the mail says that asks somebody at an address; `asked` has a name and an address."""
    names = {"name": display_name(asked.name), "who": display_name(str(by))}
    return names | {"link": link, "never": way_out(normal(asked.address))}


def accounts_at(address: str) -> list:
    """Who confirmed this address as theirs."""
    found = EmailAddress.objects.filter(email=address, verified=True, user__is_active=True)
    return [one.user for one in found.select_related("user")]


def tell_at_address(party: CaseParty, what: str) -> None:
    outbox.tell(
        accounts_at(party.address), key=key_of(party.case, what), kind="private.waits",
        text=_("Something private waits for you."), url=reverse("conflicts:door", args=[party.case_id]),
    )  # fmt: skip


def take_back_at_address(party: CaseParty, people: list) -> None:
    for what in ("asked", "asked_again"):
        outbox.take_back(key_of(party.case, f"{what}:{party.pk}"), people=people)


def unask(party: CaseParty) -> None:
    """What was sent to somebody who is not asked any more vanishes, as far as it has not left."""
    if not party.person_id:
        take_back_at_address(party, accounts_at(party.address))
        return
    take_back_at_address(party, [party.person])
    for what in ("asked", f"unanswered:{party.case.opened_at.timestamp()}"):
        key = key_of(party.case, what)
        outbox.take_back(key, people=[party.person])
        outbox.take_back(f"{key}:{party.person_id}")
