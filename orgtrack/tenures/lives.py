"""The life of an organization: when it came to be and ended, as formations, sightings, mergers and splits tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from orgtrack.dates import UNDATED, PartialDate
from orgtrack.model.claims import Event
from orgtrack.model.event_types import ENDING_EVENTS
from orgtrack.model.vocabulary import EventType, Role, Status
from orgtrack.tenures.bounds import by_then, next_day, spanning, unstated
from orgtrack.tenures.hierarchy import counting, timeline_order
from orgtrack.tenures.tenure import Confirmation, EndState

ENDS_TENURES = ENDING_EVENTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """An organization from its start to its end (half-open); undated where nobody states it, within such bounds.

    An end that is None is open: the organization is presumed to go on after the last day on which a source shows it.
    """

    organization_id: int
    start: PartialDate
    end: PartialDate | None
    start_event_id: int | None
    end_event_id: int | None
    last_confirmed: Confirmation | None
    start_planned: bool
    end_planned: bool
    event_ids: tuple[int, ...]

    @property
    def end_earliest(self) -> date | None:
        """The first day on which it can have ended; of an open end the day after the last confirmation."""
        if self.end is not None and self.end.earliest is not None:
            return self.end.earliest
        return next_day(self.last_confirmed.day) if self.last_confirmed else None

    @property
    def end_state(self) -> EndState:
        return EndState.ONGOING if self.end is None else EndState.ENDED

    @property
    def is_open(self) -> bool:
        return self.end is None


class _Turn(NamedTuple):
    """A start or an end of a life; `stated` by a formation or dissolution, or only implied by what came of it."""

    starts: bool
    stated: bool
    event: Event


def lives(events: Iterable[Event]) -> list[Life]:
    """The lives of every organization that these events form, show, merge, split, rename into another or dissolve.

    All events that name an organization belong in; also those of its posts, which show that it existed. A formation
    or dissolution beats the dates that mergers and splits imply; a successor that existed already is not restarted;
    an organization formed anew after its end has a further life.
    """
    turns: dict[int, list[_Turn]] = {}
    shown: dict[int, list[Event]] = {}
    for event in sorted(counting(events), key=timeline_order):
        for organization_id, turn in _turns(event):
            turns.setdefault(organization_id, []).append(turn)
        # What names it as a part is no sign of it; what happens in it is.
        if event.organization_id is not None and event.type is not EventType.FORMATION:
            shown.setdefault(event.organization_id, []).append(event)
    sighted = {o for o, told in shown.items() if any(e.type is EventType.IN_EXISTENCE for e in told)}
    found = []
    for organization_id in sorted({*turns, *sighted}):
        found += _lives(organization_id, turns.get(organization_id, []), shown.get(organization_id, []))
    return found


def _turns(event: Event) -> Iterator[tuple[int, _Turn]]:
    """What the event starts and ends."""
    own = event.organization_id
    if event.type is EventType.FORMATION and own is not None:
        yield own, _Turn(True, True, event)
        return
    before, after = _before_and_after(event)
    stated = event.type is EventType.DISSOLUTION
    for organization_id in before - after:
        yield organization_id, _Turn(False, stated, event)
    for organization_id in after - before:
        yield organization_id, _Turn(True, False, event)


def _before_and_after(event: Event) -> tuple[set[int], set[int]]:
    """The organizations that end by the event, and those that go on from it."""
    own = {event.organization_id} if event.organization_id is not None else set()
    before = {p.organization_id for p in event.participants_as(Role.PREDECESSOR) if p.organization_id is not None}
    after = {p.organization_id for p in event.participants_as(Role.SUCCESSOR) if p.organization_id is not None}
    if event.type is EventType.MERGER:
        return before, own | after
    if event.type in (EventType.SPLIT, EventType.DISSOLUTION):
        return own, after
    if event.type is EventType.RENAMING and (before or after):
        return before or own, after or own
    return set(), set()


@dataclass(slots=True)
class _Draft:
    """A life on its way: the turns it begins and ends with, and every event it rests on.

    `rivals` are further mergers and splits into it, of which vague dates leave open whether one of them was the first.
    """

    start: _Turn | None
    end: _Turn | None
    known_by: PartialDate
    event_ids: list[int]
    rivals: list[PartialDate] = field(default_factory=list)


def _lives(organization_id: int, turns: list[_Turn], shown: list[Event]) -> list[Life]:
    drafts: list[_Draft] = []
    for turn in turns:
        _take(drafts, turn, shown)
    if not drafts:
        drafts.append(_Draft(None, None, UNDATED, []))
    sightings = [e for e in shown if e.type is EventType.IN_EXISTENCE and e.status is Status.HAPPENED]
    return [_life(organization_id, draft, sightings) for draft in drafts]


def _take(drafts: list[_Draft], turn: _Turn, shown: list[Event]) -> None:
    """What one more turn, in order of time, makes of the lives so far."""
    last = drafts[-1] if drafts else None
    number = turn.event.id
    if last is None or (turn.starts and last.end is not None and by_then(last.end.event.date, turn.event.date)):
        existed = unstated(None, _shown_before(turn, shown)) if last is None else UNDATED
        begun = turn.starts and (turn.stated or existed.latest is None)
        drafts.append(_Draft(turn if begun else None, None if turn.starts else turn, existed, [number]))
        return
    last.event_ids.append(number)
    if turn.starts:
        # A life known only from its end begins with a formation that may be before it.
        if (last.start is None and last.known_by.latest is None) or (last.start and _beats(turn, last.start)):
            last.start = turn
        elif last.start and turn.event.date.overlaps(last.start.event.date):
            last.rivals.append(turn.event.date)
    elif last.end is None or _beats(turn, last.end):
        last.end = turn


def _beats(turn: _Turn, other: _Turn) -> bool:
    """What happened beats what was planned; then a formation or dissolution beats what mergers and splits imply."""
    planned, other_planned = turn.event.status is Status.PLANNED, other.event.status is Status.PLANNED
    return (planned, not turn.stated) < (other_planned, not other.stated)


def _shown_before(turn: _Turn, shown: list[Event]) -> date | None:
    """The first day by which something certainly before the turn shows the organization."""
    days = [
        e.date.latest
        for e in shown
        if e.status is Status.HAPPENED and e.date.latest is not None and e.date.certainly_before(turn.event.date)
    ]
    return min(days, default=None)


def _begun(draft: _Draft) -> PartialDate:
    """The start: as stated, else the first of all that imply one, whichever that was."""
    if draft.start is None:
        return draft.known_by
    date = draft.start.event.date
    if draft.start.stated or not draft.rivals:
        return date
    latest = min((d.latest for d in (date, *draft.rivals) if d.latest is not None), default=None)
    return spanning([replace(date, latest=latest), *(replace(d, latest=latest) for d in draft.rivals)])


def _life(organization_id: int, draft: _Draft, sightings: list[Event]) -> Life:
    start_event = draft.start.event if draft.start else None
    end_event = draft.end.event if draft.end else None
    end = end_event.date if end_event else None
    start = _begun(draft)
    mine = [e for e in sightings if not e.date.certainly_before(start) and not by_then(end, e.date)]
    if start_event is None:
        days = [e.date.latest for e in mine if e.date.latest is not None]
        start = unstated(None, min([*days, *([start.latest] if start.latest else [])], default=None))
    told = [Confirmation(e.date.earliest, e.id) for e in mine if e.date.earliest is not None]
    if start_event is not None and start_event.status is Status.HAPPENED and start.earliest is not None:
        told.append(Confirmation(start.earliest, start_event.id))
    return Life(
        organization_id=organization_id,
        start=start,
        end=end,
        start_event_id=start_event.id if start_event else None,
        end_event_id=end_event.id if end_event else None,
        last_confirmed=max(told, key=lambda c: (c.day, -c.event_id), default=None),
        start_planned=start_event is not None and start_event.status is Status.PLANNED,
        end_planned=end_event is not None and end_event.status is Status.PLANNED,
        event_ids=tuple(dict.fromkeys([*draft.event_ids, *(e.id for e in mine)])),
    )
