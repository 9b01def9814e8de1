"""What the page of a source says, and that of an event: what rests on it, and on what it rests."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from orgtrack.model.vocabulary import Noun
from orgtrack.quotes import place
from orgtrack.store import Tracker
from orgtrack.store.read_selection import Selection
from orgtrack.store.reading import Names, participants
from orgtrack.store.rows import by_id
from orgtrack.store.sources import quotes_from
from orgtrack.timeline.about.parts import MOST_TOLD, Part, Told, ToldEvent, told_events, told_of

# Checking quotes against a text takes time with both.
_MOST_CHECKED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """A source with the events that rest on it. `standing` are the quotes that stand in its text, of those checked."""

    id: int
    title: str
    url: str | None
    publisher: str | None
    published: str | None
    retrieved: str | None
    archive_url: str | None
    note: str | None
    characters: int | None = None
    standing: tuple[int, int] | None = None
    told: Told | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partaker:
    """Who or what takes part in an event, and as what; the number and name of each that is named."""

    role: str
    person: tuple[int, str] | None
    title: tuple[int, str] | None
    organization: tuple[int, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """An event with who takes part in it, what sources say and what contradicts it."""

    id: int
    told: ToldEvent
    partakers: tuple[Partaker, ...]


def about_source(tracker: Tracker, source_id: int, parts: Collection[Part]) -> SourcePage:
    """The source of this number, which is on record."""
    row = by_id(tracker, Noun.SOURCE.table, source_id)
    assert row is not None
    return SourcePage(
        id=source_id,
        title=row["title"] or row["url"],
        url=row["url"],
        publisher=row["publisher"],
        published=row["published"],
        retrieved=row["retrieved"],
        archive_url=row["archive_url"],
        note=row["note"],
        characters=len(row["text"]) if row["text"] else None,
        standing=_standing(tracker, source_id, row["text"]) if row["text"] and Part.SOURCES in parts else None,
        told=told_of(tracker, Noun.SOURCE, source_id, Selection(sources=(source_id,)), parts),
    )


def _standing(tracker: Tracker, source_id: int, text: str) -> tuple[int, int]:
    quoted = quotes_from(tracker, source_id)[:_MOST_CHECKED]
    return sum(place(text, one["quote"]) is not None for one in quoted), len(quoted)


def about_event(tracker: Tracker, event_id: int, parts: Collection[Part]) -> EventPage:
    """The event of this number, which is on record."""
    event = by_id(tracker, Noun.EVENT.table, event_id)
    assert event is not None
    people, titles, organizations = (Names(tracker, table) for table in ("people", "titles", "organizations"))
    rows: list[tuple[str, int | None, int | None, int | None]] = [
        (event["type"], event["person_id"], event["title_id"], event["organization_id"])
    ]
    if Part.LINEAGE in parts:
        rows += [(row[1], row[2], row[4], row[3]) for row in participants(tracker, [event_id])[:MOST_TOLD]]
    if Part.POSTS in parts:
        people.know(row[1] for row in rows)
        titles.know(row[2] for row in rows)
        organizations.know(row[3] for row in rows)
    return EventPage(
        id=event_id,
        told=told_events(tracker, [event_id], parts)[0],
        partakers=tuple(
            Partaker(
                role=role,
                person=_named(people, person),
                title=_named(titles, title),
                organization=_named(organizations, organization),
            )
            for role, person, title, organization in rows
            if Part.POSTS in parts
        ),
    )


def _named(names: Names, number: int | None) -> tuple[int, str] | None:
    return None if number is None else (number, names.by_id.get(number) or "")
