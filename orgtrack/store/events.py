"""Events, their participants and their citations, as rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from orgtrack.dates import PartialDate, from_columns
from orgtrack.model.claims import Citation, Event, Participant
from orgtrack.model.vocabulary import EventType, Role, Status, Visibility
from orgtrack.store.file import Tracker
from orgtrack.store.rows import Value, insert, update

# So many events at once keep memory flat and queries few.
_BATCH = 1000

Cells = tuple[Value, ...]


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def date_columns(date: PartialDate) -> dict[str, Value]:
    """The columns that hold an event's date."""
    return {
        "date": date.edtf or None,
        "date_text": date.text or None,
        "date_earliest": _iso(date.earliest),
        "date_latest": _iso(date.latest),
        "date_precision": date.precision,
        "date_qualifier": date.qualifier,
        "date_basis": None if date.is_undated else date.basis,
        "date_anchor": _iso(date.anchor),
    }


def announced_columns(date: PartialDate | None) -> dict[str, Value]:
    """The columns that hold the day on which an event was announced."""
    return {
        "announced": date.edtf if date else None,
        "announced_earliest": _iso(date.earliest) if date else None,
        "announced_latest": _iso(date.latest) if date else None,
    }


def columns(event: Event) -> dict[str, Value]:
    """The event as the columns of its row, without the id."""
    return {
        "type": event.type,
        "person_id": event.person_id,
        "title_id": event.title_id,
        "organization_id": event.organization_id,
        "company_id": event.company_id,
        "headline": event.headline,
        "status": event.status,
        "acting": int(event.acting),
        "manner": event.manner,
        "reason": event.reason,
        "amount": event.amount,
        "new_name": event.new_name,
        "new_kind": event.new_kind,
        "title_text": event.title_text,
        "note": event.note,
        "last_day": int(event.last_day),
        "end_state": event.end_state,
        "ends_event_id": event.ends_event_id,
        "supersedes_event_id": event.supersedes_event_id,
        "visibility": event.visibility,
        "private_note": event.private_note,
        **date_columns(event.date),
        **announced_columns(event.announced),
    }


# The columns of an event about a person in a post, of which nothing else is told; its date's are in the order of
# `date_columns`.
PLAIN_EVENT = (
    *("id", "type", "person_id", "title_id", "organization_id", "company_id", "headline", "status", "acting", "manner"),
    *("reason", "title_text", "note", "last_day", "end_state", "ends_event_id", "visibility", "date", "date_text"),
    *("date_earliest", "date_latest", "date_precision", "date_qualifier", "date_basis", "date_anchor"),
)


def plain_cells(event: Event, headline: str, date_cells: Cells) -> Cells:
    """The cells of `PLAIN_EVENT` after the id."""
    return (
        event.type,
        event.person_id,
        event.title_id,
        event.organization_id,
        event.company_id,
        headline,
        event.status,
        1 if event.acting else 0,
        event.manner,
        event.reason,
        event.title_text,
        event.note,
        1 if event.last_day else 0,
        event.end_state,
        event.ends_event_id,
        event.visibility,
        *date_cells,
    )


def insert_event(tracker: Tracker, event: Event, *, number: int | None = None) -> int:
    """Add an event with its participants, under this id where one is given; its id."""
    event_id = insert(tracker, "events", {**({} if number is None else {"id": number}), **columns(event)})
    insert_participants(tracker, event_id, event.participants)
    return event_id


def insert_participants(tracker: Tracker, event_id: int, participants: Iterable[Participant]) -> None:
    """Add participants to an event, in their order."""
    for participant in participants:
        insert(
            tracker,
            "event_participants",
            {
                "event_id": event_id,
                "role": participant.role,
                "person_id": participant.person_id,
                "organization_id": participant.organization_id,
                "title_id": participant.title_id,
                "title_text": participant.title_text,
            },
        )


def replace_event(tracker: Tracker, event: Event) -> None:
    """Write the event's row anew (not its participants); only what differs is logged."""
    update(tracker, "events", event.id, columns(event))


