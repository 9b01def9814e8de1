"""What is new on record: what was recorded, changed and taken back in a time, by company and by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from orgtrack.dates import parse_edtf, short
from orgtrack.model.vocabulary import Noun, Visibility
from orgtrack.store import Tracker
from orgtrack.store.read_below import Window
from orgtrack.store.read_period import changed_events, cited_anew, events_cited_by
from orgtrack.store.read_selection import Selection
from orgtrack.store.reading import Names
from orgtrack.timeline.events import listed_events
from orgtrack.timeline.filters import Filters, selected
from orgtrack.timeline.listing import Column, Listing, Row
from orgtrack.timeline.news import Entry, News, Told, day_in_words

_BATCH = 1000


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
        until = f"to {day_in_words(self.until)}" if self.until else "on"
        return f"from {day_in_words(self.since)} {until}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """From when to when something was recorded; `company` as typed."""

    since: date
    until: date | None = None
    company: str = ""
    private: bool = False


def report(tracker: Tracker, asked: Asked) -> Report:
    """What was recorded, changed or taken back in a time, each as it now stands; private events only when asked for."""
    chosen = selected(tracker, Filters(company=asked.company))
    under = chosen.organizations
    names = Names(tracker, "organizations")
    names.know(one.id for one in under)
    return Report(
        since=asked.since,
        until=asked.until,
        about=names.by_id[under[0].id] or "" if under else "",
        entries=in_order(_entries(tracker, asked, chosen)),
    )


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """By company, by kind, and in order of time."""
    kinds = list(News)

    def order(entry: Entry) -> tuple[Any, ...]:
        name = entry.company.casefold()
        return (not name, name, entry.company_id or 0, kinds.index(entry.news), entry.sort or "~", entry.events)

    return tuple(sorted(entries, key=order))


def _stood(below: Iterable[Window], organization_id: int | None, day: str | None) -> bool:
    """Whether an organization stood there on a day (ISO; None: by the record as a whole)."""
    return any(
        window.id == organization_id and (window.undated if day is None else window.since <= day < window.until)
        for window in below
    )


def _entries(tracker: Tracker, asked: Asked, chosen: Selection) -> Iterator[Entry]:
    changed = {one.event_id: one for one in changed_events(tracker, asked.since, asked.until)}
    anew = cited_anew(tracker, asked.since, asked.until)
    cited = {event_id: anew[number] for number, event_id in events_cited_by(tracker, anew).items()}
    wanted = changed.keys() | cited.keys()
    gone = {number for number in wanted if number in changed and changed[number].gone}
    if wanted and not chosen.is_everything:
        wanted &= gone | {event.id for batch in listed_events(tracker, chosen) for event in batch}
    below = [window for under in chosen.organizations for window in under.windows or ()]
    coming = iter(sorted(wanted))
    while batch := list(islice(coming, _BATCH)):
        told = Told(tracker, batch, set(anew))
        for number in batch:
            event = told.events.get(number)
            if event is not None:
                if asked.private or event.visibility is not Visibility.PRIVATE:
                    yield from told.entries(event, changed.get(number), cited.get(number))
            elif number in gone:
                old = changed[number].before
                stood = _stood(below, old["organization_id"], old["date_earliest"] or old["date_latest"])
                if (asked.private or old["visibility"] != Visibility.PRIVATE) and (stood or chosen.is_everything):
                    yield told.gone(changed[number])


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
