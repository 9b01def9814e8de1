"""Every trace of one person in the file: their rows, what the log keeps of them, and texts anywhere that name them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from orgtrack.model.vocabulary import Noun
from orgtrack.schema.history import DERIVED_COLUMNS
from orgtrack.store.file import Tracker
from orgtrack.store.joining import joined_with
from orgtrack.store.names import forget_blocks

# What a record is called is not a text about somebody, and these tables are not about people at all.
RECORD_NAMES = frozenset(
    {
        *(("people", "name"), ("organizations", "name"), ("titles", "name"), ("titles", "short"), ("names", "name")),
        ("events", "new_name"),
    }
)
_NO_TEXTS = frozenset({"copies", "tombstones", "counts", "_sqlite_migrations"})
_INDEXES = ("events_fts", "people_fts", "organizations_fts")
_IDS = "(SELECT value FROM json_each(?))"

_THESE = "(SELECT value FROM json_each(:events))"
_ABOUT = {
    "events": f"id IN {_THESE}",
    "event_participants": f"event_id IN {_THESE}",
    "citations": f"event_id IN {_THESE}",
    "resolutions": f"event_id IN {_THESE}",
    "sources": f"id IN (SELECT source_id FROM citations WHERE event_id IN {_THESE})",
}

RowKey = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the file: its primary key, and its columns that hold text."""

    name: str
    key: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text that names somebody, and the row that it stands in by its primary key."""

    table: Table
    key: tuple[object, ...]
    column: str
    text: str
    row: sqlite3.Row


def tables(tracker: Tracker, *, derived: bool = False) -> list[Table]:
    """The tables that hold texts; with `derived` the columns made from others, and the names of records, too."""
    found = []
    for row in tracker.rows(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%'"
        " ESCAPE '\\' ORDER BY name"
    ):
        name = row[0]
        columns = tracker.rows(f"PRAGMA table_info({name})")
        key = tuple(c["name"] for c in sorted((c for c in columns if c["pk"]), key=lambda c: int(c["pk"])))
        made = set() if derived else DERIVED_COLUMNS.get(name, set())
        texts = tuple(
            c["name"]
            for c in columns
            if c["type"] == "TEXT"
            and c["name"] not in (*made, *key)
            and (derived or (name, c["name"]) not in RECORD_NAMES)
        )
        if texts and key and (derived or name not in _NO_TEXTS):
            found.append(Table(name=name, key=key, texts=texts))
    return found


def texts_that(
    tracker: Tracker, test: Callable[[str | None], bool], about: Collection[int] | None = None
) -> Iterator[Text]:
    """Every text in the file that meets the test; names of records and what is derived are left out.

    With `about` only the texts of these events, of their citations and their sources.
    """
    tracker.connection.create_function("names_them", 1, test, deterministic=True)
    for table in tables(tracker):
        # One call a row: nearly all rows name nobody.
        joined = " || char(10) || ".join(f"coalesce(\"{column}\", '')" for column in table.texts)
        among = "1" if about is None else _ABOUT.get(table.name, "0")
        for row in tracker.rows(
            f"SELECT * FROM {table.name} WHERE {among} AND names_them({joined})",
            {"events": json.dumps(sorted(about or ()))},
        ):
            for column in table.texts:
                if row[column] is not None and test(row[column]):
                    key = tuple(row[name] for name in table.key)
                    yield Text(table=table, key=key, column=column, text=row[column], row=row)


def set_text(tracker: Tracker, text: Text, values: Mapping[str, str | None]) -> None:
    """Change columns of the row in which a text stands."""
    cells = ", ".join(f'"{column}" = ?' for column in values)
    where = " AND ".join(f'"{column}" IS ?' for column in text.table.key)
    tracker.connection.execute(
        f"UPDATE {text.table.name} SET {cells} WHERE {where}",
        (*values.values(), *text.key),
    )


def holds_bytes(tracker: Tracker, form: str) -> bool:
    """Whether the texts of any row hold these letters, ASCII letters in any case.

    As they stand in the file: one right after the other.
    """
    for table in tables(tracker, derived=True):
        columns = [row["name"] for row in tracker.rows(f"PRAGMA table_info({table.name})") if row["type"] == "TEXT"]
        joined = " || ".join(f"coalesce(\"{column}\", '')" for column in columns)
        if tracker.row(f"SELECT 1 FROM {table.name} WHERE instr(lower({joined}), ?) LIMIT 1", (form,)):
            return True
    return False


def ids_of(tracker: Tracker, person_id: int) -> list[int]:
    """The id of a person, and those that were joined with it."""
    return [person_id, *joined_with(tracker, Noun.PERSON, person_id)]


def names_of(tracker: Tracker, person_id: int) -> list[str]:
    """Every name that a person has, or had by the log, the one shown first."""
    rows = tracker.rows(
        "SELECT name, 0 AS place FROM people WHERE id = :id"
        " UNION ALL SELECT name, 1 FROM names WHERE person_id = :id"
        " UNION ALL SELECT name, 2 FROM same_as WHERE person_id = :id"
        " UNION ALL SELECT json_extract(old, '$.name'), 3 FROM change WHERE table_name = 'people'"
        " AND row_id IN (SELECT value FROM json_each(:ids))"
        " UNION ALL SELECT json_extract(old, '$.name'), 4 FROM change"
        " WHERE table_name = 'names' AND json_extract(old, '$.person_id') IN (SELECT value FROM json_each(:ids))"
        " ORDER BY place",
        {"id": person_id, "ids": json.dumps(ids_of(tracker, person_id))},
    )
    return list(dict.fromkeys(row[0] for row in rows if row[0]))


def numbers_of(tracker: Tracker, person_id: int) -> list[tuple[str, str]]:
    """The numbers that a person has, or had by the log, in registers: scheme, number."""
    rows = tracker.rows(
        "SELECT scheme, value FROM identifiers WHERE person_id = :id"
        " UNION SELECT json_extract(old, '$.scheme'), json_extract(old, '$.value') FROM change"
        " WHERE table_name = 'identifiers' AND json_extract(old, '$.person_id') IN"
        " (SELECT value FROM json_each(:ids)) ORDER BY 1, 2",
        {"id": person_id, "ids": json.dumps(ids_of(tracker, person_id))},
    )
    return [(row[0], row[1]) for row in rows if row[0] and row[1]]


def record_names(tracker: Tracker, person_id: int) -> list[tuple[str, int, str]]:
    """Every name of every other record: the table of the record, its id, the name."""
    named = tracker.rows(
        "SELECT 'people', id, name FROM people WHERE id <> :id UNION SELECT 'organizations', id, name"
        " FROM organizations UNION SELECT 'titles', id, name FROM titles UNION SELECT 'people', person_id, name"
        " FROM names WHERE person_id <> :id UNION SELECT 'organizations', organization_id, name FROM names"
        " WHERE organization_id IS NOT NULL UNION SELECT 'titles', title_id, name FROM names WHERE title_id IS NOT NULL"
        " UNION SELECT 'organizations', organization_id, new_name FROM events WHERE new_name IS NOT NULL"
        " ORDER BY 1, 2, 3",
        {"id": person_id},
    )
    return [(row[0], row[1], row[2]) for row in named]


def events_of_people(tracker: Tracker, people: Collection[int]) -> set[int]:
    """The events that name any of these people."""
    listed = json.dumps(list(people))
    rows = tracker.rows(
        f"SELECT id FROM events WHERE person_id IN {_IDS}"
        f" UNION SELECT event_id FROM event_participants WHERE person_id IN {_IDS}",
        (listed, listed),
    )
    return {row[0] for row in rows}


def rows_on_log(tracker: Tracker, people: Collection[int], events: Collection[int]) -> set[RowKey]:
    """The rows that were about people by the log: theirs, and parts of these events and of theirs that are gone."""
    theirs = json.dumps(list(people))
    gone = {
        row[0]
        for row in tracker.rows(
            f"SELECT row_id FROM change WHERE table_name = 'events' AND json_extract(old, '$.person_id') IN {_IDS}"
            " AND row_id NOT IN (SELECT id FROM events)",
            (theirs,),
        )
    } | set(events)
    rows = tracker.rows(
        f"SELECT DISTINCT table_name, row_id FROM change WHERE table_name <> 'events'"
        f" AND (json_extract(old, '$.person_id') IN {_IDS} OR json_extract(old, '$.other_person_id') IN {_IDS})"
        f" UNION SELECT table_name, row_id FROM change WHERE json_extract(old, '$.event_id') IN {_IDS}",
        (theirs, theirs, json.dumps(sorted(gone))),
    )
    own = {("people", number) for number in people} | {("events", number) for number in gone}
    return own | {(row[0], row[1]) for row in rows}


def rows_about(tracker: Tracker, person_id: int, events: Collection[int]) -> set[RowKey]:
    """The rows on record that are about a person, or a part of one of these events of theirs."""
    found = {("events", number) for number in events}
    listed = json.dumps(sorted(events))
    for table, column in _referring(tracker, "people"):
        if table != "events":
            found |= {(table, row[0]) for row in _ids(tracker, table, f"{column} = ?", person_id)}
    for table in ("event_participants", "citations", "resolutions"):
        found |= {(table, row[0]) for row in _ids(tracker, table, f"event_id IN {_IDS}", listed)}
    return found


def _ids(tracker: Tracker, table: str, condition: str, parameter: str | int) -> list[sqlite3.Row]:
    has_id = any(row["name"] == "id" and row["pk"] == 1 for row in tracker.rows(f"PRAGMA table_info({table})"))
    return tracker.rows(f"SELECT id FROM {table} WHERE {condition}", (parameter,)) if has_id else []


def _referring(tracker: Tracker, table: str) -> list[tuple[str, str]]:
    """The columns that refer to a table: table, column."""
    rows = tracker.rows(
        'SELECT list.name, keys."from" FROM pragma_table_list AS list, pragma_foreign_key_list(list.name) AS keys'
        " WHERE list.schema = 'main' AND list.type = 'table' AND keys.\"table\" = ? ORDER BY 1, 2",
        (table,),
    )
    return [(row[0], row[1]) for row in rows]


def delete_events(tracker: Tracker, events: Collection[int]) -> list[int]:
    """Delete events, what refers to them, and the sources that nothing else cites; the ids of those sources."""
    listed = json.dumps(sorted(events))
    run = tracker.connection.execute
    cited = [row[0] for row in run(f"SELECT DISTINCT source_id FROM citations WHERE event_id IN {_IDS}", (listed,))]
    for column in ("ends_event_id", "supersedes_event_id"):
        run(f"UPDATE events SET {column} = NULL WHERE {column} IN {_IDS}", (listed,))
    for table in ("citations", "event_participants", "resolutions"):
        run(f"DELETE FROM {table} WHERE event_id IN {_IDS}", (listed,))
    run(f"DELETE FROM events WHERE id IN {_IDS}", (listed,))
    left = json.dumps(cited)
    orphans = run(
        f"SELECT id FROM sources WHERE id IN {_IDS} AND id NOT IN (SELECT source_id FROM citations) ORDER BY id",
        (left,),
    ).fetchall()
    for (source_id,) in orphans:
        run("DELETE FROM sources WHERE id = ?", (source_id,))
    return [row[0] for row in orphans]


def take_participants(tracker: Tracker, event_id: int, person_id: int | None = None) -> None:
    """Take a person out of the further parts of an event; without a person, all of them."""
    tracker.connection.execute(
        "DELETE FROM event_participants WHERE event_id = ?1 AND (?2 IS NULL OR person_id = ?2)", (event_id, person_id)
    )


def delete_person(tracker: Tracker, person_id: int) -> None:
    """Delete a person with every row that is theirs; events that name them must be gone or name nobody."""
    for table, column in _referring(tracker, "people"):
        tracker.connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (person_id,))
    forget_blocks(tracker, Noun.PERSON, person_id)
    tracker.connection.execute("DELETE FROM people WHERE id = ?", (person_id,))


def entries_of(tracker: Tracker, keys: Iterable[RowKey]) -> set[int]:
    """The entries of the log that changed any of these rows."""
    return {
        row[0]
        for table, row_id in keys
        for row in tracker.rows("SELECT txn_id FROM change WHERE table_name = ? AND row_id = ?", (table, row_id))
    }


def sources_of(tracker: Tracker, events: Collection[int]) -> set[int]:
    """The sources that these events cite."""
    rows = tracker.rows(f"SELECT source_id FROM citations WHERE event_id IN {_IDS}", (json.dumps(sorted(events)),))
    return {row[0] for row in rows}


def purge_log(tracker: Tracker, people: Collection[int], keys: Iterable[RowKey]) -> tuple[int, set[int]]:
    """Take rows out of the log, and people out of what it keeps of others; how many changes, of which entries."""
    run = tracker.connection.execute
    run("CREATE TEMP TABLE IF NOT EXISTS purged(table_name TEXT, row_id INTEGER, PRIMARY KEY (table_name, row_id))")
    run("DELETE FROM temp.purged")
    tracker.connection.executemany("INSERT OR IGNORE INTO temp.purged VALUES (?, ?)", keys)
    theirs = "(table_name, row_id) IN (SELECT table_name, row_id FROM temp.purged)"
    entries = {row[0] for row in run(f"SELECT DISTINCT txn_id FROM change WHERE {theirs}")}
    count = run(f"DELETE FROM change WHERE {theirs}").rowcount
    named, listed = f"json_extract(old, '$.person_id') IN {_IDS}", json.dumps(list(people))
    entries |= {row[0] for row in run(f"SELECT DISTINCT txn_id FROM change WHERE {named}", (listed,))}
    run(f"UPDATE change SET old = json_remove(old, '$.person_id') WHERE {named}", (listed,))
    count += run("DELETE FROM change WHERE operation = 'update' AND old = '{}'").rowcount
    run("DROP TABLE temp.purged")
    return count, entries


def commands_of(tracker: Tracker, entries: Collection[int]) -> dict[int, str]:
    """The commands of these entries of the log, but for the one that is being written."""
    rows = tracker.rows(
        f"SELECT id, command FROM txn WHERE is_open IS NULL AND id IN {_IDS}", (json.dumps(sorted(entries)),)
    )
    return {row[0]: row[1] for row in rows}


def set_command(tracker: Tracker, txn_id: int, command: str) -> None:
    """Change the command of an entry of the log."""
    tracker.connection.execute("UPDATE txn SET command = ? WHERE id = ?", (command, txn_id))


def forget_changes(tracker: Tracker) -> None:
    """Keep no old values of what the entry of the log that is being written has changed."""
    tracker.connection.execute("DELETE FROM change WHERE txn_id = (SELECT id FROM txn WHERE is_open = 1)")


def close_unlogged(tracker: Tracker) -> None:
    """End the entry that is being written without the old values of what it changed; the entry itself stays.

    What the log says is not what it was, so that every entry gets another digest when this one is closed.
    """
    forget_changes(tracker)
    tracker.connection.execute("UPDATE txn SET digest = NULL, is_open = NULL")


def index_anew(tracker: Tracker) -> None:
    """Make the full-text index anew: an index keeps the words of deleted rows until it is."""
    for index in _INDEXES:
        tracker.connection.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
        tracker.connection.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")
