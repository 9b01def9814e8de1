"""Which events are wanted, as ids and days, and the SQL that finds them in timeline order without sorting them all.

A question is answered from one index, its driver, which already holds the events in timeline order; every other
condition is only looked at on the way. So the first row of a million comes at once, whatever was asked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from orgtrack.model.vocabulary import EventType, Status
from orgtrack.store.read_below import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """The events of an organization; `windows` adds those at and below it, each while it stood below."""

    id: int
    windows: tuple[Window, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The events that meet all of these conditions; an empty one keeps everything.

    `since` keeps what may have happened on or after that day, `until` on or before it: an undated event meets both.
    `match` is an FTS5 expression, `added_since` an ISO day.
    """

    people: tuple[int, ...] = ()
    organizations: tuple[Under, ...] = ()
    titles: tuple[int, ...] = ()
    posts: tuple[tuple[int, int], ...] = ()
    sources: tuple[int, ...] = ()
    events: tuple[int, ...] = ()
    match: str = ""
    types: tuple[EventType, ...] = ()
    statuses: tuple[Status, ...] = ()
    year: int | None = None
    since: date | None = None
    until: date | None = None
    added_since: date | None = None
    undated: bool = False
    unsourced: bool = False

    @property
    def is_everything(self) -> bool:
        return self == Selection()


@dataclass(slots=True)
class _Part:
    """A condition. `own` is met through an index in timeline order, `further` by few more events, found by their id."""

    own: str
    further: str = ""


@dataclass(slots=True)
class Conditions:
    """`branches` exclude each other; each is a WHERE clause over `events`. `anywhere` says all of it in one clause.

    The branches choose their index; `anywhere` leaves the choice to the query that it is put into.
    """

    branches: list[str]
    parameters: dict[str, str | int] = field(default_factory=dict)
    anywhere: str = "1"


def conditions(selection: Selection, *, few: bool = False) -> Conditions:
    """The selection in SQL; with `few` for a query that finds all of few events before it puts them in order."""
    parameters: dict[str, str | int] = {}
    parts = [*_named(selection, parameters), *_plain(selection, parameters)]
    if not parts:
        return Conditions(["1"])
    driver, rest = parts[0], [_looked_at(part) for part in parts[1:]]
    branches = [" AND ".join([driver.own, *rest])]
    if driver.further:
        further = driver.further.removeprefix("+") if few else driver.further
        branches.append(" AND ".join([further, f"{_quiet(driver.own)} IS NOT TRUE", *rest]))
    return Conditions(branches, parameters, " AND ".join(map(_looked_at, parts)))


def _looked_at(part: _Part) -> str:
    own = _quiet(part.own)
    return f"({own} OR {_quiet(part.further)})" if part.further else own


def _quiet(sql: str) -> str:
    # The unary plus keeps SQLite from choosing an index for this condition.
    return f"+({sql})"


def _named(selection: Selection, parameters: dict[str, str | int]) -> list[_Part]:
    """Conditions on who and what takes part, the most telling first."""
    parts: list[_Part] = []
    for number, person in enumerate(selection.people):
        parameters[f"person{number}"] = person
        parts.append(_Part(f"person_id = :person{number}", _taking_part(f"person_id = :person{number}")))
    for number, source in enumerate(selection.sources):
        parameters[f"source{number}"] = source
        parts.append(_Part(f"id IN (SELECT event_id FROM citations WHERE source_id = :source{number})"))
    for number, event in enumerate(selection.events):
        parameters[f"event{number}"] = event
        parts.append(_Part(f"id = :event{number}"))
    for number, (title, organization) in enumerate(selection.posts):
        parameters |= {f"post{number}_title": title, f"post{number}_organization": organization}
        held = f"title_id = :post{number}_title AND organization_id = :post{number}_organization"
        parts.append(_Part(held, _taking_part(held)))
    for number, under in enumerate(selection.organizations):
        parameters[f"organization{number}"] = under.id
        parts.append(_under(under, f"organization{number}", parameters))
    if selection.match:
        parameters["match"] = selection.match
        parts.append(_Part("+id IN (SELECT rowid FROM events_fts WHERE events_fts MATCH :match)"))
    for number, title in enumerate(selection.titles):
        parameters[f"title{number}"] = title
        parts.append(_Part(f"title_id = :title{number}", _taking_part(f"title_id = :title{number}")))
    return parts


