"""Events as the terminal shows them: one line each, the date in words, what does not count marked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orgtrack.dates import PartialDate, describe, from_columns, short
from orgtrack.dates.partial import Basis, Precision
from orgtrack.model.vocabulary import Noun, Status, Visibility
from orgtrack.store import Tracker
from orgtrack.store.read_selection import Selection
from orgtrack.store.reading import LISTED_EVENT, Batch, events, events_with, highest_id, superseded
from orgtrack.timeline.listing import Column, Listing, Row, Rows

NO_EVENTS = "No events match."


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEvent:
    """`announced` is the first day that its announcement can mean; `superseded_by` an event that took its place."""

    id: int
    date: PartialDate
    announced: datetime.date | None
    type: str
    headline: str
    status: Status
    is_private: bool
    supersedes: int | None
    superseded_by: int | None
    note: str | None

    @property
    def when(self) -> str:
        """The date for a cell. A plan without a date may come about from its announcement on."""
        if self.date.is_undated and self.status is Status.PLANNED and self.announced:
            return f"from {short(_one_day(self.announced))}"
        return short(self.date)

    @property
    def understood(self) -> str:
        """The date in words, with those of the source where they are others."""
        if self.date.is_undated and self.status is Status.PLANNED and self.announced:
            words = f"from {describe(_one_day(self.announced))} on, when it was announced"
        else:
            words = describe(self.date)
        return f"{words}, from '{self.date.text}'" if self.date.text not in ("", self.date.edtf) else words

    @property
    def marks(self) -> tuple[str, ...]:
        """What a reader must know before counting on it."""
        status = () if self.status is Status.HAPPENED else (str(self.status),)
        return (
            *status,
            *(("superseded",) if self.superseded_by else ()),
            *(("private",) if self.is_private else ()),
        )


def _one_day(day: datetime.date) -> PartialDate:
    return PartialDate(day.isoformat(), day, day, Precision.DAY, None, Basis.STATED, "")


def listed_events(tracker: Tracker, selection: Selection) -> Iterator[list[ListedEvent]]:
    """The selected events in timeline order, a batch at a time."""
    for batch in events(tracker, LISTED_EVENT, selection):
        yield _listed(tracker, batch)


def events_listed(tracker: Tracker, ids: Sequence[int]) -> list[ListedEvent]:
    """These events, in the order given; those that are not on record are left out."""
    found = {event.id: event for event in _listed(tracker, events_with(tracker, LISTED_EVENT, ids))}
    return [found[number] for number in ids if number in found]


def _listed(tracker: Tracker, batch: Batch) -> list[ListedEvent]:
    replaced = superseded(tracker, [row[0] for row in batch])
    return [
        ListedEvent(
            id=row[0],
            type=row[2],
            headline=row[3],
            status=Status(row[4]),
            is_private=row[5] == Visibility.PRIVATE,
            supersedes=row[6],
            superseded_by=replaced.get(row[0]),
            date=from_columns(
                row[1] or "", row[8], row[9], row[10], row[11], row[12] or Basis.STATED, row[7] or "", row[13]
            ),
            announced=datetime.date.fromisoformat(row[14]) if row[14] else None,
            note=row[16],
        )
        for row in batch
    ]


def event_listing(tracker: Tracker, selection: Selection) -> Listing:
    """The selected events as rows: EDTF and the stored status for programs, words and marks for readers.

    Few columns, so that the headline, which names who and what, can be read in 80 characters; an export has them all.
    """
    widest = len(Noun.EVENT.id(highest_id(tracker, "events")))
    return Listing(
        columns=(
            Column("date", 16),
            Column("type", 11),
            Column("headline", 20),
            Column("status", 6),
            Column("id", widest),
        ),
        rows=_rows(tracker, selection),
        nothing=NO_EVENTS,
        for_reader=_for_reader,
    )


def _rows(tracker: Tracker, selection: Selection) -> Rows:
    for batch in listed_events(tracker, selection):
        yield [
            (
                event.date.edtf or None,
                event.type,
                event.headline,
                str(event.status),
                Noun.EVENT.id(event.id),
                event.when,
                ", ".join(event.marks),
            )
            for event in batch
        ]


def _for_reader(row: Row) -> Row:
    _, type_, headline, _, event_id, when, marks = row
    return (when, type_, headline, marks, event_id)
