"""XLSX: a table a sheet, its cells as they are stored, which a spreadsheet can neither run nor reinterpret."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from orgtrack.errors import OrgtrackError, shown
from orgtrack.exporters.as_table import text_width

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Cells = Sequence[str | None]
# What the format itself holds; a spreadsheet cuts off more without a word.
MOST_ROWS = 1_048_576
LONGEST_CELL = 32_767
_LONGEST_SHEET_NAME = 31
# The columns in which a day is a date of the spreadsheet; everywhere else, and where a date is no day, it is text.
_DATES = frozenset(
    {
        *("date", "date_earliest", "date_latest", "date_anchor", "announced", "published", "retrieved", "start", "end"),
        *("confirmed", "from", "until", "to", "since", "left", "joined", "day"),
    }
)
# A spreadsheet counts days from here; it takes 1900 for a leap year, so that its days before March 1900 are others.
_DAY_ZERO, _FIRST_DAY = date(1899, 12, 30), "1900-03-01"
_MEASURED_ROWS, _WIDEST = 200, 60
# Always the same, so that the same rows are the same bytes.
_MADE = datetime(2000, 1, 1)
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table: its name, its columns, of which `numbers` are counts, and its rows by the batch."""

    name: str
    columns: Sequence[str]
    batches: Iterable[Sequence[Cells]]
    numbers: Collection[str] = ()


def workbook(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """The workbook with these sheets, a piece at a time. Rows go to the disk as they come: memory stays flat.

    OrgtrackError where a sheet has no room for a row or a cell.
    """
    from tempfile import TemporaryDirectory

    from xlsxwriter import Workbook  # a tenth of a second that only who asks for XLSX pays
    from xlsxwriter.exceptions import FileCreateError

    with TemporaryDirectory(prefix="orgtrack-") as folder:
        path = Path(folder) / "workbook.xlsx"
        book = Workbook(str(path), {"constant_memory": True, "tmpdir": folder})
        book.use_zip64()
        book.set_properties({"created": _MADE})
        formats = _Formats.of(book)
        try:
            for sheet in sheets:
                _write_sheet(book.add_worksheet(sheet.name[:_LONGEST_SHEET_NAME]), sheet, formats)
        except BaseException:
            for page in book.worksheets():
                page.row_data_fh.close()  # which only closing the book would do, and that writes it
            raise
        try:
            book.close()
        except FileCreateError as error:
            raise error.args[0] from error
        with path.open("rb") as made:
            while block := made.read(_BLOCK):
                yield block


@dataclass(frozen=True, slots=True, kw_only=True)
class _Formats:
    heading: Format
    text: Format
    day: Format
    number: Format

    @classmethod
    def of(cls, book: Workbook) -> _Formats:
        # Whoever types 2025-02 into a cell of text has typed just that, and no first of February.
        return cls(
            heading=book.add_format({"bold": True, "num_format": "@"}),
            text=book.add_format({"num_format": "@"}),
            day=book.add_format({"num_format": "yyyy-mm-dd"}),
            number=book.add_format({"num_format": "0"}),
        )


def _write_sheet(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    page.freeze_panes(1, 0)
    rows = chain.from_iterable(sheet.batches)
    first = list(islice(rows, _MEASURED_ROWS))
    for column, name in enumerate(sheet.columns):
        lines = chain([name], *((row[column] or "").split("\n") for row in first))
        width = min(max(map(text_width, lines)) + 2, _WIDEST)
        page.set_column(column, column, width, formats.number if name in sheet.numbers else formats.text)
        page.write_string(0, column, name, formats.heading)
    writers = [_writer(page, name, sheet, formats) for name in sheet.columns]
    last = 0
    for last, row in enumerate(chain(first, rows), 1):
        if last == MOST_ROWS:
            raise OrgtrackError(
                f"A sheet of XLSX has room for {MOST_ROWS - 1:,} rows, and of {sheet.name} there are more; choose"
                " fewer with filters (--since, --company …), or write CSV."
            )
        for column, cell in enumerate(row):
            if cell:
                writers[column](last, column, cell)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _writer(page: Worksheet, name: str, sheet: Sheet, formats: _Formats) -> Callable[[int, int, str], None]:
    """How a cell of the column is written. Never as a formula or a link, whatever it looks like."""

    def text(row: int, column: int, cell: str) -> None:
        if len(cell) > LONGEST_CELL:
            raise OrgtrackError(
                f"A cell of XLSX holds {LONGEST_CELL:,} characters, and {name} in row {row + 1} of {sheet.name} has"
                f" {len(cell):,} ({shown(cell, 40)}); write CSV or JSON."
            )
        page.write_string(row, column, cell, formats.text)

    def day(row: int, column: int, cell: str) -> None:
        if len(cell) == 10 and cell >= _FIRST_DAY and (read := _day(cell)):
            page.write_number(row, column, (read - _DAY_ZERO).days, formats.day)
        else:
            text(row, column, cell)

    def number(row: int, column: int, cell: str) -> None:
        try:
            page.write_number(row, column, int(cell), formats.number)
        except ValueError:
            # A column of numbers by its first rows may hold something else later.
            text(row, column, cell)

    return number if name in sheet.numbers else day if name in _DATES else text


def _day(cell: str) -> date | None:
    """The day that the cell writes in full, or None."""
    try:
        read = date.fromisoformat(cell)
    except ValueError:
        return None
    return read if read.isoformat() == cell else None
