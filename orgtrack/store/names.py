"""Names in the file: who is called so, and the words that search finds them by."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from orgtrack.model.vocabulary import Noun
from orgtrack.names import fold
from orgtrack.store.file import Tracker
from orgtrack.store.rows import update

_HIGHEST = 2**62
NAMED = (Noun.PERSON, Noun.ORGANIZATION, Noun.TITLE)
PERSON_COLUMNS = ("id", "name", "name_key", "search_keys", "search_prefixes")
ORGANIZATION_COLUMNS = ("id", "name", "kind", "company_id", "name_key", "search_keys", "search_prefixes")


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


def identifiers(tracker: Tracker, noun: Noun, record_id: int) -> list[tuple[str, str]]:
    """What a record is called in registers: pairs of a scheme and a value."""
    rows = tracker.rows(f"SELECT scheme, value FROM identifiers WHERE {noun}_id = ? ORDER BY id", (record_id,))
    return [(row[0], row[1]) for row in rows]


def near(tracker: Tracker, noun: Noun, name: str, most: int, up_to: int | None = None) -> list[sqlite3.Row]:
    """The names of the records that share a key with a name: record_id, name (the display name), other.

    `other` is the name to compare with. Of at most so many records, those that share the most keys; `up_to` is the
    highest id that counts.
    """
    if up_to == 0:
        return []
    from orgtrack.names.blocks import wanted_blocks

    wanted = sorted(wanted_blocks(noun, name))
    marks = ", ".join("?" * len(wanted))
    return tracker.rows(
        "WITH shared AS MATERIALIZED (SELECT record_id FROM name_blocks"
        f" WHERE block IN ({marks}) AND record_id <= ? GROUP BY record_id ORDER BY count(*) DESC, record_id LIMIT ?)"
        f" SELECT record_id, record.name AS name, record.name AS other FROM shared"
        f" JOIN {noun.table} AS record ON record.id = record_id"
        " UNION ALL SELECT record_id, record.name, names.name FROM shared"
        f" JOIN {noun.table} AS record ON record.id = record_id JOIN names ON names.{noun}_id = record_id",
        [*wanted, up_to or _HIGHEST, most],
    )


def newest(tracker: Tracker, noun: Noun) -> int:
    """The highest id of a record of this noun, 0 when there is none."""
    row = tracker.row(f"SELECT coalesce(max(id), 0) FROM {noun.table}")
    assert row is not None
    return int(row[0])


def display_name(tracker: Tracker, noun: Noun, record_id: int) -> str:
    """The display name of a person, an organization or a title that exists."""
    row = tracker.row(f"SELECT name FROM {noun.table} WHERE id = ?", (record_id,))
    assert row is not None
    return str(row[0])


def other_names(tracker: Tracker, noun: Noun, record_id: int) -> list[sqlite3.Row]:
    """The names besides the display name, in the order in which they were recorded."""
    return tracker.rows(f"SELECT * FROM names WHERE {noun}_id = ? ORDER BY id", (record_id,))


def name_columns(noun: Noun, names: Sequence[str]) -> dict[str, str]:
    """The columns of a record that follow from its names, the display name first."""
    columns = {"name_key": fold(names[0])}
    if noun is not Noun.TITLE:
        # Who records nothing new needs no words to search for.
        from orgtrack.names.searching import search_keys, search_prefixes

        columns |= {"search_keys": search_keys(names), "search_prefixes": search_prefixes(names)}
    return columns


def refresh_search(tracker: Tracker, noun: Noun, record_id: int) -> None:
    """Bring the name key, the search words and the keys of a record in line with its names as they are now."""
    names = [
        display_name(tracker, noun, record_id),
        *(row["name"] for row in other_names(tracker, noun, record_id)),
    ]
    update(tracker, noun.table, record_id, name_columns(noun, names))
    forget_blocks(tracker, noun, record_id)
    add_blocks(tracker, noun, [(record_id, names)])


def add_blocks(tracker: Tracker, noun: Noun, records: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Let records without keys be found by names close to theirs; each is its id with all its names."""
    rows = ((block, record_id) for record_id, names in records for block in _blocks(noun, names))
    tracker.connection.executemany("INSERT INTO name_blocks(block, record_id) VALUES (?, ?)", sorted(rows))


