"""Tenures as rows: written whole for some people, read back as values."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from orgtrack.dates import PartialDate, from_columns
from orgtrack.model.vocabulary import Visibility
from orgtrack.schema.tenures import LEFT_ALL, LIFE_EVENTS
from orgtrack.store.bulk import insert_rows
from orgtrack.store.file import Tracker
from orgtrack.tenures.tenure import Confirmation, EndState, Post, Tenure

COLUMNS = (
    *("id", "person_id", "title_id", "organization_id", "start", "end", "end_state", "acting", "reason", "confirmed"),
    *("start_planned", "end_planned", "visibility", "start_earliest", "start_latest", "start_precision"),
    *("start_qualifier", "end_earliest", "end_latest", "end_precision", "end_qualifier", "end_event_id"),
    *("confirmed_event_id", "event_ids"),
)
LISTED = ", ".join(f'tenures."{column}"' for column in COLUMNS)
_NAMES = ", ".join(f'"{column}"' for column in COLUMNS)
_INSERT = f"INSERT INTO tenures({_NAMES}) VALUES ({', '.join('?' * len(COLUMNS))})"
_DELETE = "DELETE FROM tenures WHERE id = ? AND person_id = ? AND title_id = ? AND organization_id = ?"
_KEY = slice(0, 4)

_Cells = tuple[str | int | None, ...]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _cells(tenure: Tenure) -> _Cells:
    start, end, confirmed = tenure.start, tenure.end, tenure.last_confirmed
    return (
        tenure.id,
        tenure.person_id,
        tenure.title_id,
        tenure.organization_id,
        start.edtf or None,
        end.edtf or None if end else None,
        str(tenure.end_state),
        int(tenure.acting),
        None if tenure.reason is None else str(tenure.reason),
        _iso(confirmed.day) if confirmed else None,
        int(tenure.start_planned),
        int(tenure.end_planned),
        str(Visibility.PRIVATE if tenure.private else Visibility.PUBLIC),
        _iso(start.earliest),
        _iso(start.latest),
        str(start.precision),
        None if start.qualifier is None else str(start.qualifier),
        _iso(end.earliest) if end else None,
        _iso(end.latest) if end else None,
        str(end.precision) if end else None,
        None if end is None or end.qualifier is None else str(end.qualifier),
        tenure.end_event_id,
        confirmed.event_id if confirmed else None,
        f"[{','.join(map(str, tenure.event_ids))}]",
    )


def replace_tenures(tracker: Tracker, people: Collection[int], tenures: Iterable[Tenure]) -> int:
    """Make these all the tenures that these people have; how many of them were not on file so, or no longer are."""
    # A post always has a title; an event without one was written by another program, and says nothing of a post.
    wanted = {row[_KEY]: row for row in map(_cells, tenures) if row[2] is not None}
    cursor = tracker.connection.cursor()
    cursor.row_factory = None
    cursor.execute(
        f"SELECT {LISTED} FROM tenures WHERE person_id IN (SELECT value FROM json_each(?))", (json.dumps(list(people)),)
    )
    on_file: dict[_Cells, _Cells] = {row[_KEY]: row for row in cursor}
    gone = [key for key, row in on_file.items() if wanted.get(key) != row]
    come = [row for key, row in wanted.items() if on_file.get(key) != row]
    cursor.executemany(_DELETE, gone)
    cursor.executemany(_INSERT, come)
    return len({*gone, *(row[_KEY] for row in come)})


def insert_tenures(tracker: Tracker, tenures: Iterable[Tenure]) -> None:
    """Add the tenures of people who have none yet."""
    rows = sorted((row for row in map(_cells, tenures) if row[2] is not None), key=_post)
    insert_rows(tracker, "tenures", COLUMNS, rows)


def _post(row: _Cells) -> tuple[int, ...]:
    """In the order of the table, so that neighbours are written together."""
    return tuple(int(row[n] or 0) for n in (3, 2, 1, 0))


@contextmanager
def indexed_at_the_end(tracker: Tracker) -> Iterator[None]:
    """Rows written inside to a table that was empty get their indexes together at the end, in half of the time.

    All but the one by person, with which each person's rows are looked up meanwhile.
    """
    run = tracker.connection.execute
    later = run(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'tenures' AND sql IS NOT NULL"
        " AND name <> 'tenures_person' AND NOT EXISTS (SELECT 1 FROM tenures) ORDER BY rowid"
    ).fetchall()
    for name, _ in later:
        run(f'DROP INDEX "{name}"')
    yield
    for _, sql in later:
        run(sql)


def people_holding(tracker: Tracker, organizations: Iterable[int], *, left_all: bool = False) -> set[int]:
    """Who has a tenure in these organizations; with `left_all` only who, at some time, left all posts at once."""
    narrowed = f" AND person_id IN (SELECT person_id FROM events WHERE {LEFT_ALL})" if left_all else ""
    rows = tracker.rows(
        "SELECT DISTINCT person_id FROM tenures WHERE organization_id IN (SELECT value FROM json_each(?))" + narrowed,
        (json.dumps(list(organizations)),),
    )
    return {row[0] for row in rows}


def _where(tracker: Tracker, condition: str, parameters: dict[str, str | int]) -> list[Tenure]:
    """The tenures that meet an SQL condition, in order of posts."""
    rows = tracker.rows(
        f"SELECT {LISTED} FROM tenures WHERE {condition} ORDER BY organization_id, title_id, person_id, id", parameters
    )
    return [tenure_of(row) for row in rows]


def tenures_of_person(tracker: Tracker, person_id: int) -> list[Tenure]:
    """All that a person holds or held."""
    return _where(tracker, "person_id = :person", {"person": person_id})


def tenures_of_post(tracker: Tracker, title_id: int, organization_id: int) -> list[Tenure]:
    """All who hold or held a post."""
    return _where(
        tracker,
        "title_id = :title AND organization_id = :organization",
        {"title": title_id, "organization": organization_id},
    )


def tenures_keyed(tracker: Tracker, keys: Iterable[Sequence[int]]) -> list[Tenure]:
    """The tenures with these keys: organization_id, title_id, person_id, id."""
    return _where(
        tracker,
        "(organization_id, title_id, person_id, id) IN (SELECT json_extract(value, '$[0]'),"
        " json_extract(value, '$[1]'), json_extract(value, '$[2]'), json_extract(value, '$[3]') FROM json_each(:keys))",
        {"keys": json.dumps([list(key) for key in keys])},
    )


def tenures_of_posts(tracker: Tracker, posts: Iterable[Post]) -> list[Tenure]:
    """All who hold or held one of these posts."""
    return _where(
        tracker,
        "(organization_id, title_id) IN (SELECT json_extract(value, '$[1]'), json_extract(value, '$[0]')"
        " FROM json_each(:posts))",
        {"posts": json.dumps([list(post) for post in posts])},
    )


def tenures_between(tracker: Tracker, event_ids: Iterable[int]) -> list[Tenure]:
    """The tenures that one of these events opens, or is the first to show, or ends."""
    among = "(SELECT value FROM json_each(:events))"
    return _where(tracker, f"id IN {among} OR end_event_id IN {among}", {"events": json.dumps(list(event_ids))})


def may_contradict(tracker: Tracker, event_ids: Iterable[int]) -> bool:
    """Whether others on record could deny what these events say: a quick look before a thorough one."""
    sql = f"""
        SELECT 1 FROM events AS told WHERE told.id IN (SELECT value FROM json_each(?)) AND (
            told.type NOT IN ('appointment', 'departure', 'in-post', 'vacancy', 'reporting-change', 'milestone')
            OR EXISTS (SELECT 1 FROM events AS life WHERE life.organization_id = told.organization_id
                AND life.{LIFE_EVENTS})
            OR EXISTS (SELECT 1 FROM posts JOIN tenures USING (title_id, organization_id)
                WHERE posts.title_id = told.title_id AND posts.organization_id = told.organization_id
                AND posts.seats = 1 AND tenures.person_id <> told.person_id)
        ) LIMIT 1"""
    return tracker.row(sql, (json.dumps(list(event_ids)),)) is not None


def tenures_of_organization(tracker: Tracker, organization_id: int) -> list[Tenure]:
    """All who hold or held a post of an organization, post by post."""
    return sorted(
        _where(tracker, "organization_id = :organization", {"organization": organization_id}),
        key=lambda tenure: tenure.title_id or 0,
    )


def tenures_of_holding(tracker: Tracker, person_id: int, title_id: int, organization_id: int) -> list[Tenure]:
    """All that one person holds or held of one post."""
    return _where(
        tracker,
        "organization_id = :organization AND title_id = :title AND person_id = :person",
        {"organization": organization_id, "title": title_id, "person": person_id},
    )


def tenures_resting_on(tracker: Tracker, event_id: int) -> list[Tenure]:
    """The tenures that an event opens, ends, confirms or tells of again."""
    return _where(
        tracker,
        "id = :event OR end_event_id = :event OR confirmed_event_id = :event"
        " OR (person_id IN (SELECT person_id FROM events WHERE id = :event)"
        " AND EXISTS (SELECT 1 FROM json_each(event_ids) WHERE value = :event))",
        {"event": event_id},
    )


def tenure_of(row: Any) -> Tenure:  # noqa: ANN401 - a row of `COLUMNS`
    """The tenure that a row of `COLUMNS` keeps; of its dates the words of the source stay with the events."""
    # fmt: off
    (
        number, person, title, organization, start, end, end_state, acting, reason, confirmed, start_planned,
        end_planned, visibility, start_earliest, start_latest, start_precision, start_qualifier, end_earliest,
        end_latest, end_precision, end_qualifier, end_event, confirmed_event, event_ids,
    ) = row
    # fmt: on
    return Tenure(
        id=number,
        person_id=person,
        title_id=title,
        organization_id=organization,
        acting=bool(acting),
        start=_date(start, start_earliest, start_latest, start_precision, start_qualifier),
        end=_date(end, end_earliest, end_latest, end_precision, end_qualifier) if end_precision else None,
        end_state=EndState(end_state),
        last_confirmed=Confirmation(date.fromisoformat(confirmed), confirmed_event) if confirmed else None,
        end_event_id=end_event,
        reason=reason,
        start_planned=bool(start_planned),
        end_planned=bool(end_planned),
        private=visibility == Visibility.PRIVATE,
        event_ids=tuple(json.loads(event_ids)),
    )


def _date(
    edtf: str | None, earliest: str | None, latest: str | None, precision: str, qualifier: str | None
) -> PartialDate:
    return from_columns(edtf or "", earliest, latest, precision, qualifier, "stated", "", None)
