"""When a post was empty: between two holders, or after a departure, and as a source states (design section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from orgtrack.dates import PartialDate
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, Status
from orgtrack.tenures.bounds import by_then, spanning, unstated
from orgtrack.tenures.certainty import Certainty, certainty_on
from orgtrack.tenures.hierarchy import counting
from orgtrack.tenures.succession import Days
from orgtrack.tenures.tenure import Post, Tenure


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A time in which nobody but an acting holder had the post; half-open, `end` None while nobody took it.

    `possible`: vague dates leave room for it. `presumed`: it rests on a plan. `acting` are the tenures that bridge
    it, `stated` the vacancy events that speak of it.
    """

    post: Post
    start: PartialDate
    end: PartialDate | None
    days: Days
    certainty: Certainty
    acting: tuple[Tenure, ...]
    stated: tuple[int, ...]


def gaps(
    post: Post, tenures: Iterable[Tenure], events: Iterable[Event] = (), until: PartialDate | None = None
) -> list[Gap]:
    """The gaps of one post, in order of time, from its tenures and the events that state a vacancy of it.

    Never before the first holder, unless a source states it. `until` is the end of the organization's life: after it
    there is no post to be empty. A post of several seats is empty when nobody holds any.
    """
    mine = [t for t in tenures if t.post == post]
    holders, acting = [t for t in mine if not t.acting], [t for t in mine if t.acting]
    found = [_gap(post, *run, acting) for run in _runs(_stretches(holders, until.latest if until else None))]
    if found and found[-1].end is None and any(t.end is None for t in holders):
        # Nobody left, and nobody came after: that the last holder may be gone is no gap.
        found.pop()
    for event in counting(events):
        if event.type is EventType.VACANCY and (event.title_id, event.organization_id) == post:
            _state(found, post, event, mine)
    return sorted(found, key=lambda gap: (str(gap.start.earliest or gap.start.latest or ""), gap.stated))


class _Hold(IntEnum):
    """Whether a post is held: for sure or presumably, possibly, or by nobody."""

    EMPTY = 0
    POSSIBLE = 1
    HELD = 2


class _Stretch(NamedTuple):
    """Days that are alike, half-open; `until` None: without end. `planned`: that nobody is there rests on a plan."""

    hold: _Hold
    first: date
    until: date | None
    planned: bool = False


def _stretches(holders: Sequence[Tenure], closes: date | None) -> list[_Stretch]:
    """The days from the first holder on, alike ones together; only days on which something changes are looked at."""
    began = min((day for t in holders if (day := _begun(t))), default=None)
    if began is None or (closes is not None and began >= closes):
        return []
    points = sorted({began, *(d for t in holders for d in _changes(t) if d > began and (closes is None or d < closes))})
    waiting = sorted(holders, key=lambda t: t.start.earliest or date.min, reverse=True)
    active: list[Tenure] = []
    found: list[_Stretch] = []
    for n, day in enumerate(points):
        until = points[n + 1] if n + 1 < len(points) else closes
        ended = [t for t in active if t.end is not None and t.end.latest is not None and t.end.latest <= day]
        active = [t for t in active if t not in ended] if ended else active
        while waiting and (waiting[-1].start.earliest or date.min) <= day:
            active.append(waiting.pop())
        hold = _hold(active, day)
        planned = hold is _Hold.EMPTY and (any(t.end_planned for t in ended) or (bool(found) and found[-1].planned))
        if found and found[-1].hold is hold:
            found[-1] = found[-1]._replace(until=until, planned=found[-1].planned or planned)
        else:
            found.append(_Stretch(hold, day, until, planned))
    return found


def _hold(active: Sequence[Tenure], day: date) -> _Hold:
    possibly = False
    for tenure in active:
        certainty = certainty_on(tenure, day)
        if certainty is not None and certainty is not Certainty.POSSIBLE:
            return _Hold.HELD
        possibly = possibly or certainty is not None
    if not possibly:
        return _Hold.EMPTY
    return _Hold.HELD if any(_hands_over(t, active, day) for t in active) else _Hold.POSSIBLE