def event(tracker: Tracker, event_id: int) -> Event | None:
    """The event on record, or None."""
    found = _events(tracker, tracker.rows("SELECT * FROM events WHERE id = ?", (event_id,)))
    return found[0] if found else None


def events_by_id(tracker: Tracker, event_ids: Iterable[int]) -> dict[int, Event]:
    """Those of these events that are on record, by id."""
    sql = "SELECT * FROM events WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return {one.id: one for one in _events(tracker, tracker.rows(sql, (json.dumps(list(event_ids)),)))}


def events_like(tracker: Tracker, like: Event, *, overlapping: bool = False) -> list[Event]:
    """Events on record of the same type, person, title and organization, oldest entry first.

    With `overlapping` only those that could be of the same day.
    """
    bounds = " AND date_from <= :latest AND date_to >= :earliest" if overlapping else ""
    return _events(
        tracker,
        tracker.rows(
            # The unary plus keeps the planner from the index on type, which hardly narrows anything.
            "SELECT * FROM events WHERE +type = :type AND person_id IS :person AND title_id IS :title"
            f" AND organization_id IS :organization{bounds} ORDER BY id",
            {
                "type": like.type,
                "person": like.person_id,
                "title": like.title_id,
                "organization": like.organization_id,
                "earliest": str(like.date.earliest or date.min),
                "latest": str(like.date.latest or date.max),
            },
        ),
    )


def events_of_person(tracker: Tracker, person_id: int) -> list[Event]:
    """The events that are about a person, oldest entry first."""
    return _events(tracker, tracker.rows("SELECT * FROM events WHERE person_id = ? ORDER BY id", (person_id,)))


def events_of_organizations(
    tracker: Tracker, organization_ids: Iterable[int], types: Iterable[EventType]
) -> list[Event]:
    """The events of these types that name one of these organizations, as their own or as a participant.

    With them whatever takes the place of another event: it may be of any type.
    """
    marks = ", ".join(str(int(number)) for number in organization_ids)
    wanted = ", ".join(repr(str(one)) for one in types)
    return _events(
        tracker,
        tracker.rows(
            f"SELECT * FROM events WHERE (organization_id IN ({marks}) OR id IN"
            f" (SELECT event_id FROM event_participants WHERE organization_id IN ({marks})))"
            f" AND (+type IN ({wanted}) OR supersedes_event_id IS NOT NULL) ORDER BY id"
        ),
    )


def counting_events(tracker: Tracker, types: Iterable[EventType] = ()) -> Iterator[list[Event]]:
    """The events that count (`tenures.hierarchy.counting`), all or of these types, by organization and post."""
    wanted = f"type IN ({', '.join(repr(str(one)) for one in types)}) AND " if types else ""
    cursor = tracker.connection.execute(
        f"SELECT * FROM events WHERE {wanted}status IN ('happened', 'planned') AND NOT EXISTS (SELECT 1 FROM events"
        " AS later WHERE later.supersedes_event_id = events.id AND later.status <> 'rejected')"
        " ORDER BY organization_id, person_id, title_id, id"
    )
    while rows := cursor.fetchmany(_BATCH):
        yield _events(tracker, rows)


def events_naming(tracker: Tracker, column: str, record_id: int) -> list[int]:
    """Ids of the events that name a record in this column, as their own part or as a participant's."""
    own = f"SELECT id FROM events WHERE {column} = :id"
    taken = f"SELECT event_id FROM event_participants WHERE {column} = :id"
    return [row[0] for row in tracker.rows(f"{own} UNION {taken} ORDER BY 1", {"id": record_id})]


def events_superseding(tracker: Tracker, event_id: int) -> list[Event]:
    """The events on record that supersede this one."""
    return _events(tracker, tracker.rows("SELECT * FROM events WHERE supersedes_event_id = ? ORDER BY id", (event_id,)))


def events_ending(tracker: Tracker, event_id: int) -> list[Event]:
    """The departures on record that end the stay which this event opened."""
    return _events(tracker, tracker.rows("SELECT * FROM events WHERE ends_event_id = ? ORDER BY id", (event_id,)))


