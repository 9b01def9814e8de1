"""The steps of a zoom along time, as ends of an axis: without a script they are links, with one it follows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orgtrack.pictures.axis import SHORTEST_DAYS

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Step:
    """Where a step leads; `key` is what takes it from the keyboard."""

    name: str
    key: str
    first: date
    last: date


def zoom_steps(first: date, last: date) -> list[Step]:
    """Half a picture back and on, the middle half, and twice as much; none that would change nothing."""
    begins, ends = first.toordinal(), last.toordinal()
    long = ends - begins
    half = max(long // 2, 1)
    middle = max(long // 4, 1)
    asked = [
        ("Earlier", "<", begins - half, ends - half),
        ("Later", ">", begins + half, ends + half),
        ("Narrower", "+", begins + middle, ends - middle),
        ("Wider", "-", begins - half, ends + half),
    ]
    steps = []
    for name, key, left, right in asked:
        if name == "Narrower" and right - left < SHORTEST_DAYS:
            continue
        left, right = max(left, _FIRST), min(right, _LAST)
        if left < right and (left, right) != (begins, ends):
            steps.append(Step(name, key, date.fromordinal(left), date.fromordinal(right)))
    return steps
