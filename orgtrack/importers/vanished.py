"""Rows that the last import of a file had and this one has not: said, and closed only when that is asked for.

That a row is gone says no more than that its tenure was seen last on the day of the last import that had it: it is
recorded as a sighting of that day with an end that is not known, never as an end.
"""

from __future__ import annotations

from dataclasses import dataclass

from orgtrack.importers.work import LAST_SEEN, Work
from orgtrack.model.claims import Claim
from orgtrack.model.event_types import Slot
from orgtrack.model.vocabulary import EventType, Noun
from orgtrack.record import add_claim
from orgtrack.store.events import event as event_on_record
from orgtrack.store.events import events_ending
from orgtrack.store.imports import forget_rows, keep_rows, rows_before


@dataclass(frozen=True, slots=True, kw_only=True)
class Vanished:
    """A tenure whose row is gone: the event that opens it, its sentence, and the day on which it was last seen."""

    event_id: int
    headline: str
    seen: str


def vanished(work: Work, place: str, *, close: bool, refused: bool) -> list[Vanished]:
    """Keep what the rows of this import opened; the open tenures of which the last import had a row and this has none.

    Of a file of which rows were refused nothing is said to be gone, nor of one that has no row of the last: it is
    another file of the same name.
    """
    tracker, series = work.entry.tracker, work.options.series
    before = rows_before(tracker, series) if series else {}
    is_next = not refused and any(number in work.seen for number in before)
    gone = [number for number in before if number not in work.seen] if is_next else []
    found = []
    for number in gone:
        event = event_on_record(tracker, number)
        if event is None or event.end_state or events_ending(tracker, number):
            forget_rows(tracker, series, [number])
            continue
        found.append(Vanished(event_id=number, headline=event.headline, seen=before[number]))
        if close:
            words = {
                Slot.PERSON: (Noun.PERSON.id(event.person_id or 0),),
                Slot.TITLE: (Noun.TITLE.id(event.title_id or 0),),
                Slot.ORGANIZATION: (Noun.ORGANIZATION.id(event.organization_id or 0),),
            }
            note = f"{LAST_SEEN}{place}"
            add_claim(
                work.entry,
                Claim(type=EventType.IN_POST, words=words, date=before[number], end_unknown=True, note=note),
            )
            forget_rows(tracker, series, [number])
    seen = work.seen if series else {event: key for event, key in work.seen.items() if key}
    keep_rows(tracker, series, work.options.key, seen, work.entry.today.isoformat())
    return found
