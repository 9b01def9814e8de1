"""Records whose names may be one: those that share a key, and those of which a person said that they are two."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from orgtrack.model.vocabulary import Noun
from orgtrack.names.blocks import FULL, SHORT
from orgtrack.store.file import Tracker
from orgtrack.store.rows import delete, insert


def groups(tracker: Tracker, noun: Noun) -> Iterator[list[int]]:
    """The records that share a key, a group a key, ids ascending; two records may share several keys."""
    key = ""
    group: list[int] = []
    for row in _blocks(tracker, noun):
        if row[0] != key:
            if len(group) > 1:
                yield group
            key, group = row[0], []
        group.append(row[1])
    if len(group) > 1:
        yield group


def _blocks(tracker: Tracker, noun: Noun) -> Iterable[sqlite3.Row]:
    # Names in full share their initials with many; only names that are initials are looked for among them.
    return tracker.connection.execute(
        "SELECT block, record_id FROM name_blocks WHERE block >= ? AND block < ?"
        " AND NOT (block >= ? AND block < ?) ORDER BY block, record_id",
        (noun[0], chr(ord(noun[0]) + 1), noun[0] + FULL, noun[0] + FULL + "\uffff"),
    )


def initials_and_full(tracker: Tracker, noun: Noun) -> Iterable[sqlite3.Row]:
    """Each record whose name is initials with each that may be it in full: two ids."""
    return tracker.connection.execute(
        "SELECT short.record_id, full.record_id FROM name_blocks AS short JOIN name_blocks AS full"
        " ON full.block = ? || substr(short.block, ?) WHERE short.block >= ? AND short.block < ?"
        " AND full.record_id <> short.record_id",
        (noun[0] + FULL, len(noun[0] + SHORT) + 1, noun[0] + SHORT, noun[0] + SHORT + "\uffff"),
    )


def all_names(tracker: Tracker, noun: Noun) -> dict[int, list[str]]:
    """Every name of every record of a noun, the display name first."""
    names = {row[0]: [row[1]] for row in tracker.connection.execute(f"SELECT id, name FROM {noun.table}")}
    for row in tracker.connection.execute(f"SELECT {noun}_id, name FROM names WHERE {noun}_id IS NOT NULL ORDER BY id"):
        names[row[0]].append(row[1])
    return names


def told_apart(tracker: Tracker, noun: Noun) -> set[tuple[int, int]]:
    """The pairs of records that are not the same because a person said so, the smaller id first."""
    sql = f"SELECT {noun}_id, other_{noun}_id FROM not_same WHERE {noun}_id IS NOT NULL"
    return {(row[0], row[1]) for row in tracker.rows(sql)}


def not_same_row(tracker: Tracker, noun: Noun, one: int, other: int) -> int | None:
    """The row that tells two records apart, or None."""
    row = tracker.row(
        f"SELECT id FROM not_same WHERE {noun}_id = ? AND other_{noun}_id = ?", (min(one, other), max(one, other))
    )
    return None if row is None else int(row[0])


def tell_apart(tracker: Tracker, noun: Noun, one: int, other: int, note: str | None) -> None:
    """Keep that two records are not the same."""
    values = {f"{noun}_id": min(one, other), f"other_{noun}_id": max(one, other), "note": note}
    insert(tracker, "not_same", values)


def forget_told_apart(tracker: Tracker, row_id: int) -> None:
    """Take back that two records are not the same."""
    delete(tracker, "not_same", row_id)
