"""A table of text cells: how it is asked for, and what every kind of file becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from orgtrack.errors import OrgtrackError, Problem, Problems

LONGEST_CELL = 100_000
MOST_COLUMNS = 1_000
LONGEST_LINE = 12_000_000

Record = tuple[int, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file is to be read where its content does not say, or says it wrongly.

    `delimiter` and `encoding` are of text, `sheet` (a name, or a number from 1) of workbooks; rows whose first cell
    begins with one of `comments` are left out; `header_row` is the line, from 1, that names the columns.
    """

    delimiter: str = ""
    sheet: str = ""
    encoding: str = ""
    comments: tuple[str, ...] = ()
    header_row: int = 0


@dataclass(slots=True, kw_only=True)
class Table:
    """The columns of a file, named on `line`, and its rows: the line on which each begins, a cell for every column.

    Rows are read once, as they are asked for. `problems` and `warnings` grow meanwhile: a row with a problem is
    passed over, its cells kept in `passed` where they can be written, so that all problems of a file can be said at
    once; whoever records the rows must look at them after the last one. `said` is what the reader decided, in
    sentences. Cells of the `unused` columns, named before the first row is asked for, are not looked at.
    """

    place: str
    line: int
    headers: tuple[str, ...]
    rows: Iterator[Record]
    problems: list[Problem] = field(default_factory=list)
    passed: dict[int, tuple[str, ...]] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    unused: frozenset[str] = frozenset()


@dataclass(slots=True, kw_only=True)
class Source:
    """What one kind of file gives: records with their lines, and what is known of the whole file beforehand.

    `sheet_start` is the number of the first column where cells have names like C7 (else None). `odd` says that some
    cell may hold characters worth a look, `guarded` that one that begins with an apostrophe
    has it from an export, which keeps a spreadsheet from running it so. `refused`
    are the cells, by line and by column number from 0, that hold nothing to read, and why.
    """

    records: Iterable[Record]
    sheet_start: int | None = None
    odd: bool = True
    guarded: bool = False
    refused: dict[int, dict[int, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def careful(self) -> bool:
        """Whether single cells must be looked at."""
        return self.odd or bool(self.refused) or self.sheet_start is not None

    def cell(self, line: int, column: int) -> str:
        """The cell as the user's program calls it, with a space behind; '' where cells have no names."""
        return "" if self.sheet_start is None else f"cell {letters(self.sheet_start + column)}{line} "


def letters(column: int) -> str:
    """The letters of a spreadsheet's column, counted from 0: A, B, … Z, AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def refused(place: str, sentence: str, line: int = 0, column: str = "") -> OrgtrackError:
    """The error of a file that is refused as a whole, at the line and column where that shows."""
    if not line:
        return OrgtrackError(f"{place} {sentence}")
    return Problems(place, [Problem(line=line, column=column, message=sentence)])