def _events(tracker: Tracker, rows: Sequence[sqlite3.Row]) -> list[Event]:
    found = _participants(tracker, [row["id"] for row in rows]) if rows else {}
    return [_event(row, tuple(found.get(row["id"], ()))) for row in rows]


def _participants(tracker: Tracker, event_ids: list[int]) -> dict[int, list[Participant]]:
    found: dict[int, list[Participant]] = {}
    for row in tracker.rows(
        "SELECT * FROM event_participants WHERE event_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(event_ids),),
    ):
        found.setdefault(row["event_id"], []).append(
            Participant(
                role=Role(row["role"]),
                person_id=row["person_id"],
                organization_id=row["organization_id"],
                title_id=row["title_id"],
                title_text=row["title_text"],
            )
        )
    return found


def _event(row: sqlite3.Row, participants: tuple[Participant, ...]) -> Event:
    return Event(
        id=row["id"],
        type=EventType(row["type"]),
        date=stored_date(row),
        status=Status(row["status"]),
        person_id=row["person_id"],
        title_id=row["title_id"],
        organization_id=row["organization_id"],
        company_id=row["company_id"],
        headline=row["headline"],
        acting=bool(row["acting"]),
        manner=row["manner"],
        reason=row["reason"],
        amount=row["amount"],
        new_name=row["new_name"],
        new_kind=row["new_kind"],
        announced=_announced(row),
        title_text=row["title_text"],
        note=row["note"],
        last_day=bool(row["last_day"]),
        end_state=row["end_state"],
        ends_event_id=row["ends_event_id"],
        supersedes_event_id=row["supersedes_event_id"],
        visibility=Visibility(row["visibility"]),
        private_note=row["private_note"],
        participants=participants,
    )


def stored_date(row: sqlite3.Row) -> PartialDate:
    """The date of a row of `events`, rebuilt from its columns."""
    return from_columns(
        row["date"] or "",
        row["date_earliest"],
        row["date_latest"],
        row["date_precision"],
        row["date_qualifier"],
        row["date_basis"] or "stated",
        row["date_text"] or "",
        row["date_anchor"],
    )


def _announced(row: sqlite3.Row) -> PartialDate | None:
    if not row["announced"]:
        return None
    return from_columns(
        row["announced"], row["announced_earliest"], row["announced_latest"], "unknown", None, "stated", "", None
    )


def citations(tracker: Tracker, event_id: int) -> list[sqlite3.Row]:
    """The citations of an event with the columns of their sources, in the order in which they were recorded."""
    return tracker.rows(
        "SELECT citations.*, sources.title, sources.url, sources.publisher, sources.published,"
        " sources.published_earliest, sources.published_latest FROM citations"
        " JOIN sources ON sources.id = citations.source_id WHERE citations.event_id = ? ORDER BY citations.id",
        (event_id,),
    )


def insert_citation(tracker: Tracker, event_id: int, citation: Citation) -> int | None:
    """Add a citation; None when the very same one is on record."""
    values: dict[str, Value] = {"event_id": event_id, **_cited(citation)}
    told = [column for column in values if column not in ("says_earliest", "says_latest")]
    same = " AND ".join(f"{column} IS :{column}" for column in told)
    if tracker.row(f"SELECT 1 FROM citations WHERE {same}", {column: values[column] for column in told}):
        return None
    return insert(tracker, "citations", values)


def replace_citation(tracker: Tracker, citation_id: int, citation: Citation) -> None:
    """Write a citation of an event anew; only what differs is logged."""
    update(tracker, "citations", citation_id, _cited(citation))


def _cited(citation: Citation) -> dict[str, Value]:
    return {
        "source_id": citation.source_id,
        "quote": citation.quote,
        "place": citation.place,
        "says_field": citation.says_field,
        "says_value": citation.says_value,
        "says_earliest": citation.says_earliest,
        "says_latest": citation.says_latest,
    }
