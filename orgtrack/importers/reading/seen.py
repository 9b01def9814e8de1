"""What a look into a sheet tells beside the values of its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from orgtrack.importers.reading.table import MOST_COLUMNS, refused

MONTH, YEAR, NO_YEAR = "month", "year", "no-year"


@dataclass(slots=True)
class Seen:
    """Cells to refuse with the reason, and how dates are shown that do not show all of a day.

    Both by line and by column from 0.
    """

    refused: dict[int, dict[int, str]] = field(default_factory=dict)
    shown_as: dict[int, dict[int, str]] = field(default_factory=dict)

    def refuse(self, line: int, column: int, why: str) -> None:
        self.refused.setdefault(line, {})[column] = why


_FEW_CELLS, _SPARSEST = 4_000_000, 8


def refuse_large(place: str, cells: int, height: int, width: int) -> None:
    """Refuse a sheet that would take too much memory when it is laid out from its first cell to its last."""
    if width > MOST_COLUMNS:
        raise refused(place, f"has {width:,} columns; at most {MOST_COLUMNS:,} are read.")
    if height * width > max(_FEW_CELLS, _SPARSEST * cells):
        why = f"has {cells:,} cells over {height:,} rows and {width:,} columns"
        raise refused(place, f"{why}; delete the far ones, or save the sheet as CSV.")


_NO_PART = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|AM/PM|General', re.IGNORECASE)


def hidden_day(code: str) -> str:
    """What a date format shows where it shows no full day: the month, the year, or no year; '' where it does.

    A format that is none of a date, or of a time, shows no part of a day.
    """
    parts = set(_NO_PART.sub("", code.split(";")[0]).lower()) & set("yedmhs")
    return of_parts("y" in parts or "e" in parts, "m" in parts, "d" in parts) if not parts & set("hs") else ""


def of_parts(year: bool, month: bool, day: bool) -> str:
    """What a date shows that shows these parts; '' where that is all, or nothing."""
    if day or not (year or month):
        return "" if year or not (day and month) else NO_YEAR
    return (MONTH if month else YEAR) if year else ""


def as_shown(day: date, kind: str) -> str:
    """The date as far as its cell shows it: a program that is given 'Feb 2025' keeps the first of that month.

    A day that is not the first cannot have come about so, and is kept whole.
    """
    if kind == MONTH and day.day == 1:
        return f"{day:%Y-%m}" if day.year > 999 else f"{day.year:04}-{day.month:02}"
    if kind == YEAR and (day.month, day.day) == (1, 1):
        return f"{day.year:04}"
    return day.isoformat()
