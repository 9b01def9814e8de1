"""A date in words: an allow-list of dates, of words that turn one date into another, and of words that join two.

A text is read only when all of it is understood; nothing is skipped to find a date inside.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from orgtrack.dates import eastasian
from orgtrack.dates.context import CONVENTION, RELATIVE, Context, Reading
from orgtrack.dates.edtf import span_of
from orgtrack.dates.fields import Fields, completed, named, reading_of
from orgtrack.dates.mangled import explained
from orgtrack.dates.numeric import numeric, on_weekday
from orgtrack.dates.partial import Precision
from orgtrack.dates.periods import decade, fiscal, period
from orgtrack.dates.phrases import Sense, head, meeting_day, tail, without_time
from orgtrack.dates.refusal import Refusal
from orgtrack.dates.relative import of_this_unit, relative, year_named
from orgtrack.dates.steps import first_point, last_point, qualified, unit_after, unit_before
from orgtrack.dates.unread import why_unread
from orgtrack.dates.words import NO_DATE, PRESENT
from orgtrack.errors import DateProblem

__all__ = ["Context", "read_words"]


# An EDTF interval in shape that is none: its hyphens join no two dates.
_ISO_INTERVAL = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}/[0-9]{4}(?:-[0-9]{2}){0,2}")


def read_words(text: str, ctx: Context, not_edtf: Refusal) -> Reading:
    """The reading of a text that is no EDTF, spelled plainly and in lower case. Raises Refusal."""
    try:
        return _read_words(text, ctx, not_edtf)
    except Refusal as refusal:
        raise explained(text, refusal) from None


def _read_words(text: str, ctx: Context, not_edtf: Refusal) -> Reading:
    text = text.replace("’", "'").replace("‘", "'").strip(" ,;")
    if text in NO_DATE:
        raise Refusal(
            DateProblem.NOT_A_DATE, "it says that the date is not known", (), "leave the date out, or give one"
        )
    if text in PRESENT and text not in ("today", "now", "heute", "hoy", "aujourd'hui", "jetzt"):
        raise Refusal(
            DateProblem.INCOMPLETE, "it can only be the end of a period", (), "type when it began, like 2015/.."
        )
    if eastasian.is_written_in(text):
        text = eastasian.in_english(text)
    if _ISO_INTERVAL.fullmatch(text):
        raise not_edtf
    text = without_time(text)
    reading = phrase(of_this_unit(text), ctx)
    if reading is None:
        raise why_unread(text, ctx, not_edtf)
    return reading


def phrase(text: str, ctx: Context, *, joined: bool = True) -> Reading | None:
    """The reading of a date, alone or with the words around it; `joined` allows two dates in one."""
    text = text.strip(" ,;")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    reading = date_alone(text, ctx)
    if reading is not None:
        return reading
    meeting = meeting_day(text)
    if meeting is not None:
        return phrase(meeting, ctx, joined=False)
    begun = head(text)
    if begun is not None:
        sense, rest = begun
        reading = _HEADED.get(sense, _turned)(sense, rest, ctx, joined)
        if reading is not None:
            return reading
    if joined:
        reading = _either(text, ctx) or _range(text, ctx)
        if reading is not None:
            return reading
    ended = tail(text)
    return _turned(ended[0], ended[1], ctx, joined) if ended else None


def date_alone(text: str, ctx: Context) -> Reading | None:
    """The reading of one date without words around it."""
    fields = fields_of(text, ctx)
    if fields is not None:
        return reading_of(fields, ctx)
    reading = relative(text, ctx) or fiscal(text, ctx) or decade(text)
    if reading is not None:
        return reading
    of_year = year_named(text, ctx)
    if of_year is None:
        return None
    part, year = of_year
    fields = fields_of(part, ctx)
    if fields is None or fields.year is not None or fields.code is None:
        return None
    reading = reading_of(fields._replace(year=year), ctx)
    return reading._replace(grounds=reading.grounds | RELATIVE)


def fields_of(text: str, ctx: Context, *, side: bool = False) -> Fields | None:
    """The fields of one calendar date; `side` also takes the end of a range that lacks what the other end gives."""
    return numeric(text, ctx, side=side) or period(text) or named(text, side=side) or on_weekday(text, ctx)


def _turned(sense: Sense, rest: str, ctx: Context, joined: bool) -> Reading | None:
    """What the words make of the date beside them."""
    upto_end = sense in _TO_THE_END and (ended := head(rest)) is not None and ended[0] is Sense.END
    reading = _whole(ended[1], ctx) if upto_end and ended else None
    if reading is not None:
        sense = Sense.BY if sense is Sense.BEFORE else sense
    else:
        try:
            reading = phrase(rest, ctx, joined=joined and sense in _JOINABLE)
        except Refusal as refusal:
            raise refusal.mapped(lambda edtf: _TURNS[sense](edtf)) from None
    if reading is None:
        return None
    return reading._replace(edtf=_TURNS[sense](reading.edtf))


def _whole(text: str, ctx: Context) -> Reading | None:
    """The year or month whose end is meant: `by the end of 2025` is by its last day, not by its last third."""
    reading = phrase(text, ctx, joined=False)
    return reading if reading is not None and reading.edtf[0] in "0123456789[" else None


def _since(edtf: str) -> str:
    return f"{_single(edtf)}/.."


def _until(edtf: str) -> str:
    return f"../{_single(last_point(edtf))}"


def _single(edtf: str) -> str:
    if edtf[0] in "[{" or "/" in edtf:
        raise Refusal(DateProblem.VAGUE, "a period needs a date at its end, not a part of a month or year")
    return edtf


def _point(edtf: str) -> str:
    if "/" in edtf:
        raise Refusal(DateProblem.VAGUE, "it is a period already")
    return edtf


_TURNS: dict[Sense, Callable[[str], str]] = {
    Sense.SAME: lambda edtf: edtf,
    Sense.EFFECTIVE: lambda edtf: edtf,
    Sense.BEFORE: lambda edtf: f"[..{unit_before(_point(edtf))}]",
    Sense.AFTER: lambda edtf: f"[{unit_after(_point(edtf))}..]",
    Sense.BY: lambda edtf: f"[..{last_point(_point(edtf))}]",
    Sense.FROM_ON: lambda edtf: f"[{first_point(_point(edtf))}..]",
    Sense.SINCE: _since,
    Sense.FROM: _since,
    Sense.UNTIL: _until,
    Sense.AROUND: lambda edtf: qualified(edtf, "~"),
    Sense.PERHAPS: lambda edtf: qualified(edtf, "?"),
}
_TO_THE_END = (Sense.BEFORE, Sense.BY, Sense.UNTIL, Sense.AFTER)
_JOINABLE = (Sense.SAME, Sense.EFFECTIVE, Sense.AROUND, Sense.PERHAPS)


def _third(sense: Sense, rest: str, ctx: Context, joined: bool) -> Reading | None:
    """Early, mid and late: the thirds of a year, and days 1-10, 11-20 and 21-end of a month. A convention of ours."""
    del joined
    reading = phrase(rest, ctx, joined=False)
    if reading is None:
        return None
    nth = {Sense.EARLY: 0, Sense.MID: 1}.get(sense, 2)
    _, span = span_of(reading.edtf)
    if span.precision is Precision.YEAR:
        first, last = 4 * nth + 1, 4 * nth + 4
    elif span.precision is Precision.MONTH and span.latest is not None:
        first, last = 10 * nth + 1, 10 * nth + 10 if nth < 2 else span.latest.day
    else:
        raise Refusal(
            DateProblem.VAGUE,
            "early, mid and late are read of a month or a year",
            (reading.edtf,),
            "type the months or the whole",
        )
    edtf = reading.edtf.rstrip("?~%")
    third = f"[{edtf}-{first:02}..{edtf}-{last:02}]"
    mark = reading.edtf[len(edtf) :]
    return Reading(qualified(third, mark) if mark else third, reading.grounds | CONVENTION)


def _between(sense: Sense, rest: str, ctx: Context, joined: bool) -> Reading | None:
    """One day in it, which is another thing than a period over it."""
    del sense, joined
    for word in (" and ", " und ", " et ", " y ", " e ", " & ", "-", " to "):
        reading = _joined(rest, word, ctx, lambda a, b: f"[{first_point(a)}..{last_point(b)}]")
        if reading is not None:
            return reading
    return None


def _from(sense: Sense, rest: str, ctx: Context, joined: bool) -> Reading | None:
    """A period, to its other end or to no end."""
    alone = date_alone(rest, ctx)
    if alone is not None:
        return alone._replace(edtf=_since(alone.edtf))
    reading = _range(rest, ctx) if joined else None
    if reading is not None:
        return reading
    ended = tail(rest)
    if ended is not None and ended[0] is Sense.SINCE:
        rest = ended[1]
    return _turned(sense, rest, ctx, joined)


_HEADED: dict[Sense, Callable[[Sense, str, Context, bool], Reading | None]] = {
    Sense.EARLY: _third,
    Sense.MID: _third,
    Sense.LATE: _third,
    Sense.END: _third,
    Sense.BETWEEN: _between,
    Sense.FROM: _from,
    Sense.SINCE: _from,
}


def _either(text: str, ctx: Context) -> Reading | None:
    text = text.removeprefix("either ").removeprefix("entweder ").removeprefix("soit ")
    for word in (" or ", " oder ", " ou ", " o ", " u ", " soit "):
        reading = _joined(text, word, ctx, lambda a, b: f"[{_elements(a)},{_elements(b)}]")
        if reading is not None:
            return reading
    return None


def _elements(edtf: str) -> str:
    """A date as an element of a set: a set's own elements, or the date."""
    return _point(edtf).strip("[]") if edtf[0] == "[" else _single(edtf)


