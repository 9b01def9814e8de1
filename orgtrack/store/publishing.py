"""The rows of a published copy: which columns of which tables may leave the tracker, and which rows of them.

The copy is the database `main` of a connection, the tracker is attached to it as `tracker`. Nothing is copied but what
`PUBLIC` names, so that nothing private is ever written to the copy.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from orgtrack.schema import PUBLISHED_ID, migrate
from orgtrack.store.counting import count_anew
from orgtrack.store.file import Tracker, speaking
from orgtrack.store.opening import attach

# The one place that says what may be published. A column that is not named stays empty; a table that is not named has
# no rows. Texts marked with * lose the paths of files, addresses marked with @ must be such as everybody can follow.
PUBLIC: Mapping[str, str] = {
    "people": "id name note* name_key",
    "organizations": "id name kind fiscal_year_end note* name_key",
    "titles": "id name short level seats note* name_key",
    "posts": "id title_id organization_id seats note*",
    "sources": "id title* url@ publisher* published retrieved archive_url@ note* published_earliest published_latest"
    " url_key title_key",
    "events": "id date type person_id title_id organization_id headline* status acting manner reason amount* new_name"
    " new_kind announced title_text* note* date_text* date_earliest date_latest date_precision date_qualifier"
    " date_basis date_anchor announced_earliest announced_latest last_day end_state ends_event_id supersedes_event_id"
    " visibility",
    "event_participants": "id event_id role person_id organization_id title_id title_text*",
    "citations": "id event_id source_id quote* place* says_field says_value* says_earliest says_latest",
    "resolutions": "id event_id field value* instead_of* because* citation_id",
    "names": "id name kind person_id organization_id title_id language script from until name_key",
    "identifiers": "id scheme value person_id organization_id",
}
# Derived anew in the copy from its events.
DERIVED = frozenset({"hierarchy", "tenures", "name_blocks", "counts"})
# Empty in the copy: commands that read ask them. The rest has no table there.
_EMPTY = frozenset({"txn", "change", "not_same", "same_as", "import_rows"})
_DROPPED = frozenset({"copies", "tombstones", "_sqlite_migrations"})
UNPUBLISHED = _EMPTY | _DROPPED

# Columns that no row can be without, or that hold what was cut; filled in afterwards, or made from what is left.
_MADE: Mapping[str, Mapping[str, str]] = {
    "people": {"search_keys": "''", "search_prefixes": "''"},
    "organizations": {
        "search_keys": "''",
        "search_prefixes": "''",
        "name": "coalesce((SELECT names.name FROM tracker.names WHERE names.organization_id = row.id"
        " AND names.event_id IS NOT NULL ORDER BY names.id LIMIT 1), row.name)",
        "kind": "coalesce((SELECT kind FROM temp.kinds WHERE kinds.id = row.id), row.kind)",
        "company_id": "row.id",
    },
    "sources": {
        "title": "(SELECT title FROM temp.chosen_sources AS chosen WHERE chosen.id = row.id)",
        "url_key": "iif(public_address(row.url) IS NULL, NULL, row.url_key)",
        "title_key": "name_key((SELECT title FROM temp.chosen_sources AS chosen WHERE chosen.id = row.id))",
    },
    "events": {
        name: f"(SELECT id FROM temp.chosen_events AS chosen WHERE chosen.id = row.{name})"
        for name in ("ends_event_id", "supersedes_event_id")
    },
}

# What the functions here hand on to each other.
Connection = sqlite3.Connection

_EVENT = "SELECT id FROM temp.chosen_events"
_OWNED = (
    "(row.person_id IN (SELECT id FROM temp.chosen_people)"
    " OR row.organization_id IN (SELECT id FROM temp.chosen_organizations){})"
)
# A name that was typed for private events only is as private as they are: the entry of the log that added it added
# events, and none of those is published.
_TYPED_FOR_PRIVATE = """0 IS (
    SELECT max(other.row_id IN (SELECT id FROM temp.chosen_events))
    FROM tracker.change AS named JOIN tracker.change AS other ON other.txn_id = named.txn_id
    WHERE named.table_name = 'names' AND named.row_id = row.id AND named.operation = 'insert'
        AND other.table_name = 'events' AND other.operation = 'insert')"""
_ROWS: Mapping[str, str] = {
    "people": "row.id IN (SELECT id FROM temp.chosen_people)",
    "organizations": "row.id IN (SELECT id FROM temp.chosen_organizations)",
    "titles": "row.id IN (SELECT id FROM temp.chosen_titles)",
    "posts": "(row.title_id, row.organization_id) IN (SELECT title_id, organization_id FROM temp.chosen_posts)",
    "sources": f"row.id IN (SELECT source_id FROM tracker.citations WHERE event_id IN ({_EVENT}))"
    " AND row.id IN (SELECT id FROM temp.chosen_sources)",
    "events": f"row.id IN ({_EVENT})",
    "event_participants": f"row.event_id IN ({_EVENT})",
    "citations": f"row.event_id IN ({_EVENT}) AND row.source_id IN (SELECT id FROM temp.chosen_sources)",
    "resolutions": f"row.event_id IN ({_EVENT})",
    "names": "row.event_id IS NULL AND "
    + _OWNED.format(" OR row.title_id IN (SELECT id FROM temp.chosen_titles)")
    + f" AND NOT {_TYPED_FOR_PRIVATE}",
    "identifiers": _OWNED.format(""),
}

_PARTS = "tracker.events WHERE id IN ({0}) UNION SELECT {1} FROM tracker.event_participants WHERE event_id IN ({0})"
_CHOOSE = [
    "CREATE TEMP TABLE chosen_sources AS SELECT id, public_title(title) AS title FROM tracker.sources"
    " WHERE public_title(title) IS NOT NULL OR public_address(url) IS NOT NULL",
    "CREATE UNIQUE INDEX temp.chosen_sources_id ON chosen_sources(id)",
    "CREATE TEMP TABLE chosen_events(id INTEGER PRIMARY KEY)",
    "INSERT INTO temp.chosen_events SELECT id FROM tracker.events WHERE visibility = 'public' AND EXISTS (SELECT 1"
    " FROM tracker.citations JOIN temp.chosen_sources AS chosen ON chosen.id = citations.source_id"
    " WHERE citations.event_id = events.id) ORDER BY id",
    *(
        statement
        for table, column in (("people", "person_id"), ("organizations", "organization_id"), ("titles", "title_id"))
        for statement in (
            f"CREATE TEMP TABLE chosen_{table}(id INTEGER PRIMARY KEY)",
            f"INSERT INTO temp.chosen_{table} SELECT {column} FROM (SELECT {column} FROM"
            f" {_PARTS.format(_EVENT, column)}) WHERE {column} IS NOT NULL ORDER BY 1",
        )
    ),
    "CREATE TEMP TABLE chosen_posts AS SELECT title_id, organization_id FROM"
    f" {_PARTS.format(_EVENT, 'title_id, organization_id')}",
    # What kind it was before a move that is not published made it another: the first that the log knows of.
    f"""
