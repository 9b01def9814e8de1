"""How much a tracker holds, and how much of it asks for a look."""

from __future__ import annotations

from datetime import date

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
