"""The same fact again: whether a claim tells of an event on record, and what it adds to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from orgtrack.dates import describe
from orgtrack.errors import Candidate, NeedsChoice
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, Manner, Role, Status
from orgtrack.names import fold
from orgtrack.record.entry import Entry
from orgtrack.store.events import events_like, events_superseding

# They can be true on two days without contradiction; every other type happens once until something undoes it.
_STATES = frozenset({EventType.IN_POST, EventType.IN_EXISTENCE, EventType.VACANCY, EventType.MILESTONE})
_AGAIN = frozenset({Manner.ELECTED, Manner.REAPPOINTED})


def same_event(entry: Entry, claimed: Event) -> Event | None:
    """The event on record that the claim tells of again, or None for a new one.

    Two dates that cannot both be true need a person: another citation of the one event, or a second event.
    """
    like = [
        event
        for event in _like(entry, claimed, overlapping=claimed.type in _STATES)
        if _tells_of(event, claimed) and not _set_aside(entry, event, claimed) and not _other_row(entry, event, claimed)
    ]
    overlapping = [event for event in like if event.date.overlaps(claimed.date)]
    if overlapping:
        return min(overlapping, key=_likeness(claimed))
    if claimed.type in _STATES or claimed.manner in _AGAIN or claimed.supersedes_event_id:
        return None
    clashing = [e for e in like if e.status in (Status.HAPPENED, Status.PLANNED) and e.manner not in _AGAIN]
    if not clashing or _left_on_record(entry, claimed):
        return None
    if entry.importing is None:
        raise DateQuestion(clashing, claimed)
    question = DateQuestion([entry.importing.batch.whole(clashing[0])], claimed)
    entry.remark(f"{question.said}: recorded as a second event")
    return None


def _like(entry: Entry, asked: Event, *, overlapping: bool = False) -> list[Event]:
    """The events of the same type, person, title and organization; an import knows them before they are written."""
    if entry.importing is not None and entry.importing.gathers:
        return entry.importing.batch.like(asked, overlapping=overlapping)
    return events_like(entry.tracker, asked, overlapping=overlapping)


class DateQuestion(NeedsChoice):
    """The event is on record with a date that cannot be true together with the claimed one."""

    def __init__(self, clashing: list[Event], claimed: Event) -> None:
        self.clashing = clashing
        first = clashing[0]
        says = claimed.date.edtf or "unknown"
        self.said = (
            f"e{first.id} has this event ({first.headline}) on another date, {describe(first.date)}, not"
            f" {describe(claimed.date)}"
        )
        super().__init__(
            f"{self.said}; type 'orgtrack cite e{first.id} --source … --says date={says}' if a source"
            " says otherwise of the same event, or --new-event if it is a second one.",
            [Candidate(id=f"e{e.id}", name=e.headline, reason=f"dated {e.date.edtf or 'unknown'}") for e in clashing],
        )


def _other_row(entry: Entry, event: Event, claimed: Event) -> bool:
    """Whether another row of the file that is being imported made the event: it is told apart by its start."""
    rows = entry.importing
    return (
        rows is not None
        and event.id >= rows.batch.first_event
        and (rows.have_ids or event.date.edtf != claimed.date.edtf)
    )


def _set_aside(entry: Entry, event: Event, claimed: Event) -> bool:
    """Whether another event took its place, so that nothing tells of it again, but the row that it was exported to."""
    if entry.importing is not None and event.date.edtf == claimed.date.edtf and event.status is claimed.status:
        return False
    return _superseded(entry, event)


def _superseded(entry: Entry, event: Event) -> bool:
    return any(later.status is not Status.REJECTED for later in events_superseding(entry.tracker, event.id))


def _tells_of(event: Event, claimed: Event) -> bool:
    if event.acting != claimed.acting or (event.new_name or "") != (claimed.new_name or ""):
        return False
    if event.status is not claimed.status and Status.WITHDRAWN in (event.status, claimed.status):
        return False
    if event.status is not claimed.status and Status.REJECTED in (event.status, claimed.status):
        return False
    if event.ends_event_id and claimed.ends_event_id and event.ends_event_id != claimed.ends_event_id:
        return False
    if event.type is EventType.MILESTONE and fold(event.headline) != fold(claimed.headline):
        return False
    return all(_agree(event, claimed, role) for role in Role)


def _agree(event: Event, claimed: Event, role: Role) -> bool:
    """Participants differ only where both name some."""
    recorded = {(p.person_id, p.organization_id, p.title_id) for p in event.participants_as(role)}
    said = {(p.person_id, p.organization_id, p.title_id) for p in claimed.participants_as(role)}
    return not recorded or not said or recorded == said


def _likeness(claimed: Event) -> Callable[[Event], tuple[bool, bool, int]]:
    """Of several that overlap, the one whose bounds are most like the claimed ones; then the oldest entry."""

    def key(event: Event) -> tuple[bool, bool, int]:
        same_day = (event.date.earliest, event.date.latest) == (claimed.date.earliest, claimed.date.latest)
        return (not same_day, event.date.is_undated, event.id)

    return key


def _left_on_record(entry: Entry, claimed: Event) -> bool:
    """Whether the person has left this post by the record, so that a further appointment is no contradiction."""
    if claimed.type is EventType.APPOINTMENT:
        # A departure from all posts of the organization names no title.
        left = [replace(claimed, type=EventType.DEPARTURE), replace(claimed, type=EventType.DEPARTURE, title_id=None)]
        return any(_counted(entry, asked) for asked in left)
    if claimed.type is EventType.DEPARTURE:
        # A second departure is one of its own only when the person came back in between, as far as is known.
        return len(_counted(entry, replace(claimed, type=EventType.APPOINTMENT))) > 1
    return False


def _counted(entry: Entry, asked: Event) -> list[Event]:
    return [
        event
        for event in _like(entry, asked)
        if event.status in (Status.HAPPENED, Status.PLANNED) and not _superseded(entry, event)
    ]
