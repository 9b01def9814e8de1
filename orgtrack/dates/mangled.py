"""What spreadsheets make of dates: why a cell that once held one is not read any more."""

from __future__ import annotations

import re
from datetime import date, timedelta

from orgtrack.dates.refusal import Refusal
from orgtrack.errors import DateProblem

_SHORTENED = re.compile(r"[a-zà-ÿ]{3,4}\.?-[0-9]{2}|[0-9]{1,2}-[a-zà-ÿ]{3,4}\.?")
_NUMBER = re.compile(r"([0-9]{5})(?:\.[0-9]*)?")
_ERROR = re.compile(r"#+|#[a-z/0-9]+[!?]?")
# Days are counted so that 1 is the first of January 1900 and the 29th of February of that year is one of them.
_BEFORE_FIRST = date(1899, 12, 30)
_FIRST, _LAST = 10_000, 73_415  # 1927 to 2100


def explained(text: str, refusal: Refusal) -> Refusal:
    """The refusal of a text in lower case, which says so where the text looks as spreadsheets leave dates behind."""
    if _SHORTENED.fullmatch(text):
        reason = f"{refusal.reason}; a spreadsheet shows dates so, and hides the rest"
        return Refusal(refusal.kind, reason, refusal.candidates, refusal.remedy)
    if _ERROR.fullmatch(text):
        reason = "it is what a spreadsheet shows instead of a value, in an error or a column too narrow"
        return Refusal(DateProblem.NOT_A_DATE, reason, (), "correct the cell, or widen its column, and save again")
    number = _NUMBER.fullmatch(text)
    if number and _FIRST <= int(number[1]) <= _LAST:
        day = _BEFORE_FIRST + timedelta(days=int(number[1]))
        reason = "it looks like the number by which a spreadsheet counts days"
        return Refusal(DateProblem.INVALID, reason, (day.isoformat(),), "format the column as dates and save again")
    return refusal
