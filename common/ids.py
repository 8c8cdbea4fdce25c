"""Identifiers: UUIDs ordered by time (version 7 of RFC 9562), which Python itself makes only from 3.14 on."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """48 bits of milliseconds, version, 12 random bits, variant, 62 random bits."""
    moment = time.time_ns() // 1_000_000
    number = (moment << 80) | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | (0x7 << 76)
    number = number & ~(0x3 << 62) | (0x2 << 62)
    return uuid.UUID(int=number)


def as_uuid(text: str | None) -> uuid.UUID | None:
    """What an address or a form names; None where it names nothing, or what cannot be a name."""
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None
