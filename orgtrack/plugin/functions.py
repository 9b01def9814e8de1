"""SQL functions for the canned queries and the search box."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

from orgtrack.model.vocabulary import Noun, read_id
from orgtrack.names import fold
from orgtrack.plugin.answers import ANSWERS, Answer, answer
from orgtrack.plugin.shapes import Site
from orgtrack.plugin.trackers import is_tracker
from orgtrack.schema import VERSION
from orgtrack.store import Tracker
from orgtrack.store.opening import form_of
from orgtrack.store.read_search import search_expression

# One cell or one query result of more bytes is refused: a query could otherwise ask for a gigabyte of zeros.
LONGEST_VALUE_BYTES = 20_000_000
LONGEST_QUERY_BYTES = 50_000


def add_functions(connection: sqlite3.Connection, datasette: Site, database: str) -> None:
    """`name_key(text)`, `id_of(noun, text)` and `today()`, the day by the owner's clock or as set by --today.

    Each of `ANSWERS` is the answer of a command as one JSON text, of as many rows as a page of Datasette can hold.

    Datasette asks `escape_fts(text)` for what a search box means; in a tracker that is what it means in the terminal.
    """
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE_BYTES)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, LONGEST_QUERY_BYTES)
    connection.create_function("name_key", 1, _name_key, deterministic=True)
    connection.create_function("id_of", 2, _id_of, deterministic=True)
    connection.create_function("today", 0, lambda: today_of(datasette, database))
    for name, (asked, words) in ANSWERS.items():
        connection.create_function(name, words, _answering(connection, datasette, database, asked))
    # Which databases are trackers is known only when the first connections have been made.
    connection.create_function("escape_fts", 1, lambda text: _searched(datasette, database, str(text or "")))


def _answering(
    connection: sqlite3.Connection, datasette: Site, database: str, asked: Answer
) -> Callable[..., str | None]:
    def answered(*words: object) -> str | None:
        if not is_tracker(datasette, database):
            return None
        if form_of(connection) != VERSION:
            # The first page says what to do with it.
            return "[]"
        tracker = Tracker(Path(datasette.databases[database].path or database), connection)
        # Datasette reads up to two rows more than it shows, to know whether there are any.
        most = int(str(datasette.setting("max_returned_rows"))) + 2
        return answer(tracker, asked, date.fromisoformat(today_of(datasette, database)), words, most)

    return answered


def _searched(datasette: Site, database: str, text: str) -> str:
    """The words of a search box for FTS5: quoted, the last one by its beginning; a phrase of nothing finds nothing."""
    if not is_tracker(datasette, database):
        theirs: str = import_module("datasette.utils").escape_fts(text)
        return theirs
    return search_expression(text) or '""'


def _name_key(text: object) -> str:
    return fold(str(text or ""))


def _id_of(noun: object, text: object) -> int | None:
    """The number in `p7` or `o3` where it is an id of that noun, else NULL."""
    read = read_id(str(text or "").strip())
    return read[1] if read and read[0] is Noun(str(noun)) else None


def today_of(datasette: Site, database: str) -> str:
    """The day that counts as today on the pages of this database (YYYY-MM-DD)."""
    config = datasette.plugin_config("orgtrack", database=database) or {}
    day: date | str = config.get("today") or datetime.now().date()
    return str(day)
