"""A CSV file read strictly: every fault is named by line, nothing is repaired in silence."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from orgtrack.errors import OrgtrackError, Problem, Problems, shown

LONGEST_CELL = 100_000
_KEPT_FROM_RUNNING = re.compile("'+[=+\\-@\\t\\r\\n＝＋－＠]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: the line on which it begins, and its cells by header, blanks around them taken off."""

    line: int
    cells: Mapping[str, str]

    def cell(self, name: str) -> str:
        """The cell under a header; '' where the file has no such column."""
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The headers and rows of a file."""

    place: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(content: bytes, place: str) -> Table:
    """The table in these bytes: UTF-8, comma-separated, with a header; Problems names every fault by line."""
    problems: list[Problem] = []
    reader = csv.reader(io.StringIO(_decoded(content, place), newline=""), strict=True)
    csv.field_size_limit(LONGEST_CELL)
    rows: list[Row] = []
    headers: tuple[str, ...] = ()
    for line, cells in _read(reader, place):
        if not headers:
            headers = tuple(cell.strip() for cell in cells)
            problems += _header_problems(headers, line)
        elif not any(cell.strip() for cell in cells):
            continue
        elif len(cells) != len(headers):
            problems.append(
                Problem(line=line, column="", message=f"has {len(cells)} cells where the header has {len(headers)}.")
            )
        else:
            stored = [_as_stored(cell.strip(" \t")) for cell in cells]
            rows.append(Row(line=line, cells=dict(zip(headers, stored, strict=True))))
    if not headers:
        raise OrgtrackError(f"{place} is empty; its first line must name the columns.")
    if problems:
        raise Problems(place, problems)
    return Table(place=place, headers=headers, rows=tuple(rows))


def _as_stored(cell: str) -> str:
    """The cell without the apostrophe by which an export keeps a spreadsheet from running it."""
    return cell[1:] if _KEPT_FROM_RUNNING.match(cell) else cell


def _decoded(content: bytes, place: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise OrgtrackError(f"{place}, line {line}: not UTF-8 text; save the file as UTF-8 (CSV UTF-8).") from None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise OrgtrackError(f"{place}, line {line}: holds a NUL character; this is no text file.")
    return text


def _read(reader: Iterator[list[str]], place: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line on which each begins: a cell may hold line breaks."""
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise OrgtrackError(
                f"{place}, line {begins}: {error}; check the quotation marks from that line on."
            ) from None
        yield begins, cells
        begins = reader.line_num + 1  # type: ignore[attr-defined]


def _header_problems(headers: Sequence[str], line: int) -> list[Problem]:
    problems = []
    for place, header in enumerate(headers, 1):
        if not header:
            problems.append(Problem(line=line, column=f"column {place}", message="has no header; name it."))
        elif header in headers[: place - 1]:
            problems.append(Problem(line=line, column=header, message="is the header of two columns; keep one."))
    return problems


def check_headers(table: Table, known: Sequence[str]) -> None:
    """Refuse a table with a header that is not known."""
    problems = [
        Problem(line=1, column=shown(header), message=f"is no column of this shape; it has {', '.join(known)}.")
        for header in table.headers
        if header not in known
    ]
    if problems:
        raise Problems(table.place, problems)
