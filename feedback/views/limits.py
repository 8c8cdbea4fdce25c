"""How often something may be asked for, counted in the cache, which all processes share."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac

AN_HOUR = 3600


def is_too_often(what: str, who: str, most: int, seconds: int = AN_HOUR) -> bool:
    """Counts this time, too, from the first one on. Of `who`, an address, a keyed digest is kept.

    Not by `incr`: the cache of the database then forgets the count after its own five minutes.
    """
    key, now = f"{what}:{salted_hmac(what, who).hexdigest()}", timezone.now().timestamp()
    count, ends = cache.get(key, (0, now))
    if ends <= now:
        count, ends = 0, now + seconds
    cache.set(key, (count + 1, ends), ends - now)
    return count >= most


def from_one_machine(request, what: str, most: int) -> bool:
    """Whether too much of it comes from one place."""
    return is_too_often(f"{what}:from", get_adapter().get_client_ip(request), most)
