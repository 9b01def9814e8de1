"""Dates in a reader's words: long for a sentence, short for a cell. Nothing is said that the date does not say."""

from __future__ import annotations

import re
from datetime import date

from orgtrack.dates.edtf import ENGLISH_MONTHS, span_of
from orgtrack.dates.partial import PartialDate, Qualifier

# Never strftime: its names follow the locale of whoever runs the program.
_SHORT_MONTHS = tuple(name[:3] for name in ENGLISH_MONTHS)
_PERIODS = {
    **{21 + n: (name, name) for n, name in enumerate(("spring", "summer", "autumn"))},
    24: ("the winter from December", "winter from Dec"),
    **{33 + n: (f"the {nth} quarter of", f"Q{n + 1}") for n, nth in enumerate(("first", "second", "third", "fourth"))},
    37: ("the first four months of", "Jan–Apr"),
    38: ("the second four months of", "May–Aug"),
    39: ("the last four months of", "Sep–Dec"),
    40: ("the first half of", "H1"),
    41: ("the second half of", "H2"),
}
_AFTER_LONG = {
    Qualifier.APPROXIMATE: ", approximately",
    Qualifier.UNCERTAIN: ", uncertain",
    Qualifier.BOTH: ", approximately and uncertain",
}
_BEFORE_LONG = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
_BEFORE_SHORT = {"~": "c. ", "?": "", "%": "c. "}
_AFTER_SHORT = {"~": "", "?": "?", "%": "?"}


def describe(d: PartialDate) -> str:
    """The date in words that fit into a sentence: `24 February 2025`, `between 11 and 20 February 2025`, `undated`."""
    if not d.edtf:
        return f"undated, on or before {_day(d.latest, long=True)}" if d.latest else "undated"
    if "/" in d.edtf:
        return _interval(d.edtf, long=True) + " (a period)"
    if d.edtf[0] in "[{":
        return _set(d, long=True)
    point, _ = _unqualified(d.edtf)
    words = _words(point, long=True)
    return words + (_AFTER_LONG[d.qualifier] if d.qualifier else "")


def short(d: PartialDate) -> str:
    """The date in as few characters as a table cell needs: `24 Feb 2025`, `11–20 Feb 2025`, `c. 2009`, `undated`."""
    if not d.edtf:
        return f"by {_day(d.latest, long=False)}" if d.latest else "undated"
    if "/" in d.edtf:
        return _interval(d.edtf, long=False)
    if d.edtf[0] in "[{":
        return _set(d, long=False)
    return _qualified(d.edtf, long=False)


def _day(day: date, *, long: bool) -> str:
    return f"{day.day} {(ENGLISH_MONTHS if long else _SHORT_MONTHS)[day.month - 1]} {day.year:04}"


def _unqualified(point: str) -> tuple[str, str]:
    """The date without its marks, and one mark for all of them."""
    marks = set(re.findall("[?~%]", point))
    plain = re.sub("[?~%]", "", point)
    return plain, (marks.pop() if len(marks) == 1 else "%" if marks else "")


def _parts(point: str, *, long: bool) -> tuple[str, ...]:
    """The words of one plain date from the smallest unit to the year; two dates where its X allow no fewer."""
    year, _, rest = point.partition("-")
    code, _, day = rest.partition("-")
    if "X" not in year and (not code or code == "XX") and day in ("", "XX"):
        return (year,)
    if "X" not in year + code and code:
        number = int(code)
        if number > 12:
            return _PERIODS[number][0 if long else 1], year
        month = (ENGLISH_MONTHS if long else _SHORT_MONTHS)[number - 1]
        if day in ("", "XX"):
            return month, year
        if "X" not in day:
            return str(int(day)), month, year
    if not rest and year[:3].isdecimal() and year[2] != "0":
        return (("the " if long else "") + year[:3] + "0s",)
    return (_bounds(point, long=long),)


def _bounds(point: str, *, long: bool) -> str:
    """The first and last thing that a date with unknown digits can be."""
    _, span = span_of(point)
    assert span.earliest is not None  # a single date has both bounds
    assert span.latest is not None
    if "-" not in point:
        ends = f"{span.earliest.year:04}", f"{span.latest.year:04}"
    else:
        ends = _day(span.earliest, long=long), _day(span.latest, long=long)
    return f"between {ends[0]} and {ends[1]}" if long else "–".join(ends)


def _words(point: str, *, long: bool) -> str:
    return " ".join(_parts(point, long=long))


def _qualified(point: str, *, long: bool) -> str:
    plain, mark = _unqualified(point)
    words = _words(plain, long=long)
    if not mark:
        return words
    return _BEFORE_LONG[mark] + words if long else _BEFORE_SHORT[mark] + words + _AFTER_SHORT[mark]


def _pair(start: str, end: str, join: str, *, long: bool) -> str:
    """Two dates, what they share said once: `11` and `20 February 2025`."""
    left, right = _parts(_unqualified(start)[0], long=long), _parts(_unqualified(end)[0], long=long)
    if re.search("[?~%X]", start + end) or left == right or (long and left[0].startswith("the ")):
        return _qualified(start, long=long) + join + _qualified(end, long=long)
    shared = 0
    while shared < len(left) - 1 and left[-1 - shared] == right[max(-1 - shared, -len(right))]:
        shared += 1
    return " ".join(left[: len(left) - shared]) + join + " ".join(right)


def _interval(edtf: str, *, long: bool) -> str:
    start, end = edtf.split("/")
    if end == "..":
        return f"from {_qualified(start, long=long)}" + (" on" if long else "")
    if start == "..":
        return f"until {_qualified(end, long=long)}"
    if not start:
        known = _qualified(end, long=long)
        return f"from an unknown start to {known}" if long else f"?–{known}"
    if not end:
        known = _qualified(start, long=long)
        return f"from {known} to an unknown end" if long else f"{known}–?"
    return ("from " if long else "") + _pair(start, end, " to " if long else "–", long=long)


def _set(d: PartialDate, *, long: bool) -> str:
    elements = d.edtf[1:-1].split(",")
    if len(elements) > 1:
        return (" or " if d.edtf[0] == "[" else " and ").join(_element(e, long=long) for e in elements)
    start, dots, end = elements[0].partition("..")
    if not dots:
        return _qualified(start, long=long)
    mark = _AFTER_LONG[d.qualifier] if d.qualifier and long else ""
    if not start and d.latest:
        return ("on or before " if long else "by ") + _day(d.latest, long=long) + mark
    if not end and d.earliest:
        return f"on or after {_day(d.earliest, long=True)}{mark}" if long else f"from {_qualified(start, long=False)}"
    return ("between " if long else "") + _pair(start, end, " and " if long else "–", long=long)


def _element(element: str, *, long: bool) -> str:
    start, dots, end = element.partition("..")
    if not dots:
        return _qualified(start, long=long)
    if not start:
        return f"{_qualified(end, long=long)} or earlier"
    if not end:
        return f"{_qualified(start, long=long)} or later"
    return _pair(start, end, " to " if long else "–", long=long)
