"""A listing: named columns and rows of text, made while they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Row = tuple[str | None, ...]
Rows = Iterator[list[Row]]


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is the same in every format; `width` is the least a table gives it, as rows to come may need it."""

    name: str
    width: int = 0
    number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Rows by the batch, none of them empty.

    A row may hold more cells than there are columns: what `for_reader` needs to put the row into words, as a table
    in the terminal shows it. `nothing` is the sentence for a listing without rows. `first` is how many columns a
    terminal shows that has no room for all. `name` is what a workbook calls its sheet.
    """

    columns: tuple[Column, ...]
    rows: Rows
    nothing: str
    for_reader: Callable[[Row], Row] = lambda row: row
    first: int | None = None
    name: str = "orgtrack"
