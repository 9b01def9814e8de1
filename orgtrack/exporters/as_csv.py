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
_MOST_KNOWN = 50_000


class _Cells(dict[str | None, str]):
    """What each cell becomes, worked out when it first appears."""

    def __init__(self, *, raw: bool) -> None:
        super().__init__({None: ""})
        self._raw = raw

    def __missing__(self, text: str) -> str:
        if text.isalnum():  # most cells: nothing to look for
            self[text] = text
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
    cells = _Cells(raw=raw)
    cell = cells.__getitem__
    yield (BYTE_ORDER_MARK if excel else "") + ",".join(map(cell, columns)) + "\r\n"
    for batch in batches:
        if len(cells) > _MOST_KNOWN:
            cells.clear()
            cells[None] = ""
        lines = [",".join(map(cell, row)) for row in batch]
        lines.append("")
        yield "\r\n".join(lines)
