"""How often something may be asked for, counted in the cache, which all processes share."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.utils.crypto import salted_hmac

AN_HOUR = 3600


def is_too_often(what: str, who: str, most: int, seconds: int = AN_HOUR) -> bool:
    """Counts this time, too. Of `who`, an address, a keyed digest is kept.

    Each time takes one of `most` places and leaves it after `seconds`. Two at once never take the same: to add a key is
    one step, while to raise a number is to read it and then to write it.
    """
    digest = salted_hmac(what, who).hexdigest()
    places = [f"{what}:{digest}:{number}" for number in range(most)]
    taken = cache.get_many(places)
    return not any(cache.add(place, True, seconds) for place in places if place not in taken)


def from_one_machine(request, what: str, most: int) -> bool:
    """Whether too much of it comes from one place."""
    return is_too_often(f"{what}:from", get_adapter().get_client_ip(request), most)
