"""The days on which the chart of an organization may look otherwise than on the day before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from orgtrack import lookup
from orgtrack.dates import PartialDate
from orgtrack.model.vocabulary import EventType, Noun
from orgtrack.store import Tracker
from orgtrack.store.read_structure import ever_below, lines_of, lives_of, renamings_of, spells_of, tenures_in
from orgtrack.store.read_tenures import stated_vacancies
from orgtrack.tenures.bounds import next_day
from orgtrack.tenures.hierarchy import counting
from orgtrack.tenures.lives import Life
from orgtrack.tenures.tenure import Post, Tenure
from orgtrack.timeline.succession import gaps_of


def chart_days(tracker: Tracker, organization: str) -> list[date]:
    """Those days, in order. That something certain is from a day on only presumed, for want of news, is no change."""
    ids = ever_below(tracker, lookup.existing(tracker, Noun.ORGANIZATION, organization).id)
    tenures, lives = tenures_in(tracker, ids), lives_of(tracker, ids)
    found: set[date | None] = set()
    found.update(day for tenure in tenures for day in _turns(tenure))
    found.update(day for life in lives for day in _turns(life))
    # Whoever holds a post shows that the organization was still there.
    fading = {life.organization_id for life in lives if _fades(life)}
    for tenure in tenures:
        if tenure.organization_id in fading and tenure.last_confirmed is not None:
            found.add(next_day(tenure.last_confirmed.day))
    for bounds in _bounds(tracker, ids, tenures):
        if bounds is not None:
            found.update((bounds.earliest, bounds.latest))
    return sorted(day for day in found if day is not None)


def _turns(one: Tenure | Life) -> Iterator[date | None]:
    """Where a tenure or a life may begin, and may end."""
    yield from (one.start.earliest, one.start.latest)
    if one.end is not None:
        yield from (one.end.earliest, one.end.latest)
    if _fades(one):
        yield one.end_earliest


def _fades(one: Tenure | Life) -> bool:
    """Whether it is no more than possible once it is no longer confirmed: it ended, nobody knows when."""
    return not one.is_open and (one.end is None or one.end.earliest is None)


def _bounds(tracker: Tracker, ids: list[int], tenures: Iterable[Tenure]) -> Iterator[PartialDate | None]:
    """The dates of all else that a chart shows: parents, reporting lines, empty posts, names."""
    for spells in spells_of(tracker, ids).values():
        for spell in spells:
            yield from (spell.start, spell.end)
    for line in lines_of(tracker, ids):
        yield from (line.start, line.end)
    posts: dict[Post, list[Tenure]] = {
        Post(event.title_id, event.organization_id): []
        for event in counting(stated_vacancies(tracker, ids))
        if event.type is EventType.VACANCY and event.organization_id is not None
    }
    for tenure in tenures:
        posts.setdefault(tenure.post, []).append(tenure)
    for gap in gaps_of(tracker, posts.items()):
        yield from (gap.start, gap.end)
    for renamings in renamings_of(tracker, ids).values():
        for renaming in renamings:
            yield renaming.date
