"""Labels and rows: where a name stands beside its mark, and which marks share a row, so that nothing overlaps."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from orgtrack.pictures.bars import Stretch

SIZE = 12.0
_BESIDE = 5.0
_BETWEEN = 7.0

T = TypeVar("T")


def width(text: str, size: float = SIZE) -> float:
    """About how wide the text will be, rather more than less: no font is at hand, and every reader's differs."""
    return size * sum(_em(character) for character in text)


def _em(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    return 0.72 if character.isupper() or character in "mwMW%@" else 0.54


def cut(text: str, most: float, size: float = SIZE) -> str:
    """The text, or as much of it as that width has room for, with … behind it: whole words, if more than one."""
    if width(text, size) <= most:
        return text
    while text and width(text + "…", size) > most:
        text = text[:-1]
    whole, blank, _ = text.rpartition(" ")
    return (whole if blank and len(whole) * 2 > len(text) else text).rstrip(" ,") + "…"


@dataclass(frozen=True, slots=True)
class Label:
    """A text that begins at `x`, or one `before` its mark that ends there."""

    text: str
    x: float
    inside: bool = False
    before: bool = False


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A mark that lies at `around`, with its label; `taken` is what both need of a row."""

    mark: T
    around: Stretch
    label: Label | None
    taken: Stretch

    @property
    def room(self) -> float:
        """How far from it the next one stays: bars may meet, a name keeps its distance."""
        return _BETWEEN if self.label and not self.label.inside else 0.0


def placed(
    mark: T, around: Stretch, texts: Sequence[str], inner: Stretch | None, left: float, right: float
) -> Placed[T]:
    """The mark with the first of the texts that fits into `inner`, else with the last one beside it, whole if it can.

    `texts` are the same words from long to short; without any the mark stands alone.
    """
    for text in texts:
        if inner is not None and width(text) + 2 * _BESIDE <= inner.width:
            return Placed(mark, around, Label(text, inner.left + _BESIDE, inside=True), around)
    if not texts:
        return Placed(mark, around, None, around)
    after, before = right - around.right - _BESIDE, around.left - left - _BESIDE
    text = next((text for text in texts if width(text) <= max(after, before)), texts[-1])
    if width(text) <= after or after >= before:
        text = cut(text, after)
        x = around.right + _BESIDE
        return Placed(
            mark, around, Label(text, x), Stretch(around.left, max(around.right, min(x + width(text), right)))
        )
    text = cut(text, before)
    x = around.left - _BESIDE
    return Placed(mark, around, Label(text, x, before=True), Stretch(max(x - width(text), left), around.right))


def stacked(marks: Iterable[Placed[T]]) -> list[list[Placed[T]]]:
    """The marks in order of time, each in the first row that has room for it."""
    rows: list[list[Placed[T]]] = []
    for mark in sorted(marks, key=lambda each: (each.around.left, each.around.right)):
        row = next((row for row in rows if all(_apart(mark, other) for other in row)), None)
        if row is None:
            rows.append([mark])
        else:
            row.append(mark)
    return rows


def _apart(one: Placed[T], other: Placed[T]) -> bool:
    room = max(one.room, other.room) - 0.5
    return one.taken.left >= other.taken.right + room or other.taken.left >= one.taken.right + room
