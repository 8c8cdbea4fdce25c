"""What many tests begin with is built once in a process, by the real actions, and put back for the tests that follow.

    @remembered
    def team_with(roles): ...

The first call does its work; the rows it wrote and what it gave back are kept. A test that begins with the same calls gets
the same rows and an equal answer. As soon as a test writes something itself, changes a setting, patches anything or lets
time run, the work is done as ever.
"""

import functools
import hashlib
import io
import pickle
import re
import time
from collections import OrderedDict

import time_machine
from django.core.signals import setting_changed
from django.db import connection, models
from django.utils import timezone

QUIET = ("SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA", "EXPLAIN", "SET CONSTRAINTS")
WRITE = re.compile(r'(?:INSERT|INSERT OR IGNORE|DELETE|UPDATE)(?: INTO| FROM)? "(\w+)"')
# After so many seconds it is built anew, so that what counts minutes finds it fresh; no more than so many are kept.
FRESH, MOST = 240, 400


def remembered(function):
    """Its answer and its rows depend on its arguments and on the rows before it alone."""

    @functools.wraps(function)
    def call(*args, **kwargs):
        key = memory.key(function, args, kwargs)
        if key is None:
            return function(*args, **kwargs)
        if step := memory.fresh(key):
            return memory.take(key, step, args, kwargs)
        return memory.build(key, function, args, kwargs)

    return call


class Memory:
    """`at` names what stands in the database by the calls that led there from an empty one; None: it cannot be told.

    `tables` are the rows of the tables that these calls wrote to.
    """

    def __init__(self):
        self.steps, self.empty = OrderedDict(), None
        self.at, self.tables, self.written = None, {}, None

    def begin(self, honest):
        """A test begins; not `honest`: it may change what a call does."""
        self.at, self.tables, self.written = (b"" if honest else None), {}, None
        if honest and watch not in connection.execute_wrappers:
            connection.execute_wrappers.append(watch)

    def forget(self):
        self.at, self.empty = None, None
        self.steps.clear()

    def see(self, sql):
        """Every statement passes here."""
        sql = str(sql).lstrip("( \n")
        if sql.startswith(QUIET):
            return
        if self.written is None:
            self.at = None
        elif not sql.startswith("ROLLBACK TO"):
            found = WRITE.match(sql)
            self.written.add(found and found[1])

    def key(self, function, args, kwargs):
        """None within another call, and where the outcome cannot be told from the arguments."""
        travellers = time_machine.traveller_stack
        if self.at is None or self.written is not None or (travellers and travellers[-1]._tick):
            return None
        moment = timezone.now() if travellers else timezone.localdate()
        call = (self.at, function.__module__, function.__qualname__, moment, args, kwargs)
        try:
            return hashlib.sha256(pickle.dumps(call)).digest()
        except (pickle.PicklingError, TypeError, AttributeError):
            return None

    def fresh(self, key):
        step = self.steps.get(key)
        return step if step and time.perf_counter() - step.built < FRESH else None

    def take(self, key, step, args, kwargs):
        for table, rows in step.changes.items():
            replace(table, rows, self.rows_before(table))
        return self.arrive(key, step, args, kwargs)

    def arrive(self, key, step, args, kwargs):
        self.at, self.tables = key, self.tables | step.changes
        return step.answer(args, kwargs)

    def build(self, key, function, args, kwargs):
        self.empty = self.empty or all_rows()
        self.written, self.at = set(), None
        try:
            answer = function(*args, **kwargs)
            written = self.written
        finally:
            self.written = None
        if None in written:
            return answer
        try:
            step = Step(answer, args, kwargs, {table: rows_of(table) for table in written})
        except (pickle.PicklingError, TypeError, AttributeError):
            return answer
        self.steps[key] = step
        while len(self.steps) > MOST:
            self.steps.popitem(last=False)
        return self.arrive(key, step, args, kwargs)

    def rows_before(self, table):
        return self.tables[table] if table in self.tables else self.empty[table]


class Step:
    """What one call wrote, what it gave back, and what it left in the objects that it was given."""

    def __init__(self, answer, args, kwargs, changes):
        self.built, self.changes = time.perf_counter(), changes
        given = objects_in(args, kwargs)
        stream = io.BytesIO()
        pickler = pickle.Pickler(stream)
        places = {id(one): place for place, one in enumerate(given)}
        pickler.persistent_id = lambda one: places.get(id(one))
        pickler.dump((answer, [vars(one) for one in given]))
        self.pickled = stream.getvalue()

    def answer(self, args, kwargs):
        given = objects_in(args, kwargs)
        unpickler = pickle.Unpickler(io.BytesIO(self.pickled))
        unpickler.persistent_load = given.__getitem__
        answer, left = unpickler.load()
        for one, fields in zip(given, left, strict=True):
            vars(one).clear()
            vars(one).update(fields)
        return answer


def objects_in(args, kwargs):
    return [one for one in (*args, *kwargs.values()) if isinstance(one, models.Model)]


def all_rows():
    return {table: rows_of(table) for table in connection.introspection.table_names()}


def rows_of(table):
    """As the database keeps them, without conversion."""
    cursor = connection.connection.cursor()
    cursor.execute(f'SELECT {columns_of(table)} FROM "{table}"')
    return cursor.fetchall()


@functools.cache
def columns_of(table):
    """A sign keeps SQLite from reading days and moments into objects."""
    cursor = connection.connection.cursor()
    cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')
    sign = "+" if connection.vendor == "sqlite" else ""
    return ", ".join(f'{sign}"{column[0]}"' for column in cursor.description)


def replace(table, rows, before):
    """Rows come last in, last read: what only grew gets its new rows alone."""
    cursor = connection.connection.cursor()
    grew = rows[: len(before)] == before
    if not grew:
        cursor.execute(f'DELETE FROM "{table}"')
    new = rows[len(before) :] if grew else rows
    if new:
        place = "?" if connection.vendor == "sqlite" else "%s"
        cursor.executemany(f'INSERT INTO "{table}" VALUES ({", ".join([place] * len(new[0]))})', new)


def watch(execute, sql, params, many, context):
    memory.see(sql)
    return execute(sql, params, many, context)


def mind_settings(**kwargs):
    memory.at = None


memory = Memory()
setting_changed.connect(mind_settings)