def _taking_part(condition: str) -> str:
    return f"id IN (SELECT event_id FROM event_participants WHERE {condition})"


def _under(under: Under, key: str, parameters: dict[str, str | int]) -> _Part:
    if under.windows is None:
        return _Part(f"organization_id = :{key}", _taking_part(f"organization_id = :{key}"))
    # What has stood there ever since needs no look at the day; and its own events carry the company, for `own` to find.
    for_a_time = [[w.id, w.since, w.until, int(w.undated)] for w in under.windows if not w.settled]
    parameters[f"{key}_settled"] = json.dumps([w.id for w in under.windows if w.settled])
    parameters[f"{key}_for_a_time"] = json.dumps(for_a_time)
    place = f"json_each(:{key}_for_a_time) AS place"
    inside = (
        "CASE WHEN inside.date_sort IS NULL THEN json_extract(place.value, '$[3]')"
        " ELSE inside.date_sort >= json_extract(place.value, '$[1]')"
        " AND inside.date_sort < json_extract(place.value, '$[2]') END"
    )
    return _Part(
        f"company_id = :{key}",
        "+id IN (SELECT event_id FROM event_participants"
        f" WHERE organization_id IN (SELECT value FROM json_each(:{key}_settled))"
        f" UNION ALL SELECT inside.id FROM {place} CROSS JOIN events AS inside"
        f" ON inside.organization_id = json_extract(place.value, '$[0]') WHERE {inside}"
        f" UNION ALL SELECT inside.id FROM {place} CROSS JOIN event_participants AS part"
        " ON part.organization_id = json_extract(place.value, '$[0]')"
        f" CROSS JOIN events AS inside ON inside.id = part.event_id WHERE {inside})",
    )


def _plain(selection: Selection, parameters: dict[str, str | int]) -> list[_Part]:
    """Conditions on the event's own columns."""
    parts = [*_listed("type", selection.types, parameters), *_listed("status", selection.statuses, parameters)]
    if selection.year is not None:
        parameters["year"] = selection.year
        parts.append(_Part("year = :year"))
    if selection.undated:
        parts.append(_Part("date_precision = 'unknown' AND date IS NULL"))
    if selection.added_since is not None:
        parameters["added_since"] = selection.added_since.isoformat()
        parts.append(
            _Part(
                "+id IN (SELECT row_id FROM change WHERE txn_id >= (SELECT min(id) FROM txn WHERE time >= :added_since)"
                " AND table_name = 'events' AND operation = 'insert')"
            )
        )
    if selection.until is not None:
        parameters["until"] = selection.until.isoformat()
        # The sort day is the earliest day where there is one; without one the event may be of any earlier day.
        parts.append(_Part("date_sort <= :until", "date_earliest IS NULL"))
    if selection.since is not None:
        parameters["since"] = selection.since.isoformat()
        parts.append(_Part("date_to >= :since"))
    if selection.unsourced:
        parts.append(_Part("NOT EXISTS (SELECT 1 FROM citations WHERE event_id = events.id)"))
    return parts


def _listed(column: str, values: Sequence[str], parameters: dict[str, str | int]) -> list[_Part]:
    if not values:
        return []
    parameters |= {f"{column}{number}": str(value) for number, value in enumerate(values)}
    marks = ", ".join(f":{column}{number}" for number in range(len(values)))
    # One value is read in timeline order from its index; of several, SQLite would have to sort them all first.
    return [_Part(f"{column} = {marks}" if len(values) == 1 else f"{_quiet(column)} IN ({marks})")]
