"""What the rows of a file come to, gathered and written set-wise: records and events get their ids before their rows.

Whatever else reads or writes the record in between asks for `flush` first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import Noun
from orgtrack.store import Tracker
from orgtrack.store.bulk import count, insert_rows, make_indexes, next_id, put_indexes_aside
from orgtrack.store.careers import derive_new_tenures
from orgtrack.store.events import PLAIN_EVENT, Cells, events_of_person, plain_cells
from orgtrack.store.events import event as event_on_record
from orgtrack.store.names import ORGANIZATION_COLUMNS, PERSON_COLUMNS, add_blocks
from orgtrack.store.posts import POST_COLUMNS, has_post

# So many events are written at once: enough to be quick, few enough to be held.
_EVENTS_AT_ONCE = 20_000
_FEW_ON_RECORD = 100_000
_COLUMNS: dict[str, tuple[str, ...]] = {
    "people": PERSON_COLUMNS,
    "organizations": ORGANIZATION_COLUMNS,
    "posts": POST_COLUMNS,
    "events": PLAIN_EVENT,
    "citations": ("id", "event_id", "source_id", "quote"),
}


class Made(NamedTuple):
    """A person or an organization that the file brought, under its key."""

    id: int
    name: str


class Batch:
    """Rows that wait to be written, and what is known of the people they are about."""

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker
        self._waiting: dict[str, list[Cells]] = {table: [] for table in _COLUMNS}
        self._next = {table: next_id(tracker, table) for table in _COLUMNS}
        self.first_event = self._next["events"]
        self._first = {Noun.PERSON: self._next["people"], Noun.ORGANIZATION: self._next["organizations"]}
        self._made: dict[tuple[Noun, str], list[Made]] = {}
        self._named: dict[Noun, list[tuple[int, tuple[str]]]] = {Noun.PERSON: [], Noun.ORGANIZATION: []}
        self._careers: dict[int, list[Event]] = {}
        self._read: set[int] = set()
        self._posts: set[tuple[int, int]] = set()
        self._indexes: list[str] = []

    def is_made(self, noun: Noun, record_id: int) -> bool:
        """Whether the file brought this person or organization."""
        return record_id >= self._first[noun]

    def is_first(self, noun: Noun) -> bool:
        """Whether nothing of this noun was on record before the file."""
        return self._first[noun] == 1

    def made(self, noun: Noun, key: str) -> list[Made]:
        """What the file brought under a name's key."""
        return self._made.get((noun, key), [])

    def make(self, noun: Noun, name: str, key: str, cells: Cells) -> int:
        """Add a person or an organization, whose columns after the id are given."""
        number = self._add(noun.table, cells)
        self._made.setdefault((noun, key), []).append(Made(number, name))
        self._named[noun].append((number, (name,)))
        return number

    def _add(self, table: str, cells: Cells) -> int:
        number = self._next[table]
        self._next[table] = number + 1
        self._waiting[table].append((number, *cells))
        return number

    def next_id(self, noun: Noun) -> int:
        """The id that the next person or organization gets."""
        return self._next[noun.table]

    @property
    def next_event(self) -> int:
        """The id that the next event gets."""
        return self._next["events"]

    def add_event(self, event: Event, headline: str, date_cells: Cells, seats: int | None) -> None:
        """Add an event whose id is `next_event`, of a person in a post with so many seats.

        It is held without its headline, which takes as much room as all else.
        """
        assert event.person_id is not None
        self._add("events", plain_cells(event, headline, date_cells))
        self.career(event.person_id).append(event)
        if event.title_id is not None and event.organization_id is not None:
            self._ensure_post(event.title_id, event.organization_id, seats)
        if len(self._waiting["events"]) >= _EVENTS_AT_ONCE:
            self.flush()

    def _ensure_post(self, title_id: int, organization_id: int, seats: int | None) -> None:
        if (title_id, organization_id) in self._posts:
            return
        self._posts.add((title_id, organization_id))
        if self.is_made(Noun.ORGANIZATION, organization_id) or not has_post(self._tracker, title_id, organization_id):
            self._add("posts", (title_id, organization_id, seats))

    def cite(self, event_id: int, source_id: int, quote: str | None) -> None:
        """Add the first citation of an event that is new."""
        self._add("citations", (event_id, source_id, quote))

    def career(self, person_id: int) -> list[Event]:
        """Every event of a person on record and in the file so far."""
        found = self._careers.get(person_id)
        if found is None:
            found = []
            if not self.is_made(Noun.PERSON, person_id) or person_id in self._read:
                self.flush()
                found = events_of_person(self._tracker, person_id)
                self._read.add(person_id)
            self._careers[person_id] = found
        return found

    def like(self, asked: Event, *, overlapping: bool) -> list[Event]:
        """The events of the same type, person, title and organization; those that could be of the same day."""
        return [
            event
            for event in self.career(asked.person_id or 0)
            if event.title_id == asked.title_id
            and event.organization_id == asked.organization_id
            and event.type is asked.type
            and (not overlapping or event.date.overlaps(asked.date))
        ]

    def whole(self, event: Event) -> Event:
        """An event of a career as it is on file."""
        if event.id < self.first_event:
            return event
        self.flush()
        found = event_on_record(self._tracker, event.id)
        assert found is not None
        return found

    def read_again(self, event: Event) -> None:
        """Somebody else has changed an event of a career."""
        assert event.person_id is not None
        career = self.career(event.person_id)
        now = event_on_record(self._tracker, event.id)
        assert now is not None
        career[[one.id for one in career].index(event.id)] = now

    def forget(self, person_id: int) -> None:
        """Somebody else has changed what is on record of a person: it is to be read again."""
        self._careers.pop(person_id, None)
        self._read.add(person_id)

    def flush(self) -> None:
        """Write what waits."""
        if not any(self._waiting.values()):
            return
        is_big = len(self._waiting["events"]) >= _EVENTS_AT_ONCE
        # To make the indexes of little again costs less than to add much to them row by row.
        if is_big and not self._indexes and count(self._tracker, "events") <= _FEW_ON_RECORD:
            self._indexes = put_indexes_aside(self._tracker, all_new=self.is_first(Noun.PERSON))
        for table, rows in self._waiting.items():
            insert_rows(self._tracker, table, _COLUMNS[table], rows)
            rows.clear()
        for noun, named in self._named.items():
            add_blocks(self._tracker, noun, named)
            named.clear()

    def come_back(self) -> None:
        """Others may have added rows: ids go on behind theirs."""
        self._next = {table: next_id(self._tracker, table) for table in _COLUMNS}

    def derive(self, people: Iterable[int]) -> set[int]:
        """Write what waits, and the tenures of those of these people of whom it knows all; who remains."""
        self.flush()
        whole = {
            person: self._careers[person]
            for person in people
            if self.is_made(Noun.PERSON, person) and person not in self._read and person in self._careers
        }
        others = set(people) - whole.keys()
        self._careers.clear()
        derive_new_tenures(self._tracker, whole)
        make_indexes(self._tracker, self._indexes)
        self._indexes = []
        return others