def find_again(tracker: Tracker, noun: Noun, records: Iterable[int]) -> None:
    """Give these records, which have no keys, those of all their names."""
    listed = json.dumps(list(records))
    names: dict[int, list[str]] = {}
    for record_id, name in tracker.rows(
        f"SELECT id, name FROM {noun.table} WHERE id IN (SELECT value FROM json_each(:ids)) UNION ALL"
        f" SELECT {noun}_id, name FROM names WHERE {noun}_id IN (SELECT value FROM json_each(:ids))",
        {"ids": listed},
    ):
        names.setdefault(record_id, []).append(name)
    add_blocks(tracker, noun, names.items())


def _blocks(noun: Noun, names: Sequence[str]) -> set[str]:
    # Whoever records with names on record needs none of the tables behind this.
    from orgtrack.names.blocks import blocks

    return blocks(noun, names)


def forget_blocks(tracker: Tracker, noun: Noun, record_id: int) -> None:
    """Take away the keys of a record."""
    tracker.connection.execute(
        "DELETE FROM name_blocks WHERE record_id = ? AND substr(block, 1, 1) = ?", (record_id, noun[0])
    )


def derive_name_keys(tracker: Tracker) -> int:
    """Bring the keys and search words of all names in line with the names; how many records had others."""
    differing = 0
    for noun in NAMED:
        for batch in _names_in_batches(tracker, noun):
            stored = _blocks_of(tracker, noun, batch)
            for record_id, names in batch.items():
                columns = name_columns(noun, names)
                row = tracker.row(f"SELECT {', '.join(columns)} FROM {noun.table} WHERE id = ?", (record_id,))
                assert row is not None
                is_stale = dict(row) != columns
                if is_stale:
                    update(tracker, noun.table, record_id, columns)
                if stored.get(record_id, set()) != _blocks(noun, names):
                    forget_blocks(tracker, noun, record_id)
                    add_blocks(tracker, noun, [(record_id, names)])
                    is_stale = True
                differing += is_stale
    return differing


def _names_in_batches(tracker: Tracker, noun: Noun) -> Iterator[dict[int, list[str]]]:
    """All names of the records of a noun, the display name first, a thousand records at once."""
    last = 0
    while batch := tracker.rows(f"SELECT id, name FROM {noun.table} WHERE id > ? ORDER BY id LIMIT 1000", (last,)):
        names = {row["id"]: [row["name"]] for row in batch}
        for row in tracker.rows(
            f"SELECT {noun}_id, name FROM names WHERE {noun}_id > ? AND {noun}_id <= ? ORDER BY id",
            (last, batch[-1]["id"]),
        ):
            names[row[0]].append(row["name"])
        yield names
        last = batch[-1]["id"]


def _blocks_of(tracker: Tracker, noun: Noun, records: Iterable[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for row in tracker.rows(
        "SELECT record_id, block FROM name_blocks WHERE record_id IN (SELECT value FROM json_each(?))"
        " AND substr(block, 1, 1) = ?",
        (json.dumps(list(records)), noun[0]),
    ):
        found.setdefault(row["record_id"], set()).add(row["block"])
    return found


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
        forget_blocks(tracker, noun, record_id)
    if noun in (Noun.PERSON, Noun.ORGANIZATION):
        tracker.connection.execute(f"DELETE FROM identifiers WHERE {noun}_id = ?", (record_id,))
        tracker.connection.execute(f"DELETE FROM not_same WHERE ? IN ({noun}_id, other_{noun}_id)", (record_id,))
