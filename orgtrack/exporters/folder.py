"""The whole tracker as a folder of CSV files, from which it can be built again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from orgtrack.exporters.as_csv import csv_text
from orgtrack.model.folder import CSV, EXPLAINED, FORMAT, MANIFEST, noun_of
from orgtrack.schema import VERSION
from orgtrack.store import Tracker
from orgtrack.store.rows import Value
from orgtrack.store.whole import Kept, kept_rows, kept_tables

_README = f"""# A tracker as CSV files

Written by `orgtrack export folder`. Each file is one table of what was recorded; all that follows from it (who held
which post when, the company of a unit, headlines of today) is worked out again. `orgtrack import FOLDER` builds the
same tracker from it in a file that holds nothing yet: the same records under the same ids.

- RFC 4180, UTF-8, rows in the order of their ids; an empty cell is nothing known.
- Ids are as orgtrack prints them: e12 an event, p7 a person, o3 an organization, t2 a title, s5 a source, post:4.
- A cell that a spreadsheet would run begins with an apostrophe, which is taken off again.
- Private events and private notes are among the rows.
- `{MANIFEST}` says how many rows each file has: who adds or takes away rows changes the number there.
"""


class Folder:
    """The files of an export of the whole, in order; `rows` counts the rows of each table as they pass."""

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker
        self._tables = kept_tables(tracker)
        self.rows: dict[str, int] = {}

    def files(self) -> Iterator[tuple[str, Iterator[str]]]:
        """Each file's name and what it holds; to be read one after another."""
        for table in self._tables:
            yield table.name + CSV, csv_text(table.columns, self._batches(table))
        yield EXPLAINED, iter([_README])
        yield MANIFEST, self._manifest()

    @property
    def names(self) -> frozenset[str]:
        """The names of all files."""
        return frozenset({*(table.name + CSV for table in self._tables), EXPLAINED, MANIFEST})

    def _batches(self, table: Kept) -> Iterator[Sequence[tuple[str | None, ...]]]:
        written = [_written(table.name, column) for column in table.columns]
        self.rows[table.name] = 0
        for batch in kept_rows(self._tracker, table):
            self.rows[table.name] += len(batch)
            yield [tuple(write(value) for write, value in zip(written, row, strict=True)) for row in batch]

    def _manifest(self) -> Iterator[str]:
        said = {"format": FORMAT, "form": VERSION, "rows": self.rows}
        yield json.dumps(said, indent=2) + "\n"


def _written(table: str, column: str) -> Callable[[Value], str | None]:
    noun = noun_of(table, column)
    if noun is None:
        return lambda value: None if value is None else str(value)
    return lambda value: None if value is None else noun.id(int(value))
