"""Names in the file: who is called so, and the words that search finds them by."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from orgtrack.model.vocabulary import Noun
from orgtrack.names import fold, search_keys, search_prefixes
from orgtrack.store.file import Tracker
from orgtrack.store.rows import update

NAMED = (Noun.PERSON, Noun.ORGANIZATION, Noun.TITLE)


def called(tracker: Tracker, noun: Noun, key: str) -> list[sqlite3.Row]:
    """The records of this noun one of whose names has the key: columns id, name (the display name), alias.

    `alias` is the other name that matched, NULL where the display name did.
    """
    # A short form that a person gave a title is a name of it too.
    short = "SELECT id, name, short AS alias FROM titles WHERE lower(short) = :key AND name_key <> :key UNION ALL "
    rows = tracker.rows(
        (short if noun is Noun.TITLE else "")
        + f"SELECT id, name, NULL AS alias FROM {noun.table} WHERE name_key = :key UNION ALL"
        f" SELECT record.id, record.name, min(names.name) FROM names JOIN {noun.table} AS record"
        f" ON record.id = names.{noun}_id"
        " WHERE names.name_key = :key AND record.name_key <> :key GROUP BY record.id",
        {"key": key},
    )
    return list({row["id"]: row for row in rows}.values())


def identified(tracker: Tracker, scheme: str, value: str) -> sqlite3.Row | None:
    """The record that an identifier names: columns person_id, organization_id."""
    return tracker.row(
        "SELECT person_id, organization_id FROM identifiers WHERE scheme = ? AND value = ?", (scheme, value)
    )


def keys(tracker: Tracker, noun: Noun) -> Iterator[tuple[int, str, str]]:
    """Every name of every record of this noun: id, name, key."""
    sql = (
        f"SELECT id, name, name_key FROM {noun.table}"
        f" UNION ALL SELECT {noun}_id, name, name_key FROM names WHERE {noun}_id IS NOT NULL"
    )
    for row in tracker.connection.execute(sql):
        yield row[0], row[1], row[2]


def display_name(tracker: Tracker, noun: Noun, record_id: int) -> str:
    """The display name of a person, an organization or a title that exists."""
    row = tracker.row(f"SELECT name FROM {noun.table} WHERE id = ?", (record_id,))
    assert row is not None
    return str(row[0])


def other_names(tracker: Tracker, noun: Noun, record_id: int) -> list[sqlite3.Row]:
    """The names besides the display name, in the order in which they were recorded."""
    return tracker.rows(f"SELECT * FROM names WHERE {noun}_id = ? ORDER BY id", (record_id,))


def refresh_search(tracker: Tracker, noun: Noun, record_id: int) -> None:
    """Bring the name key and the search words of a record in line with its names as they are now."""
    name = display_name(tracker, noun, record_id)
    if noun is Noun.TITLE:
        update(tracker, noun.table, record_id, {"name_key": fold(name)})
        return
    names = [name, *(row["name"] for row in other_names(tracker, noun, record_id))]
    update(
        tracker,
        noun.table,
        record_id,
        {"name_key": fold(name), "search_keys": search_keys(names), "search_prefixes": search_prefixes(names)},
    )


def refresh_all(tracker: Tracker) -> int:
    """Bring all name keys and search words in line with the names on record; how many records were not."""
    differing = 0
    for noun in (Noun.PERSON, Noun.ORGANIZATION):
        for number, name, others, *on_file in tracker.rows(
            f"SELECT id, name, (SELECT json_group_array(name) FROM (SELECT name FROM names WHERE {noun}_id ="
            f" record.id ORDER BY id)), name_key, search_keys, search_prefixes FROM {noun.table} AS record"
        ):
            names = [name, *json.loads(others)]
            if on_file != [fold(name), search_keys(names), search_prefixes(names)]:
                refresh_search(tracker, noun, number)
                differing += 1
    for table in ("titles", "names"):
        for number, name, key in tracker.rows(f"SELECT id, name, name_key FROM {table}"):
            if key != fold(name):
                update(tracker, table, number, {"name_key": fold(name)})
                differing += 1
    return differing


def renamings(tracker: Tracker, organization_id: int) -> list[sqlite3.Row]:
    """The former names that renamings on record gave an organization."""
    return [row for row in other_names(tracker, Noun.ORGANIZATION, organization_id) if row["event_id"]]


def renamed_organizations(tracker: Tracker) -> list[int]:
    """The organizations of which a renaming is, or was, on record."""
    rows = tracker.rows(
        "SELECT organization_id FROM events WHERE type = 'renaming' AND organization_id IS NOT NULL"
        " UNION SELECT organization_id FROM names WHERE event_id IS NOT NULL AND organization_id IS NOT NULL"
    )
    return [row[0] for row in rows]


def remove_identifier(tracker: Tracker, noun: Noun, record_id: int, scheme: str) -> None:
    """Take away what a record is called in one register."""
    tracker.connection.execute(f"DELETE FROM identifiers WHERE scheme = ? AND {noun}_id = ?", (scheme, record_id))


def remove_names(tracker: Tracker, noun: Noun, record_id: int) -> None:
    """Take away the other names and the identifiers of a record that is to go."""
    if noun in NAMED:
        tracker.connection.execute(f"DELETE FROM names WHERE {noun}_id = ?", (record_id,))
    if noun in (Noun.PERSON, Noun.ORGANIZATION):
        tracker.connection.execute(f"DELETE FROM identifiers WHERE {noun}_id = ?", (record_id,))
