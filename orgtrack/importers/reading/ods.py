"""What an ODS sheet holds that its reader would not tell: errors, formulas never calculated, how dates are shown."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from xml.parsers import expat

from orgtrack.importers.reading.packed import damaged, part_blocks
from orgtrack.importers.reading.seen import Seen, of_parts, refuse_large
from orgtrack.importers.reading.table import refused

_MOST_CELLS = 20_000_000
_CONTENT = "content.xml"


def seen(packed: zipfile.ZipFile, place: str) -> dict[str, Seen]:
    """What is seen in each sheet of the file, by their names, in their order."""
    look = _Look(place)
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = look.doctype
    parser.StartElementHandler = look.start
    parser.EndElementHandler = look.end
    try:
        for block in part_blocks(packed, _CONTENT, place):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError):
        raise damaged(place) from None
    return look.sheets


class _Look:
    """Counts rows and cells as they are repeated, which is how a few bytes could ask for all memory there is."""

    def __init__(self, place: str) -> None:
        self.sheets: dict[str, Seen] = {}
        self._place = place
        self._seen = Seen()
        self._row = self._column = self._repeated = self._filled = self._cells = 0
        self._height = self._width = 0
        self._parts: dict[str, set[str]] = {}  # of dates, by the name of their format
        self._formats: dict[str, str] = {}  # by the name of a style
        self._columns: list[tuple[int, str]] = []
        self._of_format: set[str] = set()

    def doctype(self, *_: object) -> None:
        raise damaged(self._place)  # entities are no part of the format

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("table:table-cell", "table:covered-table-cell"):
            self._cell(attributes)
        elif name == "table:table-row":
            self._repeated = _times(attributes.get("table:number-rows-repeated"))
            self._column = self._filled = 0
        elif name == "table:table-column":
            times = _times(attributes.get("table:number-columns-repeated"))
            self._columns.append((times, attributes.get("table:default-cell-style-name", "")))
        elif name == "table:table":
            self._seen = self.sheets.setdefault(attributes.get("table:name", ""), Seen())
            self._row = self._cells = self._height = self._width = 0
            self._columns = []
        elif name == "number:date-style":
            self._of_format = self._parts.setdefault(attributes.get("style:name", ""), set())
        elif name in ("number:year", "number:month", "number:day", "number:hours"):
            self._of_format.add(name.partition(":")[2])
        elif name == "style:style" and "style:data-style-name" in attributes:
            self._formats[attributes.get("style:name", "")] = attributes["style:data-style-name"]

    def end(self, name: str) -> None:
        if name == "table:table-row":
            self._row += self._repeated
            self._cells += self._filled * self._repeated
            self._height = self._row if self._filled else self._height
            if self._cells > _MOST_CELLS:
                raise refused(self._place, f"has more than {_MOST_CELLS:,} cells; save the sheet as CSV.", self._row)
        elif name == "table:table":
            refuse_large(self._place, self._cells, self._height, self._width)

    def _cell(self, attributes: Mapping[str, str]) -> None:
        column = self._column
        times = _times(attributes.get("table:number-columns-repeated"))
        self._column += times
        kind = attributes.get("office:value-type", "")
        if kind:
            self._filled += times
            self._width = max(self._width, self._column)
        if attributes.get("calcext:value-type") == "error":
            self._seen.refuse(self._row + 1, column, "holds an error; correct the formula, or empty it.")
        elif "table:formula" in attributes and not kind:
            why = "holds a formula that was never calculated; open and save the file in a spreadsheet program."
            self._seen.refuse(self._row + 1, column, why)
        elif kind and (spans := _spans(attributes)) > 1:
            self._seen.refuse(self._row + 1, column, f"is merged with {spans - 1:,} others; part them and fill each.")
        elif kind == "date":
            parts = self._parts.get(self._formats.get(attributes.get("table:style-name") or self._default(column), ""))
            shown = of_parts("year" in parts, "month" in parts, "day" in parts) if parts else ""
            if shown:
                self._seen.shown_as.setdefault(self._row + 1, {})[column] = shown

    def _default(self, column: int) -> str:
        at = 0
        for times, style in self._columns:
            at += times
            if column < at:
                return style
        return ""


def _times(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 1


def _spans(attributes: Mapping[str, str]) -> int:
    rows, columns = (_times(attributes.get(f"table:number-{kind}-spanned")) for kind in ("rows", "columns"))
    return rows * columns
