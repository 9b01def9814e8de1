"""What is new on record: what was recorded, changed and taken back in a time, by company and by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any

from orgtrack.dates import describe, from_columns, parse_edtf, short
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, Noun, Role, Status, Visibility
from orgtrack.store import Tracker
from orgtrack.store.events import events_by_id
from orgtrack.store.read_below import Window
from orgtrack.store.read_period import (
    ChangedEvent,
    Cited,
    changed_events,
    citations_of,
    cited_anew,
    companies_of,
    events_cited_by,
)
from orgtrack.store.reading import Names, superseded
from orgtrack.timeline.filters import Filters, selected
from orgtrack.timeline.listing import Column, Listing, Row

_BATCH = 1000


class News(StrEnum):
    """What an entry tells of, in the order of the report."""

    JOINED = "joined"
    LEFT = "left"
    MOVED = "moved"
    IN_POST = "in-post"
    VACANT = "vacant"
    ORGANIZATIONS = "organizations"
    OTHER = "other"
    PLANNED = "planned"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    CITED = "cited"
    TAKEN_BACK = "taken-back"
    OPEN = "open"


_KINDS: Mapping[EventType, News] = {
    EventType.APPOINTMENT: News.JOINED,
    EventType.DEPARTURE: News.LEFT,
    EventType.IN_POST: News.IN_POST,
    EventType.VACANCY: News.VACANT,
    EventType.REPORTING_CHANGE: News.OTHER,
    EventType.MILESTONE: News.OTHER,
}
# What a reader is told of a change; the rest of a row follows from these, or is for its keeper alone.
_TOLD = ("headline", "date", "status", "acting", "manner", "reason", "amount", "announced", "note")
_DATES = ("date", "announced")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line: `sentence` without its full stop, `when` its date in words, `more` what was changed or is said else.

    `status` is that of the event, its marks with it. `recorded` is an ISO day.
    """

    news: News
    company_id: int | None
    company: str
    sentence: str
    date: str
    when: str
    status: str
    more: tuple[str, ...]
    sources: tuple[Cited, ...]
    recorded: str
    events: tuple[int, ...]
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The entries by company and kind; `about` is the company asked for, or ''."""

    since: date
    until: date | None
    about: str
    entries: tuple[Entry, ...]

    @property
    def nothing(self) -> str:
        """The sentence for a report without entries."""
        at = f" of {self.about}" if self.about else ""
        return f"Nothing{at} was recorded, changed or taken back {self.span}."

    @property
    def span(self) -> str:
        """The time of recording in words: `from 9 July 2025 on`."""
        until = f"to {_day(self.until)}" if self.until else "on"
        return f"from {_day(self.since)} {until}"


def _day(day: date) -> str:
    return describe(parse_edtf(day.isoformat()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """From when to when something was recorded; `company` as typed."""

    since: date
    until: date | None = None
    company: str = ""
    private: bool = False


def report(tracker: Tracker, asked: Asked) -> Report:
    """What was recorded, changed or taken back in a time, each as it now stands; private events only when asked for."""
    under = selected(tracker, Filters(company=asked.company)).organizations
    names = Names(tracker, "organizations")
    names.know(one.id for one in under)
    inside = _within(under[0].windows or ()) if under else None
    return Report(
        since=asked.since,
        until=asked.until,
        about=names.by_id[under[0].id] or "" if under else "",
        entries=in_order(_entries(tracker, asked, inside)),
    )


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """By company, by kind, and in order of time."""
    kinds = list(News)

    def order(entry: Entry) -> tuple[Any, ...]:
        name = entry.company.casefold()
        return (not name, name, entry.company_id or 0, kinds.index(entry.news), entry.sort or "~", entry.events)

    return tuple(sorted(entries, key=order))


_Inside = Callable[[Iterable[int | None], str | None], bool]


def _within(below: Iterable[Window]) -> _Inside:
    """Whether one of some organizations stood there on a day (ISO; None: by the record as a whole)."""

    def inside(numbers: Iterable[int | None], day: str | None) -> bool:
        wanted = set(numbers)
        return any(
            window.id in wanted and (window.undated if day is None else window.since <= day < window.until)
            for window in below
        )

    return inside


def _entries(tracker: Tracker, asked: Asked, inside: _Inside | None) -> Iterator[Entry]:
    changed = {one.event_id: one for one in changed_events(tracker, asked.since, asked.until)}
    anew = cited_anew(tracker, asked.since, asked.until)
    about = events_cited_by(tracker, anew)
    cited: dict[int, str] = {event_id: anew[number] for number, event_id in about.items()}
    coming = iter(sorted(changed.keys() | cited.keys()))
    while batch := list(islice(coming, _BATCH)):
        told = _Told(tracker, batch, set(anew))
        for number in batch:
            change, event = changed.get(number), told.events.get(number)
            if event is None:
                if change is not None and change.gone:
                    yield from told.gone(change, asked, inside)
                continue
            places = (event.organization_id, event.company_id, *(p.organization_id for p in event.participants))
            if event.visibility is Visibility.PRIVATE and not asked.private:
                continue
            if inside and not inside(places, _sort_day(event)):
                continue
            yield from told.entries(event, change, cited.get(number), asked)


def _sort_day(event: Event) -> str | None:
    day = event.date.earliest or event.date.latest
    return day.isoformat() if day else None


def _when(event: Event) -> str:
    """The date in words. A plan without a date may come about from its announcement on."""
    first = event.announced.earliest if event.announced else None
    if event.date.is_undated and event.status is Status.PLANNED and first:
        return f"from {_day(first)} on, when it was announced"
    return describe(event.date)


class _Told:
    """The events of a batch with what belongs to them, told."""

    def __init__(self, tracker: Tracker, ids: Sequence[int], anew: set[int]) -> None:
        self._tracker = tracker
        self._anew = anew
        self._superseded = superseded(tracker, ids)
        self._citations = citations_of(tracker, ids)
        self.events = events_by_id(tracker, ids)
        self._names = Names(tracker, "organizations")
        self._names.know(event.company_id for event in self.events.values())

    def entries(self, event: Event, change: ChangedEvent | None, cited: str | None, asked: Asked) -> Iterator[Entry]:
        """What there is to say of an event that is on record."""
        sources = tuple(self._citations.get(event.id, ()))
        otherwise = tuple(_otherwise(one) for one in sources if one.says)
        entry = Entry(
            news=News.OTHER,
            company_id=event.company_id,
            company=self._names.by_id[event.company_id] or "",
            sentence=event.headline.rstrip("."),
            date=event.date.edtf,
            when=_when(event),
            status=", ".join(self._marks(event)) or str(Status.HAPPENED),
            more=otherwise,
            sources=sources,
            recorded=change.recorded if change else cited or "",
            events=(event.id,),
            sort=_sort_day(event) or "",
        )
        # What was private before is new to whoever may read it now.
        if change and (change.is_new or (_was_private(change) and event.visibility is Visibility.PUBLIC)):
            yield replace(entry, news=_news(event))
            return
        differing = _differences(change, event) if change else ()
        fresh = tuple(one for one in sources if one.citation_id in self._anew)
        if differing:
            yield replace(entry, news=News.CORRECTED, more=(*differing, *otherwise))
        elif fresh:
            yield replace(
                entry,
                news=News.CITED,
                more=tuple(_otherwise(one) for one in fresh if one.says),
                sources=fresh,
                recorded=cited or "",
            )

    def gone(self, change: ChangedEvent, asked: Asked, inside: _Inside | None) -> Iterator[Entry]:
        """An event that was on record before and no longer is."""
        old = change.before
        if old.get("visibility") == Visibility.PRIVATE and not asked.private:
            return
        at = old.get("organization_id")
        if inside and not inside([at], old.get("date_earliest") or old.get("date_latest")):
            return
        company = companies_of(self._tracker, [at]).get(at) or at
        self._names.know([company])
        when = from_columns(
            old.get("date") or "",
            old.get("date_earliest"),
            old.get("date_latest"),
            old["date_precision"],
            old.get("date_qualifier"),
            old.get("date_basis") or "stated",
            "",
            None,
        )
        yield Entry(
            news=News.TAKEN_BACK,
            company_id=company,
            company=self._names.by_id.get(company) or "",
            sentence=str(old["headline"]).rstrip("."),
            date=when.edtf,
            when=describe(when),
            status=str(old["status"]),
            more=(),
            sources=(),
            recorded=change.recorded,
            events=(change.event_id,),
            sort=str(when.earliest or when.latest or ""),
        )

    def _marks(self, event: Event) -> Iterator[str]:
        if event.status is not Status.HAPPENED:
            yield str(event.status)
        if event.id in self._superseded:
            yield "superseded"
        if event.visibility is Visibility.PRIVATE:
            yield "private"


def _news(event: Event) -> News:
    if event.status is Status.PLANNED:
        return News.PLANNED
    if event.status is not Status.HAPPENED:
        return News.WITHDRAWN
    if event.type is EventType.APPOINTMENT and event.participants_as(Role.LEFT_POST):
        return News.MOVED
    return _KINDS.get(event.type, News.ORGANIZATIONS)


def _was_private(change: ChangedEvent) -> bool:
    return change.before.get("visibility") == Visibility.PRIVATE


def _differences(change: ChangedEvent, event: Event) -> tuple[str, ...]:
    """What was otherwise before, in words."""
    now: dict[str, str | None] = {
        "headline": event.headline,
        "date": event.date.edtf or None,
        "status": str(event.status),
        "acting": str(int(event.acting)),
        "manner": event.manner,
        "reason": event.reason,
        "amount": event.amount,
        "announced": event.announced.edtf if event.announced else None,
        "note": event.note,
    }
    return tuple(
        f"{column} was {_value(column, old)}"
        for column in _TOLD
        if column in change.before
        for old in [None if change.before[column] is None else str(change.before[column])]
        if old != now[column]
    )


def _value(column: str, value: str | None) -> str:
    if value is None:
        return "not given"
    if column in _DATES:
        return describe(parse_edtf(value))
    if column == "acting":
        return "yes" if value == "1" else "no"
    return f"“{value}”" if column in ("headline", "note") else value


def _otherwise(one: Cited) -> str:
    field, value = one.says or ("", "")
    return f"{one.title or one.url} says {field} = {value}"


def report_listing(found: Report) -> Listing:
    """The entries as rows, for programs and tables."""
    rows = [_row(entry) for entry in found.entries]
    return Listing(
        columns=(
            *(Column("company", 12), Column("news", 8), Column("headline", 30), Column("date", 11)),
            *(Column("status", 8), Column("more", 8), Column("sources"), Column("recorded", 10), Column("events")),
            Column("company_id"),
        ),
        rows=iter([rows] if rows else []),
        nothing=found.nothing,
        for_reader=lambda row: (*row[:3], row[10], *row[4:10]),
        first=6,
    )


def _row(entry: Entry) -> Row:
    return (
        entry.company or None,
        str(entry.news),
        entry.sentence,
        entry.date or None,
        entry.status,
        "; ".join(entry.more) or None,
        "\n".join(one.url or one.title or "" for one in entry.sources) or None,
        entry.recorded or None,
        "; ".join(map(Noun.EVENT.id, entry.events)),
        Noun.ORGANIZATION.id(entry.company_id) if entry.company_id else None,
        short(parse_edtf(entry.date)) if entry.date else None,
    )
