"""Identifiers: UUIDs ordered by time (version 7 of RFC 9562); Python's own come only with 3.14."""

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