_RANGE_WORDS = (
    " to the ", " to ", " through ", " thru ", " until ", " till ", " up to ", " bis zum ", " bis ", " jusqu'en ",
    " jusqu'à ", " jusqu'au ", " à ", " au ", " hasta el ", " hasta ", " al ", " a la ", " a ", " - ", "-",
)  # fmt: skip


def _range(text: str, ctx: Context) -> Reading | None:
    for word in _RANGE_WORDS:
        reading = _joined(text, word, ctx, lambda a, b: f"{_single(a)}/{_single(b)}", open_end=True)
        if reading is not None:
            return reading
    return None


def _joined(
    text: str, word: str, ctx: Context, join: Callable[[str, str], str], *, open_end: bool = False
) -> Reading | None:
    """The reading of two dates with a word between, at whichever place both sides are dates."""
    refused: Refusal | None = None
    at = text.find(word)
    while at > 0:
        left, right = text[:at].strip(" ,"), text[at + len(word) :].strip(" ,")
        try:
            reading = _two(left, right, ctx, join, open_end)
        except Refusal as refusal:
            refused = refused or refusal
        else:
            if reading is not None:
                return reading
        at = text.find(word, at + 1)
    if refused is not None:
        # its candidates are readings of one side only
        raise Refusal(refused.kind, refused.reason, (), "" if refused.candidates else refused.remedy)
    return None


def _two(left: str, right: str, ctx: Context, join: Callable[[str, str], str], open_end: bool) -> Reading | None:
    if not left or not right:
        return None
    if open_end and right in PRESENT:
        start = phrase(left, ctx, joined=False)
        return start and start._replace(edtf=_since(start.edtf))
    begin, end = fields_of(left, ctx, side=True), fields_of(right, ctx, side=True)
    if begin is not None and end is not None:
        begin, end = completed(begin, end)
        if begin.code is None and begin.year is None:
            return None
        sides = [reading_of(begin, ctx), reading_of(end, ctx)]
    else:
        both = phrase(left, ctx, joined=False), phrase(right, ctx, joined=False)
        sides = [side for side in both if side is not None]
    if len(sides) < 2:
        return None
    first, second = sides
    edtf = join(first.edtf, second.edtf)
    span_of(edtf)  # refuses an end before its beginning
    return Reading(edtf, first.grounds | second.grounds)
