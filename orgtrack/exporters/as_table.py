"""A table for people: columns of one width, long cells cut to the terminal, nothing stored can steer the terminal.

Widths come from the first rows, so that the table streams whatever its length.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

_GAP = "  "
_CUT = "…"
_LEAST = 4
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
# Zero-width joiners shape letters and emoji; other invisible format characters reorder or hide what is read.
_SHAPING = frozenset("\u200c\u200d")

Cells = tuple[str | None, ...]


def table_text(
    columns: Sequence[str],
    batches: Iterable[Sequence[Cells]],
    *,
    width: int | None = None,
    colour: bool = False,
    least_widths: Sequence[int] = (),
    numbers: Sequence[bool] = (),
) -> Iterator[str]:
    """The rows as lines of text, a piece a batch.

    `width` is the terminal's in characters; without it nothing is cut. `least_widths` keeps room for wider cells in
    rows to come; `numbers` says which columns are set to the right. Without rows there is no heading either.
    """
    coming = iter(batches)
    first = next(coming, None)
    if first is None:
        return
    shown = [tuple(map(legible, row)) for row in first]
    natural = [
        max(len(name), least, *(text_width(row[place]) for row in shown))
        for place, (name, least) in enumerate(zip(columns, least_widths or [0] * len(columns), strict=True))
    ]
    widths = natural if width is None else fitted(natural, width - len(_GAP) * (len(columns) - 1))
    line = _liner(widths, numbers or [False] * len(columns), cut=width is not None)
    heading = line(tuple(columns)).rstrip()
    yield f"{_BOLD}{heading}{_PLAIN}\n" if colour else f"{heading}\n"
    for batch in chain([first], coming):
        yield "".join(f"{line(tuple(map(legible, row))).rstrip()}\n" for row in batch)


def fitted(natural: Sequence[int], room: int) -> list[int]:
    """The widths cut so that together they fit the room, the widest first."""
    if sum(natural) <= room:
        return list(natural)
    cap = max(natural)
    while cap > _LEAST and sum(min(width, cap) for width in natural) > room:
        cap -= 1
    widths = [min(width, cap) for width in natural]
    # What the last step cut too much goes back to the first columns that want it.
    for place, width in enumerate(natural):
        if width > widths[place] and sum(widths) < room:
            widths[place] += 1
    return widths


def _liner(widths: Sequence[int], numbers: Sequence[bool], *, cut: bool) -> Callable[[Sequence[str]], str]:
    layout = list(zip(widths, numbers, strict=True))

    def line(cells: Sequence[str]) -> str:
        return _GAP.join(
            _set(cell, width, number, cut=cut) for cell, (width, number) in zip(cells, layout, strict=True)
        )

    return line


def _set(text: str, width: int, number: bool, *, cut: bool) -> str:
    wide = text_width(text)
    if wide > width and cut:
        text = shortened(text, width)
        wide = text_width(text)
    space = " " * (width - wide)
    return space + text if number else text + space


def text_width(text: str) -> int:
    """How many columns of a terminal the text takes: two for a Han character, none for a combining accent."""
    if text.isascii():
        return len(text)
    return sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def shortened(text: str, width: int) -> str:
    """As much of the text as fits the width, its end marked as cut."""
    kept, room = [], width - 1
    for character in text:
        room -= _character_width(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + _CUT


def legible(text: str | None) -> str:
    """The text on one line, and nothing in it that a terminal would obey: such characters are written out."""
    if text is None:
        return ""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _SHAPING else _written_out(c) for c in text)


def tamed(text: str) -> str:
    """The text with its line ends kept, and every other character that a terminal would obey written out."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(
        "".join(c if c.isprintable() or c in _SHAPING else _written_out(c) for c in line) for line in lines
    )


def _written_out(character: str) -> str:
    if character.isspace() and (character in "\t\n\v\f\r" or unicodedata.category(character).startswith("Z")):
        return " "
    return character.encode("unicode_escape", "backslashreplace").decode("ascii")
