"""What may be said where others collect it: nothing that rests on private events alone (design section 5)."""

from __future__ import annotations

import json
from collections.abc import Iterable

from orgtrack.model.vocabulary import Noun
from orgtrack.store.file import Tracker

_IDS = "(SELECT value FROM json_each(?))"


def private_events(tracker: Tracker, event_ids: Iterable[int]) -> set[int]:
    """Those of these events that are private."""
    return _column(tracker, f"SELECT id FROM events WHERE visibility <> 'public' AND id IN {_IDS}", event_ids)


def named_in_public(tracker: Tracker, noun: Noun, ids: Iterable[int]) -> set[int]:
    """Those of these people or organizations that a public event names, and that no private one gave their name."""
    column = f"{noun}_id"
    return _column(
        tracker,
        "SELECT asked.value FROM json_each(?) AS asked WHERE (EXISTS (SELECT 1 FROM events"
        f" WHERE {column} = asked.value AND visibility = 'public') OR EXISTS (SELECT 1"
        " FROM event_participants AS part JOIN events"
        f" ON events.id = part.event_id WHERE part.{column} = asked.value AND visibility = 'public'))"
        f" AND NOT EXISTS (SELECT 1 FROM names JOIN events ON events.id = names.event_id"
        f" WHERE names.{column} = asked.value AND visibility <> 'public')",
        ids,
    )


def public_names(tracker: Tracker, noun: Noun, record_id: int) -> list[str]:
    """The other names, but those that only private events gave: by an event of their own, or typed with such alone."""
    kept = tracker.row("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'change'")
    typed = (
        " AND 1 IS NOT (SELECT min(events.visibility <> 'public') FROM change AS named"
        " JOIN change AS other ON other.txn_id = named.txn_id AND other.table_name = 'events'"
        " AND other.operation = 'insert' JOIN events ON events.id = other.row_id"
        " WHERE named.table_name = 'names' AND named.row_id = names.id AND named.operation = 'insert')"
    )
    rows = tracker.rows(
        "SELECT names.name FROM names LEFT JOIN events AS giving ON giving.id = names.event_id"
        f" WHERE names.{noun}_id = ? AND coalesce(giving.visibility, 'public') = 'public'"
        f"{typed if kept else ''} ORDER BY names.id",
        (record_id,),
    )
    return [row[0] for row in rows]


def _column(tracker: Tracker, sql: str, ids: Iterable[int]) -> set[int]:
    return {row[0] for row in tracker.rows(sql, (json.dumps(list(ids)),))}
