"""What an XLSX sheet holds that its reader would not tell: errors, formulas never calculated, how dates are shown.

The reader lays a sheet out in memory from its first cell to its last; two cells in far corners ask for more memory
than there is, and the program is ended. So the cells are counted here first, as they stand in the file.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from array import array
from collections.abc import Iterable, Iterator, Mapping
from xml.etree import ElementTree

from orgtrack.errors import shown
from orgtrack.importers.reading.packed import blocks, damaged, parsed, read_small
from orgtrack.importers.reading.seen import Seen, hidden_day, refuse_large
from orgtrack.importers.reading.table import refused

_MOST_TEXT = 200_000_000
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class Workbook:
    """The parts of an XLSX file: its sheets by name, in their order."""

    def __init__(self, packed: zipfile.ZipFile, place: str) -> None:
        self._packed, self._place = packed, place
        main = next((at for kind, at in self._related("").values() if kind == "officeDocument"), "")
        if not main:
            raise damaged(place)
        related = self._related(main)
        self.sheets: dict[str, str] = {}
        for sheet in self._elements(main, "sheet"):
            kind, at = related.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or "", ("", ""))
            if kind == "worksheet":
                self.sheets[sheet.get("name", "")] = at
        others = dict(related.values())
        self._styles = others.get("styles", "")
        strings = others.get("sharedStrings", "")
        self._strings = strings if strings in packed.NameToInfo else ""

    @property
    def read_here(self) -> tuple[str, ...]:
        """The parts that `seen` reads through."""
        return (self._strings, *self.sheets.values())

    def _elements(self, part: str, name: str) -> Iterator[ElementTree.Element]:
        content = read_small(self._packed, part, self._place)
        if content:
            yield from (one for one in parsed(content, self._place).iter() if one.tag.rpartition("}")[2] == name)

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """The kind and the path of what a part points at, by the ids it uses."""
        folder, _, name = part.rpartition("/")
        found = {}
        for one in self._elements(posixpath.join(folder, "_rels", f"{name}.rels"), "Relationship"):
            at = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
            found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], at.lstrip("/"))
        return found

    def seen(self, sheet: str) -> Seen:
        """Look through a sheet; refused when it is too large to be laid out."""
        look = _Look(self._place, self._hidden_days())
        part = self.sheets[sheet]
        prefix = _prefix(next(blocks(self._packed, part, b">", self._place)), self._place)
        for block in blocks(self._packed, part, b"</" + prefix + b"row>", self._place):
            look.through(block.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</") if prefix else block)
        refuse_large(self._place, look.cells, look.height, look.width)
        self._refuse_long_texts(part, look.cells)
        return look.seen

    def _hidden_days(self) -> dict[bytes, str]:
        """The cell styles, by number, whose date format does not show the day, or not the year."""
        content = read_small(self._packed, self._styles, self._place)
        if not content:
            return {}
        codes = dict(_BUILT_IN)
        styles: list[str] = []
        for one in parsed(content, self._place).iter():
            kind = one.tag.rpartition("}")[2]
            if kind == "numFmt":
                codes[one.get("numFmtId", "")] = one.get("formatCode", "")
            elif kind == "cellXfs":
                styles = [style.get("numFmtId", "") for style in one]
        kinds = {str(number).encode(): hidden_day(codes.get(code, "")) for number, code in enumerate(styles)}
        return {number: kind for number, kind in kinds.items() if kind}

    def _refuse_long_texts(self, part: str, cells: int) -> None:
        """A text that many cells share is given to each: a few bytes may ask for all memory there is."""
        if not self._strings:
            return
        lengths = array("L")
        prefix = _prefix(next(blocks(self._packed, self._strings, b">", self._place)), self._place)
        end = b"</" + prefix + b"si>"
        shared = re.compile(rb"<%bsi\b[^>]*/>|<%bsi\b.*?%b" % (prefix, prefix, end), re.DOTALL)
        for block in blocks(self._packed, self._strings, end, self._place):
            lengths.extend(map(len, shared.findall(block)))
        if cells * max(lengths, default=0) <= _MOST_TEXT:
            return
        value = re.compile(rb"v>([0-9]{1,9})<")
        length = 0
        for block in blocks(self._packed, part, b">", self._place):
            length += sum(lengths[at] for at in map(int, value.findall(block)) if at < len(lengths))
        if length > _MOST_TEXT:
            raise refused(self._place, f"holds more than {_MOST_TEXT:,} characters of text; save it as CSV.")


_BUILT_IN = {"16": "d-mmm", "17": "mmm-yy"}
_ROOT = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)(?:worksheet|sst)\b")


def _prefix(first: bytes, place: str) -> bytes:
    """The namespace prefix of a part's elements, mostly none."""
    root = _ROOT.search(first)
    if root is None:
        raise damaged(place)
    return root[1]


