"""A table recorded in the transaction of the caller: every row read, every problem listed, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from orgtrack.errors import DateProblem, DateRefused, Failed, OrgtrackError, Problem, Problems, shown
from orgtrack.importers.columns import Columns, columns
from orgtrack.importers.options import Options
from orgtrack.importers.reading import Reading, Table, open_table
from orgtrack.importers.row import KEY, NAME_PARTS, Row, whole_name
from orgtrack.importers.tenures import number_columns
from orgtrack.importers.told import point
from orgtrack.importers.vanished import Vanished, vanished
from orgtrack.importers.work import LAST_SEEN, RowRefused, Work
from orgtrack.model.vocabulary import Noun
from orgtrack.record import Entry, Recorded
from orgtrack.record.batch import Batch
from orgtrack.record.changes import recorded
from orgtrack.record.derive import derive_waiting
from orgtrack.record.entry import Import, Outcome
from orgtrack.record.facts import Facts
from orgtrack.record.naming import NameQuestion
from orgtrack.store.bulk import count
from orgtrack.store.events import events_by_id
from orgtrack.store.imports import sightings_noted
from orgtrack.store.names import NAMED, newest
from orgtrack.store.whole import is_empty

AS_IT_IS = Reading()
AS_IT_SAYS = Options()
MOST_RECORDED = 500
_SAID_EVERY = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A row that was left out: its line, its cells as read, and why."""

    line: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True, kw_only=True)
class Loaded:
    """What became of a file: its shape, and how many rows are new, have changed something, or said nothing new.

    `events` counts those that came to be, `recorded` are they where they are few. `problems` are by line, `refused` the
    rows that have some; `questions` the names that a person has to decide on. `said` and `warnings` tell how the file
    was understood.
    """

    shape: str
    headers: tuple[str, ...]
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    events: int = 0
    recorded: list[Recorded] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    questions: dict[NameQuestion, int] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    vanished: list[Vanished] = field(default_factory=list)

    def count(self, outcomes: list[Outcome]) -> None:
        """Count a row by what became of what it tells."""
        self.rows += 1
        if outcomes.count(Outcome.NEW) == len(outcomes) > 0:
            self.created += 1
        elif outcomes.count(Outcome.KNOWN) == len(outcomes):
            self.unchanged += 1
        else:
            self.updated += 1


class ImportRefused(Problems):
    """A file of which some rows are at fault; `loaded` is what would have become of the others."""

    def __init__(self, place: str, loaded: Loaded) -> None:
        self.loaded = loaded
        super().__init__(place, loaded.problems)


def load_table(
    entry: Entry,
    file: BinaryIO,
    place: str,
    reading: Reading = AS_IT_IS,
    options: Options = AS_IT_SAYS,
    *,
    skip_refused: bool = False,
    close_missing: bool = False,
    decide_with: str = "",
    progress: Callable[[int], None] | None = None,
) -> Loaded:
    """Record every row of a file; ImportRefused, with every problem by line, when any row is.

    The caller rolls back then. With `skip_refused` the other rows are recorded, and those are in what is returned. A
    name that is close to one on record is a problem too: a file is never asked about; `decide_with` is the file that
    decides. With `close_missing` tenures whose rows are gone since the last import end on a day that is not known.
    """
    refused: dict[int, Refused] = {}
    before = count(entry.tracker, "events")
    while True:
        if skip_refused:
            entry.tracker.mark()
        work, loaded = _attempt(entry, file, place, reading, options, refused, decide_with, progress)
        if not loaded.problems:
            break
        if not skip_refused or any(problem.line not in refused for problem in loaded.problems):
            raise ImportRefused(place, loaded)
        # Nothing of a refused row may stay, not even a name: all that was recorded is done again without it.
        entry.tracker.back_to_mark()
        entry.begin_again()
    loaded.refused = [refused[line] for line in sorted(refused)]
    loaded.problems = [problem for one in loaded.refused for problem in one.problems]
    loaded.vanished = vanished(work, place, close=close_missing, refused=bool(refused))
    loaded.events = count(entry.tracker, "events") - before
    if loaded.events <= MOST_RECORDED:
        first = work.batch.first_event
        kept = entry.importing is not None and entry.importing.ids is not None
        new = events_by_id(entry.tracker, work.events.values() if kept else range(first, first + loaded.events))
        loaded.recorded = [recorded(event, Outcome.NEW) for event in new.values()]
    derive_waiting(entry)
    entry.importing = None
    return loaded


