"""The unit before and the unit after a date, and the two ends of a set."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from orgtrack.dates.edtf import PERIODS, span_of
from orgtrack.dates.partial import Precision
from orgtrack.dates.refusal import Refusal
from orgtrack.errors import DateProblem

_POINT = re.compile(r"([0-9X]{4}(?:-[0-9X]{2}){0,2})([?~%]?)")


def year_text(year: int) -> str:
    """The year as EDTF writes it; raises Refusal outside 0001 to 9999."""
    if not 1 <= year <= 9999:
        raise Refusal(DateProblem.INVALID, "it lies outside the years 0001 to 9999")
    return f"{year:04}"


def month_text(day: date) -> str:
    return day.isoformat()[:7]


def shifted(day: date, *, days: int = 0, months: int = 0, years: int = 0) -> date:
    """The day so many units later (or earlier); raises Refusal outside the calendar."""
    try:
        return day + relativedelta(days=days, months=months, years=years)
    except (ValueError, OverflowError):
        raise Refusal(DateProblem.INVALID, "it lies outside the years 0001 to 9999") from None


def qualified(edtf: str, mark: str) -> str:
    """The same date with `~` or `?` on each of its points; both together are `%`."""
    return _POINT.sub(lambda point: point[1] + _both(point[2], mark), edtf)


def _both(old: str, new: str) -> str:
    return new if not old or old == new else "%"


def first_point(edtf: str) -> str:
    """The date a set begins with, or the date itself; raises Refusal where it has no beginning."""
    return _end(edtf, 0)


def last_point(edtf: str) -> str:
    """The date a set ends with, or the date itself; raises Refusal where it has no end."""
    return _end(edtf, -1)


def _end(edtf: str, index: int) -> str:
    point = re.split(r"\.\.|,|/", edtf.strip("[]{}"))[index]
    if not point:
        raise Refusal(DateProblem.VAGUE, "it is open where another date is measured from it")
    return point


def unit_before(edtf: str) -> str:
    """The unit of the same length that ends the day before this begins; the day before where there is none."""
    last_point(edtf)  # refuses `before after 2009`
    return _neighbour(first_point(edtf), -1)


def unit_after(edtf: str) -> str:
    """The unit of the same length that begins the day after this ends; the day after where there is none."""
    first_point(edtf)  # refuses `after before 2009`
    return _neighbour(last_point(edtf), 1)


def _neighbour(point: str, step: int) -> str:
    if point[-1] in "?~%":
        raise Refusal(DateProblem.VAGUE, "nothing is certainly before or after a date that is itself not certain")
    _, span = span_of(point)
    earliest, latest = span.earliest, span.latest
    assert earliest is not None  # a single date has both bounds
    assert latest is not None
    edge = earliest if step < 0 else latest
    if span.precision is Precision.YEAR:
        return year_text(int(point[:4]) + step)
    if span.precision is Precision.DAY:
        return shifted(edge, days=step).isoformat()
    if span.precision in (Precision.QUARTER, Precision.HALF):
        return _period_of(shifted(edge, days=step), span.precision)
    if span.precision in (Precision.MONTH, Precision.SEASON):
        return month_text(shifted(edge, days=step))
    if span.precision is Precision.DECADE:
        return year_text(edge.year + step)
    return shifted(edge, days=step).isoformat()


def _period_of(day: date, precision: Precision) -> str:
    """The quarter or half that this day lies in."""
    codes = [code for code, (_, _, unit) in PERIODS.items() if unit is precision]
    return f"{day.year:04}-{codes[(day.month - 1) * len(codes) // 12]}"


def quarter_of(day: date) -> str:
    """The calendar quarter that this day lies in."""
    return _period_of(day, Precision.QUARTER)


def week_of(day: date) -> str:
    """The ISO week, Monday to Sunday, that this day lies in, as one day of it."""
    monday = shifted(day, days=-day.weekday())
    return f"[{monday.isoformat()}..{shifted(monday, days=6).isoformat()}]"


def days_between(first: date, second: date) -> int:
    return abs((first - second) // timedelta(days=1))
