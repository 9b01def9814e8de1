"""A folder that `orgtrack export folder` wrote, built again in a tracker that holds nothing yet."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, zip_longest
from pathlib import Path

from orgtrack.dates import parse_edtf, read_date
from orgtrack.errors import OrgtrackError, Problem, Problems, shown
from orgtrack.importers.reading.rows import as_stored
from orgtrack.model.folder import CSV, FORMAT, MANIFEST, noun_of
from orgtrack.model.vocabulary import Noun, read_id
from orgtrack.names import fold
from orgtrack.record import Entry
from orgtrack.record.rebuild import rebuild
from orgtrack.record.sources import checked_address, url_key
from orgtrack.schema import VERSION
from orgtrack.store.names import NAMED, refresh_search
from orgtrack.store.rows import Value
from orgtrack.store.whole import (
    Kept,
    Values,
    insert_whole,
    is_empty,
    kept_rows,
    kept_tables,
    pointing_later,
    pointing_nowhere,
)

# Names come first, as what finds a record is made of all its names; an event is found by the words of whom it names.
_ORDER = ("names", *(noun.table for noun in NAMED))
_LONGEST_CELL = 1 << 30
_Read = Callable[[str], Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """How many rows of each table the folder holds, and whether all of it was on record already."""

    rows: Mapping[str, int]
    was_there: bool


def load_folder(entry: Entry, folder: Path) -> Loaded:
    """Record all that the folder's files hold, under the ids they have there.

    Nothing is done where the tracker holds the very same already. Refused, by file and line, when a row cannot be; and
    when the tracker holds anything else. The caller rolls back then.
    """
    tracker = entry.tracker
    counts = _counts(folder)
    tables = {table.name: table for table in kept_tables(tracker)}
    for name in counts:
        if name not in tables:
            raise OrgtrackError(f"{MANIFEST} names {shown(name)}, which is no table of a tracker; take it out there.")
    if not is_empty(tracker):
        if all(_is_same(entry, folder, table, counts) for table in tables.values()):
            return Loaded(rows=counts, was_there=True)
        raise OrgtrackError(
            f"{shown(str(tracker.path))} holds other things already, and a folder is built in a tracker of its own;"
            f" name a new file: orgtrack --db NEW.db import {folder.name}"
        )
    with pointing_later(tracker):
        for name in sorted(counts, key=lambda one: _ORDER.index(one) if one in _ORDER else len(_ORDER)):
            _load(entry, folder, tables[name], counts[name])
            for noun in NAMED:
                if noun.table == name:
                    for number in _ids(entry, tables[name]):
                        refresh_search(tracker, noun, number)
        nowhere = pointing_nowhere(tracker)
        if nowhere is not None:
            table, row_id, other = nowhere
            own = noun_of(table, "id")
            which = "a row" if row_id is None else f"the row {own.id(row_id) if own else row_id}"
            raise OrgtrackError(f"{table}{CSV}: {which} names a row that {other}{CSV} does not have.")
    rebuild(entry, logged=False)
    return Loaded(rows=counts, was_there=False)


def _counts(folder: Path) -> dict[str, int]:
    """How many rows the folder says that each table has."""
    try:
        said = json.loads((folder / MANIFEST).read_bytes())
        form, rows = said["form"], {str(name): int(count) for name, count in said["rows"].items()}
        is_ours = said["format"] == FORMAT and isinstance(form, int)
    except FileNotFoundError:
        raise OrgtrackError(
            f"{shown(str(folder))} is a folder without {MANIFEST}: 'orgtrack export folder' did not write it; import"
            " its files one by one."
        ) from None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        is_ours = False
    if not is_ours:
        raise OrgtrackError(f"{MANIFEST} is not as 'orgtrack export folder' writes it; take it from a whole export.")
    if form > VERSION:
        raise OrgtrackError(
            f"{shown(str(folder))} was written by a newer orgtrack (form {form}, this one knows {VERSION}); install the"
            " newer one."
        )
    return rows


def _ids(entry: Entry, table: Kept) -> Iterator[int]:
    for batch in kept_rows(entry.tracker, table):
        yield from (int(row[0] or 0) for row in batch)


def _is_same(entry: Entry, folder: Path, table: Kept, counts: Mapping[str, int]) -> bool:
    stored = chain.from_iterable(kept_rows(entry.tracker, table))
    if table.name not in counts:
        return next(stored, None) is None
    columns, rows = _rows(folder, table, counts[table.name])
    with _sentences(table.name):
        return columns == table.columns and all(
            one == other and other is not None for one, other in zip_longest((row for _, row in rows), stored)
        )


def _load(entry: Entry, folder: Path, table: Kept, count: int) -> None:
    columns, rows = _rows(folder, table, count)
    derived = sorted(table.derived & {"name_key", "search_keys", "search_prefixes", "url_key", "title_key"})
    place = {column: at for at, column in enumerate(columns)}
    line = 1

    def whole() -> Iterator[Values]:
        nonlocal line
        for line, row in rows:  # noqa: B007 -- told when a row is refused
            cells = {column: row[at] for column, at in place.items()}
            yield (*row, *(_derived(column, cells) for column in derived))

    with _sentences(table.name):
        try:
            insert_whole(entry.tracker, table.name, [*columns, *derived], whole())
        except ValueError as error:
            if isinstance(error, UnicodeError):
                raise
            raise _refused(table.name, line, "", f"cannot be recorded ({error.args[-1]}); correct it.") from None


def _derived(column: str, cells: Mapping[str, Value]) -> Value:
    """What a column that is worked out begins as; the words that find a record follow when all are there."""
    match column:
        case "name_key":
            return fold(str(cells["name"] or ""))
        case "title_key":
            return fold(str(cells["title"])) if cells.get("title") else None
        case "url_key":
            return url_key(str(cells["url"])) if cells.get("url") else None
        case _:
            return ""


def _rows(folder: Path, table: Kept, count: int) -> tuple[tuple[str, ...], Iterator[tuple[int, Values]]]:
    """The columns of a table's file, and its rows with the line on which each begins."""
    records = _records(folder / (table.name + CSV))
    with _sentences(table.name):
        _, header = next(records, (1, []))
    unknown = [name for name in header if name not in table.columns]
    lacking = [name for name in table.order if name not in header]
    if unknown or lacking or len(set(header)) < len(header):
        what = shown((unknown or lacking or ["one of them twice"])[0])
        raise _refused(table.name, 1, "", f"does not name the columns of {table.name}: {what}.")
    read = [_reader(table, column) for column in header]
    empty = ["" if column in table.never_null else None for column in header]

    def rows() -> Iterator[tuple[int, Values]]:
        found = 0
        for line, cells in records:
            if len(cells) != len(header):
                raise _refused(
                    table.name, line, "", f"has {len(cells)} cells where the header has {len(header)}; correct it."
                )
            found += 1
            try:
                row = tuple(
                    [one(as_stored(cell)) if cell else none for one, cell, none in zip(read, cells, empty, strict=True)]
                )
            except (OrgtrackError, ValueError) as error:
                column, cell = next((c, v) for r, c, v in zip(read, header, cells, strict=True) if _fails(r, v))
                why = str(error) if isinstance(error, OrgtrackError) else f"{shown(cell)} is nothing it can hold."
                raise _refused(table.name, line, column, why) from None
            yield line, row
        if found != count:
            raise OrgtrackError(
                f"{table.name}{CSV} has {found:,} rows and {MANIFEST} says {count:,}: rows are lost, or were added;"
                " take it from a whole export, or correct the number."
            )

    return tuple(header), rows()


