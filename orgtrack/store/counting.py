"""The counts kept beside the tables (`schema.counts`): read where they agree with the table, made anew in one go."""

from __future__ import annotations

import sqlite3

from orgtrack.schema.counts import COUNTED, recount, triggers
from orgtrack.store.file import Tracker, speaking

# What the functions here are handed.
Connection = sqlite3.Connection

# What is counted as text is text in its table, all else is a number.
_TEXTS = frozenset({"type", "status", "manner", "date_precision", "move_month", "end_state"})


def is_counted(table: str, name: str) -> bool:
    """Whether counts of that column are kept."""
    return name in COUNTED.get(table, ())


def counts_sql(table: str, name: str, *, is_sound: bool = False, rows: int | None = None) -> str:
    """A query for `value`, `count` and `is_sound` of all values but NULL, in no order: exact whatever has been written.

    The counts that are kept are used where they sum up to the number of rows, which SQLite has quickly; else the rows
    are counted. With `is_sound` that has been looked at just now; `rows` is the number of rows, where that is known.
    """
    value = "value" if name in _TEXTS else "CAST(value AS INTEGER)"
    kept = f"SELECT {value} AS value, number AS count, 1 AS is_sound FROM counts WHERE counted = '{table}.{name}'"
    if is_sound:
        return f"{kept} AND counts.value <> '' AND number > 0"
    itself = COUNTED[table][name][0].format(table)
    # A condition would be asked of every row; a join with nothing reads none.
    return f"""
        WITH looked AS MATERIALIZED (
            SELECT (SELECT coalesce(sum(number), 0) FROM counts WHERE counted = '{table}.{name}')
                = {f"(SELECT count(*) FROM {table})" if rows is None else rows} AS agrees
        )
        SELECT value, count, is_sound FROM (SELECT 1 FROM looked WHERE agrees)
        CROSS JOIN ({kept} AND counts.value <> '' AND number > 0)
        UNION ALL SELECT {itself}, count(*), 0 FROM (SELECT 1 FROM looked WHERE NOT agrees)
        CROSS JOIN {table} WHERE {itself} IS NOT NULL GROUP BY {itself}"""


def mend_counts(tracker: Tracker) -> int:
    """Count everything anew; how many counts were not so."""
    with speaking(tracker.path):
        before = _kept(tracker)
        count_anew(tracker.connection)
        return len({key for key, _ in before ^ _kept(tracker)})


def _kept(tracker: Tracker) -> set[tuple[tuple[str, str], int]]:
    rows = tracker.rows("SELECT counted, value, number FROM counts WHERE number <> 0")
    return {((row[0], row[1]), row[2]) for row in rows}


def count_anew(connection: Connection) -> None:
    """Count everything that counts are kept of."""
    for table in COUNTED:
        for statement in recount(table):
            connection.execute(statement)


def put_counts_aside(tracker: Tracker) -> list[str]:
    """Keep no counts for now; the statements that count anew and keep them again, before the end."""
    again = []
    for table in COUNTED:
        made = triggers(table)
        for statement in made:
            tracker.connection.execute(f"DROP TRIGGER {statement.split()[2]}")
        again += [*recount(table), *made]
    return again
