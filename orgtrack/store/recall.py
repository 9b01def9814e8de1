"""A private copy of a tracker, and the log run backwards in it: every logged row as it was before a time.

The copy is a temporary database without a name: SQLite keeps it in memory, spills it to a file that no folder lists,
and it is gone with the connection, however the program ends.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from orgtrack.model.vocabulary import Noun
from orgtrack.names import fold
from orgtrack.schema.history import DERIVED_COLUMNS, LOGGED, logged_columns
from orgtrack.store.file import Tracker, speaking
from orgtrack.store.names import refresh_search
from orgtrack.store.words import words_changing

_CACHE_KB = 131_072


@contextmanager
def scratch_copy(tracker: Tracker) -> Iterator[Tracker]:
    """A copy of the tracker at this moment that may be changed at will: nothing is logged, nobody else sees it."""
    connection = sqlite3.connect("", isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        with speaking(tracker.path):
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
            # Nothing in it is ever taken back while it is made.
            connection.execute("PRAGMA main.journal_mode = OFF")
            tracker.connection.backup(connection)
            connection.create_function("fold", 1, fold, deterministic=True)
            triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for trigger in triggers:
                connection.execute(f'DROP TRIGGER "{trigger["name"]}"')
        yield Tracker(tracker.path, connection)
    finally:
        connection.close()


@contextmanager
def made_at_once(copy: Tracker) -> Iterator[None]:
    """What is changed inside is one transaction: after each one SQLite may write all that has changed to its file."""
    with speaking(copy.path):
        copy.connection.execute("BEGIN")
        yield
        copy.connection.execute("COMMIT")
        # From here on questions are asked, and what they note down is rolled back.
        copy.connection.execute("PRAGMA main.journal_mode = MEMORY")


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """What the log has of a time and after: the events and organizations that were otherwise before.

    `after` is the last entry before that time, 0 when there is none; `first_time` when the first entry of all was
    made, None of an empty log.
    """

    after: int
    first_time: str | None
    events: list[int]
    organizations: list[int]


def later_changes(tracker: Tracker, before: str) -> Later:
    """Note down in a private copy which rows were otherwise before this time (UTC, as the log writes it)."""
    run = tracker.connection.execute
    times = tracker.row(
        "SELECT coalesce((SELECT max(id) FROM txn WHERE time < ?), 0), (SELECT time FROM txn ORDER BY id LIMIT 1)",
        (before,),
    )
    assert times is not None
    # A row whose first later change is its insertion was not there; every other one was.
    run(
        "CREATE TEMP TABLE later AS SELECT table_name, row_id, operation = 'insert' AS is_new, min(id) AS change_id"
        " FROM change WHERE txn_id > ? GROUP BY table_name, row_id",
        (times[0],),
    )
    run("CREATE INDEX temp.later_row ON later(table_name, row_id)")
    return Later(
        after=times[0],
        first_time=times[1],
        events=[row[0] for row in tracker.rows(_changed("events"))],
        organizations=[row[0] for row in tracker.rows(_changed("organizations"))],
    )


def rewind(tracker: Tracker, later: Later) -> None:
    """Make every logged row of a private copy what it was, from what was noted down; derived rows are left as they are.

    Search words and name keys are in line with the names again.
    """
    _note_words(tracker, later)
    with words_changing(tracker, {table: f"SELECT id FROM temp.{table}_words" for table in _WORDED}):
        for table in LOGGED:
            _rewind_table(tracker, table)
        for noun in (Noun.PERSON, Noun.ORGANIZATION):
            for row in tracker.rows(f"SELECT id FROM temp.{noun.table}_words"):
                refresh_search(tracker, noun, row[0])
    tracker.connection.execute("DELETE FROM change WHERE txn_id > ?", (later.after,))
    tracker.connection.execute("DELETE FROM txn WHERE id > ?", (later.after,))


def _changed(table: str, condition: str = "1") -> str:
    return f"SELECT row_id FROM temp.later WHERE table_name = '{table}' AND {condition}"


_WORDED = ("people", "organizations", "events")


def _note_words(tracker: Tracker, later: Later) -> None:
    """Note down which people, organizations and events have other words: their own, or those of their names.

    Those that were not there before are left out.
    """
    run = tracker.connection.execute
    for noun in (Noun.PERSON, Noun.ORGANIZATION):
        table, column = noun.table, f"{noun}_id"
        run(
            f"CREATE TEMP TABLE {table}_words AS SELECT row_id AS id FROM ({_changed(table, 'NOT is_new')}"
            f" UNION SELECT {column} FROM names WHERE id IN ({_changed('names')}) AND {column} IS NOT NULL"
            f" UNION SELECT json_extract(old, '$.{column}') FROM change WHERE table_name = 'names' AND txn_id > ?"
            f" AND json_extract(old, '$.{column}') IS NOT NULL)"
            f" WHERE row_id NOT IN ({_changed(table, 'is_new')})",
            (later.after,),
        )
    run(
        f"CREATE TEMP TABLE events_words AS SELECT row_id AS id FROM ({_changed('events', 'NOT is_new')}"
        " UNION SELECT id FROM events WHERE person_id IN (SELECT id FROM temp.people_words)"
        " UNION SELECT id FROM events WHERE organization_id IN (SELECT id FROM temp.organizations_words))"
        f" WHERE row_id NOT IN ({_changed('events', 'is_new')})"
    )


def _rewind_table(tracker: Tracker, table: str) -> None:
    """Each row that was there is put together: of each column the first later old value, else the present one."""
    run = tracker.connection.execute
    logged = logged_columns(tracker.connection, table)
    derived = {column: _derived(column) for column in sorted(DERIVED_COLUMNS.get(table, ()))}
    run(
        "CREATE TEMP TABLE was AS SELECT row_id AS id, json_group_object(key, value) AS old FROM ("
        " SELECT change.row_id, each.key, each.value, min(change.id) FROM temp.later JOIN change"
        " ON change.table_name = later.table_name AND change.row_id = later.row_id AND change.id >= later.change_id,"
        " json_each(change.old) AS each WHERE later.table_name = ? AND NOT later.is_new"
        " GROUP BY change.row_id, each.key) GROUP BY row_id",
        (table,),
    )
    cells = ", ".join(
        f'CASE WHEN json_type(was.old, \'$."{column}"\') IS NULL THEN present."{column}"'
        f' ELSE json_extract(was.old, \'$."{column}"\') END AS "{column}"'
        for column in logged
    )
    kept = "".join(f", present.{column} AS {column}" for column in derived)
    run(
        f"CREATE TEMP TABLE restored AS SELECT was.id, {cells}{kept}"
        f" FROM temp.was LEFT JOIN {table} AS present ON present.id = was.id"
    )
    run(f"DELETE FROM {table} WHERE id IN ({_changed(table)})")
    columns = ", ".join(f'"{column}"' for column in ["id", *logged, *derived])
    values = ", ".join([f'"{column}"' for column in ["id", *logged]] + list(derived.values()))
    run(f"INSERT INTO {table}({columns}) SELECT {values} FROM temp.restored")
    run("DROP TABLE temp.was")
    run("DROP TABLE temp.restored")


def _derived(column: str) -> str:
    """A derived column of a row that is put back: a key at once, the rest as it is until it is derived again."""
    match column:
        case "name_key":
            return "fold(name)"
        case "search_keys" | "search_prefixes":
            return f"coalesce({column}, '')"
        case "url_key" | "title_key":
            return "NULL"  # only recording looks for a source by them
        case _:
            return column


def forget_derived(tracker: Tracker) -> None:
    """Empty a private copy's tables of tenures and parents, so that all of them are derived from nothing."""
    for table in ("tenures", "hierarchy"):
        tracker.connection.execute(f"DELETE FROM {table}")
