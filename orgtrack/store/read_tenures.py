"""Which tenures are wanted, and how sure each is on a day: the SQL for answers over any number of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from orgtrack.dates import PartialDate
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType
from orgtrack.store.careers import life_events
from orgtrack.store.events import events_of_organizations
from orgtrack.store.file import Tracker
from orgtrack.store.read_selection import Selection, Under, conditions
from orgtrack.store.reading import Batch, in_batches
from orgtrack.store.tenures import LISTED, tenure_of
from orgtrack.tenures.tenure import Post, Tenure

# As the table is kept, so that nothing is sorted. The plus keeps SQLite from an index that is in order of starts alone.
_BY_POST = "organization_id, title_id, person_id, id"
_BY_POST_AND_START = "organization_id, title_id, +start_sort, id"
# `tenures.certainty.certainty_on` for a million rows; `tests/test_answers.py` holds both to the same answers.
_CERTAINTY = """CASE
    WHEN start_latest IS NULL OR start_latest > :day THEN 'possible'
    WHEN CASE WHEN end_earliest IS NOT NULL THEN :day < end_earliest ELSE :day <= confirmed END THEN
        CASE WHEN start_planned OR (end_planned AND (confirmed IS NULL OR :day > confirmed))
            THEN 'presumed' ELSE 'certain' END
    WHEN end_precision IS NULL AND end_state = 'ongoing' THEN 'presumed'
    ELSE 'possible' END"""
# A holder as `timeline.held` takes it apart: what it looks up, cells, printed ids, and what words need. Text made by
# SQLite costs half of what it costs as Python's.
HELD = (
    "person_id, title_id, organization_id, event_ids, iif(acting, 'yes', NULL), start, \"end\","
    " 'e' || id, 'p' || person_id, 't' || title_id, 'o' || organization_id, end_state,"
    " start_earliest, start_latest, start_precision, start_qualifier,"
    " end_earliest, end_latest, end_precision, end_qualifier"
)

Parameters = dict[str, str | int]


def held_on(tracker: Tracker, columns: str, selection: Selection, day: date) -> Iterator[Batch]:
    """The tenures that went on, or may have, on a day: how sure that is, then the columns, `HELD` or `LISTED`."""
    where, parameters = _conditions(selection, day, day)
    sql = f"SELECT {_CERTAINTY}, {columns} FROM tenures WHERE {where} ORDER BY {_BY_POST}"
    return in_batches(tracker, sql, {**parameters, "day": day.isoformat()})


def held_during(tracker: Tracker, selection: Selection, span: PartialDate | None) -> Iterator[list[Tenure]]:
    """The tenures of which some day may lie in the span; all of them without one."""
    first, last = (span.earliest, span.latest) if span else (None, None)
    where, parameters = _conditions(selection, first, last)
    sql = f"SELECT {LISTED} FROM tenures WHERE {where} ORDER BY {_BY_POST_AND_START}"
    for batch in in_batches(tracker, sql, parameters):
        yield [tenure_of(row) for row in batch]


def begun_by_year(tracker: Tracker, selection: Selection, span: PartialDate | None) -> Batch:
    """How many of those began in each year: organization_id, the year or None, the number."""
    first, last = (span.earliest, span.latest) if span else (None, None)
    where, parameters = _conditions(selection, first, last)
    sql = (
        "SELECT organization_id, CAST(substr(start_sort, 1, 4) AS INTEGER), count(*) FROM tenures"
        f" WHERE {where} GROUP BY 1, 2"
    )
    return [row for batch in in_batches(tracker, sql, parameters) for row in batch]


def rows_by_year(tracker: Tracker, table: str, rows: str, parameters: Mapping[str, str | int]) -> Batch:
    """The same of the rows of a SELECT on `tenures` or `events` that a page made, with all their columns."""
    year = {"tenures": "CAST(substr(start_sort, 1, 4) AS INTEGER)", "events": "year"}[table]
    sql = f"SELECT organization_id, {year}, count(*) FROM ({rows}) WHERE organization_id IS NOT NULL GROUP BY 1, 2"
    return [row for batch in in_batches(tracker, sql, dict(parameters)) for row in batch]


def _conditions(selection: Selection, first: date | None, last: date | None) -> tuple[str, Parameters]:
    """What the columns of a tenure must meet; `first` and `last` bound the days asked for."""
    parameters: Parameters = {}
    parts = ["1"]
    for column, ids in (("person_id", selection.people), ("title_id", selection.titles)):
        parts += [f"{column} = {int(number)}" for number in ids]
    parts += [f"title_id = {int(title)} AND organization_id = {int(at)}" for title, at in selection.posts]
    for number, under in enumerate(selection.organizations):
        parts.append(_under(under, f"places{number}", first, last, parameters))
    if last is not None:
        parameters["last"] = last.isoformat()
        parts.append("(start_earliest IS NULL OR start_earliest <= :last)")
    if first is not None:
        parameters["first"] = first.isoformat()
        parts.append("(end_latest IS NULL OR end_latest > :first)")
    return " AND ".join(parts), parameters


def _under(under: Under, key: str, first: date | None, last: date | None, parameters: Parameters) -> str:
    """That a tenure was held at or below an organization while its own stood there."""
    if under.windows is None:
        return f"organization_id = {int(under.id)}"
    windows = [
        window
        for window in under.windows
        if window.since < window.until
        and (last is None or window.since <= last.isoformat())
        and (first is None or window.until > first.isoformat())
    ]
    parameters[f"{key}_ids"] = json.dumps(sorted({window.id for window in windows}))
    within = f"organization_id IN (SELECT value FROM json_each(:{key}_ids))"
    # On one day, what stands there then is all there is to ask.
    passing = [[w.id, w.since, w.until] for w in windows if not w.settled and first is None is last]
    if not passing:
        return within
    parameters |= {
        f"{key}_settled": json.dumps(sorted({w.id for w in windows if w.settled})),
        f"{key}_passing": json.dumps(passing),
    }
    return (
        f"{within} AND (organization_id IN (SELECT value FROM json_each(:{key}_settled)) OR EXISTS (SELECT 1"
        f" FROM json_each(:{key}_passing) AS place WHERE json_extract(place.value, '$[0]') = organization_id"
        " AND (end_latest IS NULL OR end_latest > json_extract(place.value, '$[1]'))"
        " AND (start_earliest IS NULL OR start_earliest < json_extract(place.value, '$[2]'))))"
    )


def ended_by(tracker: Tracker, title_ids: Iterable[int], day: date) -> tuple[Batch, list[Tenure]]:
    """What ended of these titles by a day, acting spells left out: title_id and the days it lasted at most.

    Of who held a post more than once, all tenures are given instead: terms without a break are one stay.
    """
    parameters: Parameters = {"titles": json.dumps(list(title_ids))}
    # The plus keeps SQLite from the index on titles: in the order in which rows are kept, nothing is looked up.
    titled = "+title_id IN (SELECT value FROM json_each(:titles))"
    held = "organization_id, title_id, person_id"
    repeated = f"SELECT {held} FROM tenures WHERE {titled} GROUP BY {held} HAVING count(*) > 1"
    again = set(chain.from_iterable(in_batches(tracker, repeated, parameters)))
    lasted = (
        f"SELECT {held}, CAST(julianday(end_latest) - julianday(start_earliest) AS INTEGER) FROM tenures"
        f" WHERE {titled} AND acting = 0 AND end_latest <= :day AND start_earliest IS NOT NULL"
    )
    ended = chain.from_iterable(in_batches(tracker, lasted, {**parameters, "day": day.isoformat()}))
    terms = (
        f"SELECT {LISTED} FROM json_each(:again) AS post CROSS JOIN tenures"
        " ON organization_id = json_extract(post.value, '$[0]') AND title_id = json_extract(post.value, '$[1]')"
        " AND person_id = json_extract(post.value, '$[2]')"
    )
    told = in_batches(tracker, terms, {"again": json.dumps(sorted(again))})
    return [(row[1], row[3]) for row in ended if row[:3] not in again], [tenure_of(row) for row in chain(*told)]


def sources_of(tracker: Tracker, event_ids: str) -> Batch:
    """The sources behind the events of these ids, commas between: event_id, address or title; each's as entered."""
    sql = (
        "SELECT event_id, coalesce(sources.url, sources.title) FROM citations JOIN sources"
        " ON sources.id = citations.source_id WHERE event_id IN (SELECT value FROM json_each(:ids))"
        " ORDER BY event_id, citations.id"
    )
    return [row for batch in in_batches(tracker, sql, {"ids": f"[{event_ids}]"}) for row in batch]


