"""The axis of time: where a day lies across a picture, and which days are named above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

# Never strftime: its names follow the locale of whoever runs the program.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STEPS = (1, 3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)))
SHORTEST_DAYS = 90
_PER_NAME = 46.0
_LAST = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Axis:
    """`first` lies at `left`, `last` at `right`, in the units of the picture."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Where the day lies; one outside the axis at the end that it is beyond."""
        part = (day.toordinal() - self.first.toordinal()) / (self.last.toordinal() - self.first.toordinal())
        return self.left + min(max(part, 0.0), 1.0) * (self.right - self.left)

    def shows(self, day: date) -> bool:
        """Whether the day lies on the axis."""
        return self.first <= day <= self.last

    def within(self, x: float) -> float:
        """The place nearest to `x` on the axis."""
        return min(max(x, self.left), self.right)

    @property
    def months(self) -> int:
        """The months between two names on the axis, so that no two of them meet."""
        days = self.last.toordinal() - self.first.toordinal()
        width = self.right - self.left
        return next((n for n in _STEPS if width * n * 30.4 / days >= _PER_NAME), _STEPS[-1])

    def names(self) -> Iterator[tuple[float, str]]:
        """The days that are named, in order: where, and `2024`, or `Mar` between years."""
        step = self.months
        number = self.first.year * 12 + self.first.month - 1
        number += -number % step
        while number // 12 <= self.last.year and number // 12 <= date.max.year:
            day = date(max(number // 12, 1), number % 12 + 1, 1)
            if self.shows(day):
                yield self.at(day), str(day.year) if day.month == 1 else _MONTHS[day.month - 1]
            number += step


def axis_of(
    days: Iterable[date], *, today: date, first: date | None, last: date | None, left: float, right: float
) -> Axis:
    """An axis from the first to the last of the days with a little room around, or between the ends asked for."""
    known = sorted(days) or [today]
    begins, ends = (first or known[0]).toordinal(), (last or max(known[-1], first or known[-1])).toordinal()
    room = max((ends - begins) // 40, 1)
    begins -= 0 if first else room
    ends += 0 if last else room
    lacking = SHORTEST_DAYS - (ends - begins)
    if lacking > 0:
        begins, ends = begins - lacking // 2, ends + lacking - lacking // 2
    begins = min(max(begins, 1), _LAST - SHORTEST_DAYS)
    ends = max(min(ends, _LAST), begins + SHORTEST_DAYS)
    return Axis(date.fromordinal(begins), date.fromordinal(ends), left, right)
