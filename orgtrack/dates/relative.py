"""Words that count from a day: the day the source was published, never today."""

from __future__ import annotations

import re
from datetime import date

from orgtrack.dates.context import RELATIVE, Context, Reading
from orgtrack.dates.fields import Fields, reading_of
from orgtrack.dates.refusal import Refusal
from orgtrack.dates.steps import month_text, quarter_of, shifted, week_of, year_text
from orgtrack.dates.words import NAMES, NUMBERS, SEASONS, UNITS, listed
from orgtrack.errors import DateProblem

_DAYS = {
    **dict.fromkeys(listed("today|this morning|this afternoon|this evening|tonight|earlier today|later today"), 0),
    **dict.fromkeys(listed("heute|aujourd'hui|hoy|now|immediately|jetzt"), 0),
    **dict.fromkeys(listed("with immediate effect|mit sofortiger wirkung|ab sofort|avec effet immédiat"), 0),
    **dict.fromkeys(listed("con efecto inmediato|effective immediately|effective today|immediate effect"), 0),
    **dict.fromkeys(listed("yesterday|gestern|hier|ayer"), -1),
    **dict.fromkeys(listed("tomorrow|morgen|demain|mañana"), 1),
    **dict.fromkeys(listed("the day before yesterday|day before yesterday|vorgestern|avant-hier|anteayer"), -2),
    **dict.fromkeys(listed("the day after tomorrow|day after tomorrow|übermorgen|après-demain|pasado mañana"), 2),
}
_STEPS = {
    **dict.fromkeys(
        listed("last|previous|letzte|letzten|letzter|letztes|letztem|vorige|vorigen|voriges|vergangenes"), -1
    ),
    **dict.fromkeys(listed("this|current|diese|diesen|dieser|dieses|diesem|cette|ce|este|esta"), 0),
    **dict.fromkeys(listed("next|nächste|nächsten|nächster|nächstes|nächstem|kommendes|próximo|próxima"), 1),
}
# Behind the unit, as French and Spanish say it.
_STEPS_AFTER = {
    **dict.fromkeys(listed("dernier|dernière|passé|passée|pasado|pasada"), -1),
    **dict.fromkeys(listed("en cours|en curso"), 0),
    **dict.fromkeys(listed("prochain|prochaine|que viene|próximo|próxima"), 1),
}


def _any(words: object) -> str:
    assert isinstance(words, (dict, frozenset))
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NUMBER = rf"(?P<number>[0-9]{{1,4}}|{_any(NUMBERS)})"
_UNIT = rf"(?P<unit>{_any(UNITS)})"
_STEP = re.compile(
    rf"(?:the |der |die |das |dem |den |le |la |l'|el )?"
    rf"(?:(?P<step>{_any(_STEPS)}) {_UNIT}(?:-ci)?|(?P<unit_before>{_any(UNITS)}) (?P<step_after>{_any(_STEPS_AFTER)}))"
)
_AGO = re.compile(
    rf"(?:{_NUMBER} {_UNIT} ago|(?:vor|il y a|hace) {_NUMBER.replace('number', 'number2')} "
    rf"{_UNIT.replace('unit', 'unit2')})"
)
_AHEAD = re.compile(
    rf"(?:(?:in|dans|dentro de) {_NUMBER} {_UNIT}|"
    rf"{_NUMBER.replace('number', 'number2')} {_UNIT.replace('unit', 'unit2')} (?:from now|hence))"
)
_SINCE_START = re.compile(rf"(?P<side>earlier|later) (?:in )?(?:this|the current) {_UNIT}")
_PERIOD = re.compile(
    rf"(?:over|during|for|throughout) the (?P<way>last|past|previous|next|coming|following)(?: {_NUMBER})? {_UNIT}"
)
_OF_YEAR = re.compile(
    r"(?P<part>.+?),?(?: of| in| de| del)? (?:the )?(?P<year>(?:last|this|next|previous|current) year)"
)
_NAME_STEP = re.compile(r"(?:on |in )?(?P<step>last|past|previous|this|next|coming) (?P<name>[^\W\d_]+)")


_LAST_PART = re.compile(r"(?<![^ ])(?:last|final) (quarter|half) of (?=the |this |last |next |fiscal |fy|[0-9])")
_OF_UNIT = re.compile(
    r"(?<![^ ])(end|close|beginning|start|middle|quarter|half) of (?:the )?(?=(?:year|quarter|month|week)$)"
)
_UNIT_END = re.compile(r"((?:(?:by|before|after|until|till|around|at|the) )*)year[- ]?end")


def of_this_unit(text: str) -> str:
    """The text with `the end of the year` as the end of this year, where it names no other year."""
    text = _LAST_PART.sub(lambda found: f"{'fourth' if found[1] == 'quarter' else 'second'} {found[1]} of ", text)
    if re.search("[0-9]{4}", text):
        return text
    if match := _UNIT_END.fullmatch(text):
        return f"{match[1]}end of this year"
    return _OF_UNIT.sub(r"\1 of this ", text)


