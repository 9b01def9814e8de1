"""How sure an answer is: who held a post on a day, or in the course of a longer time (design section 5)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple, Protocol

from orgtrack.dates import PartialDate
from orgtrack.tenures.bounds import next_day
from orgtrack.tenures.tenure import Confirmation


class Certainty(StrEnum):
    """`presumed`: an end is not on record, or a plan not confirmed, and the day is after the last confirmed one."""

    CERTAIN = "certain"
    PRESUMED = "presumed"
    POSSIBLE = "possible"

    @property
    def rank(self) -> int:
        """Higher is surer."""
        return _RANKS[self]


_RANKS = {Certainty.POSSIBLE: 1, Certainty.PRESUMED: 2, Certainty.CERTAIN: 3}


class Lasting(Protocol):
    """What goes on from a start to an end: a tenure, or the life of an organization."""

    @property
    def start(self) -> PartialDate: ...
    @property
    def end(self) -> PartialDate | None: ...
    @property
    def end_earliest(self) -> date | None: ...
    @property
    def is_open(self) -> bool: ...
    @property
    def last_confirmed(self) -> Confirmation | None: ...
    @property
    def start_planned(self) -> bool: ...
    @property
    def end_planned(self) -> bool: ...


class Extent(StrEnum):
    """How much of a longer time a tenure covers."""

    THROUGHOUT = "throughout"
    AT_SOME_TIME = "at some time"
    POSSIBLY = "possibly"


class During(NamedTuple):
    """How much of a time was held, and how sure that much is."""

    extent: Extent
    certainty: Certainty


def certainty_on(tenure: Lasting, day: date) -> Certainty | None:
    """How sure it is that the tenure (or life) went on on this day; None when it did not.

    The first that fits: no (before the start's earliest day, or from the end's latest day on); certain (from the
    start's latest day to the day before the end's earliest); presumed (from the start's latest day on, the end
    open); possible. What rests on a plan is presumed at most: all of a planned start, and what comes after the
    last confirmed day before a planned end.
    """
    start, end = tenure.start, tenure.end
    if start.earliest is not None and day < start.earliest:
        return None
    if end is not None and end.latest is not None and day >= end.latest:
        return None
    if start.latest is None or day < start.latest:
        return Certainty.POSSIBLE
    ends = tenure.end_earliest
    if ends is not None and day < ends:
        return Certainty.PRESUMED if _planned(tenure, day) else Certainty.CERTAIN
    return Certainty.PRESUMED if tenure.is_open else Certainty.POSSIBLE


def _planned(tenure: Lasting, day: date) -> bool:
    if tenure.start_planned:
        return True
    confirmed = tenure.last_confirmed
    return tenure.end_planned and (confirmed is None or day > confirmed.day)


def certainty_during(tenure: Lasting, span: PartialDate) -> During | None:
    """How much of a partial date such as 2016 the tenure held, and how sure that is; None when on no day of it.

    `throughout` on every day of it, `at some time` on one at least, else `possibly`. A span that is open at one
    side is held throughout by nobody.
    """
    first, last = span.earliest, span.latest
    if not _may_touch(tenure, first, last):
        return None
    if first is not None and last is not None:
        edges = certainty_on(tenure, first), certainty_on(tenure, last)
        weakest = min(edges, key=lambda c: c.rank if c else 0)
        if weakest is not None and weakest is not Certainty.POSSIBLE:
            return During(Extent.THROUGHOUT, weakest)
    best = _best_within(tenure, first, last)
    if best is not None:
        return During(Extent.AT_SOME_TIME, best)
    return During(Extent.POSSIBLY, Certainty.POSSIBLE)


def _may_touch(tenure: Lasting, first: date | None, last: date | None) -> bool:
    start, end = tenure.start, tenure.end
    if last is not None and start.earliest is not None and last < start.earliest:
        return False
    if end is None or end.latest is None:
        return True
    if first is not None and first >= end.latest:
        return False
    return start.earliest is None or start.earliest < end.latest


def _best_within(tenure: Lasting, first: date | None, last: date | None) -> Certainty | None:
    """The best that can be said of some day in the span, be it only that a start or an end lies in it."""
    # Sure days are one run, from the start's latest day on, the certain ones first.
    found = []
    sure_from = tenure.start.latest
    if sure_from is not None:
        day = max(sure_from, first) if first is not None else sure_from
        if last is None or day <= last:
            on = certainty_on(tenure, day)
            found.append(on if on is not Certainty.POSSIBLE else None)
    if _start_within(tenure, first, last):
        found.append(Certainty.PRESUMED if tenure.start_planned else Certainty.CERTAIN)
    if _end_within(tenure, first, last):
        found.append(Certainty.PRESUMED if tenure.start_planned or tenure.end_planned else Certainty.CERTAIN)
    return max((c for c in found if c is not None), key=lambda c: c.rank, default=None)


def _lasts(tenure: Lasting) -> bool:
    """False where start and end are one and the same day, which is held on no day."""
    first, end = tenure.start.earliest, tenure.end.latest if tenure.end else None
    return first is None or first != end


def _start_within(tenure: Lasting, first: date | None, last: date | None) -> bool:
    start = tenure.start
    if start.is_undated or not _lasts(tenure):
        return False
    begins = first is None or (start.earliest is not None and first <= start.earliest)
    return begins and (last is None or (start.latest is not None and start.latest <= last))


def _end_within(tenure: Lasting, first: date | None, last: date | None) -> bool:
    """Whether the last day in the post lies in the span for certain."""
    end = tenure.end
    if end is None or end.is_undated or not _lasts(tenure):
        return False
    after = first is None or (end.earliest is not None and first < end.earliest)
    beyond = next_day(last)
    return after and (beyond is None or (end.latest is not None and end.latest <= beyond))
