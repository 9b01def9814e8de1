"""Rows of a lane: where the words of a mark stand, and which marks share a row, so that nothing overlaps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from orgtrack.pictures.bars import Stretch
from orgtrack.pictures.labels import SIZE, width, wrapped

_BESIDE = 5.0
_BETWEEN = 7.0
# Marks that only touch do not overlap.
_TOUCHING = 0.5
# More words than that many lines hold are cut; the tooltip and the table have them whole.
MOST_LINES = 6

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Label:
    """A line of words: inside its mark or beside it from `x` on, before it up to `x`, or so many lines `below`."""

    text: str
    x: float
    inside: bool = False
    before: bool = False
    below: int = 0


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A mark that lies at `around`, with its words; `taken` is what both need of a row."""

    mark: T
    around: Stretch
    labels: tuple[Label, ...]
    taken: Stretch

    @property
    def room_before(self) -> float:
        """How far from it the one before it stays: bars may meet, a name keeps its distance."""
        return _BETWEEN if self.taken.left < self.around.left else 0.0

    @property
    def room_after(self) -> float:
        """How far from it the next one stays."""
        return _BETWEEN if self.taken.right > self.around.right else 0.0

    @property
    def lines(self) -> int:
        """How many lines it needs below its row."""
        return max((label.below for label in self.labels), default=0)


# The ways in which one mark can stand in a row, the best first.
Ways = list[Placed[T]]


def ways(
    mark: T,
    around: Stretch,
    name: str,
    inner: Stretch | None,
    left: float,
    right: float,
    *,
    tail: str = "",
    wide: float = 1.0,
) -> Ways[T]:
    """Where the words can stand: all in `inner`, the name there and its `tail` behind, beside the mark, or below it.

    Only below it may they need several lines. `wide` is how much wider than plain they are. Without a name the mark
    stands alone.
    """
    if not name:
        return [Placed(mark, around, (), around)]
    size = SIZE * wide
    whole = f"{name} · {tail}" if tail else name
    needed, alone = width(whole, size), width(name, size)
    after, before = around.right + _BESIDE, around.left - _BESIDE
    found: Ways[T] = []
    if inner is not None:
        x = inner.left + _BESIDE
        if needed + 2 * _BESIDE <= inner.width:
            return [Placed(mark, around, (Label(whole, x, inside=True),), around)]
        if alone + 2 * _BESIDE <= inner.width and after + width(tail, size) <= right:
            labels = (Label(name, x, inside=True), Label(tail, after))
            found.append(Placed(mark, around, labels, Stretch(around.left, after + width(tail, size))))
    if after + needed <= right:
        found.append(Placed(mark, around, (Label(whole, after),), Stretch(around.left, after + needed)))
    if before - needed >= left:
        found.append(Placed(mark, around, (Label(whole, before, before=True),), Stretch(before - needed, around.right)))
    return found or [_below(mark, around, whole, left, right, size)]


def _below(mark: T, around: Stretch, whole: str, left: float, right: float, size: float) -> Placed[T]:
    lines = wrapped(whole, right - left, MOST_LINES, size)
    widest = max(width(line, size) for line in lines)
    x = max(min(around.left, right - widest), left)
    labels = tuple(Label(line, x, below=n) for n, line in enumerate(lines, 1))
    return Placed(mark, around, labels, Stretch(left, right))


@dataclass(slots=True)
class _Row(Generic[T]):
    """What stands in a row, in order of place."""

    lefts: list[float] = field(default_factory=list)
    marks: list[Placed[T]] = field(default_factory=list)

    def has_room(self, one: Placed[T]) -> bool:
        place = bisect_left(self.lefts, one.taken.left)
        return all(_apart(one, other) for other in self.marks[max(place - 1, 0) : place + 1])

    def add(self, one: Placed[T]) -> None:
        place = bisect_left(self.lefts, one.taken.left)
        self.lefts.insert(place, one.taken.left)
        self.marks.insert(place, one)


def stacked(marks: Iterable[Ways[T]]) -> list[list[Placed[T]]]:
    """The marks in order of time, each in the first row that has room; in the way that leaves most room to others."""
    ordered = sorted(marks, key=lambda each: (each[0].around.left, each[0].around.right))
    lefts = [each[0].around.left for each in ordered]
    rights = sorted(each[0].around.right for each in ordered)
    rows: list[_Row[T]] = []
    for each in ordered:
        each = sorted(each, key=lambda one: _in_the_way(one, lefts, rights))
        row, one = next(((row, one) for row in rows for one in each if row.has_room(one)), (None, each[0]))
        if row is None:
            row = _Row()
            rows.append(row)
        row.add(one)
    return [row.marks for row in rows]


def _in_the_way(one: Placed[T], lefts: list[float], rights: list[float]) -> int:
    """On how many sides its words would lie over the next mark, though the marks themselves do not meet."""
    after = bisect_left(lefts, one.around.right - _TOUCHING)
    before = bisect_right(rights, one.around.left + _TOUCHING) - 1
    return (after < len(lefts) and lefts[after] < one.taken.right + one.room_after - _TOUCHING) + (
        before >= 0 and rights[before] > one.taken.left - one.room_before + _TOUCHING
    )


def _apart(one: Placed[T], other: Placed[T]) -> bool:
    first, second = (one, other) if one.taken.left <= other.taken.left else (other, one)
    return second.taken.left >= first.taken.right + max(first.room_after, second.room_before) - _TOUCHING
