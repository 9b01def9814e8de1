"""The parents that formations, sightings, moves, spin-offs and acquisitions give an organization, in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from orgtrack.dates import PartialDate
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import ENDING_EVENTS, EventType, Role, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """One parent (None: nobody's) from a start to an end that is not known when None."""

    organization_id: int
    parent_id: int | None
    start: PartialDate
    end: PartialDate | None
    event_id: int
    end_event_id: int | None


_GIVES_PARENT = frozenset(
    {EventType.FORMATION, EventType.IN_EXISTENCE, EventType.MOVE, EventType.ACQUISITION, EventType.SPIN_OFF}
)


def counting(events: Iterable[Event]) -> list[Event]:
    """The events that count: happened or planned, and not superseded by one that is not rejected."""
    known = list(events)
    superseded = {e.supersedes_event_id for e in known if e.status is not Status.REJECTED}
    return [e for e in known if e.status in (Status.HAPPENED, Status.PLANNED) and e.id not in superseded]


def timeline_order(event: Event) -> tuple[bool, str, str, int]:
    """The order of design section 4: by the first possible day, the wider first, undated last."""
    day = event.date.earliest or event.date.latest
    latest = event.date.latest
    # The wider date comes first: its latest day counts down, and an open one is latest of all.
    width = "" if latest is None else f"{10**8 - latest.toordinal():08}"
    return (day is None, str(day or ""), width, event.id)


def spells(organization_id: int, events: Iterable[Event]) -> list[Spell]:
    """The parents of one organization, earliest first, from all events that name it.

    A sighting (in-existence) confirms the parent that the organization has; with another parent, or none known yet,
    it gives one. An undated sighting says what was always so, and comes first.
    """
    ordered = sorted(counting(events), key=timeline_order)
    sightings = [e for e in ordered if e.type is EventType.IN_EXISTENCE and e.date.earliest is None]
    found: list[Spell] = []
    for event in [*sightings, *(e for e in ordered if e not in sightings)]:
        if event.type in ENDING_EVENTS and organization_id in _ended(event):
            found[-1:] = [_until(spell, event) for spell in found[-1:]]
        elif event.type in _GIVES_PARENT and event.organization_id == organization_id:
            parent = _parent(event)
            if event.type is EventType.IN_EXISTENCE and (parent is None or (found and found[-1].parent_id == parent)):
                continue
            if found and found[-1].end is None:
                found[-1] = _until(found[-1], event)
            found.append(
                Spell(
                    organization_id=organization_id,
                    parent_id=parent,
                    start=event.date,
                    end=None,
                    event_id=event.id,
                    end_event_id=None,
                )
            )
    return found


def _until(spell: Spell, event: Event) -> Spell:
    return Spell(
        organization_id=spell.organization_id,
        parent_id=spell.parent_id,
        start=spell.start,
        end=event.date,
        event_id=spell.event_id,
        end_event_id=event.id,
    )


def _parent(event: Event) -> int | None:
    parents = event.participants_as(Role.PARENT)
    return parents[0].organization_id if parents else None


def _ended(event: Event) -> set[int | None]:
    if event.type is EventType.MERGER:
        return {p.organization_id for p in event.participants_as(Role.PREDECESSOR)} - {event.organization_id}
    return {event.organization_id}


def company_on(
    organization_id: int, day: str | None, parents: Mapping[int, Sequence[tuple[str | None, int | None]]]
) -> int:
    """The outermost organization above this one on a day (ISO; None: whenever).

    `parents` holds, for each organization, when each parent began and which it is, earliest first. Before the first
    of them the first counts: a unit belongs to its company before the day that a source gives for it.
    """
    seen = [organization_id]
    while True:
        parent = _parent_on(parents.get(seen[-1], ()), day)
        if parent is None or parent in seen:
            return seen[-1]
        seen.append(parent)


def _parent_on(began: Sequence[tuple[str | None, int | None]], day: str | None) -> int | None:
    if not began:
        return None
    if day is None:
        return began[-1][1]
    before = [parent for start, parent in began if start is None or start <= day]
    return before[-1] if before else began[0][1]


def is_within(
    organization_id: int,
    above_id: int,
    day: str | None,
    parents: Mapping[int, Sequence[tuple[str | None, int | None]]],
) -> bool:
    """Whether the organization is, or is somewhere below, another one on a day (ISO; None: whenever)."""
    seen: set[int] = set()
    at: int | None = organization_id
    while at is not None and at not in seen:
        if at == above_id:
            return True
        seen.add(at)
        at = _parent_on(parents.get(at, ()), day)
    return False


def parents_from(events: Iterable[Event]) -> dict[int, list[tuple[str | None, int | None]]]:
    """When each parent of each organization began (sort day, ISO), and which it is: what `company_on` asks for."""
    naming: dict[int, list[Event]] = {}
    for event in counting(events):
        if event.type in _GIVES_PARENT or event.type in ENDING_EVENTS:
            for organization_id in {event.organization_id, *(p.organization_id for p in event.participants)}:
                if organization_id is not None:
                    naming.setdefault(organization_id, []).append(event)
    found: dict[int, list[tuple[str | None, int | None]]] = {}
    for organization_id, told in naming.items():
        days = [(s.start.earliest or s.start.latest, s.event_id, s.parent_id) for s in spells(organization_id, told)]
        days.sort(key=lambda d: (d[0] is not None, str(d[0] or ""), d[1]))
        found[organization_id] = [(str(day) if day else None, parent) for day, _, parent in days]
    return found
