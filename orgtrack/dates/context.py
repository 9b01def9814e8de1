"""What a text is read with, and what its words came to."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from orgtrack.dates.partial import Basis
from orgtrack.dates.refusal import Refusal
from orgtrack.errors import DateProblem

STATED: frozenset[Basis] = frozenset()
RELATIVE = frozenset({Basis.RELATIVE})
CONVENTION = frozenset({Basis.CONVENTION})
OPTION = frozenset({Basis.OPTION})


class Context(NamedTuple):
    """What the caller knows and the text does not say."""

    published: date | None
    day_first: bool | None
    fiscal_year_end: tuple[int, int] | None

    @property
    def anchor(self) -> date:
        """The day that relative and yearless words count from; raises Refusal where nobody gave it."""
        if self.published is None:
            raise Refusal(
                DateProblem.INCOMPLETE,
                "only the day its source was published tells what it counts from",
                (),
                "write the date with its year, or give that day (--published)",
            )
        return self.published


class Reading(NamedTuple):
    """The EDTF that a text comes to, and what that rests on apart from the text."""

    edtf: str
    grounds: frozenset[Basis] = STATED
