"""What an organization came from and what it went into, one row for each link on the way."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from orgtrack import lookup
from orgtrack.dates import short
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, Noun, Status
from orgtrack.store import Tracker
from orgtrack.store.events import events_of_organizations
from orgtrack.store.read_structure import names_on
from orgtrack.store.reading import Names
from orgtrack.tenures.lineage import TRANSFERS, Link, Relative, ancestors, descendants, links
from orgtrack.timeline.listing import Column, Listing, Row

_LINKING = (EventType.MERGER, EventType.SPLIT, EventType.DISSOLUTION, EventType.RENAMING, *sorted(TRANSFERS))


class Direction(StrEnum):
    """Which way a link leads from the organization that was asked for."""

    ANCESTOR = "ancestor"
    DESCENDANT = "descendant"


def lineage_listing(tracker: Tracker, organization: str, *, transfers: bool = True) -> Listing:
    """The ancestors, far ones first, then the descendants; `transfers` takes in the links by which nobody ends."""
    found = lookup.existing(tracker, Noun.ORGANIZATION, organization)
    known = links_around(tracker, found.id, transfers=transfers)
    names = Names(tracker, "organizations")
    rows = [_row(tracker, names, *step) for step in _steps(found.id, known)]
    without = "" if transfers else ", transfers left out"
    return Listing(
        columns=(
            *(Column("direction", 10), Column("step", 4, number=True), Column("from", 16), Column("to", 16)),
            *(Column("type", 8), Column("date", 11), Column("status", 8), Column("id"), Column("from_id")),
            Column("to_id"),
        ),
        rows=iter([rows] if rows else []),
        nothing=f"Nothing is on record that {found.name} came from or went into{without}.",
        for_reader=lambda row: (*row[:5], row[10], *row[6:10]),
    )


def links_around(tracker: Tracker, organization_id: int, *, transfers: bool) -> list[Link]:
    """All links on the ways back and forth, read ring by ring around the organization.

    `transfers` takes in those by which nobody ends.
    """
    events: dict[int, Event] = {}
    read: set[int] = set()
    reached = {organization_id}
    known: list[Link] = []
    while reached - read:
        events |= {event.id: event for event in events_of_organizations(tracker, reached - read, _LINKING)}
        read |= reached
        known = [link for link in links(events.values()) if transfers or link.type not in TRANSFERS]
        for walk in (ancestors, descendants):
            reached |= {relative.organization_id for relative in walk(organization_id, known)}
    return known


def _steps(organization_id: int, known: list[Link]) -> Iterator[tuple[Direction, int, Link]]:
    back = _distances(organization_id, ancestors(organization_id, known))
    before = [(back[link.to_id] + 1, link) for link in known if link.to_id in back]
    for step, link in sorted(before, key=lambda found: -found[0]):
        yield Direction.ANCESTOR, step, link
    forth = _distances(organization_id, descendants(organization_id, known))
    after = [(forth[link.from_id] + 1, link) for link in known if link.from_id in forth]
    for step, link in sorted(after, key=lambda found: found[0]):
        yield Direction.DESCENDANT, step, link


def _distances(organization_id: int, relatives: list[Relative]) -> dict[int, int]:
    return {**{relative.organization_id: relative.distance for relative in relatives}, organization_id: 0}


def _row(tracker: Tracker, names: Names, direction: Direction, step: int, link: Link) -> Row:
    """The link with both called as they were on its day."""
    day = link.date.earliest or link.date.latest
    called = {} if day is None else names_on(tracker, [link.from_id, link.to_id], day)
    if not called:
        names.know([link.from_id, link.to_id])
    written = called or names.by_id
    return (
        str(direction),
        str(step),
        written[link.from_id],
        written[link.to_id],
        str(link.type),
        link.date.edtf or None,
        str(Status.PLANNED if link.planned else Status.HAPPENED),
        Noun.EVENT.id(link.event_id),
        Noun.ORGANIZATION.id(link.from_id),
        Noun.ORGANIZATION.id(link.to_id),
        short(link.date),
    )
