"""EDTF (ISO 8601-2:2019 annex A), levels 0 and 1 and the sets of level 2, years 0001 to 9999, with strict bounds.

Outside the profile, and refused: years before 0001 or of five digits, significant digits, seasons 25 to 32,
qualifiers behind a component in the middle of a date, times in intervals, and an interval open or unknown at both ends.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import NamedTuple

from orgtrack.dates.partial import Basis, PartialDate, Precision, Qualifier
from orgtrack.dates.refusal import Refusal
from orgtrack.errors import DateProblem

LONGEST_TEXT = 200  # no date is longer; what is, is a paragraph, and is not searched for one

_UNCERTAIN, _APPROXIMATE, _SEASON = 1, 2, 4
_MARKS = {"": 0, "?": _UNCERTAIN, "~": _APPROXIMATE, "%": _UNCERTAIN | _APPROXIMATE}
_QUALIFIERS = (None, Qualifier.UNCERTAIN, Qualifier.APPROXIMATE, Qualifier.BOTH)

_DATE = re.compile(r"([?~%]?)([0-9X]{4})(?:-([?~%]?)([0-9X]{2})(?:-([?~%]?)([0-9X]{2}))?)?([?~%]?)")
# The zone is dropped, so its range matters little; a zero offset is written Z or +00:00 in this profile.
_TIME = re.compile(
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.,][0-9]+)?"
    r"(?:Z|(?!\+0000$)[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)?"
)

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# Months of the codes that stand where a month would: first month, number of months, precision. Winter starts in
# December of its year and ends with February of the next. The standard gives seasons no months: a convention.
PERIODS = {
    21: (3, 3, Precision.SEASON),
    22: (6, 3, Precision.SEASON),
    23: (9, 3, Precision.SEASON),
    24: (12, 3, Precision.SEASON),
    **{33 + n: (3 * n + 1, 3, Precision.QUARTER) for n in range(4)},
    **{37 + n: (4 * n + 1, 4, Precision.RANGE) for n in range(3)},
    **{40 + n: (6 * n + 1, 6, Precision.HALF) for n in range(2)},
}


class Span(NamedTuple):
    """What an EDTF string says, apart from its own text."""

    earliest: date | None
    latest: date | None
    precision: Precision
    marks: int


def parse_edtf(text: str) -> PartialDate:
    """The date that an EDTF string in the profile says. Raises DateRefused on every other string.

    Spaces inside a set and a time of day are dropped from `edtf`; `text` keeps them.
    """
    try:
        edtf, span = span_of(text)
    except Refusal as refusal:
        raise refusal.of(text) from None
    return dated(edtf, span, text)


def dated(edtf: str, span: Span, text: str) -> PartialDate:
    """The date of a span as it was stated; seasons rest on our convention for their months."""
    basis = Basis.CONVENTION if span.marks & _SEASON else Basis.STATED
    return PartialDate(edtf, span.earliest, span.latest, span.precision, _QUALIFIERS[span.marks & 3], basis, text)


def span_of(text: str) -> tuple[str, Span]:
    """The canonical string and what it says; raises Refusal."""
    match = _DATE.fullmatch(text)
    if match:
        return text, _point(match)
    if len(text) > LONGEST_TEXT:
        raise Refusal(DateProblem.NOT_A_DATE, f"it is longer than {LONGEST_TEXT} characters")
    if text[:1] in "[{" and text:
        return _set(text)
    if "/" in text:
        return text, _interval(text)
    day, mark, _ = text.partition("T")
    match = _DATE.fullmatch(day)
    if mark and match and len(day) == 10 and _TIME.fullmatch(text, len(day)):
        return day, _point(match)
    raise not_edtf(text)


def not_edtf(text: str) -> Refusal:
    """The refusal of a string that is no EDTF, with the EDTF string it was probably meant to be."""
    if text[:1] in ("[", "{") or text[-1:] in ("]", "}"):
        return Refusal(DateProblem.NOT_A_DATE, "a set is written [2019,2020] or [2019..2021], with both brackets")
    if not any(c.isdigit() for c in text):
        return Refusal(DateProblem.NOT_A_DATE, "it holds no date", (), "type a date like 2025-02-24, 2025-02 or 2025")
    suggestion = _suggestion(text)
    reason = "it is no EDTF date of the years 0001 to 9999, levels 0 and 1 and sets"
    return Refusal(DateProblem.INVALID, reason, (suggestion,) if suggestion else (), "type a date like 2025-02-24")


# The draft of 2012 and zero padding are what other databases export; they are named, never repaired in silence.
_OLDER = (("?~", "%"), ("~?", "%"), ("unknown", ""), ("open", ".."), ("u", "X"), ("x", "X"), ("-00", ""))


def _suggestion(text: str) -> str:
    """The EDTF string in the profile that an older or zero-padded spelling stands for, or ''."""
    for old, new in _OLDER:
        text = text.replace(old, new)
    if not all(side in ("", "..") or _DATE.fullmatch(side) for side in text.split("/", 1)):
        return ""  # span_of would come back here
    try:
        return span_of(text)[0]
    except Refusal:
        return ""


def _set(text: str) -> tuple[str, Span]:
    if len(text) < 3 or text[0] + text[-1] not in ("[]", "{}"):
        raise not_edtf(text)
    elements = ["..".join(end.strip(" ") for end in part.split("..")) for part in text[1:-1].split(",")]
    spans = [
        _element(element, first=not n, last=n == len(elements) - 1, text=text) for n, element in enumerate(elements)
    ]
    starts, ends = [span.earliest for span in spans], [span.latest for span in spans]
    earliest = None if None in starts else min(start for start in starts if start is not None)
    latest = None if None in ends else max(end for end in ends if end is not None)
    marks = _union(span.marks for span in spans)
    return text[0] + ",".join(elements) + text[-1], Span(earliest, latest, Precision.RANGE, marks)


def _element(element: str, *, first: bool, last: bool, text: str) -> Span:
    start, dots, end = element.partition("..")
    if not dots:
        return _plain(element, text)
    if (not start and not (first and end)) or (not end and not (last and start)):
        raise Refusal(DateProblem.INVALID, "a set is open only before its first or after its last date")
    left, right = (_plain(side, text) if side else None for side in (start, end))
    return _joined(left, right)


def _interval(text: str) -> Span:
    start, _, end = text.partition("/")
    if start in ("", "..") and end in ("", ".."):
        raise Refusal(DateProblem.INVALID, "an interval needs a date at one end at least")
    left, right = (_plain(side, text) if side not in ("", "..") else None for side in (start, end))
    return _joined(left, right)._replace(precision=Precision.INTERVAL)


def _joined(left: Span | None, right: Span | None) -> Span:
    """From the first day of the left to the last day of the right; backwards only when no day can lie between."""
    earliest, latest = left and left.earliest, right and right.latest
    if earliest and latest and earliest > latest:
        raise Refusal(DateProblem.INVALID, "it ends before it begins")
    return Span(earliest, latest, Precision.RANGE, _union(side.marks for side in (left, right) if side))


def _union(marks: Iterable[int]) -> int:
    union = 0
    for mark in marks:
        union |= mark
    return union


def _plain(text: str, whole: str) -> Span:
    match = _DATE.fullmatch(text)
    if match is None:
        raise not_edtf(whole)
    return _point(match)


def _point(match: re.Match[str]) -> Span:
    before_year, year, before_month, month, before_day, day, after = match.groups()
    marks = _MARKS[before_year] | _MARKS[before_month or ""] | _MARKS[before_day or ""] | _MARKS[after]
    if "X" in year or (month and "X" in month) or (day and "X" in day):
        return _unspecified(year, month, day, marks)
    if year == "0000":
        raise Refusal(DateProblem.INVALID, "years run from 0001 to 9999")
    if day:
        return _day(int(year), int(month), int(day), marks)
    if month is None:
        return Span(date(int(year), 1, 1), date(int(year), 12, 31), Precision.YEAR, marks)
    return _months(int(year), int(year), int(month), marks)


def _day(year: int, month: int, day: int, marks: int) -> Span:
    try:
        only = date(year, month, day)
    except ValueError:
        raise no_such_day(year, month, day) from None
    return Span(only, only, Precision.DAY, marks)


def no_such_day(year: int, month: int, day: int) -> Refusal:
    """The refusal of a day that the calendar has not, naming what is wrong and what may still stand."""
    if month == 0 or day == 0:
        coarse = f"{year:04}-{month:02}" if 1 <= month <= 12 else f"{year:04}"
        return Refusal(DateProblem.INVALID, "there is no month or day 0", (coarse,), "leave out what is unknown")
    if month > 12:
        swapped = _real(year, day, month)
        return Refusal(DateProblem.INVALID, f"there is no month {month}", (swapped.isoformat(),) if swapped else ())
    last = monthrange(year, month)[1]
    return Refusal(DateProblem.INVALID, f"{ENGLISH_MONTHS[month - 1]} {year:04} has {last} days, not {day}")


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months(first: int, last: int, code: int, marks: int) -> Span:
    """The month or period `code` of one year between `first` and `last`."""
    if 1 <= code <= 12:
        start, count, precision = code, 1, Precision.MONTH
    elif code in PERIODS:
        start, count, precision = PERIODS[code]
    else:
        raise no_such_period(first, code)
    if precision is Precision.SEASON:
        marks |= _SEASON
    end_year, end = (last, start + count - 1) if start + count <= 13 else (last + 1, start + count - 13)
    if end_year > 9999:
        raise Refusal(DateProblem.INVALID, "it ends after the year 9999")
    return Span(date(first, start, 1), date(end_year, end, monthrange(end_year, end)[1]), precision, marks)


def no_such_period(year: int, code: int) -> Refusal:
    """The refusal of a number that is neither a month nor a period of this profile."""
    if code == 0:
        return Refusal(DateProblem.INVALID, "there is no month 0", (f"{year:04}",), "leave out what is unknown")
    if 25 <= code <= 32:
        return Refusal(DateProblem.INVALID, f"season code {code} is outside the profile (21 to 24 are read)")
    return Refusal(DateProblem.INVALID, f"{code} is no month, season, quarter or half-year")


def _unspecified(year: str, month: str | None, day: str | None, marks: int) -> Span:
    if month and "X" not in month and int(month) > 12 and not day:
        years = list(_extremes(year, leap_only=False))
        return _months(years[0], years[-1], int(month), marks)._replace(precision=Precision.RANGE)
    month, day = month or "XX", day or "XX"
    # Only 29 February depends on the year, so two calendars are enough to find the days that match.
    common, leap = _days(month, day, 2023), _days(month, day, 2024)
    if not leap:
        raise Refusal(DateProblem.INVALID, "no real day has these digits")
    earliest, latest = _extremes(year, leap_only=not common)
    first = (leap if isleap(earliest) else common)[0]
    last = (leap if isleap(latest) else common)[-1]
    return Span(date(earliest, *first), date(latest, *last), _unspecified_precision(year, month, day), marks)


def _unspecified_precision(year: str, month: str, day: str) -> Precision:
    """The unit whose days are all meant and no others, else `range`."""
    if day == "XX" and "X" not in year + month:
        return Precision.MONTH
    if month + day != "XXXX":
        return Precision.RANGE
    if "X" not in year:
        return Precision.YEAR
    return Precision.DECADE if year[3] == "X" and "X" not in year[:3] else Precision.RANGE


def _days(month: str, day: str, year: int) -> list[tuple[int, int]]:
    """The months and days of this year that have the digits, in order."""
    return [
        (m, d) for m in range(1, 13) if _fits(month, m) for d in range(1, monthrange(year, m)[1] + 1) if _fits(day, d)
    ]


def _fits(pattern: str, number: int) -> bool:
    return pattern[0] in ("X", "0123456789"[number // 10]) and pattern[1] in ("X", "0123456789"[number % 10])


def _extremes(pattern: str, *, leap_only: bool) -> tuple[int, int]:
    """The smallest and largest year from 0001 to 9999 with these digits."""
    ends = []
    for digits in ("0123456789", "9876543210"):
        for chosen in product(*(digits if c == "X" else c for c in pattern)):
            year = int("".join(chosen))
            if year and (not leap_only or isleap(year)):
                ends.append(year)
                break
        else:
            raise Refusal(DateProblem.INVALID, "no real day has these digits")
    return ends[0], ends[1]
