"""Dates that follow from other dates: the day after, what lies between, what two claims leave open.

Derived dates keep strict bounds. One that nobody stated stays undated and carries only its bounds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from orgtrack.dates import UNDATED, PartialDate, Precision

_DAY = timedelta(days=1)


def next_day(day: date | None) -> date | None:
    """The day after; None for an open bound, and for the last day there is."""
    return None if day is None or day == date.max else day + _DAY


def day_after(d: PartialDate) -> PartialDate:
    """The first day after each day that the date can mean: the end that follows from a last day."""
    earliest, latest = next_day(d.earliest), next_day(d.latest)
    precision = Precision.DAY if earliest is not None and earliest == latest else Precision.RANGE
    edtf = _written(earliest, latest)
    if d.is_undated or not edtf:
        return replace(d, earliest=earliest, latest=latest)
    return replace(d, edtf=edtf, earliest=earliest, latest=latest, precision=precision)


def unstated(earliest: date | None, latest: date | None) -> PartialDate:
    """A date that no source states, with the bounds that follow from others; with none where they clash."""
    if earliest is not None and latest is not None and earliest > latest:
        return UNDATED
    return replace(UNDATED, earliest=earliest, latest=latest)


def spanning(dates: Iterable[PartialDate | None]) -> PartialDate:
    """One of these dates, nobody knows which: from the earliest to the latest day; None among them is never."""
    known = list(dates)
    earliest = [d.earliest for d in known if d is not None]
    latest = [None if d is None else d.latest for d in known]
    lowest = None if None in earliest else min(day for day in earliest if day is not None)
    highest = None if None in latest else max(day for day in latest if day is not None)
    return replace(UNDATED, edtf=_written(lowest, highest), earliest=lowest, latest=highest, precision=Precision.RANGE)


def by_then(end: PartialDate | None, start: PartialDate) -> bool:
    """Whether the end, a first day no longer held, is certainly on or before the other date."""
    return end is not None and end.latest is not None and start.earliest is not None and end.latest <= start.earliest


def same_bounds(one: PartialDate, other: PartialDate) -> bool:
    """Whether both can mean the very same days; open bounds say nothing."""
    if one.earliest is None or one.latest is None:
        return False
    return (one.earliest, one.latest) == (other.earliest, other.latest)


def _written(earliest: date | None, latest: date | None) -> str:
    if earliest is not None and earliest == latest:
        return earliest.isoformat()
    if earliest is None and latest is None:
        return ""
    return f"[{earliest or ''}..{latest or ''}]"