def relative(text: str, ctx: Context) -> Reading | None:
    """The date of words that count from the anchor; None where the text holds none of them.

    Raises Refusal without an anchor, and where the words leave two readings with one.
    """
    if text in _DAYS:
        return Reading(shifted(ctx.anchor, days=_DAYS[text]).isoformat(), RELATIVE)
    if match := _STEP.fullmatch(text):
        step = _STEPS[match["step"]] if match["step"] else _STEPS_AFTER[match["step_after"]]
        return Reading(_stepped(UNITS[match["unit"] or match["unit_before"]], step, ctx.anchor), RELATIVE)
    if match := _AGO.fullmatch(text):
        return _ago(_count(match["number"] or match["number2"]), UNITS[match["unit"] or match["unit2"]], ctx.anchor)
    if match := _AHEAD.fullmatch(text):
        return _ahead(match["number"] or match["number2"], match["unit"] or match["unit2"], ctx)
    if match := _SINCE_START.fullmatch(text):
        return _rest_of(UNITS[match["unit"]], ctx.anchor, later=match["side"] == "later")
    if match := _PERIOD.fullmatch(text):
        sign = 1 if match["way"] in ("next", "coming", "following") else -1
        return _period(sign * _count(match["number"] or "one"), UNITS[match["unit"]], ctx.anchor)
    if match := _NAME_STEP.fullmatch(text):
        return _named_step(match["step"], match["name"], ctx)
    return None


def year_named(text: str, ctx: Context) -> tuple[str, int] | None:
    """The part and the year of `March of last year`, None where no year is named so."""
    match = _OF_YEAR.fullmatch(text)
    if match is None:
        return None
    step = _STEPS[match["year"].split(" ")[0]]
    return match["part"], int(year_text(ctx.anchor.year + step))


def _count(word: str) -> int:
    return NUMBERS[word] if word in NUMBERS else int(word)


def _stepped(unit: str, step: int, anchor: date) -> str:
    if unit == "day":
        return shifted(anchor, days=step).isoformat()
    if unit == "week":
        return week_of(shifted(anchor, days=7 * step))
    if unit == "month":
        return month_text(shifted(anchor, months=step))
    if unit == "quarter":
        return quarter_of(shifted(anchor, months=3 * step))
    if unit == "year":
        return year_text(anchor.year + step)
    raise Refusal(DateProblem.AMBIGUOUS, "a decade may be counted in tens or back from a day", (), "type the years")


def _far(count: int, unit: str, anchor: date) -> str:
    """The date so many units away, as precise as its unit: days exactly, months and years about."""
    if unit == "day":
        return shifted(anchor, days=count).isoformat()
    if unit == "month":
        return month_text(shifted(anchor, months=count)) + "~"
    if unit in ("year", "decade"):
        return year_text(anchor.year + count * (10 if unit == "decade" else 1)) + "~"
    days = 7 * count
    if unit == "quarter":
        raise Refusal(DateProblem.AMBIGUOUS, "a quarter may be three months or a calendar quarter", (), "type the date")
    there = shifted(anchor, days=days)
    raise Refusal(
        DateProblem.AMBIGUOUS,
        "weeks may be counted to the day or to the week",
        (there.isoformat(), week_of(there)),
        "type one of them",
    )


def _ago(count: int, unit: str, anchor: date) -> Reading:
    return Reading(_far(-count, unit, anchor), RELATIVE)


def _ahead(number: str, word: str, ctx: Context) -> Reading | None:
    """`in three days`; `in 2024 year` and `in 3 quarter` are a year and a quarter, badly written."""
    count, unit = _count(number), UNITS[word]
    if count > 999 or (count != 1 and word == unit):
        return None
    return Reading(_far(count, unit, ctx.anchor), RELATIVE)


def _period(count: int, unit: str, anchor: date) -> Reading:
    ends = [_far(count, unit, anchor), anchor.isoformat()]
    return Reading("/".join(ends if count < 0 else reversed(ends)), RELATIVE)


def _rest_of(unit: str, anchor: date, *, later: bool) -> Reading:
    """`earlier this month`: from its first day to the anchor, both included."""
    if unit in ("day", "decade"):
        raise Refusal(DateProblem.VAGUE, "it names no day or month", (), "type the date")
    if unit == "week":
        first = shifted(anchor, days=-anchor.weekday())
        last = shifted(first, days=6)
    else:
        months = {"month": 1, "quarter": 3, "year": 12}[unit]
        first = date(anchor.year, (anchor.month - 1) // months * months + 1, 1)
        last = shifted(shifted(first, months=months), days=-1) if first.year < 9999 else date(9999, 12, 31)
    start, end = (anchor, last) if later else (first, anchor)
    return Reading(f"[{start.isoformat()}..{end.isoformat()}]", RELATIVE)


def _named_step(step: str, name: str, ctx: Context) -> Reading | None:
    """`last March`, `next Monday`: two readings each. `this March` is March without a year."""
    month, weekday, season = NAMES.month(name), NAMES.weekday(name), SEASONS.get(name)
    if month is None and weekday is None and season is None:
        return None
    code = month or season
    anchor = ctx.anchor
    if step == "this" and code and code != 24:
        return reading_of(Fields(code=code), ctx)
    candidates: tuple[str, ...] = ()
    if code and code != 24 and 1 < anchor.year < 9999:
        years = (
            (anchor.year - 1, anchor.year) if step in ("last", "past", "previous") else (anchor.year, anchor.year + 1)
        )
        candidates = tuple(f"{year:04}-{code:02}" for year in years)
    elif weekday is not None:
        candidates = _weekdays(anchor, weekday, back=step in ("last", "past", "previous"))
    raise Refusal(DateProblem.AMBIGUOUS, f"'{step}' may mean the nearest or the one after", candidates, "type the date")


def _weekdays(anchor: date, weekday: int, *, back: bool) -> tuple[str, ...]:
    """The two days that `last Monday` or `next Monday` may mean, as far as the calendar has them."""
    ahead = (weekday - anchor.weekday() - 1) % 7 + 1
    steps = (ahead - 14, ahead - 7) if back else (ahead, ahead + 7)
    try:
        return tuple(shifted(anchor, days=days).isoformat() for days in steps)
    except Refusal:
        return ()
