"""What the others will read once a draft is opened, as one mark: another tab may have changed it. Pure."""

import hashlib
import json


def mark_of(about: str, clause: str, card: dict[str, str], interests: list[tuple[str, str]], readers: list[str]) -> str:
    """64 hexadecimal digits. `clause` is the key of the one it came from, or ""; `card` is by question, `interests` are
    (text, why) in their order, `readers` the keys of all of them.
    """
    words = json.dumps([about, clause, card, interests, readers], sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()
