"""The full-text indexes of a private copy, kept true set by set: a copy has none of the triggers that do it row by row.

An index must be told the very words that it holds of a row before they change. Words of a row that is gone for good
may stay: whatever is found is looked up in its table.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from orgtrack.store.file import Tracker

_INDEXES = {
    "people": ("people_fts", "people", "name, search_keys, search_prefixes"),
    "organizations": ("organizations_fts", "organizations", "name, search_keys, search_prefixes"),
    "events": ("events_fts", "event_words", "headline, keys"),
}


def take_words(tracker: Tracker, table: str, ids: str) -> None:
    """Take the words of these people, organizations or events out of the index; `ids` is a query."""
    index, words, columns = _INDEXES[table]
    tracker.connection.execute(
        f"INSERT INTO {index}({index}, rowid, {columns})"
        f" SELECT 'delete', id, {columns} FROM {words} WHERE id IN ({ids})"
    )


def _put_words(tracker: Tracker, table: str, ids: str) -> None:
    index, words, columns = _INDEXES[table]
    tracker.connection.execute(
        f"INSERT INTO {index}(rowid, {columns}) SELECT id, {columns} FROM {words} WHERE id IN ({ids})"
    )


@contextmanager
def words_changing(tracker: Tracker, changing: dict[str, str]) -> Iterator[None]:
    """Inside, the words of these rows may change, by table; each query must give the same ids before and after."""
    for table, ids in changing.items():
        take_words(tracker, table, ids)
    yield
    for table, ids in changing.items():
        _put_words(tracker, table, ids)
