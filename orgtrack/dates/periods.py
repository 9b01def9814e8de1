"""Quarters, halves, seasons, decades and fiscal years."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from orgtrack.dates.context import OPTION, Context, Reading
from orgtrack.dates.edtf import PERIODS
from orgtrack.dates.fields import Fields, two_digit_year
from orgtrack.dates.refusal import Refusal
from orgtrack.dates.steps import month_text, shifted
from orgtrack.dates.words import ORDINALS, PERIOD_WORDS, SEASONS
from orgtrack.dates.yearpairs import refuse_part_of_two_years, second_year
from orgtrack.errors import DateProblem

_UNIT = "|".join(sorted((word for word in PERIOD_WORDS if len(word) > 1), key=len, reverse=True))
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_YEAR = r"(?:([0-9]{4})|'?([0-9]{2}))"
_JOIN = r"(?: ?[-/,.'] ?| (?:of |de |del |du |des |in )?(?:the (?:year )?)?|)"
_LETTER_FIRST = re.compile(rf"(?:the )?([qths]) ?([0-9])(?:{_JOIN}{_YEAR})?")
_NUMBER_FIRST = re.compile(rf"([0-9]) ?([qths])(?:{_JOIN}{_YEAR})?")
_YEAR_FIRST = re.compile(r"([0-9]{4}) ?[-/.]? ?(?:([qh]) ?([0-9])|([0-9])([qh]))")
_SPELLED = re.compile(
    rf"(?:the |le |la |el |l'|das |im |am )?"
    rf"(?:({_ORDINAL})|([0-9])(?:st|nd|rd|th|er|re|e|ème|o|\.)?)[ -]({_UNIT})"
    rf"(?:{_JOIN}{_YEAR})?"
)
_SEASON = re.compile(
    rf"(?:the |le |la |el |l')?({'|'.join(sorted(SEASONS, key=len, reverse=True))})"
    r"(?:,? (?:of |de |del )?(?:([0-9]{4})|('?[0-9]{2})))?"
)
_YEAR_THEN = re.compile(r"([0-9]{4}),? ([^0-9].*|[1-4](?:st|nd|rd|th|\.) .*)")
_WINTER = re.compile(r"(?:the )?(?:winter|hiver|invierno)(?: of| de| del)? ([0-9]{4}) ?[-/] ?([0-9]{4}|[0-9]{2})")
_OF_TWO_YEARS = re.compile(r"(.+?)(?: of)? ([0-9]{4}(?: ?[-/] ?[0-9]{2}|/[0-9]{4}))")
_CENTURY = re.compile(r"(?:the |das )?([0-9]{1,2})(?:st|nd|rd|th|\.)? (?:century|jahrhundert)")
_DECADE = re.compile(
    r"(?:the |los |les )?(?:(?:années|annees|años|anos) )?(')?([0-9]{2,4})(?:'?s|er(?: jahren?)?|(?<=0))(?: decade)?"
)
_DECADE_WORDS = re.compile(r"(?:the |los |les |l')?(?:années|annees|años|decade of|decade) (?:de |the )?([0-9]{4})s?")


def period(text: str) -> Fields | None:
    """The fields of a quarter, a half-year or a season, None where the text is none."""
    if match := _LETTER_FIRST.fullmatch(text):
        return _numbered(match[1], int(match[2]), _year(match[3], match[4]))
    if match := _NUMBER_FIRST.fullmatch(text):
        return _numbered(match[2], int(match[1]), _year(match[3], match[4]))
    if match := _YEAR_FIRST.fullmatch(text):
        return _numbered(match[2] or match[5], int(match[3] or match[4]), int(match[1]))
    if match := _SPELLED.fullmatch(text):
        return _numbered(match[3], ORDINALS[match[1]] if match[1] else int(match[2]), _year(match[4], match[5]))
    if match := _YEAR_THEN.fullmatch(text):
        rest = period(match[2])
        return rest._replace(year=int(match[1])) if rest and rest.year is None else None
    if match := _WINTER.fullmatch(text):
        return _winter(int(match[1]), match[2])
    if match := _SEASON.fullmatch(text):
        if match[3]:
            raise two_digit_year()
        return _season(SEASONS[match[1]], int(match[2]) if match[2] else None)
    if (match := _OF_TWO_YEARS.fullmatch(text)) and (part := period(match[1])) and part.year is None and part.code:
        refuse_part_of_two_years(match[2], part.code)
    return None


def _year(four: str | None, two: str | None) -> int | None:
    """A quarter is the one date whose year is commonly of two digits: 69 to 99 are of the last century, as in POSIX."""
    if four:
        return int(four)
    if two:
        return int(two) + (1900 if int(two) >= 69 else 2000)
    return None


def _numbered(word: str, number: int, year: int | None) -> Fields:
    first, count = PERIOD_WORDS[word]
    if not 1 <= number <= count:
        kind = {4: "quarters", 2: "halves", 3: "periods of four months"}[count]
        raise Refusal(DateProblem.INVALID, f"a year has {count} {kind}")
    return Fields(year, first + number - 1)


def _season(code: int, year: int | None) -> Fields:
    if code != 24:
        return Fields(year, code)
    candidates: tuple[str, ...] = ()
    if year is not None and 1 < year < 9999:
        candidates = (f"[{year - 1:04}-12..{year:04}-02]", f"[{year:04}-12..{year + 1:04}-02]")
    raise Refusal(DateProblem.AMBIGUOUS, "a winter belongs to two years", candidates, "type one of them, or a month")


def _winter(year: int, next_year: str) -> Fields | None:
    """`winter 2023/24` names both of its years, and is not refused like `winter 2024`."""
    return Fields(year, 24) if int(next_year) == (year + 1) % 10 ** len(next_year) else None


def decade(text: str) -> Reading | None:
    """`1990s` is a decade; `2000s` may be ten, a hundred or a thousand years."""
    if (match := _CENTURY.fullmatch(text)) and 1 < int(match[1]) < 100:
        first = int(match[1]) - 1
        candidates = (f"{first:02}XX", f"[{first:02}01..{first + 1:02}00]") if first < 99 else ()
        raise Refusal(DateProblem.AMBIGUOUS, "a century begins with its year 0 or 1", candidates, "type one of them")
    if match := _DECADE_WORDS.fullmatch(text):
        digits, short = match[1], False
    elif (match := _DECADE.fullmatch(text)) and not text.isdecimal() and match[2][-1] == "0":
        digits, short = match[2], bool(match[1]) or len(match[2]) < 4
    else:
        return None
    if short:
        raise Refusal(DateProblem.AMBIGUOUS, "a decade of two digits may be of any century", (), "write 1990s")
    if digits[-1] != "0":
        return None
    if digits.endswith("00"):
        candidates = (f"{digits[:3]}X", f"{digits[:2]}XX")
        raise Refusal(DateProblem.AMBIGUOUS, "it may be a decade or a century", candidates, "type one of them")
    return Reading(f"{digits[:3]}X")


_FISCAL = re.compile(
    r"\b(?:its |the )?(?:fy|gj|(?:fiscal|financial)(?:[- ]years?)?|geschäftsjahre?s?|exercices?(?: fiscal)?|"
    r"(?:ejercicio|año|année|annee)(?: fiscale?)|ejercicio)(?=[ \d]|$)(?: of)?(?: the)?"
)

_TWO_YEARS = re.compile(r"(?<![0-9/-])[0-9]{4} ?[-/] ?(?:[0-9]{4}|[0-9]{2})(?![0-9/-])")


def fiscal(text: str, ctx: Context) -> Reading | None:
    """A fiscal year, or a quarter or half of one; the year named is the one in which it ends."""
    if not is_fiscal(text):
        return None
    rest = " ".join(_FISCAL.sub(" ", text, count=1).split()).strip(" ,").removeprefix("its ")
    rest = _TWO_YEARS.sub(lambda years: _ending(years[0], ctx), rest, count=1)
    fields = Fields(int(rest)) if re.fullmatch("[0-9]{4}", rest) else period(_tidy(rest))
    if fields is None:
        return None
    if ctx.fiscal_year_end is None or fields.year is None:
        raise fiscal_refused(ctx)
    if fields.code is not None and PERIODS[fields.code][2].value == "season":
        return None
    return Reading(_fiscal_edtf(fields.year, fields.code, ctx.fiscal_year_end), OPTION)


def is_fiscal(text: str) -> bool:
    """True where the text speaks of a fiscal year."""
    return _FISCAL.search(text) is not None


def fiscal_refused(ctx: Context) -> Refusal:
    """The refusal of a fiscal year that no fiscal year end explains, or that is not written as one."""
    remedy = "give the company's fiscal year end (fiscal_year_end=MM-DD), or type the dates"
    if ctx.fiscal_year_end is not None:
        remedy = "write the fiscal year with four digits, like FY2025 or Q3 FY2025"
    return Refusal(DateProblem.AMBIGUOUS, "a fiscal year begins where its company says", (), remedy)


def _ending(years: str, ctx: Context) -> str:
    """The year in which a fiscal year named by two ends: 2024 for `2023-24`."""
    last = second_year(years)
    if last is None:
        return years
    if ctx.fiscal_year_end == (12, 31):
        reason = "a fiscal year that ends on 31 December lies in one year"
        raise Refusal(DateProblem.AMBIGUOUS, reason, (), f"write FY{last - 1:04} or FY{last:04}")
    return f"{last:04}"


def _tidy(rest: str) -> str:
    """`third quarter of of 2025` and `2025 third quarter`, as taking the word fiscal out leaves them."""
    rest = re.sub(r"\b(of|de|del|du)(?: (?:of|de|del|du|the))+\b", r"\1", rest)
    year_first = re.fullmatch(r"([0-9]{4}),? (.+)", rest)
    return f"{year_first[2]} {year_first[1]}" if year_first else rest


def _fiscal_edtf(year: int, code: int | None, end: tuple[int, int]) -> str:
    offset, months = (0, 12) if code is None else (PERIODS[code][0] - 1, PERIODS[code][1])
    month, day = end
    if not 1 <= year <= 9999:
        raise Refusal(DateProblem.INVALID, "years run from 0001 to 9999")
    if day >= monthrange(2023, month)[1]:  # the last day of February is meant by 28 and 29 alike
        start = shifted(date(year, month, 1), months=offset - 11)
        return f"[{month_text(start)}..{month_text(shifted(start, months=months - 1))}]"
    last = date(year, month, day)
    start = shifted(shifted(last, months=offset - 12), days=1)
    return f"[{start.isoformat()}..{shifted(last, months=offset + months - 12).isoformat()}]"
