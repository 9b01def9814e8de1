"""From records to a table: which row names the columns, and which rows are no rows of the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from orgtrack.errors import Problem, Problems, shown
from orgtrack.importers.reading.letters import is_odd, refusal, warning
from orgtrack.importers.reading.table import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Reading,
    Record,
    Source,
    Table,
    letters,
    refused,
)

_LOOKED_AHEAD = 20
_KEPT_FROM_RUNNING = re.compile("'+[=+\\-@\\t\\r\\n＝＋－＠]")
_NO_LETTERS = re.compile(r"[-+(]?[0-9][0-9.,:/ )-]*%?(?:T[0-9:]+Z?)?")
_TOTAL = re.compile(
    r"(?:grand |sub-?)?(?:totals?|sum|summe|gesamt(?:summe)?|insgesamt|totaux|total général|totale|suma|totaal|итого"
    r"|всего|合計|合计|総計|总计|小計|小计|합계)\b[\s:：]*[0-9.,]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,' ]*%?")
_FOOTNOTE = re.compile(
    r"[*†‡¹²³※#%]|//|\(?[0-9a-z]\)\s|(?:notes?|sources?|quellen?|anmerkung(?:en)?|hinweise?|nota|fuente|remarques?"
    r"|last updated|as of|stand|注|出典|来源|資料)\s*[:：]",
    re.IGNORECASE,
)
_LONGEST_LONE_CELL = 80


def table_of(source: Source, place: str, options: Reading) -> Table:
    """The table in these records; refused when no row names the columns well. Its rows are checked as they are read."""
    line, header, records = _header(_without_comments(source.records, options.comments), source, place, options)
    width = len(header)
    while header and not header[-1]:
        header = header[:-1]  # a spreadsheet ends its lines with delimiters of columns that were once filled
    wrong = _header_problems(header, line, source)
    if wrong:
        raise Problems(place, wrong)
    table = Table(place=place, line=line, headers=header, rows=iter(()), problems=source.problems, said=source.said)
    table.rows = _checked(records, source, table, width)
    return table


def _without_comments(records: Iterable[Record], comments: tuple[str, ...]) -> Iterator[Record]:
    if not comments:
        return iter(records)
    return (record for record in records if not _first(record[1]).startswith(comments))


def _first(cells: Sequence[str]) -> str:
    return next((cell for cell in (cell.strip() for cell in cells) if cell), "")


def _header(
    records: Iterator[Record], source: Source, place: str, options: Reading
) -> tuple[int, tuple[str, ...], Iterator[Record]]:
    """The line that names the columns, their names, and the records below it."""
    wanted = options.header_row
    for line, cells in records:
        if line < wanted or (not wanted and not _first(cells)):
            continue
        if wanted and (line > wanted or not _first(cells)):
            raise refused(
                place, f"has no row that begins on line {wanted}; --header-row is the line that names the columns."
            )
        if len(cells) > MOST_COLUMNS:
            raise refused(place, f"has {len(cells):,} columns; at most {MOST_COLUMNS:,} are read.", line)
        headers = tuple(cell.strip() for cell in cells)
        ahead = list(islice(records, _LOOKED_AHEAD))
        if not wanted:
            _refuse_caption(line, headers, ahead, place)
        _refuse_data(line, headers, source, place)
        return line, headers, chain(ahead, records)
    if wanted:
        raise refused(
            place, f"has no row that begins on line {wanted}; --header-row is the line that names the columns."
        )
    raise refused(place, "is empty; its first line must name the columns.")


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _refuse_caption(line: int, headers: Sequence[str], ahead: Sequence[Record], place: str) -> None:
    """A title above the header is not passed over in silence: the user says where the header is."""
    if _filled(headers) > 1:
        return
    likely = next((below for below, cells in ahead if _filled(cells) > 1), 0)
    note = _FOOTNOTE.match(_first(headers).strip())
    if likely and note:
        sentence = f"{shown(_first(headers))} stands alone, like a note, and names no columns"
        raise refused(place, f"{sentence}; leave such lines out: --comment {shown(note[0])}.", line)
    if likely:
        sentence = f"{shown(_first(headers))} stands alone, like a title above the table, and names no columns"
        raise refused(place, f"{sentence}; if line {likely} does, say --header-row {likely}.", line)


def _refuse_data(line: int, headers: Sequence[str], source: Source, place: str) -> None:
    for column, header in enumerate(headers):
        if _NO_LETTERS.fullmatch(header):
            raise refused(
                place,
                f"{source.cell(line, column)}{shown(header)} is a value, not the name of a column; put a first line "
                "that names the columns, or say where it is: --header-row N.",
                line,
            )


def _header_problems(headers: Sequence[str], line: int, source: Source) -> list[Problem]:
    problems = []
    first: dict[str, int] = {}
    for number, header in enumerate(headers):
        name = _column_name(source, number)
        why = _cell_problem(source, line, number, header)
        if why:
            problems.append(Problem(line=line, column=name, message=why))
        elif not header:
            problems.append(Problem(line=line, column=name, message="has no header; name it, or delete the column."))
        elif header in first:
            message = f"is the header of two columns, {_column_name(source, first[header])} and {name}; keep one."
            problems.append(Problem(line=line, column=shown(header)[1:-1], message=message))
        first.setdefault(header, number)
    return problems


def _column_name(source: Source, number: int) -> str:
    return f"column {number + 1 if source.sheet_start is None else letters(source.sheet_start + number)}"


def _cell_problem(source: Source, line: int, column: int, cell: str) -> str:
    """Why a cell is refused; '' when it is not."""
    why = source.refused.get(line, {}).get(column, "")
    if not why and len(cell) > LONGEST_CELL:
        why = f"holds {len(cell):,} characters; at most {LONGEST_CELL:,} are read."
    if not why and source.odd:
        why = refusal(cell)
    return source.cell(line, column) + why if why else ""


def _checked(records: Iterable[Record], source: Source, table: Table, width: int) -> Iterator[Record]:
    """The rows of the table, the blanks around their cells taken off; whatever is none is said, never passed over."""
    headers = list(table.headers)
    own = len(headers)
    header = headers + [""] * (width - own)
    repeated: list[int] = []
    for line, cells in records:
        text = "\n".join(cells)
        if text[:1] == " " or text[-1:] == " " or " \n" in text or "\n " in text or "\t" in text:
            cells = [cell.strip(" \t") for cell in cells]
            text = "\n".join(cells)
        if source.careful and _is_refused(line, cells, text, source, table):
            continue
        if not text or text.isspace():
            continue
        empty = cells.count("")
        if len(cells) != width:
            count = f"{len(cells):,} cell{'' if len(cells) == 1 else 's'}"
            message = f"has {count} where the header has {width:,}."
            table.problems.append(Problem(line=line, column="", message=message))
            if len(cells) < own:
                table.passed[line] = (*cells, *[""] * (own - len(cells)))
        elif (empty or cells[-1][-1].isdigit()) and (why := _why_no_row(cells)):  # a total without a gap ends in one
            table.problems.append(Problem(line=line, column="", message=why))
            table.passed[line] = tuple(cells[:own])
        elif cells[0].strip() == header[0] and [cell.strip() for cell in cells] == header:
            repeated.append(line)
        elif own < width and any(cells[own:]):
            beyond = next(number for number in range(own, width) if cells[number])
            message = f"{source.cell(line, beyond)}{shown(cells[beyond])} stands under no header; name that column."
            table.problems.append(Problem(line=line, column=_column_name(source, beyond), message=message))
        else:
            del cells[own:]
            if source.guarded and ("\n'" in text or text.startswith("'")):
                cells = [as_stored(cell) for cell in cells]
            yield line, cells
    if repeated:
        times = f"{len(repeated):,} times" if len(repeated) > 1 else "once"
        table.said.append(f"the header is repeated {times}, first on line {repeated[0]}; no row is made of it.")


def _is_refused(line: int, cells: Sequence[str], text: str, source: Source, table: Table) -> bool:
    """Whether a cell of the row cannot be taken: said with its column, like what is only warned of."""
    odd = source.odd and is_odd(text)
    if not odd and len(text) <= LONGEST_CELL and line not in source.refused:
        return False
    wrong = False
    for column, cell in enumerate(cells):
        name = table.headers[column] if column < len(table.headers) else _column_name(source, column)
        if name in table.unused:
            continue
        why = _cell_problem(source, line, column, cell)
        if why:
            table.problems.append(Problem(line=line, column=name, message=why))
            wrong = True
            if not odd and len(text) <= LONGEST_CELL:
                table.passed[line] = (*cells[: len(table.headers)], *[""] * (len(table.headers) - len(cells)))
        elif odd and (why := warning(cell)):
            table.warnings.append(Problem(line=line, column=name, message=source.cell(line, column) + why))
    return wrong


def _why_no_row(cells: Sequence[str]) -> str:
    """Why a row is no row of the table but a total or a note under it; '' when it is one."""
    first, *others = (cell for cell in cells if cell)
    if _TOTAL.fullmatch(first) and all(map(_NUMBER.fullmatch, others)):
        return f"{shown(first)} looks like a total, not like a row; delete it, or fill in its other cells."
    if others or len(cells) < 3:
        return ""
    note = _FOOTNOTE.match(first)
    if note:
        return f"{shown(first)} stands alone, like a note; delete it, or leave such out: --comment {shown(note[0])}."
    if len(first) > _LONGEST_LONE_CELL:
        return f"{shown(first)} stands alone, like a note; delete it."
    return ""


def as_stored(cell: str) -> str:
    """The cell without the apostrophe by which an export keeps a spreadsheet from running it."""
    return cell[1:] if _KEPT_FROM_RUNNING.match(cell) else cell
