"""The latest events of a selection, and when each was last written."""

from __future__ import annotations

from collections.abc import Iterable

from orgtrack.store.file import Tracker
from orgtrack.store.read_selection import Selection, conditions
from orgtrack.store.reading import among

_DATED = "date_earliest IS NOT NULL AND date_latest IS NOT NULL"
_LATEST = "ORDER BY date_sort DESC, id DESC LIMIT :most"


def latest(tracker: Tracker, selection: Selection, most: int) -> list[int]:
    """At most so many of the selected events that have a first and a last day, the latest first."""
    return _last(tracker, selection, most, f" AND {_DATED}")


def newest(tracker: Tracker, selection: Selection, most: int) -> list[int]:
    """At most so many of the selected events, the latest first and those of unknown dates last."""
    return _last(tracker, selection, most, "")


def _last(tracker: Tracker, selection: Selection, most: int, narrowed: str) -> list[int]:
    where = conditions(selection)
    # Each branch is read from the end of its own index, so that few events are looked at.
    branches = (
        f"SELECT * FROM (SELECT id, date_sort FROM events WHERE {branch}{narrowed} {_LATEST})"
        for branch in where.branches
    )
    sql = f"SELECT id FROM ({' UNION ALL '.join(branches)}) {_LATEST}"
    return [row[0] for row in tracker.rows(sql, {**where.parameters, "most": most})]


def last_written(tracker: Tracker, event_ids: Iterable[int]) -> dict[int, str]:
    """When each of these events was last written, by the log, in UTC as ISO 8601; nothing in a copy without a log."""
    kept = tracker.row("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('txn', 'change')")
    if kept is None or kept[0] != 2:
        return {}
    return dict(
        among(
            tracker,
            "SELECT row_id, max(time) FROM change JOIN txn ON txn.id = txn_id WHERE table_name = 'events'"
            " AND row_id IN (SELECT value FROM json_each(?)) GROUP BY row_id",
            event_ids,
        )
    )
