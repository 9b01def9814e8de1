"""The date of an event as a reader needs it: in words, with the EDTF that is on record behind them."""

from __future__ import annotations

import datetime
from dataclasses import replace

from markupsafe import Markup

from orgtrack.dates import PartialDate, parse_edtf, short, undated
from orgtrack.errors import OrgtrackError
from orgtrack.model.vocabulary import Status
from orgtrack.plugin.shapes import Row

_IN_WORDS = Markup('<span title="{}">{}</span>')


def shown_date(row: Row, edtf: str | None) -> Markup | None:
    """`24 Feb 2025`, `by 16 Jul 2025` or `from 28 Mar 2023 (planned)`, as the row's date, bounds and status allow.

    None where the row holds a date that orgtrack never wrote.
    """
    try:
        words = _words(row, edtf)
    except (OrgtrackError, ValueError):
        return None
    return _IN_WORDS.format(edtf or "undated", words)


def _words(row: Row, edtf: str | None) -> str:
    date = _date(row, edtf)
    # The first day of an undated plan is that of its announcement (design, section 3).
    if date.is_undated and date.earliest and _cell(row, "status") == Status.PLANNED:
        return f"from {short(parse_edtf(date.earliest.isoformat()))} (planned)"
    return short(date)


def _date(row: Row, edtf: str | None) -> PartialDate:
    """The date with the bounds on record, where the row has them: a source's publication narrows what is written."""
    date = parse_edtf(edtf) if edtf else undated()
    if {"date_earliest", "date_latest"} <= set(row.keys()):
        return replace(date, earliest=_day(row["date_earliest"]), latest=_day(row["date_latest"]))
    return date


def _day(text: object) -> datetime.date | None:
    return datetime.date.fromisoformat(str(text)) if text else None


def _cell(row: Row, column: str) -> object:
    return row[column] if column in row.keys() else None  # noqa: SIM118 (a sqlite3.Row is no mapping)
