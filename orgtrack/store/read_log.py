"""The log as it is read: entries newest first, and each row before and after an entry."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from orgtrack.model.vocabulary import Noun
from orgtrack.schema.history import LOGGED, logged_columns
from orgtrack.store.file import Tracker, speaking
from orgtrack.store.joining import JOINED

_FIRST_BATCH = 50
_BATCH = 500
Values = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSelection:
    """Entries that meet all of these; an empty one keeps everything.

    `since` and `before` are texts that times (ISO 8601 in UTC) are compared with; `command` stands in the command.
    """

    record: tuple[Noun, int] | None = None
    entry: int | None = None
    since: str = ""
    before: str = ""
    command: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRow:
    """A row as it was before an entry and after it; None where it was not there."""

    table: str
    row_id: int
    before: Values | None
    after: Values | None


def entries(tracker: Tracker, selection: LogSelection) -> Iterator[list[sqlite3.Row]]:
    """The closed entries that are selected, the latest first, a batch at a time; no batch is empty."""
    wanted, parameters = ["is_open IS NULL"], dict[str, str | int | None]()
    if selection.entry is not None:
        wanted.append("id = :entry")
        parameters["entry"] = selection.entry
    for name, value, condition in (
        ("since", selection.since, "time >= :since"),
        ("before", selection.before, "time < :before"),
        ("command", selection.command, "instr(lower(command), lower(:command)) > 0"),
        ("actor", selection.actor, "actor = :actor"),
    ):
        if value:
            wanted.append(condition)
            parameters[name] = value
    if selection.record is not None:
        wanted.append(f"id IN ({_CONCERNING[selection.record[0]]})")
        parameters["record"] = selection.record[1]
    with speaking(tracker.path):
        cursor = tracker.connection.execute(
            f"SELECT * FROM txn WHERE {' AND '.join(wanted)} ORDER BY id DESC", parameters
        )
        batch = cursor.fetchmany(_FIRST_BATCH)
    while batch:
        yield batch
        with speaking(tracker.path):
            batch = cursor.fetchmany(_BATCH)


def _of_rows(pairs: str) -> str:
    return f"SELECT change.txn_id FROM ({pairs}) AS wanted JOIN change USING (table_name, row_id)"


def _now(table: str, condition: str) -> str:
    return f"SELECT '{table}' AS table_name, id AS row_id FROM {table} WHERE {condition}"


def _once(column: str, condition: str) -> str:
    return f"SELECT table_name, row_id FROM change WHERE json_extract(old, '$.{column}') {condition}"


def _concerning(noun: Noun) -> str:
    """The entries that changed a record, what belongs to it, and the events that name it or once did."""
    pairs = [f"SELECT '{noun.table}' AS table_name, :record AS row_id"]
    column = f"{noun}_id"
    if noun in JOINED:
        pairs.append(f"SELECT '{noun.table}', other_id FROM same_as WHERE {column} = :record")
    if noun in (Noun.PERSON, Noun.ORGANIZATION):
        pairs += [_now(table, f"{column} = :record") for table in ("names", "identifiers", "same_as")]
        pairs.append(_once(column, "= :record"))
        named = " UNION ".join(
            [
                f"SELECT id FROM events WHERE {column} = :record",
                f"SELECT event_id FROM event_participants WHERE {column} = :record",
                f"SELECT iif(table_name = 'events', row_id, json_extract(old, '$.event_id')) FROM change"
                f" WHERE json_extract(old, '$.{column}') = :record AND table_name IN ('events', 'event_participants')",
            ]
        )
    elif noun is Noun.EVENT:
        named = "SELECT :record"
    else:
        if noun is Noun.TITLE:
            pairs += [_now(table, "title_id = :record") for table in ("names", "same_as")]
        if noun is Noun.SOURCE:
            pairs.append(_now("citations", "source_id = :record"))
        return _of_rows(" UNION ".join(pairs))
    pairs.append(f"SELECT 'events', value FROM (SELECT NULL AS value UNION {named})")
    pairs += [_now(table, f"event_id IN ({named})") for table in ("citations", "event_participants")]
    pairs.append(_once("event_id", f"IN ({named})"))
    return _of_rows(" UNION ".join(pairs))


_CONCERNING = {noun: _concerning(noun) for noun in Noun}


def changes_up_to(tracker: Tracker, txn_id: int, most: int) -> int:
    """How many changes an entry has, counted up to one more than `most`."""
    row = tracker.row("SELECT count(*) FROM (SELECT 1 FROM change WHERE txn_id = ? LIMIT ?)", (txn_id, most + 1))
    assert row is not None
    return int(row[0])


def change_counts(tracker: Tracker, txn_id: int) -> list[tuple[str, str, int]]:
    """How many rows of each table an entry changed in each way: table, operation, count."""
    rows = tracker.rows(
        "SELECT table_name, operation, count(DISTINCT row_id) FROM change WHERE txn_id = ?"
        " GROUP BY table_name, operation ORDER BY min(id)",
        (txn_id,),
    )
    return [tuple(row) for row in rows]


def changed_rows(tracker: Tracker, txn_ids: Collection[int]) -> dict[int, list[ChangedRow]]:
    """What these entries did to each row that they changed, in the order in which they began to."""
    order: dict[int, dict[tuple[str, int], None]] = {txn_id: {} for txn_id in txn_ids}
    for txn_id, table, row_id in tracker.rows(
        "SELECT txn_id, table_name, row_id FROM change WHERE txn_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(txn_ids)),),
    ):
        order[txn_id][table, row_id] = None
    found: dict[tuple[int, str, int], ChangedRow] = {}
    for table in LOGGED:
        ids = {row_id for rows in order.values() for of, row_id in rows if of == table}
        for txn_id, row in _walked(tracker, table, ids):
            found[txn_id, table, row.row_id] = row
    return {txn_id: [found[txn_id, *key] for key in rows] for txn_id, rows in order.items()}


def rows_after(
    tracker: Tracker, txn_id: int, table: str, row_ids: Collection[int]
) -> tuple[dict[int, Values | None], dict[int, Values | None]]:
    """These rows as this entry left them, and as they are now; None or nothing where a row was, or is, not there."""
    was = {row.row_id: row.after for by, row in _walked(tracker, table, row_ids) if by == txn_id}
    return was, _now_on_file(tracker, table, json.dumps(list(row_ids)))


def _now_on_file(tracker: Tracker, table: str, listed: str) -> dict[int, Values | None]:
    names = ", ".join(f'"{column}"' for column in ["id", *logged_columns(tracker.connection, table)])
    sql = f"SELECT {names} FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
    return {row["id"]: dict(row) for row in tracker.rows(sql, (listed,))}


def _walked(tracker: Tracker, table: str, row_ids: Iterable[int]) -> Iterator[tuple[int, ChangedRow]]:
    """Each of these rows before and after every entry that changed it, the latest first."""
    listed = json.dumps(list(row_ids))
    if listed == "[]":
        return
    state = _now_on_file(tracker, table, listed)
    after: dict[int, tuple[int, Values | None]] = {}
    for txn_id, row_id, operation, old in tracker.rows(
        "SELECT txn_id, row_id, operation, old FROM change WHERE table_name = ? AND row_id IN"
        " (SELECT value FROM json_each(?)) ORDER BY id DESC",
        (table, listed),
    ):
        seen = after.get(row_id)
        if seen is None or seen[0] != txn_id:
            if seen is not None:
                yield seen[0], ChangedRow(table=table, row_id=row_id, before=state.get(row_id), after=seen[1])
            after[row_id] = (txn_id, state.get(row_id))
        if operation == "insert":
            state[row_id] = None
        elif operation == "delete":
            state[row_id] = {"id": row_id, **json.loads(old)}
        else:
            state[row_id] = {**(state.get(row_id) or {}), **json.loads(old)}
    for row_id, (txn_id, then) in after.items():
        yield txn_id, ChangedRow(table=table, row_id=row_id, before=state.get(row_id), after=then)


def last_name(tracker: Tracker, noun: Noun, record_id: int) -> str | None:
    """What a record is called, or was called when it was taken off the record."""
    column = "coalesce(title, url)" if noun is Noun.SOURCE else "headline" if noun is Noun.EVENT else "name"
    row = tracker.row(f"SELECT {column} FROM {noun.table} WHERE id = ?", (record_id,))
    if row is None:
        row = tracker.row(
            f"SELECT {_OLD_NAMES[noun]} FROM change WHERE table_name = ? AND row_id = ?"
            " AND operation = 'delete' ORDER BY id DESC LIMIT 1",
            (noun.table, record_id),
        )
    return None if row is None else row[0]


_OLD_NAMES = dict.fromkeys(Noun, "json_extract(old, '$.name')") | {
    Noun.EVENT: "json_extract(old, '$.headline')",
    Noun.SOURCE: "coalesce(json_extract(old, '$.title'), json_extract(old, '$.url'))",
}
