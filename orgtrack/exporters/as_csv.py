"""CSV as RFC 4180 has it: UTF-8, CRLF after every row, quotes only where a cell needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

BYTE_ORDER_MARK = "\ufeff"

_QUOTED = re.compile('[",\r\n]')
# What a spreadsheet would run at the start of a cell, the full-width forms too. Apostrophes before it count as well,
# so that taking one away again gives back what was stored, whatever it was.
_RUN = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
# Short cells repeat (names, types, days): each is looked at once. Those that do not repeat must not pile up.
_LONG = 40
_MOST_KNOWN = 20_000


class CsvCells(dict[str | None, str]):
    """What each cell becomes, worked out when it first appears."""

    def __init__(self, *, raw: bool) -> None:
        super().__init__({None: ""})
        self._raw = raw

    def make_room(self) -> None:
        """Forget cells when there are many: to be called between batches."""
        if len(self) > _MOST_KNOWN:
            self.clear()
            self[None] = ""

    def __missing__(self, text: str) -> str:
        if text.isalnum():  # an id, most often: nothing to look for
            return text
        cell = text
        if not self._raw and _RUN.match(text):
            cell = f"'{text}"
        if _QUOTED.search(text):
            cell = '"' + cell.replace('"', '""') + '"'
        if len(text) < _LONG:
            self[text] = cell
        return cell


def csv_text(
    columns: Sequence[str],
    batches: Iterable[Sequence[tuple[str | None, ...]]],
    *,
    raw: bool = False,
    excel: bool = False,
) -> Iterator[str]:
    """The rows as CSV, a piece a batch.

    A cell that a spreadsheet would run gets a leading apostrophe unless `raw`; `excel` begins with a byte order mark,
    without which that program takes UTF-8 for something else.
    """
    cells = CsvCells(raw=raw)
    cell = cells.__getitem__
    yield _heading(columns, excel=excel)
    for batch in batches:
        cells.make_room()
        by_column = [column if _is_plain(column) else map(cell, column) for column in zip(*batch, strict=True)]
        yield _ended(list(map(",".join, zip(*by_column, strict=True))))


def _is_plain(column: Sequence[str | None]) -> bool:
    """Whether every cell stays as it is, seen at once for all: ids and most names, which do not repeat."""
    return None not in column and "".join(column).replace(" ", "").isalnum()  # type: ignore[arg-type]


def csv_of_rows(
    columns: Sequence[str], batches: Iterable[Sequence[tuple[str | None, ...]]], *, excel: bool = False
) -> Iterator[str]:
    """The same for rows that are finished already, each in one cell (see `timeline_csv`)."""
    yield _heading(columns, excel=excel)
    for batch in batches:
        yield _ended([row[0] or "" for row in batch])


def _heading(columns: Sequence[str], *, excel: bool) -> str:
    return (BYTE_ORDER_MARK if excel else "") + ",".join(columns) + "\r\n"


def _ended(lines: list[str]) -> str:
    lines.append("")
    return "\r\n".join(lines)
