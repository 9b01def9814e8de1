"""Dates written in digits alone: which number is the day is said by the year, the calendar, an option, or nobody."""

from __future__ import annotations

import re
from datetime import date

from dateutil.parser import isoparse

from orgtrack.dates.context import OPTION, STATED, Context
from orgtrack.dates.edtf import no_such_day, no_such_period
from orgtrack.dates.fields import Fields, two_digit_year
from orgtrack.dates.refusal import Refusal
from orgtrack.dates.words import NAMES
from orgtrack.dates.yearpairs import refuse_two_years
from orgtrack.errors import DateProblem

_SEPARATOR = r" ?([-/.]|(?<=[0-9]) (?=[0-9])) ?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}}){_SEPARATOR}([0-9]{{1,2}}) ?\2 ?([0-9]{{1,2}})\.?")
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}}) ?\2 ?([0-9]{{4}})")
_SHORT_YEAR = re.compile(rf"([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}}) ?\2 ?'?([0-9]{{1,2}})")
_YEAR_MONTH = re.compile(r"([0-9]{4}) ?[-/.] ?([0-9]{1,2})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2}) ?[-/.] ?([0-9]{4})")
_PAIR = re.compile(r"([0-9]{1,2}) ?([-/.]) ?([0-9]{1,2})(\.?)")
_WEEKDAY_BESIDE = re.compile(
    r"(?:the )?\(?(?P<before>[^\W\d_]+)\)?[.,]{0,2} (?:the |den |le |el )?(?P<first>[0-9].*)"
    r"|(?P<second>[0-9].*[0-9.]),? ?\(?(?P<behind>[^\W\d_]+)\.?\)?"
)
_BASIC_TIME = re.compile(r"[0-9]{8}t[0-9]{4}(?:[0-9]{2})?(?:z|[-+][0-9]{2}(?::?[0-9]{2})?)?")


def numeric(text: str, ctx: Context, *, side: bool = False) -> Fields | None:
    """The fields of a date in digits, None where the text is no such thing; raises Refusal where it is, but no date."""
    if text.isdecimal() and text.isascii():
        return _digits(text, side=side)
    if match := _YEAR_FIRST.fullmatch(text):
        return _real(int(match[1]), int(match[3]), int(match[4]))
    if match := _YEAR_LAST.fullmatch(text):
        return _either_order(int(match[4]), int(match[1]), int(match[3]), ctx)
    if _SHORT_YEAR.fullmatch(text):
        raise two_digit_year()
    if match := _YEAR_MONTH.fullmatch(text):
        return _year_month(text, int(match[1]), int(match[2]))
    if match := _MONTH_YEAR.fullmatch(text):
        return _month(int(match[2]), int(match[1]))
    if not side and (match := _PAIR.fullmatch(text)):
        return _pair(int(match[1]), int(match[3]), ctx, dotted=match[2] == "." and bool(match[4]))
    if _BASIC_TIME.fullmatch(text):
        return _basic_time(text)
    return None


def on_weekday(text: str, ctx: Context) -> Fields | None:
    """The fields of a date in digits with a weekday beside it, which may also tell which number is the day."""
    match = _WEEKDAY_BESIDE.fullmatch(text)
    if match is None:
        return None
    weekday = NAMES.weekday(match["before"] or match["behind"])
    if weekday is None:
        return None
    try:
        fields = numeric(match["first"] or match["second"], ctx)
    except Refusal as refusal:
        days = [date.fromisoformat(day) for day in refusal.candidates if len(day) == 10]
        fitting = [day for day in days if day.weekday() == weekday]
        if refusal.kind is not DateProblem.AMBIGUOUS or not days or len(fitting) > 1:
            raise
        if not fitting:
            reason = "its weekday is that of neither order of day and month"
            raise Refusal(DateProblem.CONTRADICTION, reason, refusal.candidates, "type one of them") from None
        return Fields(fitting[0].year, fitting[0].month, fitting[0].day, weekday)
    return fields._replace(weekday=weekday) if fields is not None and fields.day is not None else None


def _real(year: int, month: int, day: int) -> Fields:
    try:
        date(year, month, day)
    except ValueError:
        if year == 0:
            raise Refusal(DateProblem.INVALID, "years run from 0001 to 9999") from None
        raise no_such_day(year, month, day) from None
    return Fields(year, month, day)


def _either_order(year: int, first: int, second: int, ctx: Context) -> Fields:
    """The one real date of two orders, or the one that the option asks for where both are real."""
    orders = {}
    for day_first, (day, month) in ((True, (first, second)), (False, (second, first))):
        try:
            orders[day_first] = _real(year, month, day)
        except Refusal as refusal:
            refused = refusal
    if not orders:
        possible = refused if second > 12 or first <= 12 else no_such_day(year, second, first) if year else refused
        raise Refusal(possible.kind, possible.reason)
    if len(orders) == 1 or orders[True] == orders[False]:
        return next(iter(orders.values()))
    if ctx.day_first is not None:
        return orders[ctx.day_first]._replace(grounds=OPTION)
    raise Refusal(
        DateProblem.AMBIGUOUS,
        "the day and the month may be either way round",
        tuple(f"{year:04}-{f.code:02}-{f.day:02}" for f in orders.values()),
        "type one of them, or say --day-first or --month-first",
    )


def _year_month(text: str, year: int, number: int) -> Fields:
    refuse_two_years(text)
    return _month(year, number)


def _month(year: int, number: int) -> Fields:
    if not 1 <= number <= 12:
        raise no_such_period(year, number)
    return Fields(year, number)


def _pair(first: int, second: int, ctx: Context, *, dotted: bool) -> Fields:
    """`24.2.` is a day and a month; `2/25` may be a day of February, or February of some year."""
    if not dotted:
        raise Refusal(
            DateProblem.AMBIGUOUS,
            "it may be a day and a month, or a month and a year of two digits",
            (),
            "write the year with four digits, or the month in letters",
        )
    real = _either_order(2024, first, second, ctx)
    return real._replace(year=None)


def _digits(text: str, *, side: bool) -> Fields | None:
    if len(text) == 4:
        return Fields(int(text))
    if len(text) <= 2:
        if side:
            return Fields(day=int(text))
        raise two_digit_year()
    if len(text) == 8:
        return _real(int(text[:4]), int(text[4:6]), int(text[6:]))
    if len(text) == 6:
        candidates = (f"{text[:4]}-{text[4:]}",) if 1 <= int(text[4:]) <= 12 and int(text[:4]) else ()
        reason = "six digits may be a year and a month, or a date with a year of two digits"
        raise Refusal(DateProblem.AMBIGUOUS, reason, candidates, "type the date with hyphens")
    raise Refusal(DateProblem.INVALID, "years have four digits, 0001 to 9999", (), "type a date like 2025-02-24")


def _basic_time(text: str) -> Fields:
    """`20250224T093000Z`: the time is checked, and dropped like every time of day."""
    try:
        moment = isoparse(text.upper())
    except ValueError:
        raise Refusal(DateProblem.INVALID, "it is no real date and time") from None
    return Fields(moment.year, moment.month, moment.day, grounds=STATED)
