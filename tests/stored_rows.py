"""All that the database holds, row by row, for tests that look for what should not be there."""

from cryptography.fernet import InvalidToken
from django.db import connection
from django.db.models.expressions import RawSQL

from common.fields import cipher


def cells():
    """Each value of each table, as the database holds it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield from (str(value) for row in cursor.fetchall() for value in row)


def rows():
    """(table, row as one text), of every table, with what is encrypted in the clear as well."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield table, " | ".join(map(clear, row))


def clear(value) -> str:
    text = str(value)
    try:
        return f"{text} {cipher().decrypt(text.encode()).decode()}" if text.startswith("gAAAA") else text
    except InvalidToken:
        return text


def tables_with(*words: str) -> set[str]:
    """The tables in which any of the words stands."""
    return {table for table, row in rows() if any(word in row for word in words)}


def spellings(key) -> tuple[str, str]:
    """An identifier as databases write it."""
    return str(key), str(key).replace("-", "")


def start_anew(model):
    """PostgreSQL puts new rows where rows of earlier tests were: in a file of its own they lie as they were written."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {connection.ops.quote_name(model._meta.db_table)} CASCADE")


def as_they_lie(found) -> list:
    """The identifiers of rows in the order in which they stand on disk: of a thief's copy, with no query's order."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    return list(found.order_by(RawSQL(place, [])).values_list("pk", flat=True))
