"""Two numbers that may be a year and a part of it, or two years: `2023-24`, `2019/20`, `2010–12`."""

from __future__ import annotations

from orgtrack.dates.edtf import PERIODS
from orgtrack.dates.refusal import Refusal
from orgtrack.errors import DateProblem


def refuse_two_years(text: str, *, long_dash: bool = False) -> None:
    """Refuses a YYYY-NN or YYYY/NN that may as well be two years; returns where it is none, or only one thing.

    EDTF reads `2023-24` as winter 2023, everybody else as 2023 to 2024. A month with a hyphen stays what ISO 8601
    makes it (`2009-10` is October 2009, and most dates on record are months); with a slash (`2011/12` is how a
    season or financial year is written) or a long dash it may be years.
    """
    if len(text) != 7 or text[4] not in "-/" or not (text[:4] + text[5:]).isdecimal() or not text.isascii():
        return
    year, number = int(text[:4]), int(text[5:])
    next_year, later = number == (year + 1) % 100, number > year % 100
    if 1 <= number <= 12:
        two = (later and long_dash) or (next_year and text[4] == "/")
    elif number in PERIODS:
        two = next_year or (later and (long_dash or text[4] == "/"))
    else:
        two = next_year or later
    if two and 1 <= year < 9999:
        raise Refusal(
            DateProblem.AMBIGUOUS,
            "it may be a part of one year or two years",
            (*_part(year, number), _years(year, number)),
            "type one of them",
        )


def refuse_part_of_two_years(years: str, code: int) -> None:
    """Refuses the quarter, half or season of `2024-25` or `2024/2025`; returns where the two years do not follow."""
    last = second_year(years)
    if last is not None:
        candidates = tuple(
            f"{year:04}-{code:02}" if code != (year + 1) % 100 else _part(year, code)[0] for year in (last - 1, last)
        )
        raise Refusal(DateProblem.AMBIGUOUS, "it names two years", candidates, "type one of them")


def second_year(years: str) -> int | None:
    """The second of two years that follow one another, like `2024-25`; None where they do not."""
    first, later = int(years[:4]), years[4:].strip(" -/")
    follows = 1 <= first < 9999 and int(later) == (first + 1) % 10 ** len(later)
    return first + 1 if follows else None


def _part(year: int, number: int) -> tuple[str, ...]:
    """The part of one year, spelled so that it can be typed and is not refused again."""
    if 1 <= number <= 12:
        return (f"{year:04}-{number:02}",)
    if number not in PERIODS:
        return ()
    start, months, _ = PERIODS[number]
    end = start + months - 1
    end_year, end_month = (year, end) if end <= 12 else (year + 1, end - 12)
    return (f"[{year:04}-{start:02}..{end_year:04}-{end_month:02}]",)


def _years(year: int, number: int) -> str:
    end = year - year % 100 + number
    return f"{year:04}/{end if end > year else year + 1:04}"