def stated_vacancies(tracker: Tracker, organization_ids: list[int]) -> list[Event]:
    """The events that state a vacancy in one of these organizations, and what took their place."""
    return events_of_organizations(tracker, organization_ids, [EventType.VACANCY]) if organization_ids else []


def unheld_posts(tracker: Tracker, selection: Selection) -> list[Post]:
    """The posts that nobody is on record in, but of which an event states a vacancy; that event meets the selection."""
    stating = conditions(replace(selection, types=(EventType.VACANCY,)))
    sql = (
        # By the index on types, because few events state a vacancy.
        "SELECT DISTINCT title_id, organization_id FROM events INDEXED BY events_type"
        f" WHERE type = '{EventType.VACANCY}' AND {stating.anywhere} AND title_id IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM tenures WHERE tenures.title_id = events.title_id"
        " AND tenures.organization_id = events.organization_id) ORDER BY organization_id, title_id"
    )
    return [Post(*row) for batch in in_batches(tracker, sql, stating.parameters) for row in batch]


def endings(tracker: Tracker, organization_ids: list[int]) -> list[Event]:
    """The events that start and end those of these organizations that ended."""
    return life_events(tracker, organization_ids)


def in_posts(batches: Iterator[list[Tenure]]) -> Iterator[list[Tenure]]:
    """Tenures as they come, parted by post."""
    post: list[Tenure] = []
    for tenure in chain.from_iterable(batches):
        if post and post[-1].post != tenure.post:
            yield post
            post = []
        post.append(tenure)
    if post:
        yield post
