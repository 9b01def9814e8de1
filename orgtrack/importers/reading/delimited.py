"""Text in lines and delimiters: CSV, TSV, and what programs call so."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from math import sqrt
from typing import BinaryIO

from orgtrack.errors import Misused, Problem, shown
from orgtrack.importers.reading.encodings import Text, checked_text
from orgtrack.importers.reading.rows import table_of
from orgtrack.importers.reading.table import LONGEST_CELL, LONGEST_LINE, Reading, Record, Source, Table

_NAMED = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "pipe": "|"}
_SNIFFED = 30
_SNIFFED_CHARACTERS = 100_000
_SAID = re.compile(r"sep=(.)\s*", re.IGNORECASE)
# A line in a cell that has all the delimiters of a row is one, behind a quotation mark that was never closed. Of
# fewer columns prose has as many commas.
_FEWEST_DELIMITERS = 4


def read_delimited(file: BinaryIO, place: str, options: Reading) -> Table:
    """The table of a text file; its lines are read as the rows are asked for."""
    csv.field_size_limit(LONGEST_CELL)
    text = checked_text(file, place, options.encoding)
    with _Lines(file, text, options.comments) as lines:
        head = list(islice(lines, _SNIFFED))
    said = _SAID.fullmatch(head[0]) if head else None
    delimiter = _given(options.delimiter) or (said[1] if said else _sniffed("".join(head)[:_SNIFFED_CHARACTERS], place))
    source = Source(records=(), odd=text.odd, guarded=True)
    lines = _Lines(file, text, options.comments, below=1 if said else 0)
    source.records = _records(lines, delimiter, source)
    return table_of(source, place, options)


class _Lines:
    """The lines of a text from its beginning, without those of comment; it knows where the present record began.

    A line inside quotation marks is no comment, whatever it begins with: whoever takes the records says when one ends.
    """

    def __init__(self, file: BinaryIO, text: Text, comments: tuple[str, ...] = (), *, below: int = 0) -> None:
        self._file, self._encoding, self._comments = file, text.encoding, comments
        self.began = 0
        self.line = 0
        self.between = True
        self._below = below

    def _opened(self) -> io.TextIOWrapper:
        self._file.seek(0)
        return io.TextIOWrapper(self._file, encoding=self._encoding, newline="")

    def __enter__(self) -> _Lines:
        self._text = self._opened()
        for _ in range(self._below):
            self.line += bool(self._text.readline())
        return self

    def __exit__(self, *error: object) -> None:
        with suppress(ValueError):  # the file was closed already
            self._text.detach()  # which would close the file when it is forgotten

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._text)
        self.line += 1
        if self.between:
            while self._comments and line.lstrip().startswith(self._comments):
                line = next(self._text)
                self.line += 1
            self.began = self.line
            self.between = False
        return line

    def again(self, line: int, length: int) -> str:
        """The text from the beginning of a line, for whoever must say what is wrong there. Ends the iteration."""
        self._text.detach()
        self._text = self._opened()
        for _ in range(line - 1):
            self._text.readline()
        return self._text.read(length)


def _records(lines: _Lines, delimiter: str, source: Source) -> Iterator[Record]:
    with lines:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        width = 0
        while True:
            lines.between = True
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                source.problems.append(_quoted_wrongly(lines, delimiter))
                return  # what comes behind cannot be told apart
            width = max(width, len(cells))
            if lines.line != lines.began and width > _FEWEST_DELIMITERS:
                column = _of_rows(cells, delimiter, width - 1)
                if column is not None:
                    message = "holds whole rows; close the quotation mark with which it opens."
                    source.problems.append(Problem(line=lines.began, column=f"column {column + 1}", message=message))
                    continue
            yield lines.began, cells


def _of_rows(cells: list[str], delimiter: str, delimiters: int) -> int | None:
    """The cell that holds lines which would be rows themselves."""
    for column, cell in enumerate(cells):
        if "\n" in cell and any(line.count(delimiter) == delimiters for line in cell.split("\n")[1:]):
            return column
    return None


def _quoted_wrongly(lines: _Lines, delimiter: str) -> Problem:
    """The problem of a record that has no end, or a cell of no end, at the line and column where that cell begins."""
    line, column, at = lines.began, 1, 0
    text = lines.again(line, LONGEST_LINE)
    quoted = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    while True:
        here = line + (text.count("\n", 0, at) or text.count("\r", 0, at))
        match = quoted.match(text, at) if text.startswith('"', at) else plain.match(text, at)
        if match is None:
            why = "opens with a quotation mark that is never closed; close it, or write it twice."
        elif len(match[0]) > LONGEST_CELL:
            why = f"is longer than {LONGEST_CELL:,} characters; is a quotation mark left open?"
        elif not text.startswith((delimiter, "\r", "\n"), match.end()) and match.end() < len(text):
            why = "goes on behind its closing quotation mark; write a quotation mark inside it twice."
        elif text.startswith(delimiter, match.end()):
            at, column = match.end() + len(delimiter), column + 1
            continue
        else:
            why = "cannot be told from its neighbours; check its quotation marks."
        return Problem(line=here, column=f"column {column}", message=f"the cell {why}")


def _given(delimiter: str) -> str:
    found = _NAMED.get(delimiter.lower(), delimiter)
    if len(found) > 1 or found in ('"', "\n", "\r", "\x00"):
        raise Misused(f"--delimiter {shown(delimiter)} is not one character; say comma, semicolon, tab or pipe.")
    return found


def _sniffed(sample: str, place: str) -> str:
    """The delimiter that parts the first lines into most cells, as many on each; a comma where none does."""
    usual = "\t" if place.lower().endswith((".tsv", ".tab")) else ","
    scores = {delimiter: _evenness(sample, delimiter) for delimiter in (usual, ",", ";", "\t", "|")}
    return max(scores, key=lambda delimiter: scores[delimiter])


def _evenness(sample: str, delimiter: str) -> float:
    widths: list[int] = []
    try:
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if any(cells):
                widths.append(len(cells))
    except csv.Error:  # said with its line when the row is read
        pass
    ((width, count),) = Counter(widths).most_common(1) or [(1, 0)]
    share = count / len(widths) if widths else 0.0
    return share * sqrt(width - 1) * (1.5 if widths[:1] == [width] else 1.0)