CREATE TEMP TABLE kinds AS SELECT organization_id AS id, (SELECT json_extract(old, '$.kind') FROM tracker.change
    WHERE table_name = 'organizations' AND row_id = moved.organization_id AND operation = 'update'
        AND json_extract(old, '$.kind') IS NOT NULL ORDER BY change.id LIMIT 1) AS kind
FROM tracker.events AS moved WHERE new_kind IS NOT NULL AND moved.id NOT IN ({_EVENT}) GROUP BY 1""",
]

# What was left out and why, in the order in which it is said.
_LEFT_OUT: Mapping[str, str] = {
    "private events": "SELECT count(*) FROM tracker.events WHERE visibility <> 'public'",
    "events without a source": "SELECT count(*) FROM tracker.events WHERE visibility = 'public'"
    " AND NOT EXISTS (SELECT 1 FROM tracker.citations WHERE citations.event_id = events.id)",
    "events whose only source is a file or an address of this machine": "SELECT count(*) FROM tracker.events"
    f" WHERE visibility = 'public' AND id NOT IN ({_EVENT})"
    " AND EXISTS (SELECT 1 FROM tracker.citations WHERE citations.event_id = events.id)",
    **{
        f"{table} that nothing published names": f"SELECT count(*) FROM tracker.{table} AS row WHERE NOT {_ROWS[table]}"
        for table in ("people", "organizations", "titles")
    },
    "sources that nothing published cites": "SELECT count(*) FROM tracker.sources AS row"
    f" WHERE NOT ({_ROWS['sources']})",
    "other names of what is published that only private events gave": "SELECT count(*) FROM tracker.names AS row WHERE"
    f" {_OWNED.format(' OR row.title_id IN (SELECT id FROM temp.chosen_titles)')} AND CASE WHEN row.event_id IS NULL"
    f" THEN {_TYPED_FOR_PRIVATE} ELSE row.event_id NOT IN ({_EVENT}) END",
    "private notes": "SELECT count(*) FROM ("
    + " UNION ALL ".join(
        f"SELECT 1 FROM tracker.{table} WHERE private_note IS NOT NULL"
        for table in ("people", "organizations", "events", "sources")
    )
    + ")",
    "texts of sources": "SELECT count(*) FROM tracker.sources WHERE text IS NOT NULL",
    "entries of the log": "SELECT count(*) FROM tracker.txn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """What is left of a text, a title and an address in public, and the key under which names are compared."""

    public_text: Callable[[str | None], str | None]
    public_title: Callable[[str | None], str | None]
    public_address: Callable[[str | None], str | None]
    name_key: Callable[[str | None], str | None]


@contextmanager
def chosen(path: Path, target: Path | None, cuts: Cuts) -> Iterator[sqlite3.Connection]:
    """A connection to a new file with the tracker at `path` attached, and the rows that may be published chosen in it.

    The file has its tables; without a `target` there is none, and the choice can only be counted.

    All of it shows the tracker at one moment.
    """
    with closing(sqlite3.connect(target or ":memory:", uri=True, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        for name in Cuts.__slots__:
            connection.create_function(name, 1, getattr(cuts, name), deterministic=True)
        connection.execute("PRAGMA temp_store = MEMORY")
        # A new file that is whole when it gets its place needs no log; whoever stops before that leaves nothing.
        connection.execute("PRAGMA main.journal_mode = OFF")
        connection.execute("PRAGMA main.synchronous = OFF")
        if target is not None:
            # Before the tracker is there: a step of the schema must not find its tables.
            with speaking(target):
                _make_tables(connection)
        with speaking(path):
            attach(connection, path, "tracker")
            connection.execute("BEGIN")
            for statement in _CHOOSE:
                connection.execute(statement)
        yield connection


def left_out(connection: sqlite3.Connection) -> dict[str, int]:
    """How many of what were left out, what none was left out of not among it."""
    counts = {what: connection.execute(sql).fetchone()[0] for what, sql in _LEFT_OUT.items()}
    return {what: count for what, count in counts.items() if count}


def counted(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows of each table are published."""
    return {
        table: connection.execute(f"SELECT count(*) FROM tracker.{table} AS row WHERE {_ROWS[table]}").fetchone()[0]
        for table in ("events", "people", "organizations", "sources")
    }


