"""The latest moves: who took or left a post, and is to, as a feed or a calendar tells of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orgtrack.dates import PartialDate, describe, short
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, Status, Visibility
from orgtrack.store import Tracker
from orgtrack.store.events import events_by_id
from orgtrack.store.read_feed import last_written, latest
from orgtrack.store.reading import superseded
from orgtrack.timeline.filters import Filters, selected

MOVES = (EventType.APPOINTMENT, EventType.DEPARTURE)
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|\+00:00)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A move on one of the days from `first` to `last`. `written` is when its event was, in UTC as ISO 8601.

    `stands` is false for what was withdrawn, judged false, or put off to another event.
    """

    event_id: int
    headline: str
    when: PartialDate
    first: date
    last: date
    marks: tuple[str, ...]
    stands: bool
    is_plan: bool
    is_private: bool
    written: str

    @property
    def is_of_one_day(self) -> bool:
        return self.first == self.last and self.when.qualifier is None

    @property
    def title(self) -> str:
        """The headline, with the date where it is not one day, and what a reader must know before counting on it."""
        vague = () if self.is_of_one_day else (f"{short(self.when)}, the day is not known",)
        more = "; ".join([*vague, *self.marks])
        return f"{self.headline} ({more})" if more else self.headline

    @property
    def day_words(self) -> str:
        """The date for a list."""
        return short(self.when)

    @property
    def words(self) -> str:
        """The date in a sentence."""
        known = "" if self.is_of_one_day else " The source gives no day: any from the first to the last is possible."
        return f"{describe(self.when)[:1].upper()}{describe(self.when)[1:]}.{known}"


def latest_moves(tracker: Tracker, organization: str, most: int, *, with_log: bool = True) -> list[Move]:
    """At most so many moves at the organization and what stood below it (or anywhere), the latest first.

    Those without a first or a last day are left out. Without the log, an event counts as written on its first day.
    """
    ids = latest(tracker, selected(tracker, Filters(organization=organization, types=MOVES)), most)
    return moves_of(tracker, ids, with_log=with_log)


def moves_of(tracker: Tracker, ids: Sequence[int], *, with_log: bool = True) -> list[Move]:
    """These events as moves, in the order given."""
    found = events_by_id(tracker, ids)
    written = last_written(tracker, ids) if with_log else {}
    replaced = superseded(tracker, ids)
    return [_move(found[number], written.get(number, ""), is_replaced=number in replaced) for number in ids]


def _move(event: Event, written: str, *, is_replaced: bool) -> Move:
    first, last = event.date.earliest, event.date.latest
    assert first is not None
    assert last is not None
    time = _TIME.fullmatch(written)
    is_private = event.visibility is Visibility.PRIVATE
    status = () if event.status is Status.HAPPENED else (str(event.status),)
    return Move(
        event_id=event.id,
        headline=event.headline,
        when=event.date,
        first=first,
        last=last,
        marks=(*status, *(("superseded",) if is_replaced else ()), *(("private",) if is_private else ())),
        stands=event.status in (Status.HAPPENED, Status.PLANNED) and not is_replaced,
        is_plan=event.status is Status.PLANNED,
        is_private=is_private,
        written=f"{time[1]}Z" if time else f"{first.isoformat()}T00:00:00Z",
    )
