"""Two records that are one: all that names the other names the one that is kept, and the other's id still finds it."""

from __future__ import annotations

from collections.abc import Mapping

from orgtrack.model.vocabulary import Noun
from orgtrack.schema.history import DERIVED_COLUMNS, LOGGED
from orgtrack.store.file import Tracker

JOINED = (Noun.PERSON, Noun.ORGANIZATION, Noun.TITLE)


def kept_for(tracker: Tracker, noun: Noun, record_id: int) -> int | None:
    """The record that a former id stands for now, or None when that id was never joined with another."""
    if noun not in JOINED:
        return None
    row = tracker.row(f"SELECT {noun}_id FROM same_as WHERE other_id = ? AND {noun}_id IS NOT NULL", (record_id,))
    return None if row is None else row[0]


def joined_with(tracker: Tracker, noun: Noun, record_id: int) -> list[int]:
    """The former ids of a record, in the order in which they were joined with it."""
    rows = tracker.rows(f"SELECT other_id FROM same_as WHERE {noun}_id = ? ORDER BY id", (record_id,))
    return [row[0] for row in rows]


def joining_entry(tracker: Tracker, noun: Noun, former_id: int) -> int | None:
    """The entry of the log that joined a former id with the record it stands for."""
    row = tracker.row(
        "SELECT max(change.txn_id) FROM same_as JOIN change ON change.table_name = 'same_as' AND change.row_id ="
        f" same_as.id AND change.operation = 'insert' WHERE same_as.other_id = ? AND same_as.{noun}_id IS NOT NULL",
        (former_id,),
    )
    return None if row is None else row[0]


def references(tracker: Tracker, noun: Noun) -> list[tuple[str, str]]:
    """Each table and column in which a record of this noun is named and that is not derived."""
    return [
        (table, row["from"])
        for table in LOGGED
        for row in tracker.rows(f"PRAGMA foreign_key_list({table})")
        # Of two that are not the same, the smaller id comes first.
        if row["table"] == noun.table and row["from"] not in DERIVED_COLUMNS.get(table, set()) and table != "not_same"
    ]


def name_instead(tracker: Tracker, noun: Noun, other: int, kept: int) -> Mapping[str, int]:
    """Let the kept record stand wherever the other is named; how many rows of each table were changed.

    Of two posts of one title at one organization the kept one's stays, and takes the other's number of seats where it
    has none; a name that both have is there once.
    """
    run = tracker.connection.execute
    at = "title_id" if noun is Noun.ORGANIZATION else "organization_id"
    if noun is not Noun.PERSON:
        twice = f"posts.{noun}_id = :kept AND other.{noun}_id = :other AND other.{at} = posts.{at}"
        run(
            f"UPDATE posts SET seats = other.seats FROM posts AS other WHERE {twice} AND posts.seats IS NULL"
            " AND other.seats IS NOT NULL",
            {"kept": kept, "other": other},
        )
        run(
            f"DELETE FROM posts WHERE {noun}_id = ? AND {at} IN (SELECT {at} FROM posts WHERE {noun}_id = ?)",
            (other, kept),
        )
    run(
        f"DELETE FROM names WHERE {noun}_id = :other AND event_id IS NULL AND name IN (SELECT name FROM names WHERE"
        f" {noun}_id = :kept UNION SELECT name FROM {noun.table} WHERE id = :kept)",
        {"kept": kept, "other": other},
    )
    return {
        table: run(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (kept, other)).rowcount
        for table, column in references(tracker, noun)
    }


def told_apart_from(tracker: Tracker, noun: Noun, record_id: int) -> list[tuple[int, int, str | None]]:
    """The judgements that this record is not another: their ids, the other records, and the notes."""
    if noun is Noun.TITLE:
        return []
    rows = tracker.rows(
        f"SELECT id, {noun}_id + other_{noun}_id - :id AS other, note FROM not_same"
        f" WHERE :id IN ({noun}_id, other_{noun}_id) ORDER BY id",
        {"id": record_id},
    )
    return [tuple(row) for row in rows]
