"""What commands that read share: the filters, the format, and the file or terminal that rows go to."""

from __future__ import annotations

import functools
import inspect
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from orgtrack.cli.session import Session, session
from orgtrack.errors import Misused, shown
from orgtrack.exporters import EXPORTERS
from orgtrack.exporters.as_table import table_text, tamed
from orgtrack.exporters.as_xlsx import Sheet, workbook
from orgtrack.exporters.whole import write_file, write_output
from orgtrack.model.vocabulary import EventType, Status
from orgtrack.timeline.filters import Filters, filter_day
from orgtrack.timeline.listing import Column, Listing, Row


class Format(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    XLSX = "xlsx"


_EXTENSIONS = {
    ".csv": Format.CSV,
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.TABLE,
    ".xlsx": Format.XLSX,
}
FormatOption = Annotated[
    Format | None, typer.Option("--format", help="How to write rows; else by the file's extension, else a table.")
]
OutputOption = Annotated[
    str, typer.Option("-o", "--output", metavar="FILE|-", help="Where to write: a file, or '-' for standard output.")
]


def _read_filters(
    run: Session,
    *,
    company: Annotated[str, typer.Option(metavar="COMPANY", help="Events of this company and its units.")] = "",
    organization: Annotated[
        str,
        typer.Option(
            "--organization",
            "--organisation",
            "--org",
            metavar="ORG",
            help="Events of this organization and of what is below it.",
        ),
    ] = "",
    person: Annotated[str, typer.Option(metavar="PERSON", help="Events in which this person takes part.")] = "",
    title: Annotated[str, typer.Option(metavar="TITLE", help="Events about this title.")] = "",
    types: Annotated[
        list[EventType] | None,
        typer.Option("--type", metavar="TYPE", help=f"Of this type; may be repeated: {', '.join(EventType)}."),
    ] = None,
    statuses: Annotated[
        list[Status] | None,
        typer.Option("--status", metavar="STATUS", help=f"Of this status; may be repeated: {', '.join(Status)}."),
    ] = None,
    since: Annotated[
        str, typer.Option(metavar="DATE", help="What may be of then or later: 2024, 2024-06-30, 90d (days ago).")
    ] = "",
    until: Annotated[
        str, typer.Option(metavar="DATE", help="What may be of then or earlier: 2024, today, +90d (days ahead).")
    ] = "",
    year: Annotated[
        int | None, typer.Option(min=1, max=9999, metavar="YEAR", help="What is surely of this year.")
    ] = None,
    added_since: Annotated[str, typer.Option(metavar="DATE", help="Recorded on this day or later.")] = "",
    search: Annotated[str, typer.Option(metavar="TEXT", help="With all these words, the last by its beginning.")] = "",
    undated: Annotated[bool, typer.Option("--undated", help="Only events without a date.")] = False,
    unsourced: Annotated[bool, typer.Option("--unsourced", help="Only events without a source.")] = False,
    only: Annotated[bool, typer.Option("--only", help="Only the organization itself, not what is below it.")] = False,
) -> Filters:
    """The filter options, each defined here and nowhere else, as filters."""
    return Filters(
        company=company,
        organization=organization,
        person=person,
        title=title,
        types=tuple(types or ()),
        statuses=tuple(statuses or ()),
        year=year,
        since=_day(run, "since", since, latest=False),
        until=_day(run, "until", until, latest=True),
        added_since=_day(run, "added since", added_since, latest=False),
        search=search,
        undated=undated,
        unsourced=unsourced,
        only=only,
    )


def _day(run: Session, what: str, text: str, *, latest: bool) -> date | None:
    """The day of a filter; said where it rests on today."""
    if not text:
        return None
    day, is_relative = filter_day(text, run.today, latest=latest)
    if is_relative:
        say(f"{what.capitalize()} {day} (today is {run.today}).")
    return day


def _read_holder_filters(
    run: Session,
    *,
    company: Annotated[str, typer.Option(metavar="COMPANY", help="Posts of this company and its units.")] = "",
    organization: Annotated[
        str,
        typer.Option(
            "--organization", "--org", metavar="ORG", help="Posts of this organization and of what is below it."
        ),
    ] = "",
    person: Annotated[str, typer.Option(metavar="PERSON", help="Posts of this person.")] = "",
    title: Annotated[str, typer.Option(metavar="TITLE", help="Posts of this title.")] = "",
    only: Annotated[bool, typer.Option("--only", help="Only the organization itself, not what is below it.")] = False,
) -> Filters:
    """The filters of questions about holders, which know no kinds of events."""
    return Filters(company=company, organization=organization, person=person, title=title, only=only)


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the filter options; it receives them, read, as `filters`."""
    return _filtered(command, _read_filters)


def with_holder_filters(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the filters of questions about holders; it receives them, read, as `filters`."""
    return _filtered(command, _read_holder_filters)


def _filtered(command: Callable[..., None], read: Callable[..., Filters]) -> Callable[..., None]:
    own = [p for p in parameters(command) if p.name != "filters"]
    options = [p for p in parameters(read) if p.name != "run"]
    names = [p.name for p in options]

    @functools.wraps(command)
    def filtered(ctx: typer.Context, **values: Any) -> None:  # noqa: ANN401 -- whatever options the command has
        given = {name: values.pop(name) for name in names}
        command(ctx, filters=read(session(ctx), **given), **values)

    # Typer builds the command from what `inspect` says of it.
    filtered.__signature__ = inspect.Signature([*own, *options])  # type: ignore[attr-defined]
    filtered.__annotations__ = {p.name: p.annotation for p in [*own, *options]}
    return filtered


def parameters(function: Callable[..., object]) -> list[inspect.Parameter]:
    """The parameters that Typer reads as options and arguments, each by its name only."""
    signature = inspect.signature(function, eval_str=True)
    return [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in signature.parameters.values()]


def say(sentence: str) -> None:
    """Talk to the person, beside whatever is written."""
    typer.echo(sentence, err=True)


def show_lines(lines: Iterable[str]) -> None:
    """Print lines of text; on a terminal nothing stored can steer it."""
    for line in lines:
        typer.echo(tamed(line) if on_terminal() else line)


def on_terminal() -> bool:
    """Whether standard output is a terminal, so that lines are cut to it and stored text must not steer it."""
    return sys.stdout is not None and sys.stdout.isatty()


def terminal_width() -> int | None:
    """The width of the terminal in characters, None when standard output is none."""
    return shutil.get_terminal_size().columns if on_terminal() else None


def in_colour() -> bool:
    """Colour only on a terminal that has it, and never against NO_COLOR."""
    return on_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def format_for(output: str, given: Format | None, otherwise: Format) -> Format:
    """The format asked for, else the one of the file's extension, else the usual one."""
    if given is not None:
        return given
    if output in ("", "-") or (Path(output).exists() and not Path(output).is_file()):
        return otherwise
    extension = Path(output).suffix.lower()
    if extension not in _EXTENSIONS:
        known = ", ".join(_EXTENSIONS)
        raise Misused(f"{shown(output)} does not end in a known extension ({known}); name the format with --format.")
    return _EXTENSIONS[extension]


def show_rows(columns: Sequence[str], rows: Iterable[Row], format: Format | None, output: str) -> None:
    """Print rows that are at hand, or write them to a file."""
    batch = list(rows)
    listed = Listing(columns=tuple(map(Column, columns)), rows=iter([batch] if batch else []), nothing="Nothing.")
    show_listing(listed, format, output)


def show_listing(listed: Listing, format: Format | None, output: str) -> None:
    """Print a listing, or write it to a file, in the format asked for."""
    chosen = format_for(output, format, Format.TABLE)
    if chosen is Format.TABLE and output in ("", "-") and on_terminal() and listed.first is not None:
        first, worded = listed.first, listed.for_reader
        listed = replace(listed, columns=listed.columns[:first], for_reader=lambda row: worded(row)[:first])
    names = [column.name for column in listed.columns]
    if chosen is Format.TABLE:
        to_terminal = output in ("", "-")
        write(
            listed,
            lambda rows: table_text(
                names,
                rows,
                width=terminal_width() if to_terminal else None,
                colour=to_terminal and in_colour(),
                least_widths=[column.width for column in listed.columns],
                numbers=[column.number for column in listed.columns],
            ),
            output,
            for_reader=True,
        )
    elif chosen is Format.XLSX:
        write_workbook([listed], output)
    else:
        write(listed, lambda rows: EXPORTERS[chosen](names, rows), output, for_reader=chosen is Format.MARKDOWN)


def write_workbook(tables: Sequence[Listing], output: str) -> None:
    """Write XLSX, a sheet a listing."""
    if output in ("", "-") and on_terminal():
        raise Misused("XLSX is no text for a terminal; name a file: -o FILE.xlsx.")
    counted: list[_Counted] = []

    def sheets() -> Iterator[Sheet]:
        for table in tables:  # each is begun when the one before is done: what they note down beside is one's own
            counted.append(_begun(table, for_reader=False))
            yield Sheet(
                name=table.name,
                columns=[column.name for column in table.columns],
                batches=counted[-1],
                numbers={column.name for column in table.columns if column.number},
            )

    _deliver(workbook(sheets()), output, counted)


def write(
    listed: Listing,
    text: Callable[[Iterator[Sequence[Row]]], Iterator[str]],
    output: str,
    *,
    for_reader: bool,
) -> None:
    """Write the rows as `text` puts them; say what was written to a file, and when there is nothing to show."""
    counted = _begun(listed, for_reader=for_reader)
    pieces = text(iter(counted))
    _deliver(
        map(tamed, pieces) if output in ("", "-") and on_terminal() and not for_reader else pieces, output, [counted]
    )


def _begun(listed: Listing, *, for_reader: bool) -> _Counted:
    """The rows of a listing, of which the first are looked for already: that there are none is said."""
    first = next(listed.rows, None)
    if first is None:
        say(listed.nothing)
    return _Counted(listed, chain([first] if first else [], listed.rows), for_reader=for_reader)


def _deliver(pieces: Iterable[str | bytes], output: str, counted: Sequence[_Counted]) -> None:
    if output in ("", "-"):
        write_output(pieces)
        return
    replaced = write_file(Path(output), pieces)
    count = sum(one.rows for one in counted)
    rows = f"{count} row{'' if count == 1 else 's'}" + (f" in {len(counted)} sheets" if len(counted) > 1 else "")
    say(f"Wrote {rows} to {shown(output)}{', in place of the file that was there' if replaced else ''}.")


def show_text(pieces: Iterator[str], output: str) -> None:
    """Print text that is no list of rows, or write it to a file."""
    if output in ("", "-"):
        write_output(pieces)
        return
    replaced = write_file(Path(output), pieces)
    say(f"Wrote {shown(output)}{', in place of the file that was there' if replaced else ''}.")


class _Counted:
    """Batches of a listing, each row with the cells that are to be shown; `rows` counts them as they pass."""

    def __init__(self, listed: Listing, batches: Iterator[list[Row]], *, for_reader: bool) -> None:
        self._listed = listed
        self._batches = batches
        self._for_reader = for_reader
        self.rows = 0

    def __iter__(self) -> Iterator[Sequence[Row]]:
        width = len(self._listed.columns)
        for batch in self._batches:
            self.rows += len(batch)
            if self._for_reader:
                yield [self._listed.for_reader(row) for row in batch]
            elif len(batch[0]) > width:
                yield [row[:width] for row in batch]
            else:
                yield batch
