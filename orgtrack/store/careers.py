"""Tenures derived anew: the events that those of some people follow from, read in few queries, and the rows that do."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from orgtrack.dates import UNDATED, from_columns
from orgtrack.model.claims import Event, Participant
from orgtrack.model.vocabulary import EventType, Role, Status, Visibility
from orgtrack.schema.tenures import LIFE_EVENTS
from orgtrack.store.file import Tracker, speaking
from orgtrack.store.hierarchy import parents
from orgtrack.store.tenures import indexed_at_the_end, insert_tenures, replace_tenures
from orgtrack.tenures.derivation import tenures
from orgtrack.tenures.tenure import Holding

# So many people at once keep memory flat and queries few.
_PEOPLE = 1000
# What a derivation looks at; the words of an event are not among it.
_EVENT = (
    "events.id, type, date, date_earliest, date_latest, date_precision, date_qualifier, status, person_id, title_id,"
    " organization_id, acting, manner, reason, last_day, end_state, ends_event_id, supersedes_event_id, visibility"
)
_IDS = "(SELECT value FROM json_each(?))"
# The unary plus keeps SQLite from the indexes on type, which hardly narrow anything.
_OF_PEOPLE = f"person_id IN {_IDS} AND +type IN ('appointment', 'departure', 'in-post')"
_WITH_PEOPLE = f"events.id IN (SELECT event_id FROM event_participants WHERE person_id IN {_IDS})"
_NAMED = f"events.id IN {_IDS}"
_SUPERSEDING = f"supersedes_event_id IN {_IDS}"
_ENDING = f"ends_event_id IN {_IDS}"
_OWN_LIFE = f"organization_id IN {_IDS} AND {LIFE_EVENTS}"
_TAKING_PART = (
    f"events.id IN (SELECT event_id FROM event_participants WHERE organization_id IN {_IDS}"
    f" AND role IN ('predecessor', 'successor')) AND +{LIFE_EVENTS}"
)
_ENDED = (
    f"SELECT organization_id FROM events WHERE {_OWN_LIFE} AND type IN ('merger', 'split', 'dissolution')"
    " UNION SELECT event_participants.organization_id FROM event_participants JOIN events"
    f" ON events.id = event_participants.event_id WHERE event_participants.organization_id IN {_IDS}"
    " AND role IN ('predecessor', 'successor') AND +type IN ('merger', 'split', 'dissolution')"
)
_TYPES = {str(one): one for one in EventType}
_STATUSES = {str(one): one for one in Status}
_VISIBILITIES = {str(one): one for one in Visibility}
_ROLES = {str(one): one for one in Role}


class _Of:
    """The holdings of some people."""

    def __init__(self, people: Collection[int]) -> None:
        self._people = frozenset(people)

    def __contains__(self, holding: object) -> bool:
        return isinstance(holding, Holding) and holding.person_id in self._people


def derive_tenures(tracker: Tracker, people: Iterable[int]) -> int:
    """Bring all tenures of these people in line with the events on record; how many were not."""
    coming = iter(people)
    differing = 0
    while chunk := list(islice(coming, _PEOPLE)):
        with speaking(tracker.path):
            differing += replace_tenures(tracker, chunk, _derived(tracker, chunk))
    return differing


def derive_new_tenures(tracker: Tracker, careers: dict[int, list[Event]]) -> None:
    """The first tenures of people of whom all is known: every event that names them, in order of entry.

    None of these events may be superseded, or be a departure from all posts. The careers are let go on the way.
    """
    coming = iter(sorted(careers))
    while chunk := list(islice(coming, _PEOPLE)):
        events = [event for person in chunk for event in careers.pop(person)]
        lives = life_events(tracker, {event.organization_id for event in events if event.organization_id})
        with speaking(tracker.path):
            insert_tenures(tracker, tenures([*events, *lives], {}, only=_Of(chunk)))


def derive_all_tenures(tracker: Tracker) -> int:
    """Bring the tenures of everybody in line with the events on record; how many were not."""
    # Rows come by person and are kept by post: with the usual 2 MB, each would be read from the disk and written back.
    with speaking(tracker.path):
        tracker.connection.execute("PRAGMA cache_size = -131072")
        with indexed_at_the_end(tracker):
            return derive_tenures(tracker, _everybody(tracker))


def _everybody(tracker: Tracker) -> Iterator[int]:
    """The id of every person, in order."""
    last = 0
    while rows := tracker.rows("SELECT id FROM people WHERE id > ? ORDER BY id LIMIT ?", (last, _PEOPLE)):
        yield from (row[0] for row in rows)
        last = rows[-1][0]


def life_events(tracker: Tracker, organizations: Iterable[int]) -> list[Event]:
    """All that starts or ends those of these organizations of which an end is on record."""
    reader = _Reader(tracker)
    reader.read_lives(organizations)
    reader.read_superseding()
    return reader.events()


def events_around(tracker: Tracker, event_ids: Iterable[int]) -> list[Event]:
    """Those of these events that are on record, with what they supersede or end, or are superseded or ended by.

    Their dates are left out: for what an event can change (`tenures.touched`) they are all the same.
    """
    reader = _Reader(tracker)
    new = reader.read(_NAMED, event_ids)
    # A plan brings back what it superseded, and that has an end or names one itself: two steps reach all of it.
    for _ in range(2):
        named = {n for i in new for n in (reader.rows[i][_ENDS], reader.rows[i][_SUPERSEDES]) if n is not None}
        new = reader.read(_NAMED, named) | reader.read(_SUPERSEDING, new) | reader.read(_ENDING, new)
    return reader.events(dated=False)


def _derived(tracker: Tracker, people: Collection[int]) -> Iterable[Any]:
    reader = _Reader(tracker)
    reader.read(_OF_PEOPLE, people)
    reader.read(_WITH_PEOPLE, people)
    reader.read(_NAMED, {ends for row in reader.rows.values() if (ends := row[_ENDS])} - reader.rows.keys())
    organizations = {row[_ORGANIZATION] for row in reader.rows.values()} - {None}
    left = {part[3] for part in reader.participants() if part[1] == Role.LEFT_POST} - {None}
    reader.read_lives(organizations | left)
    reader.read_superseding()
    events = reader.events()
    left_all = any(e.type is EventType.DEPARTURE and e.title_id is None for e in events)
    return tenures(events, parents(tracker, organizations | left) if left_all else {}, only=_Of(people))


_ORGANIZATION, _ENDS, _SUPERSEDES = 10, 16, 17


class _Reader:
    """Gathers rows of events by id, each once."""

    def __init__(self, tracker: Tracker) -> None:
        self._cursor = tracker.connection.cursor()
        self._cursor.row_factory = None
        self.rows: dict[int, Any] = {}

    def read(self, condition: str, ids: Iterable[int]) -> set[int]:
        """Add the events that meet a condition over ids; those that were not there before."""
        listed = json.dumps(list(ids))
        if listed == "[]":
            return set()
        found = {
            row[0]: row for row in self._cursor.execute(f"SELECT {_EVENT} FROM events WHERE {condition}", (listed,))
        }
        new = found.keys() - self.rows.keys()
        self.rows |= found
        return set(new)

    def read_superseding(self) -> None:
        """Add what supersedes these events, and what supersedes that: whether an event counts is told by the next."""
        new = set(self.rows)
        while new:
            new = self.read(_SUPERSEDING, new)

    def read_lives(self, organizations: Iterable[int]) -> None:
        """Add what starts or ends those of these organizations of which an end is on record."""
        listed = json.dumps(list(organizations))
        ended = [row[0] for row in self._cursor.execute(_ENDED, (listed, listed))]
        self.read(_OWN_LIFE, ended)
        self.read(_TAKING_PART, ended)

    def participants(self) -> list[Any]:
        """Further parts of these events: event_id, role, person_id, organization_id, title_id, in order."""
        return self._cursor.execute(
            "SELECT event_id, role, person_id, organization_id, title_id FROM event_participants"
            f" WHERE event_id IN {_IDS} ORDER BY id",
            (json.dumps(list(self.rows)),),
        ).fetchall()

    def events(self, *, dated: bool = True) -> list[Event]:
        """The events with their participants, in order of entry."""
        parts: dict[int, list[Participant]] = {}
        for event_id, role, person, organization, title in self.participants():
            part = Participant(role=_ROLES[role], person_id=person, organization_id=organization, title_id=title)
            parts.setdefault(event_id, []).append(part)
        return [_event(self.rows[number], tuple(parts.get(number, ())), dated=dated) for number in sorted(self.rows)]


def _event(row: Any, participants: tuple[Participant, ...], *, dated: bool) -> Event:  # noqa: ANN401 - of `_EVENT`
    # fmt: off
    (
        number, type_, edtf, earliest, latest, precision, qualifier, status, person, title, organization, acting,
        manner, reason, last_day, end_state, ends, supersedes, visibility,
    ) = row
    # fmt: on
    return Event(
        id=number,
        type=_TYPES[type_],
        date=from_columns(edtf or "", earliest, latest, precision, qualifier, "stated", "", None) if dated else UNDATED,
        status=_STATUSES[status],
        person_id=person,
        title_id=title,
        organization_id=organization,
        acting=bool(acting),
        manner=manner,
        reason=reason,
        last_day=bool(last_day),
        end_state=end_state,
        ends_event_id=ends,
        supersedes_event_id=supersedes,
        visibility=_VISIBILITIES[visibility],
        participants=participants,
    )
