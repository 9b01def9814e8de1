"""What each event says of one person in one post: that a stay opens or closes on its date, or that it went on then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from orgtrack.dates import PartialDate
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, Manner, Role, Status, Visibility
from orgtrack.tenures.bounds import day_after
from orgtrack.tenures.hierarchy import Began, is_within
from orgtrack.tenures.tenure import Holding

Parents = Mapping[int, Sequence[Began]]


class Says(IntEnum):
    """What a piece of evidence says. Of two on one day the lower comes first: departures first (design section 5)."""

    CLOSES = 0
    OPENS = 1
    SEEN = 2


class Weight(IntEnum):
    """How directly an end is told. Of two for one stay the lower is taken: an explicit departure beats the rest."""

    DEPARTED = 0
    LEFT_ALL = 1
    LEFT_FOR = 2
    SUCCEEDED = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """One event, read for one holding. `ends` is the id of the event whose stay it closes, where it names one."""

    says: Says
    event: Event
    date: PartialDate
    weight: Weight = Weight.DEPARTED
    ends: int | None = None

    @property
    def planned(self) -> bool:
        return self.event.status is Status.PLANNED

    @property
    def private(self) -> bool:
        return self.event.visibility is Visibility.PRIVATE

    @property
    def acting(self) -> bool:
        """Whether it is of an acting holder; an appointment elsewhere says nothing of the post left or succeeded in."""
        return self.event.acting and self.weight is Weight.DEPARTED

    @property
    def new_term(self) -> bool:
        """An appointment that says it is one more, so that it opens a term even while its person is in the post."""
        return self.event.manner in (Manner.ELECTED, Manner.REAPPOINTED)

    @property
    def standing(self) -> tuple[bool, Weight]:
        """Of two ends the lower is taken: what happened before what was planned, then the more direct."""
        return (self.planned, self.weight)


_TELLS = {EventType.APPOINTMENT: Says.OPENS, EventType.IN_POST: Says.SEEN, EventType.DEPARTURE: Says.CLOSES}


def evidence_by_holding(events: Sequence[Event], parents: Parents) -> dict[Holding, list[Evidence]]:
    """All that counting events say, by person and post; `parents` tells what a departure from 'all' posts covers."""
    found: defaultdict[Holding, list[Evidence]] = defaultdict(list)
    leaving_all = []
    named = _named(events)
    for event in events:
        says = _TELLS.get(event.type)
        if says is None or event.person_id is None or event.organization_id is None:
            continue
        ends = named.get(event.ends_event_id or 0) if says is Says.CLOSES else None
        if says is Says.CLOSES and event.title_id is None and ends is None:
            leaving_all.append(event)
            continue
        told = ends or event
        holding = Holding(event.person_id, told.title_id, told.organization_id or event.organization_id)
        date = day_after(event.date) if event.last_day and says is Says.CLOSES else event.date
        found[holding].append(Evidence(says, event, date, ends=ends.id if ends else None))
        if event.participants:
            for other, weight in _posts_closed(event):
                found[other].append(Evidence(Says.CLOSES, event, event.date, weight))
    _close_all(found, leaving_all, parents)
    return dict(found)


def _named(events: Iterable[Event]) -> dict[int, Event]:
    """The stays that departures name: by the id of their opening, and of every plan that it took the place of."""
    named: dict[int, Event] = {}
    for event in events:
        if event.type in (EventType.APPOINTMENT, EventType.IN_POST):
            named[event.id] = event
            if event.supersedes_event_id is not None:
                named.setdefault(event.supersedes_event_id, event)
    return named


def _posts_closed(event: Event) -> list[tuple[Holding, Weight]]:
    """The holdings that an appointment or a sighting ends besides: the post left, and that of the person succeeded."""
    assert event.person_id is not None
    assert event.organization_id is not None
    left = [
        (Holding(event.person_id, p.title_id, p.organization_id or event.organization_id), Weight.LEFT_FOR)
        for p in event.participants_as(Role.LEFT_POST)
    ]
    succeeded = [
        (Holding(p.person_id, event.title_id, event.organization_id), Weight.SUCCEEDED)
        for p in event.participants_as(Role.SUCCEEDED)
        if p.person_id is not None
    ]
    return left + succeeded


def _close_all(found: dict[Holding, list[Evidence]], leaving: Iterable[Event], parents: Parents) -> None:
    """A departure from all posts closes those at and below the organization as it then was."""
    by_person: defaultdict[int, list[Event]] = defaultdict(list)
    for event in leaving:
        by_person[event.person_id or 0].append(event)
    for holding, told in found.items():
        for event in by_person.get(holding.person_id, ()):
            day = event.date.earliest or event.date.latest
            above = event.organization_id or 0
            if is_within(holding.organization_id, above, str(day) if day else None, parents):
                date = day_after(event.date) if event.last_day else event.date
                told.append(Evidence(Says.CLOSES, event, date, Weight.LEFT_ALL))
