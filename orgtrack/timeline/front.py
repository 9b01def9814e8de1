"""What the first page of a tracker says: how much it holds, what was recorded last, and who moves this month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from orgtrack.store import Tracker
from orgtrack.store.read_home import held, most_told_of, moves_by_month, within
from orgtrack.store.read_log import LogSelection, changes_up_to, entries
from orgtrack.timeline.log import told_changes
from orgtrack.timeline.moves import MOVES, Move, moves_of

MOST_MOVES = 20
MONTHS = 24
_ENTRIES = 5
_MOST_TOLD = 5
_COMPANIES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An entry of the log: when in UTC, by which command, and what it changed; `changes` is empty where too much."""

    time: str
    command: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """How many moves lie in the month from `first` to `last`."""

    first: date
    last: date
    moves: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """`months` are the last two years, that of `today` the last; `moves` those of that month, not of a longer time."""

    today: date
    held: Mapping[str, int]
    recorded: tuple[Recorded, ...]
    moves: tuple[Move, ...]
    months: tuple[Month, ...]
    companies: tuple[tuple[int, str, int], ...]


def front(tracker: Tracker, today: date, *, with_log: bool) -> Front:
    """The first page as of `today`; `with_log` for who may read the log."""
    months = _months(today)
    holds = held(tracker)
    counted = moves_by_month(tracker, months[0][0], months[-1][1], holds["events"])
    ids = within(tracker, MOVES, *months[-1], MOST_MOVES)
    return Front(
        today=today,
        held=holds,
        recorded=_recorded(tracker) if with_log else (),
        moves=tuple(moves_of(tracker, ids, with_log=False)),
        months=tuple(Month(first=a, last=z, moves=counted.get(a.isoformat()[:7], 0)) for a, z in months),
        companies=tuple(most_told_of(tracker, _COMPANIES, holds["events"])),
    )


def _months(today: date) -> list[tuple[date, date]]:
    """The first and the last day of each month, the earliest first."""
    found: list[tuple[date, date]] = []
    last = today.replace(day=28) + timedelta(days=3) if today < date(9999, 12, 28) else date.max
    last = last if last.month == today.month else last - timedelta(days=last.day)
    while len(found) < MONTHS:
        first = last.replace(day=1)
        found.append((first, last))
        if first == date.min:
            break
        last = first - timedelta(days=1)
    return found[::-1]


def _recorded(tracker: Tracker) -> tuple[Recorded, ...]:
    rows = list(islice((row for batch in entries(tracker, LogSelection()) for row in batch), _ENTRIES))
    few = [row["id"] for row in rows if changes_up_to(tracker, row["id"], _MOST_TOLD) <= _MOST_TOLD]
    told = told_changes(tracker, few, most=None)
    return tuple(
        Recorded(time=row["time"], command=row["command"], changes=tuple(told.get(row["id"], ()))) for row in rows
    )
