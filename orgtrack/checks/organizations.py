"""Checks of all organizations together: ends that differ, and an organization above itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from orgtrack.checks.finding import Check, Finding, Kind, Severity, graded, organization
from orgtrack.dates import describe
from orgtrack.model.claims import Event
from orgtrack.model.event_types import ENDING_EVENTS
from orgtrack.model.vocabulary import EventType, Noun, Role, Status
from orgtrack.tenures.hierarchy import counting
from orgtrack.tenures.lineage import TRANSFERS, Link, links


@dataclass(frozen=True, slots=True, kw_only=True)
class Organizations:
    """Every event that forms, shows, moves, joins, parts or ends an organization."""

    events: Sequence[Event]


def ends_differ(record: Organizations) -> Iterator[Finding]:
    """One organization that ended twice, on days that are certainly two, and was not formed anew in between."""
    ends: dict[int, list[Event]] = {}
    formed: dict[int, list[Event]] = {}
    for event in counting(record.events):
        if event.status is not Status.HAPPENED:
            continue
        for ended in _ended(event):
            ends.setdefault(ended, []).append(event)
        for begun in _begun(event):
            formed.setdefault(begun, []).append(event)
    for number, events in ends.items():
        for one, other in combinations(events, 2):
            first, second = (one, other) if one.date.certainly_before(other.date) else (other, one)
            if first.date.certainly_before(second.date) and not _between(first, second, formed.get(number, ())):
                yield _ends_differ(number, first, second)


def _ended(event: Event) -> set[int]:
    """The organizations that end by the event."""
    own = {event.organization_id} - {None}
    if event.type is EventType.MERGER:
        gone = {p.organization_id for p in event.participants_as(Role.PREDECESSOR)} - own
    else:
        gone = own if event.type in ENDING_EVENTS else set()
    kept = {p.organization_id for p in event.participants_as(Role.SUCCESSOR)}
    return {number for number in gone - kept if number is not None}


def _begun(event: Event) -> set[int]:
    """The organizations that may come to be, once more, by the event."""
    found = {p.organization_id for p in event.participants_as(Role.SUCCESSOR)}
    if event.type in (EventType.FORMATION, EventType.MERGER, EventType.RENAMING):
        found.add(event.organization_id)
    return {number for number in found if number is not None}


def _between(first: Event, second: Event, formed: Iterable[Event]) -> bool:
    return any(
        not event.date.certainly_before(first.date) and not second.date.certainly_before(event.date) for event in formed
    )


def _ends_differ(number: int, first: Event, second: Event) -> Finding:
    return Finding(
        kind=Kind.ENDS_DIFFER,
        severity=Severity.WARNING,
        events=(first.id, second.id),
        why=(
            f"{organization(number)} ended twice: {first.type}, {describe(first.date)}, and {second.type},"
            f" {describe(second.date)}."
        ),
        remedy=f"orgtrack edit e{first.id} date=…, or orgtrack edit e{second.id} date=…",
        organizations=(number,),
    )


@dataclass(frozen=True, slots=True)
class _Below:
    """One organization under another from a day to the first on which it may be no longer, by an event."""

    lower: int
    upper: int
    since: date
    until: date
    event: Event


def own_ancestor(record: Organizations) -> Iterator[Finding]:
    """An organization that stands, over others or not, below itself on a day; or that came out of itself."""
    yield from _rings(record)
    yield from _returns(links(record.events))


def _rings(record: Organizations) -> Iterator[Finding]:
    above = _above(e for e in counting(record.events) if e.status is Status.HAPPENED)
    told: set[frozenset[int]] = set()
    for number in sorted(above):
        ring = _ring(number, above)
        if ring and (members := frozenset(below.lower for below in ring)) not in told:
            told.add(members)
            yield _ring_finding(ring)


def _above(events: Iterable[Event]) -> dict[int, list[_Below]]:
    """Under which organization each one surely was, and when: a parent stays until another may have been given."""
    placing: dict[int, list[tuple[Event, int | None]]] = {}
    for event in events:
        parents = event.participants_as(Role.PARENT)
        parent = parents[0].organization_id if parents else None
        if event.organization_id and (parent or event.type in _FREES):
            placing.setdefault(event.organization_id, []).append((event, parent))
        for ended in _ended(event):
            placing.setdefault(ended, []).append((event, None))
    found: dict[int, list[_Below]] = {}
    for number, places in placing.items():
        for event, parent in places:
            since = date.min if _is_always(event) else event.date.latest
            if parent is None or since is None:
                continue
            others = [other for other, place in places if place != parent and _may_follow(other, event)]
            until = min((other.date.earliest or date.min for other in others), default=date.max)
            if since < until:
                found.setdefault(number, []).append(_Below(number, parent, since, until, event))
    return found


# Without a parent they say that it had none from then on; a sighting without one says nothing.
_FREES = frozenset({EventType.FORMATION, EventType.MOVE, EventType.SPIN_OFF})


def _is_always(event: Event) -> bool:
    """An undated sighting says what was so before all else (`tenures.hierarchy.spells`)."""
    return event.type is EventType.IN_EXISTENCE and event.date.earliest is None and event.date.latest is None


def _may_follow(other: Event, event: Event) -> bool:
    return not _is_always(other) and not other.date.certainly_before(event.date)


def _ring(number: int, above: Mapping[int, Sequence[_Below]]) -> list[_Below]:
    """The way up from an organization to itself, all of it on one day; [] when there is none."""
    waiting: list[tuple[int, date, date, list[_Below]]] = [(number, date.min, date.max, [])]
    seen: set[tuple[int, date, date]] = set()
    while waiting:
        at, since, until, way = waiting.pop()
        for below in above.get(at, ()):
            first, last = max(since, below.since), min(until, below.until)
            key = (below.upper, first, last)
            if first >= last or key in seen:
                continue
            if below.upper == number:
                return [*way, below]
            seen.add(key)
            waiting.append((below.upper, first, last, [*way, below]))
    return []


def _ring_finding(ring: Sequence[_Below]) -> Finding:
    numbers = [below.lower for below in ring]
    names = " below ".join(organization(number) for number in [*numbers, numbers[0]])
    last = max(ring, key=lambda below: (below.since, below.event.id))
    return Finding(
        kind=Kind.OWN_ANCESTOR,
        severity=graded(Severity.ERROR, *(below.event.date for below in ring)),
        events=tuple(dict.fromkeys(below.event.id for below in ring)),
        why=f"An organization stands above itself: {names}.",
        remedy=f"orgtrack add move o{last.lower} … --date …, or orgtrack remove e{last.event.id}",
        organizations=tuple(numbers),
    )


def _returns(known: Iterable[Link]) -> Iterator[Finding]:
    """What went into others and came out of them again: true where it came back, else dates or names mixed up."""
    after: dict[int, list[Link]] = {}
    told: set[int] = set()
    for link in known:
        if link.type in TRANSFERS or link.planned:
            continue
        way = _way(link.to_id, link.from_id, after) if link.event_id not in told else []
        if way and all(step.event_id != link.event_id for step in way):
            told.add(link.event_id)
            yield _return(way, link)
        after.setdefault(link.from_id, []).append(link)


def _way(start: int, goal: int, after: Mapping[int, Sequence[Link]]) -> list[Link]:
    """The links that lead from one organization to another, [] for none."""
    waiting: list[tuple[int, list[Link]]] = [(start, [])]
    seen = {start}
    while waiting:
        at, way = waiting.pop()
        for link in after.get(at, ()):
            if link.to_id == goal:
                return [*way, link]
            if link.to_id not in seen:
                seen.add(link.to_id)
                waiting.append((link.to_id, [*way, link]))
    return []


def _return(way: Sequence[Link], back: Link) -> Finding:
    gone, number = way[0], back.to_id
    return Finding(
        kind=Kind.OWN_ANCESTOR,
        severity=Severity.HINT,
        events=tuple(dict.fromkeys((*(link.event_id for link in way), back.event_id))),
        why=(
            f"{organization(number)} went into {organization(gone.to_id)}, {describe(gone.date)}, and came out of"
            f" {organization(back.from_id)}, {describe(back.date)}: it is its own ancestor."
        ),
        remedy=f"orgtrack show {Noun.ORGANIZATION.id(number)}",
        organizations=tuple(dict.fromkeys((number, *(link.to_id for link in way)))),
    )


ORGANIZATION_CHECKS: Iterable[Check[Organizations]] = (
    Check(kind=Kind.ENDS_DIFFER, says="Merger and dissolution dates that differ.", find=ends_differ),
    Check(kind=Kind.OWN_ANCESTOR, says="An organization that is its own ancestor.", find=own_ancestor),
)
