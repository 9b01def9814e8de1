"""People, companies, units, titles, posts and sources, listed for a reader or for export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum

from orgtrack.dates import UNDATED
from orgtrack.errors import Misused, shown
from orgtrack.model.vocabulary import Noun, OrganizationKind
from orgtrack.store import Tracker
from orgtrack.store.read_records import event_counts, identifiers_of, names_of, post_counts, records
from orgtrack.store.read_search import search_expression
from orgtrack.store.read_selection import Under
from orgtrack.store.reading import Names, Record, highest_id
from orgtrack.timeline.events import event_listing
from orgtrack.timeline.filters import Filters, selected
from orgtrack.timeline.held import tenure_listing
from orgtrack.timeline.listing import Column, Listing, Rows
from orgtrack.timeline.rows import timeline_columns, timeline_rows


class Listed(StrEnum):
    """What `orgtrack list` lists."""

    PEOPLE = "people"
    COMPANIES = "companies"
    UNITS = "units"
    TITLES = "titles"
    POSTS = "posts"
    EVENTS = "events"
    SOURCES = "sources"
    TENURES = "tenures"


class Exported(StrEnum):
    """What `orgtrack export` exports; `csv` is the timeline."""

    TIMELINE = "timeline"
    PEOPLE = "people"
    ORGANIZATIONS = "organizations"
    TITLES = "titles"
    SOURCES = "sources"
    TENURES = "tenures"
    NAMES = "names"


_UNITS = tuple(kind for kind in OrganizationKind if kind is not OrganizationKind.COMPANY)
_LISTED: Mapping[Listed, tuple[Noun, tuple[OrganizationKind, ...], tuple[str, ...]]] = {
    Listed.PEOPLE: (Noun.PERSON, (), ("name", "other_names", "identifiers", "events", "note", "id")),
    Listed.COMPANIES: (
        Noun.ORGANIZATION,
        (OrganizationKind.COMPANY,),
        ("name", "other_names", "parent", "identifiers", "fiscal_year_end", "events", "note", "id"),
    ),
    Listed.UNITS: (
        Noun.ORGANIZATION,
        _UNITS,
        ("name", "kind", "parent", "company", "other_names", "events", "note", "id"),
    ),
    Listed.TITLES: (Noun.TITLE, (), ("name", "short", "level", "seats", "other_names", "events", "note", "id")),
    Listed.POSTS: (Noun.POST, (), ("title", "organization", "seats", "events", "note", "id")),
    Listed.SOURCES: (Noun.SOURCE, (), ("title", "publisher", "published", "url", "citations", "note", "id")),
}
_EXPORTED: Mapping[Exported, tuple[Noun, tuple[str, ...]]] = {
    Exported.PEOPLE: (Noun.PERSON, ("name", "other_names", "name_kinds", "identifiers", "note", "id")),
    Exported.ORGANIZATIONS: (
        Noun.ORGANIZATION,
        (
            *("name", "kind", "parent", "company", "fiscal_year_end", "other_names", "name_kinds", "identifiers"),
            *("note", "id", "parent_id", "company_id"),
        ),
    ),
    Exported.TITLES: (Noun.TITLE, ("name", "short", "level", "seats", "other_names", "note", "id")),
    Exported.SOURCES: (
        Noun.SOURCE,
        ("title", "url", "publisher", "published", "retrieved", "archive_url", "sha256", "note", "id"),
    ),
}
_NAMED = (Noun.PERSON, Noun.ORGANIZATION, Noun.TITLE)
_NAME_COLUMNS = (
    *("name", "kind", "person", "organization", "title", "language", "script", "from", "until", "event_id"),
    *("person_id", "organization_id", "title_id"),
)
_NUMBERS = frozenset({"seats", "events", "citations"})
_LEAST_WIDTHS = {"name": 16, "other_names": 11, "title": 16, "organization": 16, "parent": 10, "company": 10}


def listing(tracker: Tracker, what: Listed, filters: Filters) -> Listing:
    """The records that events meeting the filters name, by name; without filters all of them.

    Words to search for are looked for in the records themselves. Organizations and posts are narrowed by where they
    stand, not by their events.
    """
    if what is Listed.EVENTS:
        return event_listing(tracker, selected(tracker, filters))
    if what is Listed.TENURES:
        return _tenures(tracker, filters)
    noun, kinds, columns = _LISTED[what]
    return _listing(tracker, noun, columns, filters, kinds=kinds, by_name=True, nothing=f"No {what} match.")


def _tenures(tracker: Tracker, filters: Filters) -> Listing:
    """Tenures by who held what, and by the time in which some day of them may lie."""
    times = Filters(since=filters.since, until=filters.until, year=filters.year)
    named = replace(filters, since=None, until=None, year=None)
    places = Filters(
        company=filters.company,
        organization=filters.organization,
        person=filters.person,
        title=filters.title,
        only=filters.only,
    )
    if named != places:
        raise Misused(
            "Tenures are chosen by --company, --organization, --person, --title, --since, --until and --year;"
            " for the other filters ask for events."
        )
    first = filters.since or (date(filters.year, 1, 1) if filters.year else None)
    last = filters.until or (date(filters.year, 12, 31) if filters.year else None)
    span = replace(UNDATED, earliest=first, latest=last) if times != Filters() else None
    return tenure_listing(tracker, selected(tracker, places), span)


def export(tracker: Tracker, what: Exported, filters: Filters, *, sources: bool = True) -> Listing:
    """Everything that an export holds, in an order that does not change; `sources` are the timeline's joined ones."""
    if what is Exported.TIMELINE:
        return Listing(
            columns=tuple(map(Column, timeline_columns(sources=sources))),
            rows=timeline_rows(tracker, selected(tracker, filters), sources=sources),
            nothing="No events match.",
        )
    if what is Exported.TENURES:
        return _tenures(tracker, filters)
    if what is Exported.NAMES:
        return Listing(
            columns=tuple(map(Column, _NAME_COLUMNS)), rows=_names(tracker, filters), nothing="No names match."
        )
    noun, columns = _EXPORTED[what]
    return _listing(tracker, noun, columns, filters, kinds=(), by_name=False, nothing=f"No {what} match.")


