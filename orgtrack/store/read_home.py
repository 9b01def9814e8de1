"""How much a tracker holds, and how much of it asks for a look."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from orgtrack.model.vocabulary import EventType
from orgtrack.store.counting import counts_sql
from orgtrack.store.file import Tracker

_HELD = {
    "people": "SELECT count(*) FROM people",
    "companies": "SELECT count(*) FROM organizations WHERE kind = 'company'",
    "units": "SELECT count(*) FROM organizations WHERE kind <> 'company'",
    "titles": "SELECT count(*) FROM titles",
    "posts": "SELECT count(*) FROM posts",
    "events": "SELECT count(*) FROM events",
    "sources": "SELECT count(*) FROM sources",
}
_BETWEEN = "date_sort BETWEEN :first AND :last"
# The unary plus keeps SQLite from the indexes on type and status: by the days, the first few are the latest.
_COUNTED = "+type IN (SELECT value FROM json_each(:types)) AND +status IN ('happened', 'planned')"
# An event superseded by one that counts does not count, and asks for nothing.
_STANDS = (
    "NOT EXISTS (SELECT 1 FROM events AS later WHERE later.supersedes_event_id = events.id"
    " AND later.status <> 'rejected')"
)
_TO_LOOK_AT = {
    "conflicts": "SELECT count(*) FROM conflicts",
    "passed": f"SELECT count(*) FROM events WHERE status = 'planned' AND date_to < :today AND {_STANDS}",
    "undated": "SELECT count(*) FROM events WHERE date_precision = 'unknown' AND date IS NULL",
    # A citation always has its event, so the two counts tell without looking up each event.
    "unsourced": "SELECT (SELECT count(*) FROM events) - (SELECT count(DISTINCT event_id) FROM citations)",
}


def held(tracker: Tracker) -> dict[str, int]:
    """How many records there are of each kind."""
    return {what: _count(tracker, sql, {}) for what, sql in _HELD.items()}


def to_look_at(tracker: Tracker, today: date) -> dict[str, int]:
    """How many conflicts there are, plans whose day has passed, events without a date and without a source."""
    return {what: _count(tracker, sql, {"today": today.isoformat()}) for what, sql in _TO_LOOK_AT.items()}


def _count(tracker: Tracker, sql: str, parameters: dict[str, str | int | None]) -> int:
    row = tracker.row(sql, parameters)
    assert row is not None
    return int(row[0])


def within(tracker: Tracker, types: Sequence[EventType], first: date, last: date, most: int) -> list[int]:
    """At most so many events of these types that happened or are planned on one of these days, the latest first."""
    rows = tracker.rows(
        f"SELECT id FROM events WHERE {_BETWEEN} AND date_earliest IS NOT NULL AND date_latest <= :last"
        f" AND {_COUNTED} ORDER BY date_sort DESC, id DESC LIMIT :most",
        {"first": str(first), "last": str(last), "types": json.dumps(types), "most": most},
    )
    return [row[0] for row in rows]


def moves_by_month(tracker: Tracker, first: date, last: date, events: int) -> dict[str, int]:
    """How many people took or left a post, or are to, in each month (2025-02), of the moves that lie in one.

    The first and the last month are counted whole. `events` is how many there are.
    """
    rows = tracker.rows(
        f"SELECT value, count FROM ({counts_sql('events', 'move_month', rows=events)})"
        " WHERE value BETWEEN substr(:first, 1, 7) AND substr(:last, 1, 7)",
        {"first": str(first), "last": str(last)},
    )
    return {row[0]: row[1] for row in rows}


def most_told_of(tracker: Tracker, most: int, events: int) -> list[tuple[int, str, int]]:
    """The companies with the most events: id, name, how many; `events` is how many there are of all."""
    counts = counts_sql("events", "company_id", rows=events)
    rows = tracker.rows(
        f"SELECT told.value, name, told.count FROM (SELECT value, count FROM ({counts})"
        " ORDER BY count DESC, value LIMIT :most) AS told"
        " JOIN organizations ON organizations.id = told.value ORDER BY told.count DESC, told.value",
        {"most": most},
    )
    return [(row[0], row[1], row[2]) for row in rows]
