"""How often something may be asked for, counted in the cache, which all processes share."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.utils.crypto import salted_hmac

AN_HOUR = 3600


def is_too_often(what: str, who: str, most: int, seconds: int = AN_HOUR) -> bool:
    """Counts this time, too. Of `who`, an address, a keyed digest is kept."""
    key = f"{what}:{salted_hmac(what, who).hexdigest()}"
    cache.add(key, 0, seconds)
    return cache.incr(key) > most


def from_one_machine(request, what: str, most: int) -> bool:
    """Whether too much of it comes from one place."""
    return is_too_often(f"{what}:from", get_adapter().get_client_ip(request), most)