_ATTRIBUTES = rb"""(?:[^>"']|"[^"]*"|'[^']*')*?"""
_REFERENCE = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>/]*>')
_TOKEN = re.compile(
    rb"<row\b(?P<row>%b)/?>|<c(?P<cell>(?:\s%b)?)(?:/>|>(?P<inside>.*?)</c>)" % (_ATTRIBUTES, _ATTRIBUTES), re.DOTALL
)
_ATTRIBUTE = re.compile(rb"""(?:^|\s)([a-z]+)\s*=\s*["']([^"']*)["']""")
_PLACE = re.compile(rb"([A-Za-z]{1,3})([0-9]{1,7})")
_VALUE = re.compile(rb"<v[^>]*>([^<]+)</v>|<is\b")


class _Look:
    """A look through the cells of a sheet: at all of them only in blocks where something is out of the ordinary."""

    def __init__(self, place: str, hidden_days: Mapping[bytes, str]) -> None:
        self.seen = Seen()
        self.cells = self.height = self.width = 0
        self._row = self._column = 0
        self._place, self._hidden_days = place, hidden_days
        numbers = b"|".join(hidden_days)
        self._hidden = re.compile(rb"""\ss\s*=\s*["'](?:%b)["']""" % numbers) if hidden_days else None

    def through(self, block: bytes) -> None:
        places = _REFERENCE.findall(block)
        plain = (
            len(places) == block.count(b"</c>")
            and b"<f" not in block
            and b'"e"' not in block
            and b"'e'" not in block
            and not (self._hidden and self._hidden.search(block))
        )
        if plain:
            self.cells += len(places)
            self._extend(max(map(int, {row for _, row in places}), default=0), map(_number, {c for c, _ in places}))
            self._row = self.height
            return
        for token in _TOKEN.finditer(block):
            if token["row"] is not None:
                number = dict(_ATTRIBUTE.findall(token["row"])).get(b"r", b"")
                self._row = int(number) if number.isdigit() and len(number) < 8 else self._row + 1
                self._column = 0
            else:
                self._cell(dict(_ATTRIBUTE.findall(token["cell"])), token["inside"])

    def _extend(self, row: int, columns: Iterable[int]) -> None:
        self.height = max(self.height, row)
        self.width = max(self.width, *columns, 0)

    def _cell(self, attributes: Mapping[bytes, bytes], inside: bytes | None) -> None:
        place = _PLACE.fullmatch(attributes.get(b"r", b""))
        self._column = _number(place[1].upper()) if place else self._column + 1
        if inside is None:
            return
        row = int(place[2]) if place else self._row
        self.cells += 1
        self._extend(row, [self._column])
        value = _VALUE.search(inside)
        if attributes.get(b"t") == b"e":
            error = value[1].decode("utf-8", "replace") if value and value[1] else "an error"
            self.seen.refuse(
                row, self._column - 1, f"holds the error {shown(error)}; correct the formula, or empty it."
            )
        elif b"<f" in inside and not value and not (attributes.get(b"t") == b"str" and b"<v" in inside):
            why = "holds a formula that was never calculated; open and save the file in a spreadsheet program."
            self.seen.refuse(row, self._column - 1, why)
        elif self._hidden_days and (kind := self._hidden_days.get(attributes.get(b"s", b""))):
            self.seen.shown_as.setdefault(row, {})[self._column - 1] = kind


def _number(letters: bytes) -> int:
    """The number of a column, from 1, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
