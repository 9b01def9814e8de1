"""What a question rests on when it is not the record of today: what was known on a day, or entered by a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """`known`: only what had been announced or published by the end of that day; `before`: only what the log has of
    before that time, in UTC. With both, what the record of then knows of that day.
    """

    known: date | None = None
    before: datetime | None = None


def logged_time(time: datetime) -> str:
    """A time as the log writes it: UTC, to the millisecond."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
