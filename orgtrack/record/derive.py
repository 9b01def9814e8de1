"""What follows from events for organizations, brought up to date in the transaction that changes an event.

Parents (`hierarchy`), the company of each event, and the names that renamings give and take.
"""

from __future__ import annotations

from collections.abc import Iterable

from orgtrack.lookup import Found
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, NameKind, Noun, Status
from orgtrack.record.entry import Entry
from orgtrack.record.naming import add_name
from orgtrack.store import Tracker
from orgtrack.store.events import events_of_organizations
from orgtrack.store.hierarchy import below, event_days, parents, replace_spells, set_companies, set_place
from orgtrack.store.names import display_name, refresh_search, renamings
from orgtrack.store.rows import delete, update
from orgtrack.tenures.hierarchy import company_on, counting, parent_on, spells, timeline_order

_CHANGES_HIERARCHY = frozenset(
    {
        EventType.FORMATION,
        EventType.IN_EXISTENCE,
        EventType.MOVE,
        EventType.ACQUISITION,
        EventType.SPIN_OFF,
        EventType.MERGER,
        EventType.SPLIT,
        EventType.DISSOLUTION,
    }
)


def derive(entry: Entry, events: Iterable[Event]) -> None:
    """Bring up to date whatever these events (as they were, or as they are now) have an effect on."""
    touched = list(events)
    moved = {
        organization_id
        for event in touched
        if event.type in _CHANGES_HIERARCHY
        for organization_id in [event.organization_id, *(p.organization_id for p in event.participants)]
        if organization_id is not None
    }
    if moved:
        derive_hierarchy(entry.tracker, moved)
    renamed = {e.organization_id for e in touched if e.type is EventType.RENAMING and e.organization_id}
    for organization_id in renamed:
        _derive_names(entry, organization_id)


def company_of(tracker: Tracker, organization_id: int | None, day: str | None) -> int | None:
    """The outermost organization above this one on a day (ISO; None: whenever)."""
    if organization_id is None:
        return None
    return company_on(organization_id, day, parents(tracker, [organization_id]))


def derive_hierarchy(tracker: Tracker, organization_ids: set[int]) -> None:
    """The parents of these organizations anew, and the company of all events at and below them."""
    events = events_of_organizations(tracker, organization_ids)
    for organization_id in organization_ids:
        naming = [e for e in events if e.organization_id == organization_id or _takes_part(e, organization_id)]
        replace_spells(tracker, organization_id, spells(organization_id, naming))
        _derive_kind(tracker, organization_id, naming)
    affected = {part for organization_id in organization_ids for part in below(tracker, organization_id)}
    above = parents(tracker, affected)
    for organization_id in sorted(affected):
        parent = parent_on(above.get(organization_id, ()), None)
        set_place(tracker, organization_id, parent, company_on(organization_id, None, above))
    changed = {
        event_id: company
        for event_id, organization_id, day, before in event_days(tracker, affected)
        if (company := company_on(organization_id, day, above)) != before
    }
    set_companies(tracker, changed)


def _derive_kind(tracker: Tracker, organization_id: int, naming: list[Event]) -> None:
    """A move that happened may have made it another kind of organization; the last one says which."""
    changes = [e for e in counting(naming) if e.new_kind and e.organization_id == organization_id]
    happened = [e for e in sorted(changes, key=timeline_order) if e.status is Status.HAPPENED]
    if happened:
        update(tracker, "organizations", organization_id, {"kind": happened[-1].new_kind})


def _takes_part(event: Event, organization_id: int) -> bool:
    return any(p.organization_id == organization_id for p in event.participants)


def _derive_names(entry: Entry, organization_id: int) -> None:
    """The display name after the last renaming, each earlier one a former name with the date that ended it."""
    tracker = entry.tracker
    derived = renamings(tracker, organization_id)
    # The first name of the chain: what the organization was called before any renaming on record.
    name = str(derived[0]["name"]) if derived else display_name(tracker, Noun.ORGANIZATION, organization_id)
    for row in derived:
        delete(tracker, "names", row["id"])
    update(tracker, "organizations", organization_id, {"name": name})
    taken = [
        e
        for e in counting(events_of_organizations(tracker, [organization_id]))
        if e.type is EventType.RENAMING and e.organization_id == organization_id and e.status is Status.HAPPENED
    ]
    for event in sorted(taken, key=timeline_order):
        found = Found(noun=Noun.ORGANIZATION, id=organization_id, name=name)
        add_name(entry, found, name, NameKind.FORMER, event_id=event.id, until=event.date.edtf or None)
        name = event.new_name or name
        update(tracker, "organizations", organization_id, {"name": name})
    refresh_search(tracker, Noun.ORGANIZATION, organization_id)
