"""The zip that a workbook is, before anybody unpacks it: its reader believes what the directory says of the sizes."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO
from xml.etree import ElementTree

from orgtrack.errors import OrgtrackError
from orgtrack.importers.reading.table import refused

MOST_UNPACKED = 400_000_000
_SUSPICIOUS, _MOST_TIMES = 16_000_000, 200
_MOST_MEMBERS = 10_000
_MOST_DEFLATED = 1_032  # times: what deflate can do at best
_BLOCK = 1 << 20
_LONGEST_ROW = 8 << 20


def opened_zip(file: BinaryIO, place: str) -> zipfile.ZipFile:
    """The zip, once its own directory says that it unpacks to a reasonable size."""
    try:
        packed = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise damaged(place) from None
    members = packed.infolist()
    names = packed.NameToInfo
    if "xl/workbook.bin" in names:
        raise refused(place, "is a binary workbook (.xlsb); save it as XLSX, ODS or CSV.")
    if "[Content_Types].xml" not in names and "content.xml" not in names:
        raise refused(place, "is a zip archive, not a table; unpack it and import what is inside.")
    if len(members) > _MOST_MEMBERS:
        raise refused(place, f"holds {len(members):,} parts; no workbook does. Save it again, or as CSV.")
    if any(member.flag_bits & 1 for member in members):
        raise refused(place, "is encrypted; save it without a password.")
    unpacked = sum(member.file_size for member in members)
    for member in members:
        if member.file_size > _SUSPICIOUS and member.file_size > _MOST_TIMES * member.compress_size:
            raise refused(place, f"unpacks to {unpacked:,} bytes, as no workbook does (a zip bomb?); save it as CSV.")
    if unpacked > MOST_UNPACKED:
        raise refused(place, f"unpacks to {unpacked:,} bytes; at most {MOST_UNPACKED:,} are read. Save it as CSV.")
    return packed


def damaged(place: str) -> OrgtrackError:
    """The error of a workbook of which some part is missing, or not what it should be."""
    return refused(place, "is no whole workbook (broken off, or damaged); save it again as XLSX, ODS or CSV.")


def read_small(packed: zipfile.ZipFile, name: str, place: str) -> bytes:
    """A part of the workbook that is never large; b'' when there is none."""
    if name not in packed.namelist():
        return b""
    with _part(packed, name, place) as part:
        content = part.read(_SUSPICIOUS + 1)
    if len(content) > _SUSPICIOUS:
        raise damaged(place)
    return content


def parsed(content: bytes, place: str) -> ElementTree.Element:
    """The XML of a small part."""
    try:
        return ElementTree.fromstring(content)
    except ElementTree.ParseError:
        raise damaged(place) from None


@contextmanager
def _part(packed: zipfile.ZipFile, name: str, place: str) -> Iterator[IO[bytes]]:
    """One part, to be read; a part that is not what the directory says ends as a damaged workbook."""
    try:
        with packed.open(name) as part:
            yield part
    except (zipfile.BadZipFile, KeyError, EOFError, ValueError, NotImplementedError, RuntimeError, OSError, zlib.error):
        raise damaged(place) from None


def part_blocks(packed: zipfile.ZipFile, name: str, place: str) -> Iterator[bytes]:
    """A part as it comes, in blocks."""
    with _part(packed, name, place) as part:
        while block := part.read(_BLOCK):
            yield block


def check_sizes(packed: zipfile.ZipFile, place: str, seen: Collection[str]) -> None:
    """Refuse a workbook whose other parts are larger than its directory says: its reader would unpack them whole.

    What is small enough not to matter at any ratio is let be, like pictures and the sheets that are not read.
    """
    for member in packed.infolist():
        small = member.compress_size < _SUSPICIOUS // _MOST_DEFLATED
        lazily = member.filename.startswith(("xl/worksheets/", "xl/media/", "Pictures/")) or member.filename in seen
        if small or lazily or not member.filename.endswith((".xml", ".rels")):
            continue
        for _ in part_blocks(packed, member.filename, place):
            pass


def blocks(packed: zipfile.ZipFile, name: str, end: bytes, place: str) -> Iterator[bytes]:
    """The XML of a part in blocks that end with this tag, the last with whatever comes behind it."""
    rest = b""
    for block in part_blocks(packed, name, place):
        rest += block
        cut = rest.rfind(end) + len(end)
        if cut >= len(end):
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > _LONGEST_ROW:
            raise refused(place, "has a row or a text of more than 8 MB; is this a table? Save it as CSV.")
    yield rest
