"""What was recorded, changed and taken back in a time, from the change log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from orgtrack.store.file import Tracker
from orgtrack.store.reading import among, in_batches
from orgtrack.tenures.bounds import next_day

_IDS = "(SELECT value FROM json_each(?))"
# The log is in order of time, so that the time asked for is a stretch of its transactions.
_CHANGES = (
    "SELECT change.row_id, change.operation, change.old, substr(txn.time, 1, 10) FROM change"
    " JOIN txn ON txn.id = change.txn_id WHERE change.txn_id >= (SELECT min(id) FROM txn WHERE time >= :since)"
    " AND txn.time < :before AND table_name = :table ORDER BY change.id"
)


@dataclass(slots=True)
class ChangedEvent:
    """What a time did to an event: `before` are the old values of columns that changed, all of one that is `gone`.

    `is_new`: it was recorded in that time. `recorded` is the day on which that was, else the day of the last change.
    """

    event_id: int
    is_new: bool
    before: dict[str, Any]
    recorded: str
    gone: bool


def changed_events(tracker: Tracker, since: date, until: date | None) -> list[ChangedEvent]:
    """The events recorded, changed or taken back from a day on (to another one), in the order of entry.

    What came and went within the time is left out.
    """
    found: dict[int, ChangedEvent] = {}
    for row_id, operation, old, day in _changes(tracker, "events", since, until):
        one = found.get(row_id)
        if one is None:
            one = found[row_id] = ChangedEvent(row_id, operation == "insert", {}, day, gone=False)
        if not one.is_new:
            one.recorded = day
            for column, value in json.loads(old or "{}").items():
                one.before.setdefault(column, value)
        one.gone = operation == "delete"
    return [one for one in found.values() if not (one.is_new and one.gone)]


def cited_anew(tracker: Tracker, since: date, until: date | None) -> dict[int, str]:
    """The citations recorded in a time that are still on record, each with the day on which that was."""
    found: dict[int, str] = {}
    for row_id, operation, _, day in _changes(tracker, "citations", since, until):
        if operation == "insert":
            found[row_id] = day
        elif operation == "delete":
            found.pop(row_id, None)
    return found


def _changes(tracker: Tracker, table: str, since: date, until: date | None) -> Iterator[tuple[int, str, str, str]]:
    before = next_day(until) if until else None
    # Nothing is recorded later than this; times are texts.
    parameters: dict[str, str | int] = {"since": str(since), "before": str(before or "~"), "table": table}
    for batch in in_batches(tracker, _CHANGES, parameters):
        yield from batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A source behind an event, and the field and value that it gives otherwise than recorded."""

    citation_id: int
    title: str | None
    url: str | None
    published: str | None
    says: tuple[str, str] | None


def citations_of(tracker: Tracker, event_ids: Iterable[int]) -> dict[int, list[Cited]]:
    """The citations of these events, in the order in which they were recorded."""
    found: dict[int, list[Cited]] = {}
    for event_id, number, title, url, published, field, value in among(
        tracker,
        "SELECT event_id, citations.id, sources.title, sources.url, sources.published, says_field, says_value"
        " FROM citations JOIN sources ON sources.id = citations.source_id"
        f" WHERE event_id IN {_IDS} ORDER BY citations.id",
        event_ids,
    ):
        says = (field, value) if field else None
        found.setdefault(event_id, []).append(
            Cited(citation_id=number, title=title, url=url, published=published, says=says)
        )
    return found


def events_cited_by(tracker: Tracker, citation_ids: Iterable[int]) -> dict[int, int]:
    """For each of these citations the event that it is about."""
    return dict(among(tracker, f"SELECT id, event_id FROM citations WHERE id IN {_IDS}", citation_ids))


def companies_of(tracker: Tracker, organization_ids: Iterable[int | None]) -> dict[int | None, int | None]:
    """The company of each of these organizations, as the record as a whole has it."""
    return dict(among(tracker, f"SELECT id, company_id FROM organizations WHERE id IN {_IDS}", organization_ids))
