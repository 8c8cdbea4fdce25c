"""Identifiers: UUIDs ordered by time (version 7 of RFC 9562), which Python itself makes only from 3.14 on."""

import secrets
import threading
import time
import uuid


class Sequence:
    """The last identifier of this process: within one millisecond the next is larger, so that what happened first comes first."""

    turn = threading.Lock()
    moment, tail = 0, 0

    @classmethod
    def after(cls, moment: int) -> int:
        """74 bits: random in a new millisecond, a random step further within the same one (RFC 9562, 6.2, method 2)."""
        with cls.turn:
            is_same = moment == cls.moment
            cls.tail = cls.tail + 1 + secrets.randbits(32) if is_same else secrets.randbits(73)
            cls.moment = moment
            return cls.tail


def uuid7() -> uuid.UUID:
    """48 bits of milliseconds, version, 12 bits, variant, 62 bits."""
    moment = time.time_ns() // 1_000_000
    high, low = divmod(Sequence.after(moment), 1 << 62)
    return uuid.UUID(int=moment << 80 | 0x7 << 76 | high << 64 | 0x2 << 62 | low)


def as_uuid(text: str | None) -> uuid.UUID | None:
    """What an address or a form names; None where it names nothing, or what cannot be a name."""
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None