def _fails(read: _Read, cell: str) -> bool:
    try:
        _ = read(as_stored(cell)) if cell else None
    except (OrgtrackError, ValueError):
        return True
    return False


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            line = 1
            for cells in reader:
                if cells:
                    yield line, cells
                line = reader.line_num + 1
    finally:
        csv.field_size_limit(before)


def _reader(table: Kept, column: str) -> _Read:
    noun = noun_of(table.name, column)
    if noun is not None:
        return lambda cell: _number(noun, cell)
    if column in table.numbers:
        return int
    return _READERS.get(column, _text)


def _number(noun: Noun, cell: str) -> int:
    read = read_id(cell)
    if read is None or read[0] is not noun:
        raise OrgtrackError(f"{shown(cell)} is no id of a {noun}; it is written like {noun.id(7)}.")
    return read[1]


def _text(cell: str) -> str:
    if "\0" in cell:
        raise OrgtrackError("holds a NUL; take it out.")
    return cell


@lru_cache(maxsize=10_000)
def _edtf(cell: str) -> str:
    parse_edtf(cell)
    return cell


@lru_cache(maxsize=10_000)
def _published(cell: str) -> str:
    read_date(cell)
    return cell


@lru_cache(maxsize=10_000)
def _day(cell: str) -> str:
    if date.fromisoformat(cell).isoformat() != cell:
        raise ValueError(cell)
    return cell


# What would make a reader of the record fail, or a page of it dangerous, is looked at; all else was, when it was told.
_READERS: Mapping[str, _Read] = {
    "date": _edtf,
    "announced": _edtf,
    "published": _published,
    "retrieved": _edtf,
    "url": checked_address,
    "archive_url": checked_address,
    **dict.fromkeys(("date_earliest", "date_latest", "date_anchor", "announced_earliest", "announced_latest"), _day),
    **dict.fromkeys(("published_earliest", "published_latest", "says_earliest", "says_latest"), _day),
}


def _refused(table: str, line: int, column: str, why: str) -> Problems:
    return Problems(table + CSV, [Problem(line=line, column=column, message=why)])


@contextmanager
def _sentences(table: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise OrgtrackError(f"{MANIFEST} names {table}{CSV}, which is not in the folder.") from None
    except OSError as error:
        raise OrgtrackError(f"{table}{CSV} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise OrgtrackError(f"{table}{CSV} is not UTF-8 text; take it from a whole export.") from None
    except csv.Error as error:
        raise OrgtrackError(f"{table}{CSV} is no sound CSV ({error}); take it from a whole export.") from None
