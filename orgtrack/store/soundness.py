"""Whether a file is sound: what SQLite can tell of its own pages and indexes, and what only we know should be there."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from orgtrack.model.vocabulary import Noun
from orgtrack.schema import VERSION, migrate
from orgtrack.store.digests import chain
from orgtrack.store.file import Tracker
from orgtrack.store.opening import form_of

_MOST_SHOWN = 5
# What a damaged row makes of our reading: bytes that are no text, a log that is no JSON, a row without a column.
_UNREADABLE = (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError)


def unsound(tracker: Tracker) -> list[str]:
    """What is wrong with the file itself, a sentence each; nothing where it is sound."""
    for check in (_pages, _references, _schema, _generated):
        if found := _told(check, tracker.connection):
            # What is built on it would only say the same again.
            return found
    return []


def _told(check: Callable[[sqlite3.Connection], Iterator[str]], connection: sqlite3.Connection) -> list[str]:
    found: list[str] = []
    try:
        for sentence in check(connection):
            found.append(sentence)
            if len(found) == _MOST_SHOWN:
                break
    except _UNREADABLE as error:
        found.append(f"it cannot be read: {error}")
    return found


def _pages(connection: sqlite3.Connection) -> Iterator[str]:
    for (said,) in connection.execute(f"PRAGMA integrity_check({_MOST_SHOWN})"):
        if said != "ok":
            yield " ".join(said.split())


def _references(connection: sqlite3.Connection) -> Iterator[str]:
    for table, row_id, target, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"row {row_id} of {table} names a row of {target} that is not there"


def _schema(connection: sqlite3.Connection) -> Iterator[str]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        made.execute("BEGIN")
        migrate(made)
        made.execute("COMMIT")
        all_steps, expected = _steps(made), made.execute(_OBJECTS).fetchall()
    form, steps = form_of(connection), _steps(connection)
    is_newest = form == VERSION
    if steps != (all_steps if is_newest else all_steps[: min(len(steps), len(all_steps) - 1)]):
        yield f"it says that its form is {form}, and has had the steps {', '.join(steps)}"
    # Tables and indexes of other programs' are theirs.
    on_file = {tuple(row) for row in connection.execute(_OBJECTS)}
    for kind, name, table, sql in expected if is_newest else ():
        if (kind, name, table, sql) not in on_file:
            yield f"the {kind} {name} is not as orgtrack made it"


def _steps(connection: sqlite3.Connection) -> list[str]:
    """Which steps of the schema the file has had."""
    rows = connection.execute("SELECT migration_set || ' ' || name FROM _sqlite_migrations ORDER BY 1")
    return [row[0] for row in rows]


_OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid"


def _generated(connection: sqlite3.Connection) -> Iterator[str]:
    """Stored columns that SQLite makes from others; it never looks whether they still are what it made."""
    for table, made in connection.execute("SELECT name, sql FROM sqlite_master WHERE sql LIKE '% STORED%'").fetchall():
        for column, expression in _GENERATED.findall(made):
            for row in connection.execute(f'SELECT id FROM "{table}" WHERE "{column}" IS NOT ({expression})'):
                yield f"{column} of row {row[0]} of {table} does not fit its date"


_GENERATED = re.compile(r"^ *(\w+) \w+ GENERATED ALWAYS AS \((.+)\) STORED", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """What the chain of digests says.

    `altered` are the entries of which something is no longer as they wrote it, `unbound` those of other programs that
    have no digest yet, `digests` those that are proved, each with its entry, the oldest first.
    """

    altered: list[int]
    unbound: list[int]
    digests: dict[str, int]


def log(tracker: Tracker) -> Log:
    """Compare each entry of the log, and the rows as it left them, with its digest; ValueError where it is unreadable.

    Every row that counts was written by some entry, so this covers all of them and the log itself.
    """
    altered: list[int] = []
    unbound: list[int] = []
    digests: dict[str, int] = {}
    try:
        for link in chain(tracker.connection):
            if link.stored is None:
                unbound.append(link.txn_id)
            elif link.stored != link.computed or unbound:
                # What stands behind an entry without a digest was bound to one.
                altered.append(link.txn_id)
            elif not altered:
                digests[link.stored] = link.txn_id
    except _UNREADABLE as error:
        raise ValueError(str(error)) from error
    return Log(altered=altered, unbound=unbound, digests=digests)


def records_of(tracker: Tracker, txn_id: int, most: int) -> list[str]:
    """The records of which an entry wrote something, by id: events first, at most so many."""
    rows = tracker.rows(
        "SELECT DISTINCT table_name, row_id FROM change WHERE txn_id = ? AND table_name IN"
        f" ({', '.join(repr(str(table)) for table in _RECORDS)}) ORDER BY table_name <> 'events', id LIMIT ?",
        (txn_id, most),
    )
    return [_RECORDS[table].id(row_id) for table, row_id in rows]


_RECORDS = {noun.table: noun for noun in Noun}


def entries(tracker: Tracker) -> list[tuple[int, str, str]]:
    """All of the log: number, time, command."""
    return [tuple(row) for row in tracker.rows("SELECT id, time, command FROM txn ORDER BY id")]
