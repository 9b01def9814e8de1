"""What a tracker holds and what in it asks for a person's look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from orgtrack.store import Tracker
from orgtrack.store.read_home import held, to_look_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Counts by kind of record, and of what needs attention as of `today`."""

    held: Mapping[str, int]
    conflicts: int
    passed: int
    undated: int
    unsourced: int


def counted(count: int, what: str) -> str:
    """So many of what `held` counts: `1 person`, `2,000 people`."""
    one = {"people": "person", "companies": "company"}.get(what, what.removesuffix("s"))
    return f"{count:,} {one if count == 1 else what}"


def overview(tracker: Tracker, today: date) -> Overview:
    """The counts, as of now; whether a plan's day has passed depends on `today`."""
    return Overview(held=held(tracker), **to_look_at(tracker, today))
