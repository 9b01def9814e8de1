"""Rows in and out of any table: the columns are ours, the values are bound."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from orgtrack.store.file import Tracker

Value = str | int | None


def insert(tracker: Tracker, table: str, values: Mapping[str, Value]) -> int:
    """Add a row and return its id."""
    columns = ", ".join(f'"{column}"' for column in values)
    marks = ", ".join("?" * len(values))
    cursor = tracker.connection.execute(f"INSERT INTO {table}({columns}) VALUES ({marks})", tuple(values.values()))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def update(tracker: Tracker, table: str, row_id: int, values: Mapping[str, Value]) -> None:
    """Set columns of one row."""
    assignments = ", ".join(f'"{column}" = ?' for column in values)
    tracker.connection.execute(f"UPDATE {table} SET {assignments} WHERE id = ?", (*values.values(), row_id))


def delete(tracker: Tracker, table: str, row_id: int) -> None:
    """Delete one row; what still refers to it makes SQLite refuse."""
    tracker.connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))


def by_id(tracker: Tracker, table: str, row_id: int) -> sqlite3.Row | None:
    """The row, or None."""
    return tracker.row(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
