"""Taking an entry of the log back: which later changes build on it, and its rows as they were before it.

Large entries are taken back set-wise: a table in the temporary schema holds the rows of the entry, each with what was
first done to it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from orgtrack.errors import OrgtrackError
from orgtrack.model.vocabulary import Noun
from orgtrack.schema.history import DERIVED_COLUMNS, LOGGED, logged_columns
from orgtrack.store.file import Tracker
from orgtrack.store.history import row_name
from orgtrack.store.read_log import Values as Logged
from orgtrack.store.read_log import rows_after
from orgtrack.store.rows import Value

# What hangs on others goes before them and comes after them.
_RECORDS = ("events", "posts", "people", "organizations", "titles", "sources")
_PARTS = tuple(table for table in LOGGED if table not in _RECORDS)
_MOST_SHOWN = 20
_BATCH = 1000
Values = dict[str, Value]
Completed = Callable[[str, int, Values], Values]


@dataclass(frozen=True, slots=True, kw_only=True)
class InTheWay:
    """A row on which taking back would fall: changed by a later entry, or (`needs`) naming or named by such a row."""

    table: str
    row_id: int
    txn_id: int | None
    needs: tuple[str, int] | None = None


def hold_rows(tracker: Tracker, txn_id: int) -> None:
    """Gather the rows of an entry for what follows."""
    run = tracker.connection.execute
    run("DROP TABLE IF EXISTS temp.taken")
    run(
        "CREATE TEMP TABLE taken(table_name TEXT, row_id INTEGER, operation TEXT, PRIMARY KEY (table_name, row_id))"
        " WITHOUT ROWID"
    )
    # Beside min(), SQLite takes the other columns from the row that has it.
    run(
        "INSERT INTO taken SELECT table_name, row_id, operation FROM (SELECT table_name, row_id, operation, min(id)"
        " FROM change WHERE txn_id = ? GROUP BY table_name, row_id)",
        (txn_id,),
    )


def let_go(tracker: Tracker) -> None:
    """Forget the rows gathered."""
    tracker.connection.execute("DROP TABLE IF EXISTS temp.taken")


def in_the_way(tracker: Tracker, txn_id: int, cancelled: Iterable[int]) -> list[InTheWay]:
    """Rows held that are no longer as the entry left them, and rows that name what it made.

    What the cancelled entries did is known to be gone.
    """
    gone = json.dumps(list(cancelled))
    later: dict[str, dict[int, int]] = {}
    for table, row_id, by in tracker.rows(
        "SELECT change.table_name, change.row_id, max(txn_id) FROM taken JOIN change USING (table_name, row_id)"
        " WHERE txn_id > ? AND txn_id NOT IN (SELECT value FROM json_each(?))"
        " GROUP BY change.table_name, change.row_id",
        (txn_id, gone),
    ):
        later.setdefault(table, {})[row_id] = by
    found = [
        InTheWay(table=table, row_id=row_id, txn_id=by)
        for table, rows in later.items()
        # A later change may have been changed back.
        for row_id, by in _changed_since(tracker, txn_id, table, rows)
    ]
    for table, column, target in _references(tracker):
        naming = tracker.rows(
            f"SELECT naming.id, naming.{column} FROM {table} AS naming WHERE naming.{column} IN (SELECT row_id FROM"
            f" taken WHERE table_name = '{target}' AND operation = 'insert') AND NOT EXISTS (SELECT 1 FROM taken"
            f" WHERE table_name = '{table}' AND row_id = naming.id) LIMIT {_MOST_SHOWN}"
        )
        found += [_needing(tracker, table, row_id, (target, named), gone) for row_id, named in naming]
    return found


def _changed_since(tracker: Tracker, txn_id: int, table: str, rows: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    ids = list(rows)
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        was, is_now = rows_after(tracker, txn_id, table, batch)
        yield from ((row_id, rows[row_id]) for row_id in batch if not _alike(was.get(row_id), is_now.get(row_id)))


def _alike(one: Logged | None, other: Logged | None) -> bool:
    if one is None or other is None:
        return one is other
    # A column that was added since was empty then.
    return all(one.get(column) == other.get(column) for column in one.keys() | other.keys())


def _needing(tracker: Tracker, table: str, row_id: int, needs: tuple[str, int], gone: str) -> InTheWay:
    row = tracker.row(
        "SELECT max(txn_id) FROM change WHERE table_name = ? AND row_id = ?"
        " AND txn_id NOT IN (SELECT value FROM json_each(?))",
        (table, row_id, gone),
    )
    return InTheWay(table=table, row_id=row_id, txn_id=row[0] if row else None, needs=needs)


def _references(tracker: Tracker) -> list[tuple[str, str, str]]:
    """Every column that names a row of another table, or of its own, and is not derived: table, column, target."""
    return [
        (table, row["from"], row["table"])
        for table in LOGGED
        for row in tracker.rows(f"PRAGMA foreign_key_list({table})")
        if row["from"] not in DERIVED_COLUMNS.get(table, set())
    ]


def events_held(tracker: Tracker) -> set[int]:
    """The events that the rows held are, or are parts of, by what they were and by what they are."""
    rows = tracker.rows(
        "SELECT row_id FROM taken WHERE table_name = 'events' UNION SELECT event_id FROM event_participants WHERE id IN"
        " (SELECT row_id FROM taken WHERE table_name = 'event_participants') UNION"
        " SELECT json_extract(old, '$.event_id') FROM taken JOIN change USING (table_name, row_id)"
        " WHERE taken.table_name = 'event_participants' AND old IS NOT NULL"
    )
    return {row[0] for row in rows if row[0] is not None}


def records_held(tracker: Tracker, noun: Noun) -> list[int]:
    """The records of a noun that are held and on record."""
    sql = f"SELECT id FROM {noun.table} WHERE id IN (SELECT row_id FROM taken WHERE table_name = '{noun.table}')"
    return [row[0] for row in tracker.rows(sql)]


def forget_blocks_held(tracker: Tracker, noun: Noun) -> None:
    """Take away the keys by which the records held are found."""
    tracker.connection.execute(
        "DELETE FROM name_blocks WHERE record_id IN (SELECT row_id FROM taken WHERE table_name = ?)"
        " AND substr(block, 1, 1) = ?",
        (noun.table, noun[0]),
    )


def named_by_held(tracker: Tracker) -> set[tuple[Noun, int]]:
    """Whose other names are held, as they are now."""
    rows = tracker.rows(
        "SELECT person_id, organization_id, title_id FROM names WHERE id IN"
        " (SELECT row_id FROM taken WHERE table_name = 'names')"
    )
    nouns = (Noun.PERSON, Noun.ORGANIZATION, Noun.TITLE)
    return {(noun, row[f"{noun}_id"]) for row in rows for noun in nouns if row[f"{noun}_id"] is not None}


def take_back(tracker: Tracker, txn_id: int, completed: Completed) -> None:
    """Make the rows held what they were before the entry; nothing may be in the way.

    `completed` gives a row that is written (table, id, the logged values) its derived columns.
    """
    # What is missing for a moment is there at the end.
    tracker.connection.execute("PRAGMA defer_foreign_keys = ON")
    _delete(tracker, _PARTS)
    # An event goes back to whom it named before whom it names goes: full-text search must find the words it had.
    for table in reversed((*_PARTS, *_RECORDS)):
        _restore(tracker, table, txn_id, completed)
    _delete(tracker, _RECORDS)


def _delete(tracker: Tracker, tables: Iterable[str]) -> None:
    for table in tables:
        kept = _POST_IS_NEEDED if table == "posts" else ""
        tracker.connection.execute(
            f"DELETE FROM {table} WHERE id IN"
            f" (SELECT row_id FROM taken WHERE table_name = '{table}' AND operation = 'insert'){kept}"
        )


# Another event may have come to need a post that this entry happened to make first.
_POST_IS_NEEDED = "".join(
    f" AND NOT EXISTS (SELECT 1 FROM {table} WHERE +title_id = posts.title_id AND organization_id ="
    " posts.organization_id)"
    for table in ("events", "event_participants")
)


def _restore(tracker: Tracker, table: str, txn_id: int, completed: Completed) -> None:
    before: dict[int, tuple[bool, Values]] = {}
    for row_id, operation, old in tracker.rows(
        "SELECT change.row_id, change.operation, old FROM change JOIN taken USING (table_name, row_id)"
        " WHERE change.txn_id = ? AND taken.table_name = ? AND taken.operation <> 'insert' ORDER BY change.id DESC",
        (txn_id, table),
    ):
        if operation == "insert":
            before[row_id] = (False, {})
            continue
        was_deleted, values = before.get(row_id, (False, {}))
        before[row_id] = (was_deleted or operation == "delete", values | json.loads(old))
    known = logged_columns(tracker.connection, table)
    for row_id, (was_deleted, values) in before.items():
        values = completed(table, row_id, {column: values[column] for column in known if column in values})
        _check_free(tracker, table, row_id, values)
        if was_deleted:
            _insert(tracker, table, row_id, values)
        else:
            assignments = ", ".join(f'"{column}" = ?' for column in values)
            tracker.connection.execute(f"UPDATE {table} SET {assignments} WHERE id = ?", (*values.values(), row_id))


def _insert(tracker: Tracker, table: str, row_id: int, values: Values) -> None:
    if table == "posts" and tracker.row(
        "SELECT 1 FROM posts WHERE title_id = ? AND organization_id = ?",
        (values["title_id"], values["organization_id"]),
    ):
        return
    columns = ", ".join(f'"{column}"' for column in values)
    marks = ", ".join("?" * len(values))
    # The entry may have deleted the row and made it again.
    again = ", ".join(f'"{column}" = excluded."{column}"' for column in values)
    tracker.connection.execute(
        f"INSERT INTO {table}(id, {columns}) VALUES (?, {marks}) ON CONFLICT (id) DO UPDATE SET {again}",
        (row_id, *values.values()),
    )


# What no two rows of a table may share.
_UNIQUE: Mapping[str, list[tuple[str, ...]]] = {
    "titles": [("name_key",)],
    "sources": [("url_key",)],
    "identifiers": [("scheme", "value")],
    "not_same": [("person_id", "other_person_id"), ("organization_id", "other_organization_id")],
}


def _check_free(tracker: Tracker, table: str, row_id: int, values: Values) -> None:
    for columns in _UNIQUE.get(table, ()):
        if any(values.get(column) is None for column in columns):
            continue
        same = " AND ".join(f"{column} = :{column}" for column in columns)
        other = tracker.row(
            f"SELECT id FROM {table} WHERE {same} AND id <> :id", {"id": row_id, **{c: values[c] for c in columns}}
        )
        if other is not None:
            mine, theirs = (row_name(tracker, table, number) for number in (row_id, other[0]))
            raise OrgtrackError(
                f"{mine} cannot come back as it was: {theirs} is recorded under the same"
                f" {' and '.join(columns).replace('_key', '')} now; change or remove that first."
            )


def taken_since(tracker: Tracker) -> list[tuple[str, int, str, int]]:
    """Restored rows that name what is no longer there: table, id, and the table and id of what is missing."""
    found = []
    for table, column, target in _references(tracker):
        found += [
            (table, row[0], target, row[1])
            for row in tracker.rows(
                f"SELECT id, {column} FROM {table} WHERE id IN (SELECT row_id FROM taken WHERE table_name = '{table}')"
                f" AND {column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {target} AS named WHERE named.id ="
                f" {table}.{column}) LIMIT {_MOST_SHOWN}"
            )
        ]
    return found
