"""The entries of the change log: which there are, which are undone, and what the rows in them are called."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from orgtrack.model.vocabulary import Noun
from orgtrack.store.file import Tracker

_NOUNS = {noun.table: noun for noun in Noun}
# Rows that have no id of their own for readers: what they are, and whose.
_PARTS = {
    "event_participants": "a part of",
    "citations": "a citation of",
    "names": "a name of",
    "identifiers": "a number of",
    "same_as": "what was joined with",
    "not_same": "what was told apart from",
    "resolutions": "a decision on",
}


def entry(tracker: Tracker, txn_id: int) -> sqlite3.Row | None:
    """One entry: id, time, command, actor, undoes_txn_id, digest."""
    return tracker.row("SELECT * FROM txn WHERE id = ? AND is_open IS NULL", (txn_id,))


def undone(tracker: Tracker) -> dict[int, int]:
    """The entries that are undone now, each with the entry that undid it. What undid may itself be undone (redo)."""
    found: dict[int, int] = {}
    for txn_id, undoes in tracker.rows(
        "SELECT id, undoes_txn_id FROM txn WHERE undoes_txn_id IS NOT NULL ORDER BY id DESC"
    ):
        if txn_id not in found:
            found[undoes] = txn_id
    return found


def cancelled(tracker: Tracker, since: int) -> set[int]:
    """The entries after this one of which nothing is left: undone ones, and what undid them."""
    found = undone(tracker)
    return {txn for txn in found if txn > since} | {by for txn, by in found.items() if txn > since}


def last_to_undo(tracker: Tracker) -> int | None:
    """The latest entry that is not undone and does not itself undo; one that keeps no change is passed over."""
    gone = undone(tracker)
    cursor = tracker.connection.execute(
        "SELECT id FROM txn WHERE undoes_txn_id IS NULL AND is_open IS NULL"
        " AND EXISTS (SELECT 1 FROM change WHERE txn_id = txn.id) ORDER BY id DESC"
    )
    return next((row[0] for row in cursor if row[0] not in gone), None)


def keeps_changes(tracker: Tracker, txn_id: int) -> bool:
    """Whether the log keeps any change of an entry: of a redaction, and of what it took away, it keeps none."""
    return tracker.row("SELECT 1 FROM change WHERE txn_id = ? LIMIT 1", (txn_id,)) is not None


def last_to_redo(tracker: Tracker) -> int | None:
    """The latest entry that undid another and is not undone itself; a redo is none of these."""
    undoes = undoing_entries(tracker)
    gone = undone(tracker)
    return max((one for one in undoes if one not in gone and _is_undo(undoes, one)), default=None)


def undoing_entries(tracker: Tracker) -> dict[int, int]:
    """The entries that took back another, each with that one."""
    rows = tracker.rows("SELECT id, undoes_txn_id FROM txn WHERE undoes_txn_id IS NOT NULL")
    return {row[0]: row[1] for row in rows}


def _is_undo(undoes: Mapping[int, int], txn_id: int) -> bool:
    """Whether an entry takes another back, not what took it back."""
    count = 0
    while txn_id in undoes:
        txn_id = undoes[txn_id]
        count += 1
    return count % 2 == 1


def undoing(tracker: Tracker, txn_id: int) -> None:
    """Say in the entry that is being written which one it undoes."""
    tracker.connection.execute("UPDATE txn SET undoes_txn_id = ? WHERE is_open = 1", (txn_id,))


def open_entry(tracker: Tracker) -> int:
    """The entry that is being written."""
    row = tracker.row("SELECT id FROM txn WHERE is_open = 1")
    assert row is not None
    return int(row[0])


def is_gone(tracker: Tracker, table: str, row_id: int) -> bool:
    """Whether there was such a row, and is no more."""
    row = tracker.row(
        "SELECT operation FROM change WHERE table_name = ? AND row_id = ? ORDER BY id DESC LIMIT 1", (table, row_id)
    )
    return row is not None and row[0] == "delete"


def row_name(tracker: Tracker, table: str, row_id: int) -> str:
    """What a reader calls a row: e12, or 'a citation of e12'."""
    if table in _NOUNS:
        return _NOUNS[table].id(row_id)
    row = tracker.row(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
    if row is None:
        old = tracker.row(
            "SELECT old FROM change WHERE table_name = ? AND row_id = ? AND operation = 'delete' ORDER BY id DESC",
            (table, row_id),
        )
        values = json.loads(old[0]) if old and old[0] else {}
    else:
        values = dict(row)
    return f"{_PARTS.get(table, table)} {owner(values)}"


def owner(values: Mapping[str, object]) -> str:
    """The id of the record that a part belongs to."""
    for noun in (Noun.EVENT, Noun.PERSON, Noun.ORGANIZATION, Noun.TITLE):
        # A name that a renaming gave belongs to the organization.
        number = values.get(f"{noun}_id")
        if number is not None and not (noun is Noun.EVENT and "kind" in values):
            return noun.id(int(str(number)))
    return "nothing"
