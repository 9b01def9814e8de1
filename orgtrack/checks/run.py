"""All checks of a tracker in one sweep: each part of the record is read once, and asked by every check of its sort."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, groupby
from typing import Any

from orgtrack.checks.alike import ALIKE_CHECKS, Alike
from orgtrack.checks.events import EVENT_CHECKS, SOURCE_CHECKS, SourceDates, Told
from orgtrack.checks.finding import Check, Finding, Kind, Material
from orgtrack.checks.organizations import ORGANIZATION_CHECKS, Organizations
from orgtrack.checks.posts import POST_CHECKS, PostRecord
from orgtrack.checks.quotes import QUOTE_CHECKS, Quoted
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType
from orgtrack.store import Tracker
from orgtrack.store.events import counting_events, events_of_organizations
from orgtrack.store.read_checks import dated_by, publications, single_seats, sources_of_years
from orgtrack.store.read_selection import Selection
from orgtrack.store.read_tenures import held_during, in_posts
from orgtrack.store.reading import superseded
from orgtrack.store.sources import quotes_that_count, sources_with_text, text_of
from orgtrack.store.tenures import tenures_of_holding, tenures_of_organization, tenures_of_post
from orgtrack.tenures.hierarchy import counting
from orgtrack.tenures.lives import Life, lives
from orgtrack.tenures.tenure import Tenure

CHECKS: tuple[Check[Any], ...] = (
    *POST_CHECKS,
    *EVENT_CHECKS,
    *SOURCE_CHECKS,
    *QUOTE_CHECKS,
    *ALIKE_CHECKS,
    *ORGANIZATION_CHECKS,
)
_ABOUT_POSTS = (EventType.APPOINTMENT, EventType.DEPARTURE, EventType.IN_POST, EventType.VACANCY)
_OF_ORGANIZATIONS = tuple(
    one for one in EventType if one not in (*_ABOUT_POSTS, EventType.REPORTING_CHANGE, EventType.MILESTONE)
)


def findings(tracker: Tracker, today: date, kinds: Collection[Kind] = ()) -> Iterator[Finding]:
    """What does not fit together in a tracker: of these kinds, or of all."""

    def of_kinds(checks: Iterable[Check[Material]]) -> list[Check[Material]]:
        return [check for check in checks if not kinds or check.kind in kinds]

    of_posts, of_organizations = of_kinds(POST_CHECKS), of_kinds(ORGANIZATION_CHECKS)
    if of_posts or of_organizations:
        known = list(chain.from_iterable(counting_events(tracker, _OF_ORGANIZATIONS)))
        yield from _asked(of_organizations, [Organizations(events=known)])
        yield from _asked(of_posts, _posts(tracker, known) if of_posts else ())
    of_events, of_alike = of_kinds(EVENT_CHECKS), of_kinds(ALIKE_CHECKS)
    if of_events or of_alike:
        yield from _of_events(tracker, today, of_events, of_alike)
    of_sources = of_kinds(SOURCE_CHECKS)
    if of_sources:
        yield from _asked(of_sources, _sources(tracker))
    of_quotes = of_kinds(QUOTE_CHECKS)
    if of_quotes:
        yield from _asked(of_quotes, _quoted(tracker))


def findings_about(tracker: Tracker, events: Sequence[Event], today: date) -> Iterator[Finding]:
    """What does not fit together in the posts and organizations of these events, and in each of those that count."""
    posts = sorted({(e.organization_id, e.title_id) for e in events if e.organization_id and e.title_id})
    reshaped = {at for e in events if e.type in _OF_ORGANIZATIONS for at in _organizations(e)}
    places = sorted({organization for organization, _ in posts if organization} | reshaped)
    known = counting(events_of_organizations(tracker, places, _OF_ORGANIZATIONS)) if places else []
    if reshaped:
        yield from _asked(ORGANIZATION_CHECKS, [Organizations(events=known)])
    held = [tenures_of_organization(tracker, at) for at in sorted(reshaped)]
    held += [tenures_of_post(tracker, title or 0, at or 0) for at, title in posts if at not in reshaped]
    yield from _asked(POST_CHECKS, _records(tracker, known, in_posts(iter(held))))
    later = superseded(tracker, [event.id for event in events])
    standing = [event for event in counting(events) if event.id not in later]
    published = publications(tracker, [event.id for event in standing])
    told = (Told(event=one, published=published.get(one.id, ()), today=today) for one in standing)
    yield from _asked(EVENT_CHECKS, told)


def _organizations(event: Event) -> Iterator[int]:
    """The organizations that an event names."""
    for at in (event.organization_id, *(p.organization_id for p in event.participants)):
        if at is not None:
            yield at


def _asked(checks: Iterable[Check[Material]], materials: Iterable[Material]) -> Iterator[Finding]:
    wanted = list(checks)
    for material in materials:
        for check in wanted:
            yield from check.find(material)


def _posts(tracker: Tracker, known: list[Event]) -> Iterator[PostRecord]:
    return _records(tracker, known, in_posts(held_during(tracker, Selection(), None)))


def _records(tracker: Tracker, known: list[Event], held: Iterable[list[Tenure]]) -> Iterator[PostRecord]:
    """What is on record of posts, each given by its tenures; `known` are the events of their organizations."""
    seats = single_seats(tracker)
    types = {event.id: event.type for event in known}
    by_organization: dict[int, list[Life]] = {}
    for life in lives(known):
        by_organization.setdefault(life.organization_id, []).append(life)
    for tenures in held:
        post = tenures[0].post
        yield PostRecord(
            post=post,
            single_seat=seats.get((post.title_id or 0, post.organization_id)),
            tenures=tenures,
            lives=by_organization.get(post.organization_id, ()),
            types=types,
        )


def _of_events(
    tracker: Tracker, today: date, of_events: list[Check[Told]], of_alike: list[Check[Alike]]
) -> Iterator[Finding]:
    """Each event once: by itself with its sources, then beside those that are like it."""
    told: list[Finding] = []

    def each() -> Iterator[Event]:
        for batch in counting_events(tracker):
            published = publications(tracker, (event.id for event in batch)) if of_events else {}
            for event in batch:
                one = Told(event=event, published=published.get(event.id, ()), today=today)
                told.extend(_asked(of_events, [one]))
                yield event

    for _, alike in groupby(each(), key=_parts):
        events = list(alike)
        yield from told
        told.clear()
        if len(events) > 1:
            yield from _asked(of_alike, [Alike(events=events, tenures=_held(tracker, events))])
    yield from told


def _parts(event: Event) -> tuple[int | None, int | None, int | None]:
    return event.person_id, event.title_id, event.organization_id


def _held(tracker: Tracker, events: Sequence[Event]) -> Sequence[Tenure]:
    """The tenures of the person, where one of them came, or left, more than once."""
    person, title, at = _parts(events[0])
    types = [event.type for event in events]
    if max(types.count(EventType.APPOINTMENT), types.count(EventType.DEPARTURE)) < 2:
        return ()
    return () if person is None or title is None or at is None else tenures_of_holding(tracker, person, title, at)


def _sources(tracker: Tracker) -> Iterator[SourceDates]:
    for source_id in sources_of_years(tracker):
        yield SourceDates(source_id=source_id, dated=tuple(dated_by(tracker, source_id)))


def _quoted(tracker: Tracker) -> Iterator[Quoted]:
    for source_id in sources_with_text(tracker):
        quotes = quotes_that_count(tracker, source_id)
        yield Quoted(source_id=source_id, text=text_of(tracker, source_id) or "", quotes=quotes)
