"""How an address is remembered that nobody may mail any more: by a keyed digest, from which it cannot be read."""

import hashlib
import hmac

from django.conf import settings


def digest_of(normal_address: str) -> str:
    """`normal_address` as common.addresses.normal gives it; 64 hexadecimal digits."""
    key = f"feedback.do-not-contact:{settings.SECRET_KEY}".encode()
    return hmac.new(key, normal_address.encode(), hashlib.sha256).hexdigest()
