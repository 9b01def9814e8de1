"""The whole record, table by table, as what was recorded: out of one tracker and into an empty one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from orgtrack.schema.history import DERIVED_COLUMNS, LOGGED, logged_columns
from orgtrack.store.file import Tracker, speaking
from orgtrack.store.reading import in_batches
from orgtrack.store.rows import Value

Values = tuple[Value, ...]
# What the program has noted down besides: the columns that tell its rows apart. No undo brings back what it points at.
_NOTED = {"import_rows": ("series", "event_id")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A table of what was recorded: its columns, those that hold numbers, and those besides that are derived.

    An empty cell is '' in the columns that are never NULL. Its rows are told apart, and ordered, by `order`.
    """

    name: str
    order: tuple[str, ...]
    columns: tuple[str, ...]
    numbers: frozenset[str]
    never_null: frozenset[str]
    derived: frozenset[str]


def kept_tables(tracker: Tracker) -> list[Kept]:
    """The tables of what was recorded and does not follow from the rest of it."""
    found = []
    for name in (*LOGGED, *_NOTED):
        told = tracker.rows(f"PRAGMA table_info({name})")
        kinds = {row["name"]: row["type"] for row in told}
        own = ("id",) if "id" in kinds else ()
        found.append(
            Kept(
                name=name,
                order=_NOTED.get(name, own),
                columns=(*own, *logged_columns(tracker.connection, name)),
                numbers=frozenset(column for column, kind in kinds.items() if kind == "INTEGER"),
                never_null=frozenset(row["name"] for row in told if row["notnull"] and row["type"] == "TEXT"),
                derived=frozenset(DERIVED_COLUMNS.get(name, ())),
            )
        )
    return found


def kept_rows(tracker: Tracker, table: Kept) -> Iterator[Sequence[Values]]:
    """The rows of a table in order, a batch at a time."""
    columns = ", ".join(f'"{column}"' for column in table.columns)
    where = " WHERE event_id IN (SELECT id FROM events)" if table.name in _NOTED else ""
    sql = f"SELECT {columns} FROM {table.name}{where} ORDER BY {', '.join(table.order)}"
    yield from in_batches(tracker, sql, {})


def is_empty(tracker: Tracker) -> bool:
    """Whether nothing is on record."""
    return all(tracker.row(f"SELECT 1 FROM {name} LIMIT 1") is None for name in LOGGED)


@contextmanager
def pointing_later(tracker: Tracker) -> Iterator[None]:
    """Inside, a row may name one that is still to come; `pointing_nowhere` tells of those that never came."""
    tracker.connection.execute("PRAGMA defer_foreign_keys = ON")
    yield


def insert_whole(tracker: Tracker, table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
    """Add rows with their ids; ValueError, with the number from 0 of the row and why, at one that cannot be."""
    listed = ", ".join(f'"{column}"' for column in columns)
    sql = f"INSERT INTO {table}({listed}) VALUES ({', '.join('?' * len(columns))})"
    with speaking(tracker.path):
        for number, row in enumerate(rows):
            try:
                tracker.connection.execute(sql, row)
            except sqlite3.IntegrityError as error:
                raise ValueError(number, str(error)) from error


def pointing_nowhere(tracker: Tracker) -> tuple[str, int | None, str] | None:
    """The first row that names a row which is not there: its table, its id, the other table; None where none does."""
    row = tracker.row("PRAGMA foreign_key_check")
    return (row[0], row[1], row[2]) if row is not None else None
