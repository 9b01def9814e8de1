"""What the checks of a whole tracker read, a stretch at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from orgtrack.dates import PartialDate
from orgtrack.model.claims import Event
from orgtrack.model.event_types import EVENT_TYPES
from orgtrack.store.events import event as event_on_record
from orgtrack.store.events import stored_date
from orgtrack.store.file import Tracker
from orgtrack.store.reading import among

_IDS = "(SELECT value FROM json_each(?))"
_NEW_YEAR = "date_precision = 'day' AND date_earliest LIKE '%-01-01'"
_OTHERWISE = "says_field IS NULL OR says_field <> 'date'"


def single_seats(tracker: Tracker) -> dict[tuple[int, int], int]:
    """The posts that one person holds at a time, by title and organization."""
    rows = tracker.rows("SELECT title_id, organization_id, id FROM posts WHERE seats = 1")
    return {(title, organization): post for title, organization, post in rows}


def headlines(tracker: Tracker, event_ids: Iterable[int]) -> dict[int, str]:
    """What each of these events says, in one sentence."""
    return dict(among(tracker, f"SELECT id, headline FROM events WHERE id IN {_IDS}", event_ids))


def publications(tracker: Tracker, event_ids: Iterable[int]) -> dict[int, list[date | None]]:
    """For each of these events the last day on which each of its sources can have been published."""
    found: dict[int, list[date | None]] = {}
    sql = (
        "SELECT event_id, published_latest FROM citations JOIN sources ON sources.id = citations.source_id"
        f" WHERE event_id IN {_IDS}"
    )
    for event_id, latest in among(tracker, sql, event_ids):
        found.setdefault(event_id, []).append(date.fromisoformat(latest) if latest else None)
    return found


def sources_of_years(tracker: Tracker) -> list[int]:
    """The sources behind an event of a 1 January and behind one that names no more than a year."""
    rows = tracker.rows(
        "SELECT source_id FROM citations JOIN events ON events.id = citations.event_id GROUP BY source_id"
        f" HAVING max({_NEW_YEAR}) AND max(date_precision = 'year') ORDER BY source_id"
    )
    return [row[0] for row in rows]


def dated_by(tracker: Tracker, source_id: int) -> Iterator[tuple[Event, PartialDate]]:
    """The events that count behind which a source stands with their date, but for those dated by its publication."""
    rows = tracker.rows(
        "SELECT DISTINCT events.*, published_earliest, published_latest FROM events"
        " JOIN citations ON citations.event_id = events.id JOIN sources ON sources.id = citations.source_id"
        f" WHERE source_id = ? AND status IN ('happened', 'planned') AND ({_OTHERWISE}) AND NOT EXISTS (SELECT 1"
        " FROM events AS later WHERE later.supersedes_event_id = events.id AND later.status <> 'rejected')"
        " ORDER BY events.id",
        (source_id,),
    )
    for row in rows:
        published = (row["published_earliest"], row["published_latest"])
        found = event_on_record(tracker, row["id"])
        assert found is not None
        if not EVENT_TYPES[found.type].date_from_source or (row["date_earliest"], row["date_latest"]) != published:
            yield found, stored_date(row)
