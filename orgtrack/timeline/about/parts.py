"""What pages about several kinds of records have in common: names, identifiers, and events with what sources say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from orgtrack.model.vocabulary import Noun, Scheme
from orgtrack.store import Tracker
from orgtrack.store.read_evidence import evidence
from orgtrack.store.read_feed import newest
from orgtrack.store.read_records import event_counts, identifiers_of, names_of, post_counts
from orgtrack.store.read_selection import Selection
from orgtrack.store.rows import Row
from orgtrack.timeline.conflicts import Conflict, conflicts_about
from orgtrack.timeline.events import ListedEvent, events_listed

# A page shows so many of a kind, and where all are.
MOST_TOLD = 50
MOST_CITED = 8


class Part(StrEnum):
    """A part of a page that a reader may be kept from, or that a copy for the public may lack."""

    NAMES = "names"
    IDENTIFIERS = "identifiers"
    POSTS = "posts"
    EVENTS = "events"
    SOURCES = "sources"
    CONFLICTS = "conflicts"
    UNITS = "units"
    LINEAGE = "lineage"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherName:
    """A name besides the display name; language and script as BCP 47 has them, `since` and `until` as EDTF."""

    name: str
    kind: str | None
    language: str | None
    script: str | None
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A source behind an event, with its words; `field` and `value` where it says otherwise than recorded."""

    source_id: int
    source: str
    url: str | None
    publisher: str | None
    published: str | None
    quote: str | None
    place: str | None
    field: str | None
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEvent:
    """An event with what its sources say, at most `MOST_CITED` of them, and what contradicts it."""

    event: ListedEvent
    quoted: tuple[Quoted, ...]
    more_sources: int
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The latest events of a record, undated ones last; `total` is how many the record has as its own."""

    events: tuple[ToldEvent, ...] = ()
    total: int = 0
    is_all: bool = True


def other_names(tracker: Tracker, noun: Noun, record_id: int) -> tuple[OtherName, ...]:
    """The other names in order of entry."""
    return tuple(
        OtherName(
            name=row["name"],
            kind=row["kind"],
            language=row["language"],
            script=row["script"],
            since=row["from"],
            until=row["until"],
        )
        for row in names_of(tracker, noun, [record_id])
    )


def identifiers(tracker: Tracker, noun: Noun, record_id: int) -> tuple[tuple[Scheme, str], ...]:
    """What registers call it: pairs of a scheme and a value."""
    return tuple((Scheme(row["scheme"]), row["value"]) for row in identifiers_of(tracker, noun, [record_id]))


def told_of(tracker: Tracker, noun: Noun, record_id: int, selection: Selection, parts: Collection[Part]) -> Told | None:
    """The latest of the selected events; None where they are no part of the page."""
    if Part.EVENTS not in parts or (noun is Noun.SOURCE and Part.SOURCES not in parts):
        return None
    ids = newest(tracker, selection, MOST_TOLD + 1)
    counted = post_counts(tracker, [record_id]) if noun is Noun.POST else event_counts(tracker, noun, [record_id])
    return Told(
        events=told_events(tracker, ids[:MOST_TOLD], parts, only=record_id if noun is Noun.SOURCE else None),
        total=counted.get(record_id, 0),
        is_all=len(ids) <= MOST_TOLD,
    )


def told_events(
    tracker: Tracker, ids: Sequence[int], parts: Collection[Part], *, only: int | None = None
) -> tuple[ToldEvent, ...]:
    """These events, with what `only` this source says, or all of theirs."""
    quoted: dict[int, list[Quoted]] = {}
    if Part.SOURCES in parts:
        for row in evidence(tracker, ids):
            if only in (None, row["source_id"]):
                quoted.setdefault(row["event_id"], []).append(_quoted(row))
    clashing: dict[int, list[Conflict]] = {}
    if Part.CONFLICTS in parts:
        for conflict in conflicts_about(tracker, ids):
            if only is None or any(side.citation and side.citation["source_id"] == only for side in conflict.sides):
                for event_id in conflict.headlines:
                    clashing.setdefault(event_id, []).append(conflict)
    return tuple(
        ToldEvent(
            event=event,
            quoted=tuple(quoted.get(event.id, ())[:MOST_CITED]),
            more_sources=max(len(quoted.get(event.id, ())) - MOST_CITED, 0),
            conflicts=tuple(clashing.get(event.id, ())),
        )
        for event in events_listed(tracker, ids)
    )


def _quoted(row: Row) -> Quoted:
    return Quoted(
        source_id=row["source_id"],
        source=row["title"] or row["url"],
        url=row["url"],
        publisher=row["publisher"],
        published=row["published"],
        quote=row["quote"],
        place=row["place"],
        field=row["says_field"],
        value=row["says_value"],
    )
