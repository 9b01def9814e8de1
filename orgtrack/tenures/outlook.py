"""What may change next, as far as it follows from stays: who is to leave, and who has been there long."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from orgtrack.tenures.certainty import Certainty, certainty_on
from orgtrack.tenures.succession import Stay, days

# Of fewer stays that ended, three quarters say nothing.
LEAST_ENDED = 5


class Prospect(StrEnum):
    """Why a post may change hands."""

    PLANNED_DEPARTURE = "planned-departure"
    STATED_VACANCY = "stated-vacancy"
    ACTING = "acting"
    LONG_TENURE = "long-tenure"


class Compared(NamedTuple):
    """Of so many stays that ended, how many were surely shorter than the one that goes on."""

    shorter: int
    ended: int

    @property
    def is_long(self) -> bool:
        """Longer than three quarters of them."""
        return self.ended >= LEAST_ENDED and 4 * self.shorter >= 3 * self.ended


def is_settled(stay: Stay, day: date) -> bool:
    """Whether somebody is there on a day for sure, or presumably, and not as an acting holder."""
    return not stay.acting and certainty_on(stay, day) in (Certainty.CERTAIN, Certainty.PRESUMED)


def days_so_far(stay: Stay, day: date) -> int:
    """For how many days at least it has lasted on a day on which it goes on; 0 where nobody knows since when."""
    return max((day - stay.start.latest).days, 0) if stay.start.latest else 0


def years_so_far(stay: Stay, day: date) -> int:
    """For how many whole years at least it has lasted on a day on which it goes on."""
    since = stay.start.latest
    if since is None or since > day:
        return 0
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))


def ended_by(stays: Iterable[Stay], day: date) -> list[int]:
    """The days that each of these stays lasted at most that had ended for good by a day, the shortest first.

    Where a date has no bound, nobody knows: they are left out.
    """
    return sorted(
        most
        for stay in stays
        if not stay.acting and stay.end is not None and stay.end.latest is not None and stay.end.latest <= day
        if (most := days(stay).most) is not None
    )


def compared(stay: Stay, ended: Sequence[int], day: date) -> Compared:
    """How a stay that goes on stands beside the lengths of those that ended, the shortest first."""
    return Compared(bisect_left(ended, days_so_far(stay, day)), len(ended))
