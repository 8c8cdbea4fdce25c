"""Fields that keep private words unreadable in the database (MultiFernet; the first key writes, all read)."""

import json
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


def cipher() -> MultiFernet:
    return cipher_of(tuple(settings.ENCRYPTION_KEYS))


@lru_cache(maxsize=4)
def cipher_of(keys: tuple[str, ...]) -> MultiFernet:
    """Made once for the same keys: a page may read hundreds of private words."""
    return MultiFernet([Fernet(key) for key in keys])


class EncryptedTextField(models.TextField):
    """Text as a person typed it, encrypted at rest. It cannot be searched or ordered by the database."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return cipher().encrypt(value.encode()).decode() if value else value

    def from_db_value(self, value, expression, connection):
        return cipher().decrypt(value.encode()).decode() if value else value

    def get_lookup(self, name):
        return super().get_lookup(name) if name == "isnull" else None


class EncryptedJSONField(EncryptedTextField):
    """A number, a list or a dictionary, encrypted at rest as JSON. None stays NULL."""

    def get_prep_value(self, value):
        return None if value is None else super().get_prep_value(json.dumps(value, ensure_ascii=False))

    def from_db_value(self, value, expression, connection):
        text = super().from_db_value(value, expression, connection)
        return json.loads(text) if text else None

    def to_python(self, value):
        return value