def _hands_over(tenure: Tenure, active: Sequence[Tenure], day: date) -> bool:
    """Whether the holder is there still or, if not, the successor whose very coming ended the tenure."""
    if tenure.start.latest is None or day < tenure.start.latest:
        return False
    for following in active:
        if following.id == tenure.end_event_id and following is not tenure and following.start == tenure.end:
            ends = following.end_earliest
            return following.is_open or (ends is not None and day < ends)
    return False


def _begun(tenure: Tenure) -> date | None:
    """The first day by which the holder had surely begun."""
    end = tenure.end.earliest or tenure.end.latest if tenure.end else None
    return min((d for d in (tenure.start.latest, end) if d is not None), default=None)


def _changes(tenure: Tenure) -> Iterator[date]:
    start, end = tenure.start, tenure.end
    for day in (start.earliest, start.latest, tenure.end_earliest, end.latest if end else None):
        if day is not None:
            yield day


def _runs(found: Sequence[_Stretch]) -> Iterator[tuple[_Stretch, _Stretch, _Stretch]]:
    """Each gap as the stretches it begins in, is surely there in, and ends in; all one where it is only possible.

    A holder who was possibly there between two empty times parts them: the gaps share the days in doubt.
    """
    for n, stretch in enumerate(found):
        before = found[n - 1] if n else stretch
        after = found[n + 1] if n + 1 < len(found) else stretch
        if stretch.hold is _Hold.EMPTY:
            yield (
                before if before.hold is _Hold.POSSIBLE else stretch,
                stretch,
                after if after.hold is _Hold.POSSIBLE else stretch,
            )
        elif stretch.hold is _Hold.POSSIBLE and _Hold.EMPTY not in (before.hold, after.hold):
            yield stretch, stretch, stretch


def _gap(post: Post, before: _Stretch, sure: _Stretch, after: _Stretch, acting: Iterable[Tenure]) -> Gap:
    start, end = _dated(before.first, sure.first), _dated(sure.until, after.until)
    least, certainty = 0, Certainty.POSSIBLE
    if sure.hold is _Hold.EMPTY:
        certainty = Certainty.PRESUMED if sure.planned else Certainty.CERTAIN
        least = (sure.until - sure.first).days if sure.until is not None else 0
    else:
        start, end = _dated(sure.first, sure.until), _dated(sure.first, sure.until)
    until = after.until
    return Gap(
        post=post,
        start=start,
        end=None if until is None else end,
        days=Days(least, None if until is None else (until - before.first).days),
        certainty=certainty,
        acting=tuple(t for t in acting if _bridges(t, before.first, until)),
        stated=(),
    )


def _dated(earliest: date | None, latest: date | None) -> PartialDate:
    return spanning([unstated(earliest, latest)])


def _bridges(tenure: Tenure, first: date, until: date | None) -> bool:
    start, end = tenure.start.earliest, tenure.end.latest if tenure.end else None
    return (until is None or start is None or start < until) and (end is None or first < end)


def _state(found: list[Gap], post: Post, event: Event, mine: Sequence[Tenure]) -> None:
    """The gap that a source states: one that follows from the tenures already, else one of its own."""
    for n, gap in enumerate(found):
        if not event.date.certainly_before(gap.start) and not by_then(gap.end, event.date):
            found[n] = replace(gap, stated=(*gap.stated, event.id))
            return
    following = [t.start for t in mine if not t.acting and event.date.certainly_before(t.start)]
    end = min(following, key=lambda d: d.earliest or date.max, default=None)
    day = event.date.earliest or event.date.latest
    held = day is not None and any(certainty_on(t, day) for t in mine if not t.acting)
    certainty = Certainty.PRESUMED if event.status is Status.PLANNED else Certainty.CERTAIN
    first, until = event.date.latest, end.earliest if end else None
    last = end.latest if end else None
    found.append(
        Gap(
            post=post,
            start=event.date,
            end=end,
            days=Days(
                max((until - first).days, 0) if until and first else 0,
                (last - event.date.earliest).days if last and event.date.earliest else None,
            ),
            certainty=Certainty.POSSIBLE if held else certainty,
            acting=tuple(t for t in mine if t.acting and day is not None and _bridges(t, day, last)),
            stated=(event.id,),
        )
    )
