"""The tracker as it was: what had been entered by a time, what was known on a day, and all that follows from that."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from orgtrack.model.claims import Event
from orgtrack.model.moment import Moment, logged_time
from orgtrack.record.derive import derive, derive_hierarchy, derive_names, derive_places, derive_spells
from orgtrack.record.entry import Entry
from orgtrack.record.rebuild import rebuild
from orgtrack.store import Tracker
from orgtrack.store.events import events_by_id
from orgtrack.store.known import hide_unnamed, note_unknown, take_out_unknown
from orgtrack.store.recall import forget_derived, later_changes, made_at_once, rewind, scratch_copy
from orgtrack.store.words import words_changing

# Up to so many changed events what they touch is derived again; from there on everything is, from nothing.
_FEW = 500


@dataclass(slots=True, kw_only=True)
class _Changed:
    """What stands otherwise than today: events, some of them as they were on the way, and organizations."""

    events: set[int] = field(default_factory=set)
    before: list[Event] = field(default_factory=list)
    organizations: set[int] = field(default_factory=set)

    @property
    def are_few(self) -> bool:
        return len(self.events) + len(self.organizations) <= _FEW

    def note(self, tracker: Tracker, events: Collection[int], organizations: Collection[int] = ()) -> None:
        """These are about to change."""
        self.events |= set(events)
        self.organizations |= set(organizations)
        if self.are_few:
            self.before += events_by_id(tracker, events).values()


@contextmanager
def recalled(tracker: Tracker, moment: Moment, *, today: date) -> Iterator[tuple[Tracker, list[str]]]:
    """A private copy of the tracker as it was at that moment, and sentences about what it leaves out.

    It is gone when this ends. Whoever writes meanwhile is neither seen nor kept waiting.
    """
    with scratch_copy(tracker) as copy:
        remarks: list[str] = []
        with made_at_once(copy):
            entry = Entry(tracker=copy, today=today)
            changed = _Changed()
            if moment.before is not None:
                remarks += _rewind(copy, moment.before, changed)
            if moment.known is None:
                _derive(entry, changed)
            else:
                remarks += _leave_out(entry, moment.known, changed)
        yield copy, remarks


def _rewind(tracker: Tracker, before: datetime, changed: _Changed) -> list[str]:
    later = later_changes(tracker, logged_time(before))
    changed.note(tracker, later.events, later.organizations)
    rewind(tracker, later)
    if later.after:
        return []
    first = f"the first entry is of {later.first_time}" if later.first_time else "the log is empty"
    return [f"Nothing had been recorded by then: {first}."]


def _leave_out(entry: Entry, known: date, changed: _Changed) -> list[str]:
    tracker = entry.tracker
    unknown = note_unknown(tracker, str(known))
    changed.note(tracker, unknown.changed)
    renamed = ", ".join(map(str, unknown.renamed))
    of_renamed = f"SELECT id FROM events WHERE organization_id IN ({renamed})"
    with words_changing(tracker, {"events": of_renamed, "organizations": renamed}):
        take_out_unknown(tracker, str(known))
        _derive(entry, changed)
        derive_spells(tracker, set(unknown.of_other_kind))
        for organization_id in unknown.renamed:
            derive_names(entry, organization_id)
    hide_unnamed(tracker)
    return [
        f"{count:,} event{'' if count == 1 else 's'} {what} {'is' if count == 1 else 'are'} left out."
        for count, what in (
            (unknown.without_day, "without announcement or dated source"),
            (unknown.perhaps, "that may have become known only later"),
        )
        if count
    ]


def _derive(entry: Entry, changed: _Changed) -> None:
    """Derive again what follows from the events; the names and kinds that the log keeps are as they were."""
    if not changed.are_few:
        forget_derived(entry.tracker)
        rebuild(entry, logged=False)
        return
    now = list(events_by_id(entry.tracker, changed.events).values())
    derive(entry, [*changed.before, *now], logged=False)
    derive_hierarchy(entry.tracker, changed.organizations, logged=False)
    # An event that is put back has no company yet.
    derive_places(entry.tracker, {e.organization_id for e in now if e.organization_id is not None})
