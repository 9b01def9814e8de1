"""What an organization came from and went into: the graph that mergers, splits, transfers and the like draw."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orgtrack.dates import PartialDate
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, Role, Status
from orgtrack.tenures.hierarchy import counting, timeline_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One organization that went into, or gave to, another by one event."""

    from_id: int
    to_id: int
    type: EventType
    event_id: int
    date: PartialDate
    planned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """An ancestor or descendant: how many links away at least, and the first link on the way to it."""

    organization_id: int
    distance: int
    link: Link


# Nobody ends by these: what goes over is a task, or a place below another parent.
TRANSFERS = frozenset({EventType.TRANSFER_OF_FUNCTIONS, EventType.SPIN_OFF, EventType.ACQUISITION})


def links(events: Iterable[Event]) -> list[Link]:
    """Every link that counting events draw, in order of time; n:m where a merger also names several successors."""
    found = []
    for event in sorted(counting(events), key=timeline_order):
        for from_id, to_id in _pairs(event):
            found.append(
                Link(
                    from_id=from_id,
                    to_id=to_id,
                    type=event.type,
                    event_id=event.id,
                    date=event.date,
                    planned=event.status is Status.PLANNED,
                )
            )
    return found


def _pairs(event: Event) -> Iterator[tuple[int, int]]:
    own = [event.organization_id] if event.organization_id is not None else []
    predecessors, successors, parents = (
        [p.organization_id for p in event.participants_as(role) if p.organization_id is not None]
        for role in (Role.PREDECESSOR, Role.SUCCESSOR, Role.PARENT)
    )
    ends = {
        EventType.MERGER: (predecessors, [*own, *successors]),
        EventType.SPLIT: (own, successors),
        EventType.DISSOLUTION: (own, successors),
        EventType.TRANSFER_OF_FUNCTIONS: (own, successors),
        EventType.SPIN_OFF: (predecessors, own),
        EventType.ACQUISITION: (own, parents),
        EventType.RENAMING: (predecessors or own, successors or own),
    }.get(event.type, ([], []))
    for from_id in dict.fromkeys(ends[0]):
        for to_id in dict.fromkeys(ends[1]):
            if from_id != to_id:
                yield from_id, to_id


def ancestors(organization_id: int, known: Iterable[Link], *, transfers: bool = True) -> list[Relative]:
    """All that the organization came from, near ones first; without `transfers` only where one ended in the other.

    An organization that is its own ancestor is listed once, as what it is: a contradiction for `check`.
    """
    return _walk(organization_id, known, transfers=transfers, back=True)


def descendants(organization_id: int, known: Iterable[Link], *, transfers: bool = True) -> list[Relative]:
    """All that the organization went into, near ones first; without `transfers` only where it ended."""
    return _walk(organization_id, known, transfers=transfers, back=False)


def _walk(organization_id: int, known: Iterable[Link], *, transfers: bool, back: bool) -> list[Relative]:
    beside: dict[int, list[Link]] = {}
    for link in known:
        if transfers or link.type not in TRANSFERS:
            beside.setdefault(link.to_id if back else link.from_id, []).append(link)
    found: dict[int, Relative] = {}
    waiting = deque([(organization_id, 0)])
    while waiting:
        at, distance = waiting.popleft()
        for link in beside.get(at, ()):
            other = link.from_id if back else link.to_id
            if other not in found:
                found[other] = Relative(organization_id=other, distance=distance + 1, link=link)
                waiting.append((other, distance + 1))
    return list(found.values())
