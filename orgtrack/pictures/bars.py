"""Where the marks of a picture lie: what is certain of a time in a post, what is presumed, and what is possible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from orgtrack.pictures.axis import Axis
from orgtrack.tenures.bounds import next_day
from orgtrack.tenures.tenure import EndState, Tenure
from orgtrack.tenures.vacancies import Gap
from orgtrack.timeline.lanes import Holder, Moment

ARROW = 9.0
# How far a mark reaches where nobody says from when, or until when.
STUB = 26.0
_NARROWEST = 3.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `left` to `right`, in the units of the picture."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


class Ending(StrEnum):
    """How a bar ends on the right, where that is no day."""

    CUT = "cut"
    ARROW = "arrow"
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A time in a post. `possible` holds the other two; `presumed` begins where `core` ends, or without one.

    `ragged`: nobody says since when. `ending` is None where the end is a date. `announced` is where the announcement
    lies, ahead of the start.
    """

    possible: Stretch
    core: Stretch | None
    presumed: Stretch | None
    ragged: bool
    ending: Ending | None
    announced: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An event: `place` is where its sign stands, `range` from the first to the last day that its date can mean."""

    place: float
    range: Stretch
    exact: bool


def bar(holder: Holder, axis: Axis, today: date) -> Bar | None:
    """The bar of a tenure; None where no day of it is known, or none lies on the axis."""
    tenure = holder.tenure
    end = tenure.end.latest if tenure.end else None
    starts, surely = tenure.start.earliest, tenure.start.latest
    known = [day for day in (starts, surely, tenure.end_earliest, end) if day is not None]
    if not known and tenure.is_open and axis.shows(today):
        # Nobody says since when, or until when: it may be now.
        known = [today]
    if not known or (end is not None and end < axis.first) or (starts is not None and starts > axis.last):
        return None
    left = axis.at(starts) if starts else axis.within(axis.at(min(known)) - STUB)
    ending = _ending(tenure, axis, today, end)
    if ending is Ending.CUT:
        right = axis.right
    elif ending is Ending.ARROW:
        right = axis.within(axis.at(max(today, *known)) + ARROW)
    else:
        right = axis.at(end) if end else axis.within(axis.at(max(known)) + STUB)
    possible = _at_least(Stretch(left, max(left, right)), axis)
    core = _core(tenure, axis, possible)
    return Bar(
        possible=possible,
        core=core,
        presumed=_presumed(tenure, axis, possible, core),
        ragged=starts is None,
        ending=ending,
        announced=_announced(holder, axis),
    )


def _ending(tenure: Tenure, axis: Axis, today: date, end: date | None) -> Ending | None:
    if tenure.is_open:
        # An arrow says "up to today, and on": where today is not on the axis, the bar only leaves the picture.
        return Ending.ARROW if axis.shows(today) else Ending.CUT
    if end is not None and end > axis.last:
        return Ending.CUT
    if tenure.end_state is EndState.UNKNOWN:
        return Ending.UNKNOWN
    return Ending.ENDED if tenure.end is None or tenure.end.is_undated else None


def _core(tenure: Tenure, axis: Axis, possible: Stretch) -> Stretch | None:
    """From the last day on which it can have begun to the first on which it can have ended; a plan is never certain."""
    starts, ends = tenure.start.latest, _certain_until(tenure)
    if tenure.start_planned or starts is None or ends is None or starts >= ends:
        return None
    if starts > axis.last or ends <= axis.first:
        return None
    return _inside(Stretch(axis.at(starts), axis.at(ends)), possible)


def _certain_until(tenure: Tenure) -> date | None:
    if not tenure.end_planned:
        return tenure.end_earliest
    return next_day(tenure.last_confirmed.day) if tenure.last_confirmed else None


def _presumed(tenure: Tenure, axis: Axis, possible: Stretch, core: Stretch | None) -> Stretch | None:
    """What follows the core of a tenure that nobody ended, or that only a plan ends, or that only a plan begins."""
    starts = tenure.start.latest
    if starts is None or starts > axis.last or not (tenure.is_open or tenure.end_planned or tenure.start_planned):
        return None
    left = core.right if core else axis.at(starts)
    ends = tenure.end.earliest if tenure.end else None
    right = possible.right if tenure.is_open else axis.at(ends) if ends else left
    left, right = max(left, possible.left), min(right, possible.right)
    return Stretch(left, right) if right > left else None


def _announced(holder: Holder, axis: Axis) -> float | None:
    announced, start = holder.announced, holder.tenure.start
    if announced is None or announced.earliest is None or not announced.certainly_before(start):
        return None
    return axis.at(announced.earliest) if axis.shows(announced.earliest) else None


def _at_least(stretch: Stretch, axis: Axis) -> Stretch:
    """Wide enough to be seen, on the axis still."""
    if stretch.width >= _NARROWEST:
        return stretch
    left = min(stretch.left, axis.right - _NARROWEST)
    return Stretch(left, left + _NARROWEST)


def _inside(stretch: Stretch, outer: Stretch) -> Stretch:
    """Wide enough to be seen, within the outer one."""
    left = min(max(stretch.left, outer.left), outer.right - 2.0)
    return Stretch(left, min(max(stretch.right, left + 2.0), outer.right))


def box(gap: Gap, axis: Axis, today: date) -> Stretch | None:
    """Where a post was empty: for sure, or where vague dates leave no day of that, possibly."""
    least = gap.start.latest or gap.start.earliest, (gap.end.earliest or gap.end.latest) if gap.end else today
    most = gap.start.earliest or gap.start.latest, (gap.end.latest or gap.end.earliest) if gap.end else today
    for starts, ends in (least, most):
        if starts is not None and ends is not None and starts < ends:
            if ends < axis.first or starts > axis.last:
                return None
            return _at_least(Stretch(axis.at(starts), axis.at(ends)), axis)
    return None


def point(moment: Moment, axis: Axis) -> Point | None:
    """Where an event lies: at its day, or at the last one that its date can mean."""
    first, last = moment.date.earliest, moment.date.latest
    day = last if last is not None and axis.shows(last) else first
    if day is None or not axis.shows(day):
        return None
    place = axis.at(day)
    if first is None:
        return Point(place=place, range=Stretch(axis.within(place - STUB), place), exact=False)
    left, right = axis.at(first), axis.at(last) if last else axis.within(place + STUB)
    return Point(place=place, range=Stretch(left, right), exact=first == last)
