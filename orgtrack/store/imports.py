"""What the rows of earlier imports became, so that the next import of the same kind finds them again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from orgtrack.store.bulk import insert_rows
from orgtrack.store.file import Tracker, speaking


def events_keyed(tracker: Tracker, column: str, key: str) -> list[int]:
    """The events that a row with this key in this column opened, oldest first."""
    rows = tracker.rows(
        "SELECT DISTINCT event_id FROM import_rows WHERE key_column = ? AND row_key = ? ORDER BY event_id",
        (column, key),
    )
    return [row[0] for row in rows]


def rows_before(tracker: Tracker, series: str) -> dict[int, str]:
    """The events that the rows of earlier imports of a series opened, each with the day on which it was last seen."""
    rows = tracker.rows("SELECT event_id, seen FROM import_rows WHERE series = ? ORDER BY event_id", (series,))
    return {row[0]: row[1] for row in rows}


def sightings_noted(tracker: Tracker, beginning: str) -> dict[int, int]:
    """The sightings of an end that is not known whose note begins so, by the last appointment that each is after."""
    rows = tracker.rows(
        "SELECT (SELECT a.id FROM events a WHERE a.type = 'appointment' AND a.status = 'happened'"
        " AND a.person_id = e.person_id AND a.title_id IS e.title_id AND a.organization_id = e.organization_id"
        " AND a.date_earliest <= e.date_earliest ORDER BY a.date_earliest DESC, a.id DESC LIMIT 1) AS opening, e.id"
        " FROM events e WHERE e.type = 'in-post' AND e.status = 'happened' AND e.end_state = 'unknown'"
        " AND substr(e.note, 1, length(?1)) = ?1 ORDER BY e.id",
        (beginning,),
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}


def keep_rows(tracker: Tracker, series: str, column: str, seen: Mapping[int, str | None], day: str) -> None:
    """Keep what the rows of this import opened, by event, with their keys, as seen on a day."""
    before = rows_before(tracker, series)
    with speaking(tracker.path):
        tracker.connection.executemany(
            "UPDATE import_rows SET seen = ?1, key_column = coalesce(?2, key_column), row_key = coalesce(?3, row_key)"
            " WHERE series = ?4 AND event_id = ?5 AND (seen <> ?1 OR row_key IS NOT coalesce(?3, row_key))",
            ((day, column or None, key, series, event) for event, key in seen.items() if event in before),
        )
    new = [
        (series, event, column if key else None, key, day) for event, key in sorted(seen.items()) if event not in before
    ]
    insert_rows(tracker, "import_rows", ("series", "event_id", "key_column", "row_key", "seen"), new)


def forget_rows(tracker: Tracker, series: str, events: Iterable[int]) -> None:
    """These rows are no longer looked for."""
    with speaking(tracker.path):
        tracker.connection.executemany(
            "DELETE FROM import_rows WHERE series = ? AND event_id = ?", ((series, event) for event in events)
        )