def _names(tracker: Tracker, filters: Filters) -> Rows:
    """The other names of the people, organizations and titles that an export of those holds, in its order."""
    for noun in _NAMED:
        for batch in _found(tracker, noun, filters, kinds=(), by_name=False):
            known = {row["id"]: row["name"] for row in batch}
            told = names_of(tracker, noun, known)
            rows = [
                (
                    *(row["name"], row["kind"]),
                    *(known[row["record_id"]] if noun is each else None for each in _NAMED),
                    *(row["language"], row["script"], row["from"], row["until"]),
                    Noun.EVENT.id(row["event_id"]) if row["event_id"] else None,
                    *(noun.id(row["record_id"]) if noun is each else None for each in _NAMED),
                )
                for row in told
            ]
            if rows:
                yield rows


def _listing(
    tracker: Tracker,
    noun: Noun,
    columns: tuple[str, ...],
    filters: Filters,
    *,
    kinds: tuple[OrganizationKind, ...],
    by_name: bool,
    nothing: str,
) -> Listing:
    found = _found(tracker, noun, filters, kinds=kinds, by_name=by_name)
    widths = {**_LEAST_WIDTHS, "id": len(noun.id(highest_id(tracker, noun.table)))}
    return Listing(
        columns=tuple(Column(name, widths.get(name, 0), name in _NUMBERS) for name in columns),
        rows=_rows(tracker, noun, found, columns),
        nothing=nothing,
    )


def _found(
    tracker: Tracker, noun: Noun, filters: Filters, *, kinds: tuple[OrganizationKind, ...], by_name: bool
) -> Iterator[list[Record]]:
    """The records of a noun that the filters let through, by the batch."""
    if filters.search and not search_expression(filters.search):
        raise Misused(f"{shown(filters.search)} holds no letter and no digit to search for.")
    among = selected(tracker, replace(filters, search=""))
    within: list[int] | None = None
    if noun in (Noun.ORGANIZATION, Noun.POST) and among.organizations:
        within = _within(among.organizations)
        among = replace(among, organizations=())
    return records(tracker, noun, among=among, within=within, search=filters.search, kinds=kinds, by_name=by_name)


def _within(organizations: Iterable[Under]) -> list[int]:
    sets = [{o.id} if o.windows is None else {window.id for window in o.windows} for o in organizations]
    return sorted(set.intersection(*sets))


def _rows(tracker: Tracker, noun: Noun, found: Iterable[list[Record]], columns: tuple[str, ...]) -> Rows:
    organizations = Names(tracker, "organizations")
    for batch in found:
        cells = {column: _cells(tracker, noun, column, batch, organizations) for column in columns}
        yield [tuple(_text(cells[column](row)) for column in columns) for row in batch]


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)


_Cell = Callable[[Record], str | int | None]


def _cells(tracker: Tracker, noun: Noun, column: str, batch: list[Record], organizations: Names) -> _Cell:
    """How a column of a batch is filled; what takes a query takes one for the whole batch."""
    ids = [row["id"] for row in batch]
    match column:
        case "id":
            return lambda row: noun.id(row["id"])
        case "parent" | "company":
            key = f"{column}_id"
            organizations.know(row[key] for row in batch)
            return lambda row: organizations.by_id[row[key]]
        case "parent_id" | "company_id":
            return lambda row: Noun.ORGANIZATION.id(row[column]) if row[column] else None
        case "other_names" | "name_kinds":
            held = "name" if column == "other_names" else "kind"
            joined = _joined((row["record_id"], row[held] or "") for row in names_of(tracker, noun, ids))
            return lambda row: joined.get(row["id"])
        case "identifiers":
            found = identifiers_of(tracker, noun, ids)
            numbers = _joined((row["record_id"], f"{row['scheme']}:{row['value']}") for row in found)
            return lambda row: numbers.get(row["id"])
        case "events" | "citations":
            counts = post_counts(tracker, ids) if noun is Noun.POST else event_counts(tracker, noun, ids)
            return lambda row: counts.get(row["id"], 0)
        case _:
            return lambda row: row[column]


def _joined(pairs: Iterable[tuple[int, str]]) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for record, text in pairs:
        found.setdefault(record, []).append(text)
    return {record: "; ".join(texts) for record, texts in found.items()}
