"""Events as they are read: in timeline order, a batch at a time, and what belongs to the events of a batch.

Batches keep memory flat and let names, participants and citations come in one query for many events; the first
batch is small, so that the first row is there at once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from orgtrack.schema.views import TIMELINE_COLUMNS, TIMELINE_ORDER
from orgtrack.store.file import Tracker, speaking
from orgtrack.store.read_selection import Selection, conditions

_FIRST_BATCH = 50
_BATCH = 1000
# What a row of the timeline needs from `events`, in the order in which `timeline.rows` takes it apart.
TIMELINE_EVENT = (
    "id, date, type, status, person_id, title_id, organization_id, company_id, headline,"
    " CASE acting WHEN 1 THEN 'yes' END, manner, reason, amount, announced, note, title_text, date_text,"
    " date_earliest, date_latest, date_precision, date_qualifier, date_basis, supersedes_event_id, new_name, new_kind,"
    " date_anchor, CASE last_day WHEN 1 THEN 'yes' END, end_state, ends_event_id, visibility"
)
# What the terminal shows of an event, in the order in which `timeline.events` takes it apart.
LISTED_EVENT = (
    "id, date, type, headline, status, visibility, supersedes_event_id, date_text, date_earliest,"
    " date_latest, date_precision, date_qualifier, date_basis, date_anchor, announced_earliest, announced_latest, note"
)

# The cells of TIMELINE_EVENT that hold no name, in the timeline's order, as one text: made by SQLite they cost half of
# what they cost as Python's objects. CELL stands before each cell, GROUP where names or other rows' cells come between.
CELL, GROUP = "\x1f", "\x1e"
_TEXT_GROUPS = (
    "date type status",
    "headline",
    "acting manner reason",
    "amount announced",
    "note title_text date_text date_earliest date_latest date_precision date_qualifier date_basis"
    " supersedes id person_id title_id organization_id company_id new_name new_kind",
    "date_anchor last_day end_state ends visibility",
)
TEXT_CELLS = tuple(len(group.split()) for group in _TEXT_GROUPS)
# No stored text holds NUL, at which printf would end it: recording refuses it.
TIMELINE_TEXT = "id, person_id, title_id, organization_id, company_id, printf('{}', {}), date_sort".format(
    "".join(GROUP + CELL.join(["%s"] * count) for count in TEXT_CELLS),
    ", ".join(TIMELINE_COLUMNS[column] for group in _TEXT_GROUPS for column in group.split()),
)

Batch = list[tuple[Any, ...]]
Record = sqlite3.Row


@contextmanager
def snapshot(tracker: Tracker) -> Iterator[None]:
    """Everything read inside shows the file at one moment, whoever writes meanwhile."""
    with speaking(tracker.path):
        tracker.connection.execute("BEGIN")
    try:
        yield
    finally:
        tracker.roll_back()


def events(tracker: Tracker, columns: str, selection: Selection) -> Iterator[Batch]:
    """The selected events in timeline order; `columns` is TIMELINE_EVENT, TIMELINE_TEXT or LISTED_EVENT."""
    where = conditions(selection)
    if len(where.branches) == 1:
        sql = f"SELECT {columns} FROM events WHERE {where.branches[0]} ORDER BY {TIMELINE_ORDER}"
        yield from in_batches(tracker, sql, where.parameters)
        return
    # Each branch comes in order already, and SQLite merges the two by the last three columns, which nobody asked for.
    order = "date_sort AS at, date_to AS upto, id AS number"
    either = " UNION ALL ".join(f"SELECT {columns}, {order} FROM events WHERE {b}" for b in where.branches)
    for batch in in_batches(tracker, f"{either} ORDER BY at NULLS LAST, upto DESC, number", where.parameters):
        yield [row[:-3] for row in batch]


def events_with(tracker: Tracker, columns: str, event_ids: Iterable[int]) -> Batch:
    """These events, in no order; `columns` as in `events`."""
    return among(tracker, f"SELECT {columns} FROM events WHERE id IN {_IDS}", event_ids)


def few_events(tracker: Tracker, selection: Selection, most: int) -> list[int]:
    """The ids of the selected events in timeline order; of more than `most`, some that are one more."""
    where = conditions(selection, few=True)
    either = " UNION ALL ".join(f"SELECT id FROM events WHERE {branch}" for branch in where.branches)
    sql = f"SELECT id FROM events WHERE id IN ({either} LIMIT :most) ORDER BY {TIMELINE_ORDER}"
    return [row[0] for row in tracker.rows(sql, {**where.parameters, "most": most + 1})]


def in_batches(tracker: Tracker, sql: str, parameters: dict[str, str | int]) -> Iterator[Batch]:
    """The rows of a query as plain tuples, a batch at a time; no batch is empty."""
    with speaking(tracker.path):
        cursor = tracker.connection.cursor()
        cursor.row_factory = None
        cursor.execute(sql, parameters)
        batch: Batch = cursor.fetchmany(_FIRST_BATCH)
    while batch:
        yield batch
        with speaking(tracker.path):
            batch = cursor.fetchmany(_BATCH)


def among(tracker: Tracker, sql: str, ids: Iterable[int | None]) -> Batch:
    """The rows of a query over many ids at once: `sql` says IN (SELECT value FROM json_each(?))."""
    with speaking(tracker.path):
        cursor = tracker.connection.cursor()
        cursor.row_factory = None
        return cursor.execute(sql, (json.dumps(list(ids)),)).fetchall()


_IDS = "(SELECT value FROM json_each(?))"
_NAME_TABLES = ("people", "organizations", "titles")


# From here on, one pass over the whole table costs less than asking for the names of each batch.
_MANY_NAMES = 3000


class Names:
    """Display names by id: those of a batch when it needs them, and all of them once many have been asked for."""

    def __init__(self, tracker: Tracker, table: str) -> None:
        assert table in _NAME_TABLES
        self._tracker = tracker
        self._all = f"SELECT id, name FROM {table}"
        self._complete = False
        self.by_id: dict[int | None, str | None] = {None: None}

    def know(self, *ids: Iterable[int | None]) -> None:
        """See to it that `by_id` holds the names of these ids; None is called None."""
        if self._complete:
            return
        missing = set().union(*ids) - self.by_id.keys()
        if len(self.by_id) + len(missing) > _MANY_NAMES:
            self.by_id.update(row for batch in in_batches(self._tracker, self._all, {}) for row in batch)
            self._complete = True
        elif missing:
            self.by_id.update(among(self._tracker, f"{self._all} WHERE id IN {_IDS}", missing))


class Called:
    """What organizations were called on the day of an event, as the view `timeline` has it."""

    def __init__(self, tracker: Tracker, names: Mapping[int | None, str | None]) -> None:
        self._names = names
        self.renamed: dict[int | None, list[tuple[str | None, int, str]]] = {}
        with speaking(tracker.path):
            for number, name, event, day in tracker.connection.execute(
                "SELECT names.organization_id, names.name, events.id, events.date_earliest FROM events CROSS JOIN names"
                " ON names.organization_id = events.organization_id AND names.event_id = events.id"
                " WHERE type = 'renaming' ORDER BY events.date_earliest, names.id"
            ):
                self.renamed.setdefault(number, []).append((day, event, name))

    def name(self, organization: int | None, event: int, day: str | None) -> str | None:
        """The name on the day of the event; a renaming calls it by the name that it loses."""
        renamings = self.renamed.get(organization, ())
        for _, renaming, name in renamings:
            if renaming == event:
                return name
        if day is not None:
            for renamed, _, name in renamings:
                if renamed is not None and renamed > day:
                    return name
        return self._names[organization]


def participants(tracker: Tracker, event_ids: Iterable[int]) -> Batch:
    """Further parts of these events: event_id, role, person_id, organization_id, title_id; in the order given."""
    return among(
        tracker,
        "SELECT event_id, role, person_id, organization_id, title_id FROM event_participants"
        f" WHERE event_id IN {_IDS} ORDER BY event_id, id",
        event_ids,
    )


def citation_lines(tracker: Tracker, event_ids: Iterable[int]) -> Batch:
    """The citations of these events as the timeline joins them: event_id, source, published, quote, what it says."""
    return among(
        tracker,
        "SELECT event_id, coalesce(sources.url, sources.title), coalesce(sources.published, ''),"
        " coalesce(citations.quote, ''), coalesce(citations.says_field || '=' || citations.says_value, '')"
        " FROM citations JOIN sources ON sources.id = citations.source_id"
        f" WHERE event_id IN {_IDS} ORDER BY event_id, citations.id",
        event_ids,
    )


def cited(tracker: Tracker, event_ids: Iterable[int]) -> list[sqlite3.Row]:
    """The citations of these events with their sources, in the order in which they were recorded."""
    return tracker.rows(
        "SELECT citations.event_id, citations.source_id, citations.quote, citations.place, citations.says_field,"
        " citations.says_value, sources.title, sources.url, sources.publisher, sources.published"
        " FROM citations JOIN sources ON sources.id = citations.source_id"
        f" WHERE event_id IN {_IDS} ORDER BY event_id, citations.id",
        (json.dumps(list(event_ids)),),
    )


def superseded(tracker: Tracker, event_ids: Iterable[int]) -> dict[int, int]:
    """Of these events, those that a later one supersedes and that therefore do not count: event, later event."""
    return dict(
        among(
            tracker,
            "SELECT supersedes_event_id, max(id) FROM events WHERE status <> 'rejected'"
            f" AND supersedes_event_id IN {_IDS} GROUP BY supersedes_event_id",
            event_ids,
        )
    )


def highest_id(tracker: Tracker, table: str) -> int:
    """The highest id in a table of ours, 0 when it is empty: how wide a column of ids can get."""
    row = tracker.row(f"SELECT coalesce(max(id), 0) FROM {table}")
    assert row is not None
    return int(row[0])
