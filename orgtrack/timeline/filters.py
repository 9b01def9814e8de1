"""Which events a reader asks for, in the reader's words, and what those words mean in this tracker."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from orgtrack import lookup
from orgtrack.dates import PartialDate, read_date
from orgtrack.errors import Misused, OrgtrackError, shown
from orgtrack.model.vocabulary import EventType, Noun, OrganizationKind, Status, read_id
from orgtrack.store import Tracker
from orgtrack.store.read_below import windows
from orgtrack.store.read_records import organization_kind, post_parts
from orgtrack.store.read_search import search_expression
from orgtrack.store.read_selection import Selection, Under
from orgtrack.store.rows import by_id

_RELATIVE = re.compile(r"([+-]?)(\d{1,5})d")
_NAMED = (Noun.PERSON, Noun.ORGANIZATION, Noun.TITLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What an event must meet to be shown; names are as typed, days are read already.

    `name` may be a person, an organization, a title, a post's or a source's id. Organizations take in what is below
    them unless `only`. `since` keeps what may have happened then or later, `until` then or earlier.
    """

    name: str = ""
    company: str = ""
    organization: str = ""
    person: str = ""
    title: str = ""
    types: tuple[EventType, ...] = ()
    statuses: tuple[Status, ...] = ()
    year: int | None = None
    since: date | None = None
    until: date | None = None
    added_since: date | None = None
    search: str = ""
    undated: bool = False
    unsourced: bool = False
    only: bool = False


def filter_day(text: str, today: date, *, latest: bool) -> tuple[date, bool]:
    """The first (or the `latest`) day that a filter's text means, and whether that rests on today.

    Besides dates: `today`, `90d` (that many days ago) and `+90d` (from now).
    """
    word = text.strip().casefold()
    if word == "today":
        return today, True
    relative = _RELATIVE.fullmatch(word)
    if relative:
        days = int(relative[2]) * (1 if relative[1] == "+" else -1)
        try:
            return today + timedelta(days=days), True
        except OverflowError:
            raise Misused(f"{shown(text)} reaches beyond the years 1 to 9999; give fewer days.") from None
    read = read_date(text)
    day = read.latest if latest else read.earliest
    if day is None:
        end = "last" if latest else "first"
        raise Misused(f"{shown(text)} has no {end} day to filter by; type a date like 2024, 2024-06 or 2024-06-30.")
    return day, False


def asked_time(text: str, today: date) -> tuple[PartialDate, bool]:
    """The day, or the longer time like 2016, that a question is about, and whether that rests on today."""
    word = text.strip().casefold()
    if word in ("", "today") or _RELATIVE.fullmatch(word):
        day, _ = filter_day(word or "today", today, latest=False)
        return read_date(day.isoformat()), True
    read = read_date(text)
    if read.earliest is None and read.latest is None:
        raise Misused(f"{shown(text)} is no time to ask about; type a date like 2024, 2024-06 or 2024-06-30.")
    return read, False


def selected(tracker: Tracker, filters: Filters) -> Selection:
    """The filters with every name found: unknown names are errors that say what may have been meant."""
    wanted = Selection(
        match=search_expression(filters.search) if filters.search else "",
        types=tuple(dict.fromkeys(filters.types)),
        statuses=tuple(dict.fromkeys(filters.statuses)),
        year=filters.year,
        since=filters.since,
        until=filters.until,
        added_since=filters.added_since,
        undated=filters.undated,
        unsourced=filters.unsourced,
    )
    if filters.search and not wanted.match:
        raise Misused(f"{shown(filters.search)} holds no letter and no digit to search for.")
    if filters.name:
        wanted = _with(tracker, wanted, named(tracker, filters.name), only=filters.only)
    for noun, text in ((Noun.PERSON, filters.person), (Noun.TITLE, filters.title)):
        if text:
            wanted = _with(tracker, wanted, lookup.existing(tracker, noun, text), only=filters.only)
    for text, is_company in ((filters.company, True), (filters.organization, False)):
        if text:
            found = lookup.existing(tracker, Noun.ORGANIZATION, text)
            if is_company and organization_kind(tracker, found.id) != OrganizationKind.COMPANY:
                raise OrgtrackError(f"{found.written} is no company; ask for it with --organization.")
            wanted = _with(tracker, wanted, found, only=filters.only)
    return wanted


def named(tracker: Tracker, text: str) -> lookup.Found:
    """The record that a NAME means: a person, an organization or a title, or any record by its id."""
    read = read_id(text.strip())
    if read is None:
        return lookup.existing_any(tracker, _NAMED, text)
    noun, number = read
    if noun in _NAMED:
        return lookup.existing(tracker, noun, text.strip())
    if by_id(tracker, noun.table, number) is None:
        raise lookup.no_such(noun, text.strip())
    return lookup.Found(noun=noun, id=number, name="")


def _with(tracker: Tracker, wanted: Selection, found: lookup.Found, *, only: bool) -> Selection:
    match found.noun:
        case Noun.PERSON:
            return replace(wanted, people=(*wanted.people, found.id))
        case Noun.TITLE:
            return replace(wanted, titles=(*wanted.titles, found.id))
        case Noun.SOURCE:
            return replace(wanted, sources=(*wanted.sources, found.id))
        case Noun.POST:
            return replace(wanted, posts=(*wanted.posts, post_parts(tracker, found.id)))
        case Noun.ORGANIZATION:
            under = Under(id=found.id, windows=None if only else windows(tracker, found.id))
            return replace(wanted, organizations=(*wanted.organizations, under))
        case Noun.EVENT:
            return replace(wanted, events=(*wanted.events, found.id))
