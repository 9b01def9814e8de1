"""The parents that formations, sightings, moves, spin-offs and acquisitions give an organization, in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from orgtrack.dates import UNDATED, PartialDate
from orgtrack.model.claims import Event
from orgtrack.model.event_types import ENDING_EVENTS
from orgtrack.model.vocabulary import EventType, Role, Status

ALWAYS = ""
NO_KNOWN_DAY = "9999-12-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """One parent (None: nobody's) from a start to an end that is not known when None.

    `from_day` is the day from which it counts: `ALWAYS`, an ISO day, or `NO_KNOWN_DAY`.
    """

    organization_id: int
    parent_id: int | None
    start: PartialDate
    end: PartialDate | None
    event_id: int
    end_event_id: int | None
    from_day: str
    is_plan: bool


@dataclass(frozen=True, slots=True)
class Began:
    """A spell as it is asked: from which day, which parent, and whether it is only planned."""

    from_day: str
    parent_id: int | None
    is_plan: bool


_GIVES_PARENT = frozenset(
    {EventType.FORMATION, EventType.IN_EXISTENCE, EventType.MOVE, EventType.ACQUISITION, EventType.SPIN_OFF}
)
# They say that it was otherwise before: as the first thing known, they do not reach back.
_CHANGES_PARENT = frozenset({EventType.MOVE, EventType.ACQUISITION, EventType.SPIN_OFF})


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
    always = [e for e in ordered if _is_always(e)]
    found: list[Spell] = []
    for event in [*always, *(e for e in ordered if not _is_always(e))]:
        if event.type in ENDING_EVENTS and organization_id in _ended(event):
            found[-1:] = [_until(spell, event) for spell in found[-1:]]
        elif event.type in _GIVES_PARENT and event.organization_id == organization_id:
            _add_spell(found, organization_id, event)
    return found


def _is_always(event: Event) -> bool:
    return event.type is EventType.IN_EXISTENCE and event.date.earliest is None and event.date.latest is None


def _add_spell(found: list[Spell], organization_id: int, event: Event) -> None:
    parent = _parent(event)
    if event.type is EventType.IN_EXISTENCE and (parent is None or (found and found[-1].parent_id == parent)):
        return
    spell = Spell(
        organization_id=organization_id,
        parent_id=parent,
        start=event.date,
        end=None,
        event_id=event.id,
        end_event_id=None,
        from_day=_from_day(event),
        is_plan=event.status is Status.PLANNED,
    )
    if not found and event.type in _CHANGES_PARENT:
        found.append(replace(spell, parent_id=_parent_before(event), start=UNDATED, from_day=ALWAYS, is_plan=False))
    if event.type is EventType.FORMATION and _only_says_always(found, parent):
        # The sighting says under whom, the formation from when.
        found.clear()
    if found and found[-1].end is None:
        found[-1] = _until(found[-1], event)
    found.append(spell)


def _only_says_always(found: list[Spell], parent: int | None) -> bool:
    return len(found) == 1 and found[0].from_day == ALWAYS and found[0].parent_id == parent


def _from_day(event: Event) -> str:
    if _is_always(event):
        return ALWAYS
    day = event.date.earliest or event.date.latest
    # An undated plan has its announcement for its earliest day, from which it is no more than possible.
    if day is None or (event.status is Status.PLANNED and event.date.is_undated):
        return NO_KNOWN_DAY
    return str(day)


def _until(spell: Spell, event: Event) -> Spell:
    return replace(spell, end=event.date, end_event_id=event.id)


def _parent(event: Event) -> int | None:
    parents = event.participants_as(Role.PARENT)
    return parents[0].organization_id if parents else None


def _parent_before(event: Event) -> int | None:
    """Whom it belonged to before, which only a spin-off says."""
    left = event.participants_as(Role.PREDECESSOR) if event.type is EventType.SPIN_OFF else ()
    return left[0].organization_id if left else None


def _ended(event: Event) -> set[int | None]:
    if event.type is EventType.MERGER:
        return {p.organization_id for p in event.participants_as(Role.PREDECESSOR)} - {event.organization_id}
    return {event.organization_id}


def company_on(organization_id: int, day: str | None, parents: Mapping[int, Sequence[Began]]) -> int:
    """The outermost organization above this one on a day (ISO), or by the record as a whole when the day is None.

    `parents` holds the spells of each organization, earliest first. Before the first of them the first counts: a unit
    belongs to its company before the day that a source gives for its formation.
    """
    seen = [organization_id]
    while True:
        parent = parent_on(parents.get(seen[-1], ()), day)
        if parent is None or parent in seen:
            return seen[-1]
        seen.append(parent)


def parent_on(began: Sequence[Began], day: str | None) -> int | None:
    """The parent on a day; with no day, the last that is more than planned. The first one where none counts."""
    if not began:
        return None
    if day is None:
        counted = [one for one in began if not one.is_plan]
    else:
        counted = [one for one in began if one.from_day <= day]
    return (counted[-1] if counted else began[0]).parent_id


def is_within(organization_id: int, above_id: int, day: str | None, parents: Mapping[int, Sequence[Began]]) -> bool:
    """Whether the organization is, or is somewhere below, another one on a day (as in `company_on`)."""
    seen: set[int] = set()
    at: int | None = organization_id
    while at is not None and at not in seen:
        if at == above_id:
            return True
        seen.add(at)
        at = parent_on(parents.get(at, ()), day)
    return False


def parents_from(events: Iterable[Event]) -> dict[int, list[Began]]:
    """The spells of each organization that events name, as `company_on` asks for them."""
    naming: dict[int, list[Event]] = {}
    for event in counting(events):
        if event.type in _GIVES_PARENT or event.type in ENDING_EVENTS:
            for organization_id in {event.organization_id, *(p.organization_id for p in event.participants)}:
                if organization_id is not None:
                    naming.setdefault(organization_id, []).append(event)
    return {
        organization_id: [Began(s.from_day, s.parent_id, s.is_plan) for s in spells(organization_id, told)]
        for organization_id, told in naming.items()
    }
