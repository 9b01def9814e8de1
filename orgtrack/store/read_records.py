"""People, organizations, titles, posts and sources as lists, and what belongs to the records of a batch."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from orgtrack.model.vocabulary import Noun, OrganizationKind
from orgtrack.store.file import Tracker, speaking
from orgtrack.store.read_search import SOURCE_WORDS, all_like, like_patterns, search_expression
from orgtrack.store.read_selection import Conditions, Selection, conditions

_FIRST_BATCH = 50
_BATCH = 1000
# With fewer events than this, listing who is in them is cheaper than asking each record for one.
_FEW_EVENTS = {noun: 100_000 if noun is Noun.POST else 200_000 for noun in Noun}

_ORDERS = {
    Noun.PERSON: "name_key, id",
    Noun.ORGANIZATION: "name_key, id",
    Noun.TITLE: "name_key, id",
    Noun.POST: "organizations.name_key, organizations.id, titles.name_key, record.id",
    Noun.SOURCE: "record.id",
}
_POST = "record.id, titles.name AS title, organizations.name AS organization, record.seats, record.note"
_COLUMNS = {
    Noun.PERSON: "id, name, note FROM people AS record",
    Noun.ORGANIZATION: "id, name, kind, parent_id, company_id, fiscal_year_end, note FROM organizations AS record",
    Noun.TITLE: "id, name, short, level, seats, note FROM titles AS record",
    # CROSS JOIN keeps SQLite from another order: organizations by name, so that no million posts are sorted first.
    Noun.POST: f"{_POST} FROM organizations CROSS JOIN posts AS record ON record.organization_id = organizations.id"
    " CROSS JOIN titles ON titles.id = record.title_id",
    Noun.SOURCE: "id, title, url, publisher, published, retrieved, archive_url, note, sha256 FROM sources AS record",
}


def records(
    tracker: Tracker,
    noun: Noun,
    *,
    among: Selection,
    within: Sequence[int] | None = None,
    search: str = "",
    kinds: Sequence[OrganizationKind] = (),
    by_name: bool,
) -> Iterator[list[sqlite3.Row]]:
    """The records of a noun that the events `among` name, a batch at a time, by name or in order of entry.

    `within` are the organizations that they must be of; `search` words of their own; no batch is empty.
    """
    parameters: dict[str, str | int] = {}
    narrowed = not among.is_everything or (tracker.only_named and noun not in (Noun.POST, Noun.SOURCE))
    wanted = [_named_in(tracker, noun, conditions(among), parameters)] if narrowed else []
    if within is not None:
        parameters["within"] = json.dumps(list(within))
        column = "organizations.id" if noun is Noun.POST else "record.id"
        wanted.append(f"{column} IN (SELECT value FROM json_each(:within))")
    if search:
        wanted.append(_holding(noun, search, parameters))
    if kinds:
        wanted.append(f"kind IN ({', '.join(repr(str(kind)) for kind in kinds)})")
    where = f" WHERE {' AND '.join(wanted)}" if wanted else ""
    order = _ORDERS[noun] if by_name else "record.id"
    with speaking(tracker.path):
        cursor = tracker.connection.execute(f"SELECT {_COLUMNS[noun]}{where} ORDER BY {order}", parameters)
        batch: list[sqlite3.Row] = cursor.fetchmany(_FIRST_BATCH)
    while batch:
        yield batch
        with speaking(tracker.path):
            batch = cursor.fetchmany(_BATCH)


def _holding(noun: Noun, search: str, parameters: dict[str, str | int]) -> str:
    if noun in (Noun.PERSON, Noun.ORGANIZATION):
        parameters["words"] = search_expression(search)
        fts = f"{noun.table}_fts"
        return f"id IN (SELECT rowid FROM {fts} WHERE {fts} MATCH :words)"
    searched = {
        Noun.TITLE: "coalesce(short, '') || ' ' || name || ' ' || coalesce((SELECT group_concat(name, ' ')"
        " FROM names WHERE title_id = record.id), '')",
        Noun.POST: "titles.name || ' ' || organizations.name",
        Noun.SOURCE: SOURCE_WORDS,
    }[noun]
    condition, words = all_like(f"({searched})", like_patterns(search), "word")
    parameters |= words
    return condition


def _named_in(tracker: Tracker, noun: Noun, where: Conditions, parameters: dict[str, str | int]) -> str:
    """That an event which meets the conditions names the record."""
    if _are_few(tracker, where, _FEW_EVENTS[noun]):
        return _LISTED.get(noun, _LISTED_BY_COLUMN.format(column=f"{noun}_id"))
    parameters |= where.parameters
    return _asked(noun, where.anywhere)


def _are_few(tracker: Tracker, where: Conditions, limit: int) -> bool:
    """Note down the events that meet the conditions, unless there are more than the limit."""
    either = " UNION ALL ".join(f"SELECT id FROM events WHERE {branch}" for branch in where.branches)
    with speaking(tracker.path):
        tracker.connection.execute("DROP TABLE IF EXISTS temp.wanted")
        tracker.connection.execute("CREATE TEMP TABLE wanted (id INTEGER PRIMARY KEY)")
        noted = tracker.connection.execute(
            f"INSERT INTO wanted SELECT id FROM ({either}) LIMIT {limit}", where.parameters
        )
    return noted.rowcount < limit


_LISTED_BY_COLUMN = (
    "record.id IN (SELECT {column} FROM wanted CROSS JOIN events ON events.id = wanted.id UNION ALL"
    " SELECT {column} FROM event_participants WHERE {column} IS NOT NULL AND event_id IN (SELECT id FROM wanted))"
)
_LISTED = {
    Noun.SOURCE: "record.id IN (SELECT source_id FROM wanted CROSS JOIN citations ON event_id = wanted.id)",
    Noun.POST: "record.id IN (SELECT posts.id FROM wanted CROSS JOIN events ON events.id = wanted.id CROSS JOIN posts"
    " ON posts.title_id = events.title_id AND posts.organization_id = events.organization_id)",
}


def _asked(noun: Noun, anywhere: str) -> str:
    if noun is Noun.SOURCE:
        return (
            "EXISTS (SELECT 1 FROM events WHERE id IN (SELECT event_id FROM citations WHERE source_id = record.id)"
            f" AND {anywhere})"
        )
    if noun is Noun.POST:
        return (
            "EXISTS (SELECT 1 FROM events WHERE organization_id = record.organization_id AND title_id = record.title_id"
            f" AND {anywhere})"
        )
    column = f"{noun}_id"
    return (
        f"(EXISTS (SELECT 1 FROM events WHERE {column} = record.id AND {anywhere}) OR EXISTS (SELECT 1 FROM events"
        f" WHERE id IN (SELECT event_id FROM event_participants WHERE {column} = record.id) AND {anywhere}))"
    )


def names_of(tracker: Tracker, noun: Noun, ids: Iterable[int]) -> list[sqlite3.Row]:
    """The other names of these people, organizations or titles, in order of entry.

    record_id, name, kind, language, script, from, until, event_id.
    """
    return _among(
        tracker,
        f'SELECT {noun}_id AS record_id, name, kind, language, script, "from", until, event_id FROM names'
        f" WHERE {noun}_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        ids,
    )


def identifiers_of(tracker: Tracker, noun: Noun, ids: Iterable[int]) -> list[sqlite3.Row]:
    """The identifiers of these people or organizations: record_id, scheme, value; in order of entry."""
    return _among(
        tracker,
        f"SELECT {noun}_id AS record_id, scheme, value FROM identifiers"
        f" WHERE {noun}_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        ids,
    )


def event_counts(tracker: Tracker, noun: Noun, ids: Iterable[int]) -> dict[int, int]:
    """How many events each of these records has as its own; of a source, how many citations."""
    table = "citations" if noun is Noun.SOURCE else "events"
    rows = _among(
        tracker,
        f"SELECT {noun}_id, count(*) FROM {table} WHERE {noun}_id IN (SELECT value FROM json_each(?)) GROUP BY 1",
        ids,
    )
    return {row[0]: row[1] for row in rows}


def post_counts(tracker: Tracker, ids: Iterable[int]) -> dict[int, int]:
    """How many events each of these posts has."""
    rows = _among(
        tracker,
        "SELECT posts.id, count(*) FROM posts JOIN events ON events.organization_id = posts.organization_id"
        " AND +events.title_id = posts.title_id WHERE posts.id IN (SELECT value FROM json_each(?)) GROUP BY 1",
        ids,
    )
    return {row[0]: row[1] for row in rows}


def _among(tracker: Tracker, sql: str, ids: Iterable[int]) -> list[sqlite3.Row]:
    return tracker.rows(sql, (json.dumps(list(ids)),))


def organization_kind(tracker: Tracker, organization_id: int) -> OrganizationKind:
    """What an organization that exists is now."""
    row = tracker.row("SELECT kind FROM organizations WHERE id = ?", (organization_id,))
    assert row is not None
    return OrganizationKind(row["kind"])


def post_parts(tracker: Tracker, post_id: int) -> tuple[int, int]:
    """The title and the organization of a post that exists."""
    row = tracker.row("SELECT title_id, organization_id FROM posts WHERE id = ?", (post_id,))
    assert row is not None
    return row["title_id"], row["organization_id"]


def post_of(tracker: Tracker, title_id: int, organization_id: int) -> int | None:
    """The post of a title at an organization, or None."""
    row = tracker.row("SELECT id FROM posts WHERE title_id = ? AND organization_id = ?", (title_id, organization_id))
    return row["id"] if row else None


def posts_of(tracker: Tracker, noun: Noun, record_id: int, limit: int) -> list[sqlite3.Row]:
    """The posts of an organization or of a title: id, title, organization, seats; by name."""
    return tracker.rows(
        f"SELECT {_POST} FROM posts AS record JOIN titles ON titles.id = record.title_id"
        " JOIN organizations ON organizations.id = record.organization_id"
        f" WHERE record.{noun}_id = ? ORDER BY {_ORDERS[Noun.POST]} LIMIT ?",
        (record_id, limit),
    )


def spells_of(tracker: Tracker, organization_id: int) -> list[sqlite3.Row]:
    """The parents of an organization in turn: parent_id, name, start, end, is_plan."""
    return tracker.rows(
        'SELECT hierarchy.parent_id, organizations.name, start, "end", is_plan'
        " FROM hierarchy LEFT JOIN organizations ON organizations.id = hierarchy.parent_id"
        " WHERE organization_id = ? ORDER BY position",
        (organization_id,),
    )


def parts_of(tracker: Tracker, organization_id: int, limit: int) -> list[sqlite3.Row]:
    """What stands directly below an organization now: id, name, kind."""
    return tracker.rows(
        "SELECT id, name, kind FROM organizations WHERE parent_id = ? ORDER BY name_key, id LIMIT ?",
        (organization_id, limit),
    )


def added(tracker: Tracker, table: str, record_id: int) -> sqlite3.Row | None:
    """When and by whom a record was entered: time, actor."""
    return tracker.row(
        "SELECT txn.time, txn.actor FROM change JOIN txn ON txn.id = change.txn_id"
        " WHERE table_name = ? AND row_id = ? AND operation = 'insert' ORDER BY change.id DESC",
        (table, record_id),
    )
