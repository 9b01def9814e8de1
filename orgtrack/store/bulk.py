"""Many rows at once: written set-wise with their log and their words for search, as the triggers would one by one.

A trigger that fires for each row costs more than the row. Where there are many, the triggers of an insert stand aside
for as long as one statement takes, and the same statements fill the log and the index for all its rows. Indexes that
only reading needs, and counts, are made anew at the end of an import that is larger than what was on record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from orgtrack.schema.history import LOGGED
from orgtrack.store.counting import put_counts_aside
from orgtrack.store.file import Tracker, speaking

# Fewer rows are inserted with their triggers: taking these away and making them again costs more.
_MANY = 400
# What inserts into the full-text index, by table: the trigger, the index, its columns, and where they come from.
_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "people": ("people_ai", "people_fts", "name, search_keys, search_prefixes", "people"),
    "organizations": ("organizations_ai", "organizations_fts", "name, search_keys, search_prefixes", "organizations"),
    "events": ("events_words_insert", "events_fts", "headline, keys", "event_words"),
}
# Needed while an import writes, for what it asks of the record; all others of these tables can wait.
# `change_row` says which ids have been given.
_ASKED = frozenset(
    {"events_ends", "events_supersedes", "events_lives", "events_left_all", "citations_event", "change_row"}
)
# Asked about people who were on record before.
_ASKED_OF_KNOWN = _ASKED | {"events_person", "name_blocks_record"}
_WIDE = ("events", "citations", "change", "tenures", "name_blocks")
# Pages held while much is written, and what an index is sorted in.
_CACHE_KILOBYTES = 32_000

Cells = tuple[str | int | None, ...]


def insert_rows(tracker: Tracker, table: str, columns: Sequence[str], rows: Sequence[Cells]) -> None:
    """Add rows to a table; a logged one's `id` comes first in `columns`, above all that are on record.

    What is written is the same whether there are few or many.
    """
    if not rows:
        return
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    insert = f"INSERT INTO {table}({names}) VALUES ({marks})"
    with speaking(tracker.path):
        if len(rows) < _MANY:
            tracker.connection.executemany(insert, rows)
            return
        with _triggers_aside(tracker, table), _unchecked(tracker):
            tracker.connection.executemany(insert, rows)
        if table in LOGGED:
            _log_and_index(tracker, table, int(rows[0][0] or 0))


@contextmanager
def _unchecked(tracker: Tracker) -> Iterator[None]:
    """Without CHECK, which is more work than all else about a row, and asks no more than the types of our values do."""
    tracker.connection.execute("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        tracker.connection.execute("PRAGMA ignore_check_constraints = OFF")


def _log_and_index(tracker: Tracker, table: str, first: int) -> None:
    tracker.connection.execute(
        "INSERT INTO change(txn_id, table_name, row_id, operation)"
        f" SELECT (SELECT id FROM txn WHERE is_open = 1), '{table}', id, 'insert' FROM {table} WHERE id >= ?",
        (first,),
    )
    if table in _WORDS:
        _, index, words, origin = _WORDS[table]
        tracker.connection.execute(
            f"INSERT INTO {index}(rowid, {words}) SELECT id, {words} FROM {origin} WHERE id >= ?", (first,)
        )


@contextmanager
def _triggers_aside(tracker: Tracker, table: str) -> Iterator[None]:
    aside = [f"{table}_log_insert", *([_WORDS[table][0]] if table in _WORDS else [])]
    marks = ", ".join("?" * len(aside))
    kept = tracker.rows(f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name IN ({marks})", aside)
    for name, _ in kept:
        tracker.connection.execute(f"DROP TRIGGER {name}")
    # Not `finally`: after an error everything is rolled back, the triggers with it.
    yield
    for _, sql in kept:
        tracker.connection.execute(sql)


def next_id(tracker: Tracker, table: str) -> int:
    """The id that the next row gets, which no row of this table has ever had (`rows.insert`)."""
    row = tracker.row(
        f"SELECT 1 + max((SELECT coalesce(max(id), 0) FROM {table}), (SELECT coalesce(max(row_id), 0) FROM change"
        f" WHERE table_name = '{table}'))"
    )
    assert row is not None
    return int(row[0])


def count(tracker: Tracker, table: str) -> int:
    """How many rows are on record."""
    row = tracker.row(f"SELECT count(*) FROM {table}")
    assert row is not None
    return int(row[0])


def put_indexes_aside(tracker: Tracker, *, all_new: bool) -> list[str]:
    """Take away the indexes that only reading needs, and counts; the statements that make them again, before the end.

    With `all_new` nobody was on record before.
    """
    kept = _ASKED if all_new else _ASKED_OF_KNOWN
    marks = ", ".join("?" * len(_WIDE))
    rows = tracker.rows(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})",
        _WIDE,
    )
    aside = [(name, sql) for name, sql in rows if name not in kept]
    with speaking(tracker.path):
        tracker.connection.execute(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")
        for name, _ in aside:
            tracker.connection.execute(f"DROP INDEX {name}")
        # With the indexes made, what is counted is read from them.
        return [*(sql for _, sql in aside), *put_counts_aside(tracker)]


def make_indexes(tracker: Tracker, statements: Sequence[str]) -> None:
    """Make again what was put aside."""
    with speaking(tracker.path):
        for sql in statements:
            tracker.connection.execute(sql)
