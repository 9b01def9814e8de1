"""What contradicts an event that has just been recorded: it is recorded all the same, and said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orgtrack.checks.finding import Kind, Severity
from orgtrack.checks.listing import finding_rows
from orgtrack.checks.run import findings_about
from orgtrack.store import Tracker
from orgtrack.store.events import events_by_id

# A plan that is late, an acting spell without an end and a date that looks rounded contradict nothing.
_CONTRADICTIONS = (
    Kind.HELD_TWICE,
    Kind.PREDECESSOR_STAYED,
    Kind.OUTSIDE_LIFE,
    Kind.AFTER_SOURCE,
    Kind.ENDS_DIFFER,
    Kind.OWN_ANCESTOR,
)


def contradictions(tracker: Tracker, event_ids: Sequence[int], today: date) -> list[str]:
    """A sentence for each thing that these events say and others deny, with what to type."""
    events = list(events_by_id(tracker, event_ids).values())
    found = [
        one
        for one in findings_about(tracker, events, today)
        if one.kind in _CONTRADICTIONS
        and one.severity is not Severity.HINT
        and (not one.events or not set(one.events).isdisjoint(event_ids))
    ]
    rows = finding_rows(tracker, found)
    return [f"recorded, but it does not fit: {why} To mend it: {remedy}" for _, _, why, remedy, _ in rows]
