"""`orgtrack import`: a CSV file in, all of it or nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from orgtrack.cli.lean import LeanCommand
from orgtrack.cli.recording import run, say_made
from orgtrack.cli.session import session
from orgtrack.errors import OrgtrackError, shown
from orgtrack.importers import Loaded, load_table
from orgtrack.record import Entry, Recorded

app = typer.Typer(rich_markup_mode=None)


@app.command("import", cls=LeanCommand)
def import_(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A CSV file, or - for standard input.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read everything and write nothing.")] = False,
) -> None:
    """Load a CSV file: all of it, or nothing and every problem by its line.

    Its header says what it holds: events, as 'orgtrack export' writes them (date and type are needed); tenures
    (person, title, organization, start, end, and source, published, quote, acting, note where there are any);
    other names (kind, name, other_name, name_kind); organizations (name, kind, fiscal_year_end, note).

    \b
    Examples:
      orgtrack import tenures.csv
      orgtrack export timeline -o - | orgtrack --db copy.db import -
    """
    content, place = _content(file)
    loaded: list[Loaded] = []

    def work(entry: Entry) -> list[Recorded]:
        loaded[:] = [load_table(entry, content, place)]
        return loaded[0].recorded

    entry, _ = run(session(ctx), work, rehearse=dry_run)
    say_made(entry, briefly=True)
    typer.echo(_sentence(loaded[0], place) + (" Nothing was written (--dry-run)." if dry_run else ""))


def _sentence(loaded: Loaded, place: str) -> str:
    rows = f"{place}: {loaded.rows} rows ({loaded.shape})"
    if not loaded.recorded:
        return f"{rows}."
    return f"{rows}; {loaded.created} events created, {loaded.updated} updated, {loaded.unchanged} unchanged."


def _content(file: str) -> tuple[bytes, str]:
    if file == "-":
        return sys.stdin.buffer.read(), "standard input"
    path = Path(file)
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        raise OrgtrackError(f"{shown(file)} cannot be read: {error.strerror}; check the name.") from None
