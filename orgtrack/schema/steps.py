"""The migrations, in order. A step that has been released is never edited: a change is a new step."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from orgtrack.schema.conflicts import RESOLUTIONS
from orgtrack.schema.counts import COUNTS
from orgtrack.schema.history import LOGGED, LOGGED_FIRST, log_triggers
from orgtrack.schema.imports import IMPORTS
from orgtrack.schema.likeness import LIKENESS
from orgtrack.schema.outside import OUTSIDE
from orgtrack.schema.search import EVENT_SEARCH
from orgtrack.schema.tables import INDEXES, TABLES
from orgtrack.schema.tenures import TENURES
from orgtrack.schema.undoing import UNDOING
from orgtrack.schema.views import CALLED_THEN, VIEWS

MIGRATIONS = Migrations("orgtrack")

_SEARCHED = ["name", "search_keys", "search_prefixes"]


def _run(db: Database, statements: list[str]) -> None:
    for statement in statements:
        db.execute(statement)


@MIGRATIONS()
def m001_first(db: Database) -> None:
    _run(db, TABLES)
    _run(db, INDEXES)
    _run(db, VIEWS)
    for table in ("people", "organizations"):
        db.table(table).enable_fts(_SEARCHED, create_triggers=True, tokenize="unicode61 remove_diacritics 2")
    _run(db, EVENT_SEARCH)
    _run(db, log_triggers(db.conn, LOGGED_FIRST))


@MIGRATIONS()
def m002_tenures(db: Database) -> None:
    _run(db, TENURES)


@MIGRATIONS()
def m003_likeness(db: Database) -> None:
    _run(db, LIKENESS)
    _run(db, log_triggers(db.conn, ["not_same"]))


@MIGRATIONS()
def m004_undoing(db: Database) -> None:
    _run(db, UNDOING)
    _run(db, log_triggers(db.conn, LOGGED))


@MIGRATIONS()
def m005_imports(db: Database) -> None:
    _run(db, IMPORTS)


@MIGRATIONS()
def m006_called_then(db: Database) -> None:
    _run(db, CALLED_THEN)


@MIGRATIONS()
def m007_resolutions(db: Database) -> None:
    _run(db, RESOLUTIONS)
    _run(db, log_triggers(db.conn, ["resolutions"]))


@MIGRATIONS()
def m008_outside(db: Database) -> None:
    _run(db, OUTSIDE)


@MIGRATIONS()
def m009_counts(db: Database) -> None:
    _run(db, COUNTS)
