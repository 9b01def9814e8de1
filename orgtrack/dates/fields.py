"""Year, month or period, day and weekday as a text gives them: the allow-list of shapes of one calendar date."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from orgtrack.dates.context import RELATIVE, STATED, Context, Reading
from orgtrack.dates.edtf import PERIODS, no_such_day, span_of
from orgtrack.dates.partial import Basis
from orgtrack.dates.refusal import Refusal
from orgtrack.dates.steps import days_between, year_text
from orgtrack.dates.words import NAMES, listed
from orgtrack.errors import DateProblem

NEAR = 183  # days: half a year either way, beyond which another year is as near


class Fields(NamedTuple):
    """What a text gives of one date; `code` is a month or the EDTF code of a season, quarter or half."""

    year: int | None = None
    code: int | None = None
    day: int | None = None
    weekday: int | None = None
    grounds: frozenset[Basis] = STATED


_TOKEN = re.compile(
    r"(?P<number>[0-9]+)(?:st|nd|rd|th|er|re|ère|ème|eme|e|o|a)?(?![^\W_])"
    r"|(?P<elided>[dl]')|(?P<word>[^\W\d_]+)|(?P<mark>[-/'])|(?P<dropped>[.,() ]+)|(?P<other>.)"
)
_FILLERS = listed("of|de|del|du|d|the|des|den|der|dem|le|la|el|year|jahr|jahres|année|año")

_SHAPES = {
    shape: tuple(shape.replace("-", "").replace("/", ""))
    for shape in listed("DMY|MDY|YMD|D-M-Y|Y-M-D|M-D-Y|D/M/Y|M/D/Y|Y/M/D|MY|YM|M-Y|Y-M|M/Y|Y/M|DM|MD|D-M|M")
}
_SIDE_SHAPES = {shape: tuple(shape) for shape in ("D", "DY")}
# "Feb-25" is how spreadsheets print February 2025, and "25-Feb" the 25th: only the first can be a year.
_TWO_DIGIT_YEARS = listed("MDD|DMD|DDM|D-M-D|M-D-D|D/M/D|M'D|DM'D|MD'D|M-D|M/D|D-M'D")


def named(text: str, *, side: bool = False) -> Fields | None:
    """The fields of a date with a month or weekday name; `side` also takes the parts of a range that lack one."""
    shape, values = _shape(text)
    if not shape:
        return None
    weekday = None
    if "W" in shape:
        if shape == "W":
            # "so", "do", "mi" are German abbreviations only beside a date
            return Fields(weekday=values[0]) if len(text) > 2 else None
        at = 0 if shape[0] == "W" else len(values) - 1
        if shape.count("W") > 1 or (shape[0] != "W" and shape[-1] != "W"):
            return None
        weekday = values[at]
        shape, values = shape.replace("W", "").strip("-"), values[:at] + values[at + 1 :]
    if shape in _TWO_DIGIT_YEARS:
        raise two_digit_year()
    if shape == "D" and not side:
        raise Refusal(DateProblem.INCOMPLETE, "it names a day and no month", (), "add the month and the year")
    if shape in ("M/MY", "MY/MY"):
        _refuse_two_months(values)
    order = _SHAPES.get(shape) or (_SIDE_SHAPES.get(shape) if side else None)
    if order is None or (weekday is not None and "D" not in order):
        return None
    given = dict(zip(order, values, strict=True))
    if "Y" not in given and given.get("D", 0) > 31 and "M" in given:
        raise two_digit_year()
    return Fields(given.get("Y"), given.get("M"), given.get("D"), weekday)


def _refuse_two_months(values: list[int]) -> None:
    """Refuses `April/May 2021`: one of them, or both; returns where the second is not the later."""
    year = year_text(values[-1])
    first = f"{year_text(values[1]) if len(values) == 4 else year}-{values[0]:02}"
    second = f"{year}-{values[-2]:02}"
    if first < second:
        candidates = (f"[{first},{second}]", f"{first}/{second}")
        raise Refusal(DateProblem.AMBIGUOUS, "it may be one of the months, or both", candidates, "type one of them")


def two_digit_year() -> Refusal:
    return Refusal(DateProblem.AMBIGUOUS, "its year has two digits", (), "write the year with four digits")


def _shape(text: str) -> tuple[str, list[int]]:
    """One letter a token (D number, Y year, M month, W weekday, and the marks between), and the values; '' if other."""
    shape, values = "", []
    for token in _TOKEN.finditer(text):
        letter, value = _letter(token)
        if letter is None:
            return "", []
        shape += letter
        if value is not None:
            values.append(value)
    return shape.strip("-"), values


def _letter(token: re.Match[str]) -> tuple[str | None, int | None]:
    kind, found = token.lastgroup, token[0]
    if kind == "number":
        digits = token["number"]
        letter = {4: "Y", 2: "D", 1: "D"}.get(len(digits))
        return (letter, int(digits)) if letter and (letter == "D" or digits == found) else (None, None)
    if kind == "word":
        month = NAMES.month(found)
        if month is not None:
            return "M", month
        weekday = NAMES.weekday(found)
        if weekday is not None:
            return "W", weekday
        return ("", None) if found in _FILLERS else (None, None)
    if kind == "mark":
        return found, None
    return (None, None) if kind == "other" else ("", None)


def reading_of(fields: Fields, ctx: Context) -> Reading:
    """The EDTF of these fields; a year that is not given comes from the day of publication, when that is near."""
    if fields.year is not None:
        return Reading(_edtf(fields, fields.year), fields.grounds)
    if fields.code is None and fields.weekday is None:
        raise Refusal(DateProblem.INCOMPLETE, "it names a day and no month", (), "add the month and the year")
    if fields.code is None:
        raise _weekday_only(ctx)
    if fields.day and fields.day > monthrange(2024, fields.code)[1]:
        raise no_such_day(2024, fields.code, fields.day)
    anchor = ctx.anchor
    edtf = _edtf(fields, anchor.year)
    if is_near(edtf, anchor):
        return Reading(edtf, fields.grounds | RELATIVE)
    _, span = span_of(edtf)
    other = anchor.year + (1 if span.latest and span.latest < anchor else -1)
    candidates = [edtf]
    if 1 <= other <= 9999 and not (fields.day == 29 and fields.code == 2):
        candidates.append(_edtf(fields, other))
    candidates.sort()
    raise Refusal(
        DateProblem.AMBIGUOUS, "it names no year, and two years are about as near", tuple(candidates), "add the year"
    )


def is_near(edtf: str, anchor: date) -> bool:
    """True when every day that is meant lies within half a year of the anchor."""
    _, span = span_of(edtf)
    return all(day is not None and days_between(day, anchor) <= NEAR for day in (span.earliest, span.latest))


def _edtf(fields: Fields, year: int) -> str:
    """The fields as EDTF, checked against the calendar and the weekday."""
    text = year_text(year)
    if fields.code is None:
        return text
    text += f"-{fields.code:02}"
    if fields.day is not None:
        text += f"-{fields.day:02}"
    _, span = span_of(text)
    if fields.weekday is not None and span.earliest and span.earliest.weekday() != fields.weekday:
        is_day = NAMES.WEEKDAYS[span.earliest.weekday()][1].capitalize()
        raise Refusal(DateProblem.CONTRADICTION, f"{text} is a {is_day}", (text,), "correct the weekday or the date")
    return text


def _weekday_only(ctx: Context) -> Refusal:
    """A weekday alone: which week is meant, the words do not say."""
    if ctx.published is None:
        return Refusal(DateProblem.INCOMPLETE, "a weekday alone is no date", (), "type the date")
    return Refusal(DateProblem.AMBIGUOUS, "the week before or the week after may be meant", (), "type the date")


def completed(begin: Fields, end: Fields) -> tuple[Fields, Fields]:
    """Each side with what only the other gives: `10-12 April 2024`, `March 3-5, 2021`, `May 2020 to July`."""
    if begin.day and begin.code is None and begin.year is None and end.day:
        begin = begin._replace(code=end.code)
    if end.day and end.code is None and begin.day:
        end = end._replace(code=begin.code)
    if begin.code is not None and begin.year is None and end.code is not None:
        begin = begin._replace(year=end.year)
    if end.code is not None and end.year is None:
        end = end._replace(year=begin.year)
    if begin.year is not None and begin.year == end.year and _starts(begin) > _starts(end):
        raise Refusal(
            DateProblem.AMBIGUOUS,
            "it ends before it begins when both are of one year",
            (),
            "give each of them its year",
        )
    return begin, end


def _starts(fields: Fields) -> tuple[int, int]:
    code = fields.code or 1
    return (PERIODS[code][0] if code in PERIODS else code), fields.day or 1
