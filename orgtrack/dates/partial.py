"""A date that is only as good as its source: what was written, what it can mean, and how it was understood."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    """How much a date says, by its coarsest known unit; a four-month period or a century is a `range`."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    RANGE = "range"
    INTERVAL = "interval"
    UNKNOWN = "unknown"


class Qualifier(StrEnum):
    """What the source itself says against its date: EDTF's `~`, `?` and `%`. Bounds do not move."""

    APPROXIMATE = "approximate"
    UNCERTAIN = "uncertain"
    BOTH = "both"


class Basis(StrEnum):
    """What a reading rests on; of several, the first of convention, relative, option, stated is kept."""

    STATED = "stated"
    RELATIVE = "relative"
    CONVENTION = "convention"
    OPTION = "option"


# There is deliberately no order: `2025` is neither before nor after `2025-02`, and text order is not date order
# (`[..2018]` sorts after `2025-02-24`). Compare with `certainly_before` and `overlaps`, sort on the bounds.
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as it was given, as EDTF, and as the first and last day it can mean; an open bound is None."""

    edtf: str
    earliest: date | None
    latest: date | None
    precision: Precision
    qualifier: Qualifier | None
    basis: Basis
    text: str
    anchor: date | None = None

    @property
    def is_undated(self) -> bool:
        """True when nothing is said about the date itself; its latest day may still be known."""
        return not self.edtf

    @property
    def is_day(self) -> bool:
        """True when exactly one day is meant."""
        return self.precision is Precision.DAY

    def certainly_before(self, other: PartialDate) -> bool:
        """True when every day this can mean precedes every day the other can mean; an open bound is never certain."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def overlaps(self, other: PartialDate) -> bool:
        """True when both could be the same day; an open bound reaches to the end of time."""
        return not (self.certainly_before(other) or other.certainly_before(self))


def undated(text: str = "") -> PartialDate:
    """The date of an event whose date nobody states."""
    return PartialDate("", None, None, Precision.UNKNOWN, None, Basis.STATED, text)


UNDATED = undated()


def narrowed(d: PartialDate, latest: date) -> PartialDate:
    """The same date, known to lie on or before `latest` (a source reports it as happened, and was published then).

    Unchanged where that would leave no day: a source that contradicts its own publication date is reported, not
    repaired. An undated date keeps no EDTF and gets only the upper bound.
    """
    if d.earliest is not None and d.earliest > latest:
        return d
    if d.latest is not None and d.latest <= latest:
        return d
    return replace(d, latest=latest)


_PRECISIONS = {str(member): member for member in Precision}
_QUALIFIERS: dict[str, Qualifier | None] = {"": None, **{str(member): member for member in Qualifier}}
_BASES = {str(member): member for member in Basis}


def from_columns(
    edtf: str,
    earliest: str | None,
    latest: str | None,
    precision: str,
    qualifier: str | None,
    basis: str,
    text: str,
    anchor: str | None,
) -> PartialDate:
    """The date that was stored in these columns, rebuilt without reading any text again.

    Raises KeyError or ValueError on what this package never wrote: the columns are checked where they are stored.
    """
    return PartialDate(
        edtf,
        date.fromisoformat(earliest) if earliest else None,
        date.fromisoformat(latest) if latest else None,
        _PRECISIONS[precision],
        _QUALIFIERS[qualifier or ""],
        _BASES[basis],
        text,
        date.fromisoformat(anchor) if anchor else None,
    )
