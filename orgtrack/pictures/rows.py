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
    return 0.72 if character.isupper() or character in "mwMW%@" else 0.56


def cut(text: str, most: float, size: float = SIZE) -> str:
    """The text, or as much of it as that width has room for, with … behind it."""
    if width(text, size) <= most:
        return text
    while text and width(text + "…", size) > most:
        text = text[:-1]
    return text.rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Label:
    """A text that begins at `x`."""

    text: str
    x: float
    inside: bool


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A mark with its label; `taken` is what both need of a row."""

    mark: T
    label: Label | None
    taken: Stretch


def placed(
    mark: T, around: Stretch, texts: Sequence[str], inner: Stretch | None, left: float, right: float
) -> Placed[T]:
    """The mark with the first of the texts that fits into `inner`, else with the last one beside it, whole if it can.

    `texts` are the same words from long to short; without any the mark stands alone.
    """
    for text in texts:
        if inner is not None and width(text) + 2 * _BESIDE <= inner.width:
            return Placed(mark, Label(text, inner.left + _BESIDE, True), around)
    if not texts:
        return Placed(mark, None, around)
    after, before = right - around.right - _BESIDE, around.left - left - _BESIDE
    wanted = width(texts[-1])
    if wanted <= after or after >= before:
        text = cut(texts[-1], after)
        x = around.right + _BESIDE
        return Placed(mark, Label(text, x, False), Stretch(around.left, min(x + width(text), right)))
    text = cut(texts[-1], before)
    x = around.left - _BESIDE - width(text)
    return Placed(mark, Label(text, x, False), Stretch(x, around.right))


def stacked(marks: Iterable[Placed[T]]) -> list[list[Placed[T]]]:
    """The marks in as few rows as a first look finds; those that only meet share one, labels keep a distance."""
    rows: list[list[Placed[T]]] = []
    ends: list[float] = []
    for mark in sorted(marks, key=lambda each: (each.taken.left, each.taken.right)):
        apart = _BETWEEN if mark.label and not mark.label.inside else 0.0
        for number, end in enumerate(ends):
            last = rows[number][-1]
            room = _BETWEEN if last.label and not last.label.inside else apart
            if end + room <= mark.taken.left + 0.5:
                rows[number].append(mark)
                ends[number] = mark.taken.right
                break
        else:
            rows.append([mark])
            ends.append(mark.taken.right)
    return rows
