"""What contradicts what, and who says it: claims that clash, second events, citations in full, decisions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from orgtrack.schema.conflicts import ACCEPTED
from orgtrack.schema.conflicts import clashes as _clashes
from orgtrack.schema.conflicts import second_events as _second_events
from orgtrack.store.file import Tracker
from orgtrack.store.read_selection import Selection, conditions
from orgtrack.store.rows import Row

_IDS = "(SELECT value FROM json_each(?))"
_TOLD_IN_CONFLICT = """
WITH {clashes},
told AS (SELECT event_id, field, min(is_settled) AS is_settled FROM clashes GROUP BY event_id, field)
SELECT told.event_id, told.field, told.is_settled, claims.value, claims.citation_id,
    decided.value IS NOT NULL AND decided.value IS accepted.value AS is_decided
FROM told JOIN claims ON claims.event_id = told.event_id AND claims.field = told.field
LEFT JOIN decided ON decided.event_id = told.event_id AND decided.field = told.field
LEFT JOIN accepted ON accepted.event_id = told.event_id AND accepted.field = told.field
WHERE (claims.citation_id = 0 OR EXISTS (SELECT 1 FROM clashes WHERE clashes.event_id = told.event_id
    AND clashes.field = told.field AND clashes.citation_id = claims.citation_id)) AND {among}
ORDER BY told.event_id, told.field, claims.citation_id"""
_PAIRS = "WITH {second} SELECT event_id, other_event_id FROM second_events"
_AMONG = "(SELECT value FROM json_each(:events))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A value of a field in conflict; `citation_id` 0 is the accepted one, decided by a person where `is_decided`."""

    event_id: int
    field: str
    value: str | None
    citation_id: int
    is_settled: bool
    is_decided: bool


def claims_in_conflict(tracker: Tracker, selection: Selection) -> list[Claimed]:
    """The claims about the selected events that cannot all be true, by event and field, the accepted value first."""
    where = conditions(selection)
    among = f"told.event_id IN (SELECT id FROM events WHERE {where.anywhere})"
    return _claimed(tracker.rows(_TOLD_IN_CONFLICT.format(clashes=_clashes().strip(), among=among), where.parameters))


def claims_about(tracker: Tracker, event_ids: Iterable[int]) -> list[Claimed]:
    """As `claims_in_conflict`, of these events, without a look at any other."""
    narrowed = _clashes(_AMONG).strip()
    return _claimed(
        tracker.rows(_TOLD_IN_CONFLICT.format(clashes=narrowed, among="1"), {"events": json.dumps(list(event_ids))})
    )


def _claimed(rows: Iterable[Row]) -> list[Claimed]:
    return [
        Claimed(
            event_id=row["event_id"],
            field=row["field"],
            value=row["value"],
            citation_id=row["citation_id"],
            is_settled=bool(row["is_settled"]),
            is_decided=not row["citation_id"] and bool(row["is_decided"]),
        )
        for row in rows
    ]


def second_events(tracker: Tracker, selection: Selection) -> list[tuple[int, int]]:
    """Pairs of events that tell of one on two days that cannot both be right, one of the pair selected."""
    where = conditions(selection)
    among = f"(SELECT id FROM events WHERE {where.anywhere})"
    pairs = _PAIRS.format(second=_second_events().strip())
    sql = f"{pairs} WHERE event_id IN {among} OR other_event_id IN {among} ORDER BY 1, 2"
    return [(row[0], row[1]) for row in tracker.rows(sql, where.parameters)]


def second_events_about(tracker: Tracker, event_ids: Iterable[int]) -> list[tuple[int, int]]:
    """As `second_events`, of these events, without a look at others than of the same people and organizations."""
    pairs = _PAIRS.format(second=_second_events(_AMONG).strip())
    sql = f"{pairs} WHERE event_id IN {_AMONG} OR other_event_id IN {_AMONG} ORDER BY 1, 2"
    return [(row[0], row[1]) for row in tracker.rows(sql, {"events": json.dumps(list(event_ids))})]


def evidence(tracker: Tracker, event_ids: Iterable[int]) -> list[Row]:
    """The citations of these events with all of their sources but the text, in the order in which they were made."""
    return tracker.rows(
        "SELECT citations.*, sources.title, sources.url, sources.publisher, sources.published, sources.retrieved,"
        " sources.archive_url, sources.sha256 FROM citations JOIN sources ON sources.id = citations.source_id"
        f" WHERE event_id IN {_IDS} ORDER BY event_id, citations.id",
        (json.dumps(list(event_ids)),),
    )


def dates_and_headlines(tracker: Tracker, event_ids: Iterable[int]) -> dict[int, tuple[str | None, str]]:
    """The date as recorded and the sentence of each of these events."""
    rows = tracker.rows(f"SELECT id, date, headline FROM events WHERE id IN {_IDS}", (json.dumps(list(event_ids)),))
    return {row["id"]: (row["date"], row["headline"]) for row in rows}


def resolutions(tracker: Tracker, event_ids: Iterable[int]) -> list[Row]:
    """What persons decided about these events, in order."""
    return tracker.rows(
        f"SELECT * FROM resolutions WHERE event_id IN {_IDS} ORDER BY id", (json.dumps(list(event_ids)),)
    )


def accepted_value(tracker: Tracker, event_id: int, field: str) -> str | None:
    """What is on record of a field of an event; of a field that is no column, what was decided last."""
    if field in ACCEPTED:
        sql = f"SELECT {ACCEPTED[field]} FROM events WHERE id = ?"
        row = tracker.row(sql, (event_id,))
    else:
        sql = "SELECT value FROM resolutions WHERE event_id = ? AND field = ? ORDER BY id DESC LIMIT 1"
        row = tracker.row(sql, (event_id, field))
    return None if row is None else row[0]


def last_citation(tracker: Tracker, event_id: int) -> int:
    """The last citation of an event, 0 where it has none."""
    row = tracker.row("SELECT coalesce(max(id), 0) FROM citations WHERE event_id = ?", (event_id,))
    assert row is not None
    return int(row[0])


def entries_about(tracker: Tracker, event_id: int) -> list[Row]:
    """What the log has about an event, its parts, citations and decisions: when, who, by which command, what."""
    about = " UNION ALL ".join(
        f"SELECT txn_id, id, table_name, operation, old FROM change WHERE table_name = '{table}' AND {condition}"
        for table, condition in (
            ("events", "row_id = :event"),
            *(
                (
                    table,
                    f"(row_id IN (SELECT id FROM {table} WHERE event_id = :event)"
                    " OR (operation = 'delete' AND json_extract(old, '$.event_id') = :event))",
                )
                for table in ("citations", "event_participants", "resolutions")
            ),
        )
    )
    return tracker.rows(
        "SELECT txn.id AS txn_id, txn.time, txn.actor, txn.command, table_name, operation, old"
        f" FROM ({about}) AS about JOIN txn ON txn.id = about.txn_id ORDER BY about.txn_id, about.id",
        {"event": event_id},
    )


def spells_from(tracker: Tracker, event_id: int) -> list[Row]:
    """The times below a parent that an event begins or ends."""
    return tracker.rows(
        "SELECT organization_id, parent_id, event_id, end_event_id FROM hierarchy WHERE event_id = :event"
        " UNION ALL SELECT organization_id, parent_id, event_id, end_event_id FROM hierarchy"
        " WHERE end_event_id = :event AND event_id <> :event ORDER BY organization_id",
        {"event": event_id},
    )
