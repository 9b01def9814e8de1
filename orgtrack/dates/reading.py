"""A date text at the edge: EDTF first, words only where it is none.

The readers of words live in modules imported only when a text needs them: they cost dateutil (100 ms) and their tables.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import replace
from datetime import date

from orgtrack.dates.edtf import LONGEST_TEXT, dated, parse_edtf, span_of
from orgtrack.dates.partial import Basis, PartialDate
from orgtrack.dates.refusal import Refusal
from orgtrack.dates.yearpairs import refuse_two_years
from orgtrack.errors import DateProblem, DateRefused

# Every dash that stands between dates. The wave dash and the full-width tilde join dates in East Asian text and must
# be taken before NFKC makes the latter a '~', which would qualify the date.
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－〜～"), "-")
_LONG_DASHES = "‒–—―−〜～"
_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")


def read_date(
    text: str,
    *,
    published: date | None = None,
    day_first: bool | None = None,
    fiscal_year_end: tuple[int, int] | None = None,
    edtf_only: bool = False,
) -> PartialDate:
    """The date that a text says, as EDTF or in words, with the first and last day that the words allow.

    `published` is the day that relative and yearless words count from, `day_first` what a numeric day and month may
    mean where both orders are real (None: refused), `fiscal_year_end` the (month, day) that fiscal years need.
    Raises DateRefused, and nothing else, for every text that has no reading or more than one.
    """
    if edtf_only:
        return parse_edtf(text)
    try:
        return _read(text, published, day_first, fiscal_year_end)
    except Refusal as refusal:
        raise refusal.of(text) from None


def _read(
    text: str, published: date | None, day_first: bool | None, fiscal_year_end: tuple[int, int] | None
) -> PartialDate:
    if len(text) > LONGEST_TEXT:
        raise Refusal(DateProblem.NOT_A_DATE, f"it is longer than {LONGEST_TEXT} characters")
    spelled = _spelled(text)
    if len(spelled) == 7:
        refuse_two_years(spelled, long_dash=any(dash in text for dash in _LONG_DASHES))
    try:
        edtf, span = span_of(spelled)
    except Refusal as refusal:
        not_edtf = refusal
    else:
        return dated(edtf, span, text)
    from orgtrack.dates.text import Context, read_words

    reading = read_words(spelled.casefold(), Context(published, day_first, fiscal_year_end), not_edtf)
    edtf, span = span_of(reading.edtf)
    return _grounded(dated(edtf, span, text), reading.grounds, published)


def _grounded(d: PartialDate, grounds: frozenset[Basis], published: date | None) -> PartialDate:
    """The same date with what its reading rested on."""
    anchor = published if Basis.RELATIVE in grounds else None
    for basis in (Basis.CONVENTION, Basis.RELATIVE, Basis.OPTION):
        if basis in grounds or d.basis is basis:
            return replace(d, basis=basis, anchor=anchor)
    return d


def _spelled(text: str) -> str:
    """The text in one spelling: compatibility forms, spaces and dashes made plain, case kept."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_DASHES).split())


def read_month_day(text: str) -> tuple[int, int]:
    """The month and day of a fiscal year end written MM-DD; 02-29 is the last day of February. Raises DateRefused."""
    match = _MONTH_DAY.fullmatch(text)
    month, day = (int(match[1]), int(match[2])) if match else (0, 0)
    if 1 <= month <= 12 and 1 <= day <= monthrange(2024, month)[1]:
        return month, day
    raise DateRefused(text, DateProblem.INVALID, "it is no month and day", (), "type MM-DD, like 06-30")
