"""All rows that are about one person, as they are in the file: what is empty is left out."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from orgtrack.store.file import Tracker
from orgtrack.store.redaction import RowKey
from orgtrack.store.rows import Row, Value

_IDS = "(SELECT value FROM json_each(?))"
# Made by the program for itself from the columns beside them.
_INTERNAL = ("name_key", "search_keys", "search_prefixes", "url_key", "title_key", "date_from", "date_to", "date_sort")

Cells = dict[str, Value]


def _cells(rows: Iterable[Row], left_out: Collection[str] = ()) -> list[Cells]:
    return [
        {name: cell for name, cell in dict(row).items() if cell is not None and name not in (*_INTERNAL, *left_out)}
        for row in rows
    ]


def own_rows(tracker: Tracker, person_id: int) -> dict[str, list[Cells]]:
    """The person, their names and numbers, and what they hold or held, by table."""
    owned = ("names", "identifiers")
    return {
        "people": _cells(tracker.rows("SELECT * FROM people WHERE id = ?", (person_id,))),
        **{
            table: _cells(tracker.rows(f"SELECT * FROM {table} WHERE person_id = ? ORDER BY id", (person_id,)))
            for table in owned
        },
        "tenures": _cells(
            tracker.rows(
                "SELECT titles.name AS title, organizations.name AS organization, tenures.* FROM tenures"
                " JOIN titles ON titles.id = title_id JOIN organizations ON organizations.id = organization_id"
                " WHERE person_id = ? ORDER BY start_sort, tenures.id",
                (person_id,),
            )
        ),
    }


def event_rows(tracker: Tracker, events: Sequence[int]) -> list[Cells]:
    """These events in timeline order, with the names of what they are about."""
    return _cells(
        tracker.rows(
            "SELECT events.*, people.name AS person, titles.name AS title, organizations.name AS organization"
            " FROM events LEFT JOIN people ON people.id = person_id LEFT JOIN titles ON titles.id = title_id"
            " LEFT JOIN organizations ON organizations.id = organization_id"
            f" WHERE events.id IN {_IDS} ORDER BY date_sort NULLS LAST, date_to DESC, events.id",
            (json.dumps(list(events)),),
        )
    )


def part_rows(tracker: Tracker, event_id: int) -> list[Cells]:
    """Who and what else takes part in an event, with names."""
    return _cells(
        tracker.rows(
            "SELECT role, person_id, people.name AS person, title_id, titles.name AS title, title_text,"
            " organization_id, organizations.name AS organization FROM event_participants AS part"
            " LEFT JOIN people ON people.id = person_id LEFT JOIN titles ON titles.id = title_id"
            " LEFT JOIN organizations ON organizations.id = organization_id WHERE event_id = ? ORDER BY part.id",
            (event_id,),
        )
    )


def citation_rows(tracker: Tracker, event_id: int) -> list[tuple[Cells, Cells]]:
    """The citations of an event, each with its source; the text of a source is not among it."""
    cited = _cells(
        tracker.rows("SELECT * FROM citations WHERE event_id = ? ORDER BY id", (event_id,)), ("id", "event_id")
    )
    return [
        (
            {name: value for name, value in one.items() if name != "source_id"},
            _cells(tracker.rows("SELECT * FROM sources WHERE id = ?", (one["source_id"],)), ("text",))[0],
        )
        for one in cited
    ]


def history_rows(tracker: Tracker, keys: Collection[RowKey]) -> list[Cells]:
    """What the log says of these rows, the oldest first: entry, time, command, actor, table, row, operation, old."""
    listed = json.dumps(sorted(keys))
    return _cells(
        tracker.rows(
            'SELECT txn_id AS entry, time, command, actor, table_name AS "table", row_id AS row, operation, old'
            " FROM change JOIN txn ON txn.id = txn_id WHERE (table_name, row_id) IN"
            " (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)) ORDER BY change.id",
            (listed,),
        )
    )