def last_change(connection: sqlite3.Connection) -> str | None:
    """The day of the last entry of the log."""
    found: str | None = connection.execute("SELECT substr(max(time), 1, 10) FROM tracker.txn").fetchone()[0]
    return found


def _make_tables(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")
    migrate(connection)
    connection.execute(f"PRAGMA application_id = {PUBLISHED_ID}")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("COMMIT")


def copy_rows(connection: sqlite3.Connection) -> None:
    """Copy what may be published; what is derived is not there yet."""
    for table, plan in PUBLIC.items():
        cells = {name.rstrip("*@"): _cell(name) for name in plan.split()}
        cells |= _MADE.get(table, {})
        names = ", ".join(f'"{name}"' for name in cells)
        connection.execute(
            f"INSERT INTO main.{table}({names}) SELECT {', '.join(cells.values())} FROM tracker.{table} AS row"
            f" WHERE {_ROWS[table]} ORDER BY row.id"
        )


def _cell(name: str) -> str:
    column = f'row."{name.rstrip("*@")}"'
    if name.endswith("*"):
        return f"public_text({column})"
    return f"public_address({column})" if name.endswith("@") else column


def hidden_names(connection: sqlite3.Connection) -> dict[int, tuple[str, ...]]:
    """The names that only renamings left out of the copy give to organizations in it."""
    rows = connection.execute(
        "SELECT id, name FROM (SELECT organization_id AS id, name FROM tracker.names WHERE event_id IS NOT NULL"
        " UNION SELECT id, name FROM tracker.organizations) AS theirs"
        " WHERE id IN (SELECT id FROM temp.chosen_organizations)"
        " AND name NOT IN (SELECT name FROM main.organizations AS ours WHERE ours.id = theirs.id"
        " UNION SELECT name FROM main.names WHERE organization_id = theirs.id) ORDER BY id, name"
    ).fetchall()
    return {number: tuple(name for other, name in rows if other == number) for number, _ in rows}


def headlines_of(connection: sqlite3.Connection, organization_id: int) -> list[tuple[int, str]]:
    """The events in the copy that name an organization, each with its headline."""
    rows = connection.execute(
        "SELECT id, headline FROM main.events WHERE organization_id = :id OR id IN"
        " (SELECT event_id FROM main.event_participants WHERE organization_id = :id) ORDER BY id",
        {"id": organization_id},
    )
    return [(row[0], row[1]) for row in rows]


def set_headline(connection: sqlite3.Connection, event_id: int, headline: str) -> None:
    """Change the headline of an event in the copy."""
    connection.execute("UPDATE main.events SET headline = ? WHERE id = ?", (headline, event_id))


def finish(connection: sqlite3.Connection, title: str, as_of: str | None) -> None:
    """Say in the copy what it is, make its full-text index and its counts, and leave nothing in it but its rows."""
    connection.execute("CREATE TABLE main.publication (title TEXT NOT NULL, as_of TEXT) STRICT")
    connection.execute("INSERT INTO main.publication VALUES (?, ?)", (title, as_of))
    for index in ("events_fts", "people_fts", "organizations_fts"):
        connection.execute(f"INSERT INTO main.{index}({index}) VALUES ('rebuild')")
        connection.execute(f"INSERT INTO main.{index}({index}) VALUES ('optimize')")
    count_anew(connection)
    for table in sorted(_DROPPED):
        connection.execute(f"DROP TABLE IF EXISTS main.{table}")
    connection.execute("COMMIT")
    connection.execute("DETACH tracker")
    # The whole file is written anew by way of a temporary one, which need not be held in memory.
    connection.execute("PRAGMA temp_store = FILE")
    connection.execute("VACUUM")


def publication(copy: Tracker) -> tuple[str, str | None]:
    """What a published copy is called, and the day of the last change that is in it."""
    row = copy.row("SELECT title, as_of FROM publication")
    assert row is not None
    return str(row["title"]), row["as_of"]


def tracker_of(connection: sqlite3.Connection, path: Path) -> Tracker:
    """The copy as the functions that derive take it: tables without the name of a database are the copy's."""
    return Tracker(path, connection)
