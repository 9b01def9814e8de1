"""What kind of file it is, by its content: read, or named for what it is instead."""

from __future__ import annotations

import re
from typing import BinaryIO

from orgtrack.errors import Misused
from orgtrack.importers.reading.delimited import read_delimited
from orgtrack.importers.reading.jsonlines import read_json
from orgtrack.importers.reading.table import Reading, Table, refused

_LOOKED_AT = 4096
_SHEETS = "save the table as CSV, XLSX or ODS"
# How files of other kinds begin.
_OTHERS = (
    (re.compile(rb"%PDF-"), "a PDF"),
    (re.compile(rb"\{\\rtf"), "a text document (RTF)"),
    (re.compile(rb"SQLite format 3\x00"), "an SQLite database; 'orgtrack --db FILE' opens a tracker"),
    (re.compile(rb"\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ\x00|\x28\xb5\x2f\xfd|7z\xbc\xaf\x27\x1c|Rar!\x1a"), "a packed file"),
    (
        re.compile(rb"\x89PNG|GIF8[79]a|\xff\xd8\xff|BM.{4}\x00{4}|II\*\x00|MM\x00\*|RIFF.{4}WEBP", re.DOTALL),
        "a picture",
    ),
    (re.compile(rb"PAR1|Obj\x01|ARROW1"), "a data file of columns"),
    (re.compile(rb"\x7fELF|MZ.\x00", re.DOTALL), "a program"),
    (re.compile(rb"\s*<(?:!doctype\s+html|!--|html|head|body|table|meta|div)", re.IGNORECASE), "a web page"),
    (re.compile(rb"\s*<\?xml(?s:.){0,500}<html"), "a web page"),
    (re.compile(rb"\s*<\?xml"), "an XML file"),
)
_OLD = re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*(?:[\"}]|$)|\[\s*(?:[{\]]|$))")


def open_table(file: BinaryIO, place: str, options: Reading) -> Table:
    """The table in a file that can be read again from its beginning; `place` is its name in errors.

    The file stays open until the last row was read. Refused when it is no table, or when an option is for another
    kind of file.
    """
    file.seek(0)
    first = file.read(_LOOKED_AT)
    if first.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from orgtrack.importers.reading.workbooks import read_workbook

        _refuse_options(place, "a workbook", {"--delimiter": options.delimiter, "--encoding": options.encoding})
        return read_workbook(file, place, options)
    if _OLD.match(first):
        raise refused(place, f"is {_old(file)}; {_SHEETS}.")
    for beginning, kind in _OTHERS:
        if beginning.match(first.removeprefix(b"\xef\xbb\xbf")):
            raise refused(place, f"is {kind}, not a table; {_SHEETS}.")
    if _JSON.match(first) or place.lower().endswith((".json", ".jsonl", ".ndjson")):
        header_row = str(options.header_row or "")
        given = {"--delimiter": options.delimiter, "--sheet": options.sheet, "--header-row": header_row}
        _refuse_options(place, "JSON", given)
        return read_json(file, place, options)
    _refuse_options(place, "text in lines", {"--sheet": options.sheet})
    return read_delimited(file, place, options)


def _old(file: BinaryIO) -> str:
    """What a file in the container of old Office programs is."""
    file.seek(0)
    content = file.read(16 << 20)
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "an encrypted workbook or document"
    kind = "workbook (.xls)" if "Workbook".encode("utf-16-le") in content else "document"
    return f"an old binary {kind}"


def _refuse_options(place: str, kind: str, options: dict[str, str]) -> None:
    for option, given in options.items():
        if given:
            raise Misused(f"{place} is {kind}; leave out {option}.")
