"""`orgtrack import`: a file in, all of it or nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from orgtrack.cli.lean import LeanCommand
from orgtrack.cli.recording import run, say_made
from orgtrack.cli.session import session
from orgtrack.errors import MOST_LISTED, OrgtrackError, shown
from orgtrack.importers import Loaded, load_table
from orgtrack.importers.reading import Reading
from orgtrack.record import Entry, Recorded

app = typer.Typer(rich_markup_mode=None)


@app.command("import", cls=LeanCommand)
def import_(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="CSV, TSV, XLSX, ODS or JSON; - for standard input.")],
    sheet: Annotated[
        str, typer.Option("--sheet", metavar="NAME|NUMBER", help="The sheet of a workbook, else its first.")
    ] = "",
    delimiter: Annotated[
        str, typer.Option("--delimiter", metavar="CHARACTER", help="What parts the cells: comma, semicolon, tab, pipe.")
    ] = "",
    encoding: Annotated[
        str, typer.Option("--encoding", metavar="NAME", help="How the text is encoded, when it is not UTF-8: cp1252.")
    ] = "",
    comment: Annotated[
        list[str] | None, typer.Option("--comment", metavar="TEXT", help="Leave out rows that begin so, like '#'.")
    ] = None,
    header_row: Annotated[
        int,
        typer.Option("--header-row", metavar="LINE", min=0, help="The line that names the columns, else the first."),
    ] = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read everything and write nothing.")] = False,
) -> None:
    """Load a file: all of it, or nothing and every problem by its line.

    A spreadsheet (XLSX, ODS), delimited text (CSV, TSV; what parts the cells is found out) or JSON (an object a line,
    or a list of them). Its header says what it holds: events, as 'orgtrack export' writes them (date and type are
    needed); tenures (person, title, organization, start, end, and source, published, quote, acting, note where there
    are any); other names (kind, name, other_name, name_kind); organizations (name, kind, fiscal_year_end, note).

    \b
    Examples:
      orgtrack import tenures.csv
      orgtrack import board.xlsx --sheet 'Past members' --header-row 3
      orgtrack export timeline -o - | orgtrack --db copy.db import -
    """
    comments = tuple(prefix for prefix in comment or () if prefix)
    options = Reading(sheet=sheet, delimiter=delimiter, encoding=encoding, comments=comments, header_row=header_row)
    loaded: list[Loaded] = []
    with _opened(file) as (content, place):

        def work(entry: Entry) -> list[Recorded]:
            loaded[:] = [load_table(entry, content, place, options)]
            return loaded[0].recorded

        entry, _ = run(session(ctx), work, rehearse=dry_run)
    _say_reading(loaded[0], place)
    say_made(entry, briefly=True)
    typer.echo(_sentence(loaded[0], place) + (" Nothing was written (--dry-run)." if dry_run else ""))


def _say_reading(loaded: Loaded, place: str) -> None:
    for sentence in loaded.said:
        typer.echo(f"{place}: {sentence}", err=True)
    for warning in loaded.warnings[:MOST_LISTED]:
        typer.echo(f"{place}, {warning}", err=True)
    if len(loaded.warnings) > MOST_LISTED:
        typer.echo(f"{place}: and {len(loaded.warnings) - MOST_LISTED:,} more of that kind.", err=True)


def _sentence(loaded: Loaded, place: str) -> str:
    rows = f"{place}: {loaded.rows} rows ({loaded.shape})"
    if not loaded.recorded:
        return f"{rows}."
    return f"{rows}; {loaded.created} events created, {loaded.updated} updated, {loaded.unchanged} unchanged."


@contextmanager
def _opened(file: str) -> Iterator[tuple[BinaryIO, str]]:
    """The content of a file, or of standard input, and its name in errors; what cannot be read twice is kept."""
    if file == "-":
        yield BytesIO(sys.stdin.buffer.read()), "standard input"
        return
    path = Path(file)
    try:
        opened = path.open("rb")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is no name of a file"
        raise OrgtrackError(f"{shown(file)} cannot be read: {why}; check the name.") from None
    with opened:
        yield opened if opened.seekable() else BytesIO(opened.read()), path.name
