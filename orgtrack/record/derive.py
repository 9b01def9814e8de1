"""What follows from events, brought up to date in the transaction that changes an event.

Parents (`hierarchy`), the company of each event, the names that renamings give and take, and the tenures of everybody
whom the event concerns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from orgtrack.lookup import Found
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, NameKind, Noun, Status
from orgtrack.record.entry import Entry, Stale
from orgtrack.record.naming import add_name
from orgtrack.store import Tracker
from orgtrack.store.careers import derive_tenures
from orgtrack.store.events import event as event_on_record
from orgtrack.store.events import events_ending, events_of_organizations, events_superseding
from orgtrack.store.hierarchy import (
    below,
    event_days,
    events_on_days,
    parents,
    replace_spells,
    set_companies,
    set_place,
)
from orgtrack.store.names import display_name, refresh_search, renamings
from orgtrack.store.rows import delete, update
from orgtrack.store.tenures import people_holding
from orgtrack.tenures.hierarchy import company_on, counting, parent_on, spells, timeline_order
from orgtrack.tenures.touched import touched

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


def derive(entry: Entry, events: Iterable[Event], *, logged: bool = True) -> None:
    """Bring up to date whatever these events (as they were, or as they are now) have an effect on.

    While a file is imported, tenures wait for `derive_waiting`. Names and kinds of organizations are kept by the log;
    with `logged` False they are left as it has them.
    """
    derive_all(entry, _with_linked(entry.tracker, events), logged=logged)


def derive_all(entry: Entry, changed: Collection[Event], people: Collection[int] = (), *, logged: bool = True) -> None:
    """Bring up to date whatever these events have an effect on; those that they are linked with are among them.

    The tenures of these `people` too: with an event go the tenures that it ended, and with them who held what.
    """
    moved = {
        organization_id
        for event in changed
        if event.type in _CHANGES_HIERARCHY
        for organization_id in [event.organization_id, *(p.organization_id for p in event.participants)]
        if organization_id is not None
    }
    if moved:
        derive_hierarchy(entry.tracker, moved, logged=logged)
    renamed = {e.organization_id for e in changed if e.type is EventType.RENAMING and e.organization_id}
    for organization_id in renamed if logged else ():
        derive_names(entry, organization_id)
    if entry.importing is not None:
        _note_stale(changed, entry.importing.stale)
        return
    derive_tenures(entry.tracker, sorted({*people, *people_concerned(entry.tracker, changed)}))


def people_concerned(tracker: Tracker, events: Iterable[Event]) -> set[int]:
    """Whose tenures these events have an effect on, by what is held now."""
    stale = Stale()
    _note_stale(events, stale)
    return _people(tracker, stale)


def derive_waiting(entry: Entry) -> None:
    """Derive the tenures that all rows of an import concern, once."""
    assert entry.importing is not None
    stale = entry.importing.stale
    stale.people = entry.importing.batch.derive(stale.people)
    derive_tenures(entry.tracker, sorted(_people(entry.tracker, stale)))
    entry.importing.stale = Stale()


def _with_linked(tracker: Tracker, changed: Iterable[Event]) -> list[Event]:
    """These events with those that they supersede, end, or are superseded or ended by: they count otherwise now."""
    seen: list[Event] = []
    coming = list(changed)
    # A plan brings back what it superseded, and that has an end or names one itself: two steps reach all of it.
    for step in range(3):
        seen += coming
        if step < 2:
            coming = [linked for event in coming for linked in _linked(tracker, event) if linked not in seen]
    return seen


def _note_stale(changed: Iterable[Event], stale: Stale) -> None:
    """Note whom these events concern."""
    for event in changed:
        found = touched(event)
        stale.people |= found.people | {holding.person_id for holding in found.holdings}
        stale.organizations |= found.organizations
        stale.moved |= found.moved


def _linked(tracker: Tracker, event: Event) -> list[Event]:
    named = [event_on_record(tracker, n) for n in (event.supersedes_event_id, event.ends_event_id) if n is not None]
    naming = [*events_superseding(tracker, event.id), *events_ending(tracker, event.id)]
    return [linked for linked in (*named, *naming) if linked is not None]


def _people(tracker: Tracker, stale: Stale) -> set[int]:
    people = set(stale.people)
    if stale.organizations:
        people |= people_holding(tracker, stale.organizations)
    if stale.moved:
        parts = {part for organization_id in stale.moved for part in below(tracker, organization_id)}
        people |= people_holding(tracker, parts, left_all=True)
    return people


def company_of(tracker: Tracker, organization_id: int | None, day: str | None) -> int | None:
    """The outermost organization above this one on a day (ISO; None: whenever)."""
    if organization_id is None:
        return None
    return company_on(organization_id, day, parents(tracker, [organization_id]))


def derive_hierarchy(tracker: Tracker, organization_ids: set[int], *, logged: bool = True) -> None:
    """The parents of these organizations anew, and the company of all events at and below them."""
    derive_spells(tracker, organization_ids, logged=logged)
    derive_places(tracker, {part for number in organization_ids for part in below(tracker, number)})


def derive_spells(tracker: Tracker, organization_ids: set[int], *, logged: bool = True) -> int:
    """The parents of these organizations, and (`logged`) what kind each is by its moves; how many were otherwise."""
    events = events_of_organizations(tracker, organization_ids, _CHANGES_HIERARCHY)
    by_name: dict[int, list[Event]] = {}
    for event in events:
        for organization_id in {event.organization_id, *(p.organization_id for p in event.participants)} - {None}:
            by_name.setdefault(organization_id or 0, []).append(event)
    differing = 0
    for organization_id in organization_ids:
        naming = by_name.get(organization_id, [])
        differing += replace_spells(tracker, organization_id, spells(organization_id, naming))
        if logged:
            _derive_kind(tracker, organization_id, naming)
    return differing


def derive_places(tracker: Tracker, organization_ids: set[int]) -> tuple[int, int]:
    """Where these organizations stand by their parents, and the company of their events; how many were otherwise."""
    above = parents(tracker, organization_ids)
    differing = 0
    for organization_id in sorted(organization_ids):
        parent = parent_on(above.get(organization_id, ()), None)
        differing += set_place(tracker, organization_id, parent, company_on(organization_id, None, above))
    changed = {
        event_id: company
        for event_id, organization_id, day, before in event_days(tracker, organization_ids)
        if (company := company_on(organization_id, day, above)) != before
    }
    set_companies(tracker, changed)
    return differing, len(changed)


def derive_companies(tracker: Tracker, event_ids: Iterable[int]) -> None:
    """The company of these events anew."""
    days = events_on_days(tracker, event_ids)
    above = parents(tracker, {organization_id for _, organization_id, _, _ in days})
    changed = {e: c for e, o, day, before in days if (c := company_on(o, day, above)) != before}
    set_companies(tracker, changed)


def _derive_kind(tracker: Tracker, organization_id: int, naming: list[Event]) -> None:
    """A move that happened may have made it another kind of organization; the last one says which."""
    changes = [e for e in counting(naming) if e.new_kind and e.organization_id == organization_id]
    happened = [e for e in sorted(changes, key=timeline_order) if e.status is Status.HAPPENED]
    if happened:
        update(tracker, "organizations", organization_id, {"kind": happened[-1].new_kind})


def derive_names(entry: Entry, organization_id: int) -> bool:
    """The display name after the last renaming, each earlier one a former name with the date that ended it.

    Whether the names on file were otherwise.
    """
    tracker = entry.tracker
    derived = renamings(tracker, organization_id)
    on_file = display_name(tracker, Noun.ORGANIZATION, organization_id)
    # The first name of the chain: what the organization was called before any renaming on record.
    name = str(derived[0]["name"]) if derived else on_file
    former: list[tuple[str, int, str | None]] = []
    for event in _renamings_on_record(tracker, organization_id):
        former.append((name, event.id, event.date.edtf or None))
        name = event.new_name or name
    if name == on_file and former == [(row["name"], row["event_id"], row["until"]) for row in derived]:
        return False
    for row in derived:
        delete(tracker, "names", row["id"])
    for earlier, event_id, until in former:
        found = Found(noun=Noun.ORGANIZATION, id=organization_id, name=earlier)
        add_name(entry, found, earlier, NameKind.FORMER, event_id=event_id, until=until)
    update(tracker, "organizations", organization_id, {"name": name})
    refresh_search(tracker, Noun.ORGANIZATION, organization_id)
    return True


def _renamings_on_record(tracker: Tracker, organization_id: int) -> list[Event]:
    """The renamings of an organization that happened and gave it another name, in order of time."""
    return [
        e
        for e in sorted(
            counting(events_of_organizations(tracker, [organization_id], [EventType.RENAMING])), key=timeline_order
        )
        if e.type is EventType.RENAMING
        and e.organization_id == organization_id
        and e.new_name
        and e.status is Status.HAPPENED
    ]
