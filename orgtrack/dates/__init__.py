"""Partial dates: EDTF, the words people write for dates, and what both can mean. Pure: no clock, no file, no locale."""

from orgtrack.dates.edtf import parse_edtf
from orgtrack.dates.partial import (
    UNDATED,
    Basis,
    PartialDate,
    Precision,
    Qualifier,
    from_columns,
    narrowed,
    undated,
)
from orgtrack.dates.reading import read_date, read_month_day
from orgtrack.dates.shown import describe, short

__all__ = [
    "UNDATED",
    "Basis",
    "PartialDate",
    "Precision",
    "Qualifier",
    "describe",
    "from_columns",
    "narrowed",
    "parse_edtf",
    "read_date",
    "read_month_day",
    "short",
    "undated",
]
