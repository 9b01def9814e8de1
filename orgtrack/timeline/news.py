"""One piece of news: an event that was recorded, changed or taken back, in a reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from orgtrack.dates import describe, from_columns, parse_edtf
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, Role, Status, Visibility
from orgtrack.store import Tracker
from orgtrack.store.events import events_by_id
from orgtrack.store.read_period import ChangedEvent, Cited, citations_of, companies_of
from orgtrack.store.reading import Names, superseded


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
_TOLD = ("headline", "date", "status", "acting", "manner", "reason", "amount", "announced")
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


def day_in_words(day: date) -> str:
    """A day as it stands in a sentence: `9 July 2025`."""
    return describe(parse_edtf(day.isoformat()))


def _sort_day(event: Event) -> str | None:
    day = event.date.earliest or event.date.latest
    return day.isoformat() if day else None


def _when(event: Event) -> str:
    """The date in words. A plan without a date may come about from its announcement on."""
    first = event.announced.earliest if event.announced else None
    if event.date.is_undated and event.status is Status.PLANNED and first:
        return f"from {day_in_words(first)} on, when it was announced"
    return describe(event.date)


class Told:
    """The events of a batch with what belongs to them, told."""

    def __init__(self, tracker: Tracker, ids: Sequence[int], anew: set[int]) -> None:
        self._tracker = tracker
        self._anew = anew
        self._superseded = superseded(tracker, ids)
        self._citations = citations_of(tracker, ids)
        self.events = events_by_id(tracker, ids)
        self._names = Names(tracker, "organizations")
        self._names.know(event.company_id for event in self.events.values())

    def entries(self, event: Event, change: ChangedEvent | None, cited: str | None) -> Iterator[Entry]:
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

    def gone(self, change: ChangedEvent) -> Entry:
        """An event that was on record before and no longer is."""
        old = change.before
        at = old["organization_id"]
        company = companies_of(self._tracker, [at]).get(at) or at
        self._names.know([company])
        bounds = (old["date_earliest"], old["date_latest"], old["date_precision"], old["date_qualifier"])
        when = from_columns(old["date"] or "", *bounds, old["date_basis"] or "stated", "", None)
        return Entry(
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
    return f"“{value}”" if column == "headline" else value


def _otherwise(one: Cited) -> str:
    field, value = one.says or ("", "")
    return f"{one.title or one.url} says {field} = {value}"
