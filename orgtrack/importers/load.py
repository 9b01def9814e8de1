"""A table recorded row by row in the transaction of the caller."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO

from orgtrack.errors import DateRefused, NeedsChoice, OrgtrackError, Problem, Problems
from orgtrack.importers.reading import Reading, open_table
from orgtrack.importers.row import Row
from orgtrack.importers.shapes import Rows, point, shape_of
from orgtrack.model.vocabulary import Noun
from orgtrack.record import Entry, Recorded
from orgtrack.record.derive import derive_waiting
from orgtrack.record.entry import Import, Outcome
from orgtrack.record.naming import NameQuestion
from orgtrack.store.names import NAMED, newest

AS_IT_IS = Reading()
_ADDED = {Noun.PERSON: "person", Noun.ORGANIZATION: "company", Noun.TITLE: "title"}


@dataclass(slots=True, kw_only=True)
class Loaded:
    """What became of a file: its shape, its rows, and how many events are new, changed, or as they were.

    `said` and `warnings` are of its reading.
    """

    shape: str
    rows: int = 0
    recorded: list[Recorded] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    @property
    def created(self) -> int:
        return self._count(Outcome.NEW)

    @property
    def updated(self) -> int:
        return self._count(Outcome.CITED, Outcome.CONFIRMED, Outcome.CHANGED)

    @property
    def unchanged(self) -> int:
        return self._count(Outcome.KNOWN)

    def _count(self, *outcomes: Outcome) -> int:
        return sum(one.outcome in outcomes for one in self.recorded)


def _column(row: Row, error: OrgtrackError) -> str:
    """The column of the date that could not be read; other errors name their value themselves."""
    if not isinstance(error, DateRefused):
        return ""
    return next((header for header, cell in row.cells.items() if cell == error.text.strip()), "")


def load_table(entry: Entry, file: BinaryIO, place: str, options: Reading = AS_IT_IS) -> Loaded:
    """Record every row of a file; Problems, with every one by line, when any row is refused.

    The caller rolls back then. A name that is close to one on record is a problem too: a file is never asked about.
    """
    table = open_table(file, place, options)
    table.headers = tuple(header.replace("organisation", "organization") for header in table.headers)
    shape = shape_of(table)
    newest_before = {noun: newest(entry.tracker, noun) for noun in NAMED}
    entry.importing = Import(newest_before=newest_before, have_ids="id" in table.headers)
    rows, problems = Rows(), table.problems
    loaded = Loaded(shape=shape.name, said=table.said, warnings=table.warnings)
    for line, cells in table.rows:
        row = Row(line=line, cells=dict(zip(table.headers, cells, strict=True)))
        loaded.rows += 1
        try:
            loaded.recorded += shape.record(entry, row, rows)
        except NameQuestion as question:
            remedy = f"write that name or its id, or add it first: orgtrack add {_ADDED[question.noun]} NAME --new"
            problems.append(Problem(line=row.line, column="", message=f"{question.said}; {remedy}"))
        except NeedsChoice as question:
            problems.append(Problem(line=row.line, column="", message=str(question)))
        except OrgtrackError as error:
            problems.append(Problem(line=row.line, column=_column(row, error), message=str(error)))
    problems += point(entry, rows) if not problems else []
    if problems:
        raise Problems(place, sorted(problems, key=lambda problem: problem.line))
    derive_waiting(entry)
    entry.importing = None
    return loaded
