"""Workbooks of spreadsheet programs: XLSX and ODS, one sheet of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, BinaryIO

from orgtrack.errors import Misused, Problem, shown
from orgtrack.importers.reading import ods
from orgtrack.importers.reading.packed import check_sizes, damaged, opened_zip
from orgtrack.importers.reading.rows import table_of
from orgtrack.importers.reading.seen import NO_YEAR, Seen, as_shown
from orgtrack.importers.reading.table import Reading, Record, Source, Table, letters, refused
from orgtrack.importers.reading.xlsx import Workbook

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_LISTED = 10
_NO_YEAR = "is a date that shows no year: the spreadsheet put in {}; write the year too, like 2025-02-24."


def read_workbook(file: BinaryIO, place: str, options: Reading) -> Table:
    """The table of one sheet: the first, or the one that `options.sheet` names. Its lines are the sheet's rows."""
    with opened_zip(file, place) as packed:
        if packed.NameToInfo.get("content.xml"):
            in_ods = ods.seen(packed, place)
            check_sizes(packed, place, seen=("content.xml",))
            name = _chosen(list(in_ods), place, options)
            seen = in_ods[name]
            names = list(in_ods)
        else:
            workbook = Workbook(packed, place)
            check_sizes(packed, place, seen=workbook.read_here)
            names = list(workbook.sheets)
            name = _chosen(names, place, options)
            seen = workbook.seen(name)
    sheet = _sheet(file, name, place)
    if sheet.start is None or sheet.end is None:
        raise refused(place, f"has an empty sheet {shown(name)}; its first row must name the columns.")
    source = Source(records=(), sheet_start=sheet.start[1])
    if len(names) > 1 and not options.sheet:
        others = ", ".join(shown(other, 40) for other in names[1 : _LISTED + 1])
        source.said.append(f"read sheet {shown(name, 40)}, the first of {len(names)}; --sheet names another: {others}.")
    source.records = _records(sheet, seen, source)
    return table_of(source, place, options)


def _chosen(names: list[str], place: str, options: Reading) -> str:
    if not names:
        raise refused(place, "holds no sheet; is it a text or a presentation? Save the table as CSV, XLSX or ODS.")
    wanted = options.sheet
    if not wanted:
        return names[0]
    for name in names:
        if name.casefold() == wanted.strip().casefold():
            return name
    if wanted.isdecimal() and 1 <= int(wanted[:9]) <= len(names):
        return names[int(wanted[:9]) - 1]
    listed = ", ".join(shown(name, 40) for name in names[:_LISTED])
    raise Misused(f"{place} has no sheet {shown(wanted)}; it has {len(names)}: {listed}.")


def _sheet(file: BinaryIO, name: str, place: str) -> CalamineSheet:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    file.seek(0)
    try:
        return CalamineWorkbook.from_filelike(file).get_sheet_by_name(name)
    except PasswordError:
        raise refused(place, "is encrypted; save it without a password.") from None
    except CalamineError:
        raise damaged(place) from None
    except BaseException as error:
        # A fault inside the reader arrives as a class that is no Exception and that nobody can import.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(place) from None


def _records(sheet: CalamineSheet, seen: Seen, source: Source) -> Iterator[Record]:
    assert sheet.start is not None
    assert sheet.end is not None
    left, right = sheet.start[1], sheet.end[1]
    merged: dict[int, list[tuple[int, str]]] = {}
    for (top, first), (bottom, last) in sheet.merged_cell_ranges or ():
        if (top, first) != (bottom, last):
            merged.setdefault(top + 1, []).append((first - left, f"{letters(last)}{bottom + 1}"))
    for line, columns in seen.refused.items():
        inside = {column - left: why for column, why in columns.items() if left <= column <= right}
        if line <= sheet.end[0] + 1 and inside:
            source.refused[line] = inside
        for column, why in columns.items():
            if line > sheet.end[0] + 1 or not left <= column <= right:
                cell = f"cell {letters(column)}{line} "
                source.problems.append(Problem(line=line, column=f"column {letters(column)}", message=cell + why))
    for line, values in enumerate(sheet.iter_rows(), 1):
        cells = [value if isinstance(value, str) else _text(value) for value in values]
        for column, kind in seen.shown_as.get(line, {}).items():
            value = values[column - left]
            if isinstance(value, date):
                cells[column - left] = as_shown(value, kind)
                if kind == NO_YEAR:
                    source.refused.setdefault(line, {})[column - left] = _NO_YEAR.format(value.year)
        for column, end in merged.get(line, ()):
            if 0 <= column < len(cells) and cells[column]:
                why = f"is merged with all to {end}; part them and fill each."
                source.refused.setdefault(line, {}).setdefault(column, why)
        yield line, cells


def _text(value: float | bool | date | datetime | time | timedelta) -> str:
    """A value as it is written: a date cell is a day, one with a time of day keeps it, true is yes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)