def _attempt(
    entry: Entry,
    file: BinaryIO,
    place: str,
    reading: Reading,
    options: Options,
    refused: dict[int, Refused],
    decide_with: str,
    progress: Callable[[int], None] | None,
) -> tuple[Work, Loaded]:
    """Read and record every row but those that are refused already; those that have to be are added to them."""
    table = open_table(file, place, reading)
    understood = columns(table.headers, place, table.line, options)
    shape = understood.shape
    batch = Batch(entry.tracker)
    entry.importing = Import(
        newest_before={noun: newest(entry.tracker, noun) for noun in NAMED},
        have_ids="id" in understood.fields,
        batch=batch,
        gathers=shape.gathers,
    )
    facts = Facts(entry, batch, day_first=options.day_first)
    work = Work(
        entry=entry,
        batch=batch,
        facts=facts,
        options=options,
        person_numbers=number_columns(understood.fields, Noun.PERSON),
        organization_numbers=number_columns(understood.fields, Noun.ORGANIZATION),
        closed=sightings_noted(entry.tracker, LAST_SEEN) if shape.gathers else {},
    )
    loaded = Loaded(shape=shape.name, headers=table.headers)
    skipped = frozenset(refused)
    if shape.tells_ids and "id" in understood.fields and is_empty(entry.tracker):
        rows = (row for line, _, row in _rows(table, understood, options) if line not in skipped)
        entry.importing.ids = shape.tells_ids(rows)
        table = open_table(file, place, reading)
        if entry.importing.ids is None:
            table.said.append("its ids are not as an export gives them, or one stands for two: they are not kept.")
    for line, cells, row in _rows(table, understood, options):
        if line in skipped:
            continue
        try:
            loaded.count(shape.record(work, row))
        except Failed:
            raise
        except OrgtrackError as error:
            loaded.rows += 1
            problems = tuple(_problems(line, row, understood, error, loaded, decide_with))
            refused[line] = Refused(line=line, cells=tuple(cells), problems=problems)
            loaded.problems += problems
        if progress is not None and not loaded.rows % _SAID_EVERY:
            progress(loaded.rows)
    for problem in table.problems:
        # The reader passes such a row over: of its cells nothing is known.
        if problem.line not in skipped:
            loaded.rows += problem.line not in refused
            cells_read = table.passed.get(problem.line, ())
            before = refused.get(problem.line, Refused(line=problem.line, cells=cells_read, problems=()))
            refused[problem.line] = replace(before, problems=(*before.problems, problem))
            loaded.problems.append(problem)
    if not loaded.problems:
        batch.flush()
        loaded.problems += point(work)
    loaded.problems.sort(key=lambda problem: problem.line)
    loaded.rows += len(skipped)
    loaded.said = [*table.said, *understood.said]
    if work.understood:
        counted = (f"{words} ({count})" for words, count in work.understood.most_common())
        loaded.said.append(f"understood {', '.join(counted)}")
    loaded.warnings = table.warnings
    return work, loaded


def _rows(table: Table, understood: Columns, options: Options) -> Iterator[tuple[int, list[str], Row]]:
    """The rows with their cells by field, as the options would have them."""
    fields = understood.fields
    read = [(n, name) for n, name in enumerate(fields) if name]
    key = table.headers.index(_header(table.headers, options.key)) if options.key else None
    parted = not set(NAME_PARTS).isdisjoint(fields)
    plain = not options.values and not options.defaults
    for line, cells in table.rows:
        if plain:
            by_field = {name: cells[n] for n, name in read}
        else:
            by_field = {name: options.value(name, cells[n]) for n, name in read}
            for name, value in options.defaults.items():
                by_field.setdefault(name, value)
        if parted:
            by_field["person"] = whole_name(by_field)
        if key is not None:
            by_field[KEY] = cells[key]
        yield line, cells, Row(line, by_field)


def _header(headers: tuple[str, ...], typed: str) -> str:
    return typed if typed in headers else next(one for one in headers if one.casefold() == typed.casefold())


def _problems(
    line: int, row: Row, understood: Columns, error: OrgtrackError, loaded: Loaded, decide_with: str
) -> Iterator[Problem]:
    """What is wrong with a row, each column's fault by itself."""
    pairs = error.errors if isinstance(error, RowRefused) else [(_field(row, error), error)]
    for name, one in pairs:
        if isinstance(one, NameQuestion):
            loaded.questions[one] = loaded.questions.get(one, 0) + 1
            listed = f"--decisions {decide_with}" if decide_with else "--decisions FILE.csv"
            message = f"{one.said}; write that name or its id, or decide on all such names with {listed}"
        else:
            message = str(one)
            if name == "end" and isinstance(one, DateRefused) and one.kind is DateProblem.NOT_A_DATE:
                message += f" If it means that somebody is still in the post, say --ongoing {shown(one.text)}."
        yield Problem(line=line, column=_column(understood, loaded.headers, name), message=message)


def _field(row: Row, error: OrgtrackError) -> str:
    """The field that an error is about, where its words are those of one cell."""
    text = getattr(error, "text", "")
    if not text:
        return ""
    return next((name for name, cell in row.cells.items() if cell == text.strip()), "")


def _column(understood: Columns, headers: tuple[str, ...], name: str) -> str:
    """The header of a field's column, as the file has it."""
    if not name or name not in understood.fields:
        return name
    header = headers[understood.fields.index(name)]
    return header if header == name else shown(header)[1:-1]
