"""The chain of digests: each entry of the log is bound to all before it, and to what the rows that it changed became.

An entry's content is, in UTF-8, a line for itself (id, time, command, actor, the entry it undoes), a line for each
change in order (table, row, operation, old values) and a line for each row as the entry left it (table, row, the logged
columns), tables by name and rows by id. Values are SQL literals (NULL or text in quotes), so that no two contents are
written alike; empty columns at the end are left off, so that a column added later changes no digest. An entry's digest
is the SHA-256 of the digest before it (none: nothing) and its content's.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from orgtrack.schema.history import LOGGED, logged_columns

_TABLES = sorted(LOGGED)
_RowKey = tuple[str, int]
_Values = dict[str, str | int | None]


class Link(NamedTuple):
    """One entry of the chain: the digest that it bears (None while it is not in the chain), and the one it should."""

    txn_id: int
    stored: str | None
    computed: str


def close_chain(connection: sqlite3.Connection) -> None:
    """Give every entry that has no digest its own: what other programs wrote since, and what is being written."""
    first = connection.execute("SELECT min(id) FROM txn WHERE digest IS NULL").fetchone()[0]
    if first is not None:
        for link in _links(connection, first):
            connection.execute("UPDATE txn SET digest = ? WHERE id = ?", (link.computed, link.txn_id))


def chain(connection: sqlite3.Connection, since: int = 1) -> Iterator[Link]:
    """The chain from this entry on, computed anew, the oldest first: whatever was changed beside the log shows.

    Each link hangs on the digest that the entry before it bears, so that only those differ of which something changed.
    """
    yield from _links(connection, since, on_stored=True)


def _links(connection: sqlite3.Connection, since: int, *, on_stored: bool = False) -> Iterator[Link]:
    cursor = connection.cursor()
    cursor.row_factory = None
    before = cursor.execute(
        "SELECT digest FROM txn WHERE id < ? AND digest IS NOT NULL ORDER BY id DESC LIMIT 1", (since,)
    ).fetchone()
    last = bytes.fromhex(before[0]) if before else b""
    # New values are found from the present backwards, digests from the past on.
    for txn_id, stored, content in reversed(list(_contents(cursor, since))):
        last = sha256(last + content).digest()
        yield Link(txn_id=txn_id, stored=stored, computed=last.hex())
        if on_stored and stored:
            last = bytes.fromhex(stored)


def _contents(cursor: sqlite3.Cursor, since: int) -> Iterator[tuple[int, str | None, bytes]]:
    """Each entry with the digest that it bears and the digest of its content, the newest first."""
    entries = cursor.execute(
        "SELECT id, digest, time, command, actor, undoes_txn_id FROM txn WHERE id >= ? ORDER BY id DESC", (since,)
    ).fetchall()
    earlier = _Earlier()
    for txn_id, stored, *told in entries:
        content = sha256(_literals([txn_id, *told]).encode())
        steps = _Steps(earlier)
        makes = cursor.execute("SELECT 1 FROM change WHERE txn_id = ? AND operation = 'insert'", (txn_id,)).fetchone()
        changes = cursor.execute(_CHANGES.format(is_new=_IS_NEW if makes else "0"), (txn_id,))
        for line, table, row_id, operation, old, is_new in changes:
            content.update(line.encode())
            steps.note((table, row_id), operation, old, is_new=bool(is_new))
        for table in _TABLES:
            if table in steps.tables:
                for line in _rows_after(cursor, txn_id, table, steps, earlier):
                    content.update(line.encode())
        if txn_id != entries[-1][0]:
            earlier.go_before(steps)
        yield txn_id, stored, content.digest()


_CHANGES = (
    "SELECT printf('\n%s %d %s %Q', table_name, row_id, operation, old), table_name, row_id, operation, old, {is_new}"
    " FROM change WHERE txn_id = ? ORDER BY id"
)
# The entry itself made the row, so that it was nothing before.
_IS_NEW = (
    "operation <> 'insert' AND EXISTS (SELECT 1 FROM change AS made WHERE made.table_name = change.table_name AND"
    " made.row_id = change.row_id AND made.operation = 'insert' AND made.txn_id = change.txn_id"
    " AND made.id < change.id)"
)


class _Earlier:
    """Rows as they were before the entries seen so far: what differs from the row on file, or all of it (`whole`)."""

    def __init__(self) -> None:
        self.whole: dict[_RowKey, str] = {}
        self.differing: dict[_RowKey, _Values] = {}

    def __contains__(self, key: _RowKey) -> bool:
        return key in self.whole or key in self.differing

    def go_before(self, steps: _Steps) -> None:
        """Take the steps of an entry back."""
        for key in steps.made:
            self.whole.pop(key, None)
            self.differing.pop(key, None)
        for key, taken in steps.changed.items():
            for operation, old in reversed(taken) if key not in steps.made else ():
                if operation == "insert":
                    self.whole.pop(key, None)
                    self.differing.pop(key, None)
                elif operation == "delete":
                    self.differing.pop(key, None)
                    self.whole[key] = old or "{}"
                elif key in self.whole:
                    self.whole[key] = json.dumps(json.loads(self.whole[key]) | json.loads(old or "{}"))
                else:
                    self.differing.setdefault(key, {}).update(json.loads(old or "{}"))


class _Steps:
    """What one entry did to rows of which more is to be known than that they are on file as it left them."""

    def __init__(self, earlier: _Earlier) -> None:
        self._earlier = earlier
        self.tables: set[str] = set()
        self.made: set[_RowKey] = set()
        self.changed: dict[_RowKey, list[tuple[str, str | None]]] = {}

    def note(self, key: _RowKey, operation: str, old: str | None, *, is_new: bool) -> None:
        self.tables.add(key[0])
        if operation != "insert" or key in self.changed:
            if is_new and key not in self.changed:
                self.made.add(key)
            self.changed.setdefault(key, []).append((operation, old))
        elif key in self._earlier:
            self.made.add(key)


def _rows_after(cursor: sqlite3.Cursor, txn_id: int, table: str, steps: _Steps, earlier: _Earlier) -> Iterable[str]:
    """The rows of a table as the entry left them, in order of their ids."""
    columns = _columns(cursor, table)
    gone = {key[1] for key, taken in steps.changed.items() if key[0] == table and taken[-1][0] == "delete"}
    touched = {key for key in (*steps.changed, *steps.made) if key[0] == table and key[1] not in gone}
    told = {key[1]: json.loads(earlier.whole[key]) for key in touched if key in earlier.whole}
    overlaid = {key[1]: earlier.differing[key] for key in touched if key in earlier.differing}
    others = json.dumps([*gone, *told, *overlaid])
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ",".join(["%Q"] * len(columns))
    lines = cursor.execute(
        f"SELECT id, printf('\n{table} %d ', id) || rtrim(printf('{marks}', {names}), ',NUL') FROM {table} WHERE id IN"
        " (SELECT row_id FROM change WHERE txn_id = ? AND table_name = ? AND operation <> 'delete')"
        " AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY id",
        (txn_id, table, others),
    )
    if not told and not overlaid:
        return (line for _, line in lines)
    found = dict(lines.fetchall())
    for row_id, *values in cursor.execute(
        f"SELECT id, {names} FROM {table} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps([*overlaid]),)
    ).fetchall():
        told[row_id] = dict(zip(columns, values, strict=True)) | overlaid[row_id]
    for row_id, row in told.items():
        found[row_id] = f"\n{table} {row_id} {_literals([row.get(column) for column in columns])}"
    return (found[row_id] for row_id in sorted(found))


def _columns(cursor: sqlite3.Cursor, table: str) -> list[str]:
    return logged_columns(cursor.connection, table)


def _literals(values: Iterable[str | int | None]) -> str:
    """What SQLite's printf makes of the values with %Q, which ends a text at a NUL."""
    return ",".join(
        "NULL" if value is None else "'" + str(value).split("\0")[0].replace("'", "''") + "'" for value in values
    ).rstrip(",NUL")
