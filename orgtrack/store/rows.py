"""Rows in and out of any table: the columns are ours, the values are bound."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from orgtrack.model.vocabulary import Noun
from orgtrack.store.file import Tracker

Row = sqlite3.Row
Value = str | int | None


def insert(tracker: Tracker, table: str, values: Mapping[str, Value]) -> int:
    """Add a row and return its id, one that no row of this table has ever had: what is undone keeps its own."""
    columns = ", ".join(f'"{column}"' for column in values)
    marks = ", ".join("?" * len(values))
    cursor = tracker.connection.execute(
        f"INSERT INTO {table}(id, {columns}) VALUES (1 + max((SELECT coalesce(max(id), 0) FROM {table}), (SELECT"
        f" coalesce(max(row_id), 0) FROM change WHERE table_name = '{table}')), {marks})",
        tuple(values.values()),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def update(tracker: Tracker, table: str, row_id: int, values: Mapping[str, Value]) -> None:
    """Set columns of one row."""
    assignments = ", ".join(f'"{column}" = ?' for column in values)
    tracker.connection.execute(f"UPDATE {table} SET {assignments} WHERE id = ?", (*values.values(), row_id))


def delete(tracker: Tracker, table: str, row_id: int) -> None:
    """Delete one row; what still refers to it makes SQLite refuse."""
    tracker.connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))


def by_id(tracker: Tracker, table: str, row_id: int) -> Row | None:
    """The row, or None."""
    return tracker.row(f"SELECT * FROM {table} WHERE id = ?", (row_id,))


# Where each kind of record is named by others; its own names and identifiers go with it.
_NAMED_IN: Mapping[Noun, tuple[tuple[str, str], ...]] = {
    Noun.PERSON: (("events", "person_id"), ("event_participants", "person_id")),
    Noun.ORGANIZATION: (
        ("events", "organization_id"),
        ("events", "company_id"),
        ("event_participants", "organization_id"),
        ("posts", "organization_id"),
        ("hierarchy", "parent_id"),
    ),
    Noun.TITLE: (("events", "title_id"), ("event_participants", "title_id"), ("posts", "title_id")),
    Noun.SOURCE: (("citations", "source_id"),),
    Noun.POST: (),
}


def first_ids(tracker: Tracker, table: str, most: int) -> list[int]:
    """The ids of that table in their order, no more than so many."""
    return [row[0] for row in tracker.connection.execute(f"SELECT id FROM {table} ORDER BY id LIMIT ?", (most,))]


def is_named(tracker: Tracker, noun: Noun, row_id: int) -> bool:
    """Whether another record rests on this one."""
    if noun is Noun.POST:
        sql = "SELECT 1 FROM posts JOIN {} USING (title_id, organization_id) WHERE posts.id = ? LIMIT 1"
        return any(tracker.row(sql.format(table), (row_id,)) is not None for table in ("events", "event_participants"))
    return any(
        tracker.row(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (row_id,)) is not None
        for table, column in _NAMED_IN[noun]
    )
