"""The sixth form: how many rows have each value of the columns that pages count, kept beside the tables.

Counting a million rows takes thirty milliseconds a column, and a page counts four. Triggers keep the counts, so that
they follow whatever writes, undo and other programs included; a row costs them two microseconds. What no trigger sees
(INSERT OR REPLACE does not say that it deletes) leaves the sum other than the number of rows: readers compare the two,
and count for themselves where they differ (`store.counting`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

# Years and months are generated from the bounds.
_FROM_BOUNDS = ("date_earliest", "date_latest")

# By table, what is counted: the name under which, the expression over the row {0}, and the columns it is made from.
COUNTED: Mapping[str, Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "events": {
        **{
            column: (f"{{0}}.{column}", (column,))
            for column in ("type", "company_id", "title_id", "status", "manner", "date_precision")
        },
        "year": ("{0}.year", _FROM_BOUNDS),
        # The month in which somebody took or left a post, or is to.
        "move_month": (
            "iif({0}.type IN ('appointment', 'departure') AND {0}.status IN ('happened', 'planned'), {0}.month, NULL)",
            ("type", "status", *_FROM_BOUNDS),
        ),
    },
    "tenures": {
        column: (f"{{0}}.{column}", (column,)) for column in ("title_id", "organization_id", "end_state", "acting")
    },
}


def values(table: str, name: str, row: str) -> str:
    """What is counted of a row, as the table of counts keeps it: text, empty for NULL."""
    return f"coalesce(CAST({COUNTED[table][name][0].format(row)} AS TEXT), '')"


def recount(table: str) -> list[str]:
    """The statements that count a table anew."""
    return [
        f"DELETE FROM counts WHERE counted GLOB '{table}.*'",
        *(
            f"INSERT INTO counts(counted, value, number) SELECT '{table}.{name}', {values(table, name, table)},"
            f" count(*) FROM {table} GROUP BY {COUNTED[table][name][0].format(table)}"
            for name in COUNTED[table]
        ),
    ]


def triggers(table: str) -> list[str]:
    """The triggers that keep the counts of a table."""
    columns = sorted({column for _, made_from in COUNTED[table].values() for column in made_from})
    differs = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
    return [
        f"CREATE TRIGGER {table}_counts_insert AFTER INSERT ON {table} BEGIN{_add(table, [('NEW', 1)])};\nEND",
        f"CREATE TRIGGER {table}_counts_delete AFTER DELETE ON {table} BEGIN{_add(table, [('OLD', -1)])};\nEND",
        f"CREATE TRIGGER {table}_counts_update AFTER UPDATE OF {', '.join(columns)} ON {table} WHEN {differs}"
        f" BEGIN{_add(table, [('OLD', -1), ('NEW', 1)])};\nEND",
    ]


def _add(table: str, rows: Iterable[tuple[str, int]]) -> str:
    cells = ", ".join(
        f"('{table}.{name}', {values(table, name, row)}, {number})" for row, number in rows for name in COUNTED[table]
    )
    return f"""
    INSERT INTO counts(counted, value, number) VALUES {cells}
    ON CONFLICT(counted, value) DO UPDATE SET number = number + excluded.number"""


COUNTS = [
    """
CREATE TABLE counts (
    counted TEXT NOT NULL,
    value TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (counted, value)
) STRICT, WITHOUT ROWID""",
    *(statement for table in COUNTED for statement in (*recount(table), *triggers(table))),
]
