"""`orgtrack import`: a file in, all of it or nothing."""

from __future__ import annotations

import csv
import gc
import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from orgtrack.cli.import_options import IMPORT_OPTIONS, Given, read_bytes, understood, write_text
from orgtrack.cli.lean import LeanCommand
from orgtrack.cli.options import REQUIRED, parameter, with_signature
from orgtrack.cli.recording import run, say_made
from orgtrack.cli.session import session
from orgtrack.errors import MOST_LISTED, Misused, OrgtrackError, Problem, shown
from orgtrack.importers import ImportRefused, Loaded, load_table
from orgtrack.importers.decisions import decisions_text, read_decisions
from orgtrack.record import Entry, Recorded

app = typer.Typer(rich_markup_mode=None)

_HELP = """Load a file: all of it, or nothing and every problem by its line.

A spreadsheet (XLSX, ODS), delimited text (CSV, TSV; what parts the cells is found out) or JSON (an object a line, or
a list of them). Its headers say what it holds: tenures (person, title, organization, start, end), events as 'orgtrack
export' writes them (date, type), moves (date, person, and from and to which title and organization), other names
(kind, name, other_name, name_kind), organizations (name, kind, start, end, parent), people. Plain words are
understood too (Name, Role, Firm, From, To, Joined), and how each was is said; --map says the rest.

A row of tenures becomes an appointment and, with an end, a departure. The same file again changes nothing; a row whose
end has come since then gets its departure. An export's own ids are kept in a tracker that holds nothing yet, and the
folder of 'orgtrack export folder' is built again in such a one.

\b
Examples:
  orgtrack import tenures.csv
  orgtrack import board.xlsx --sheet 'Past members' --map person=Officer --day-first
  orgtrack import officers.csv --key id --ongoing to_date --dry-run
  orgtrack export timeline -o - | orgtrack --db copy.db import -
"""


def _import(**given: Any) -> None:  # noqa: ANN401 - each as its option says
    ctx: typer.Context = given.pop("ctx")
    file = str(given.pop("file"))
    as_json = _is_json(given)
    if Path(file).is_dir():
        _only_folder(file, given)
        from orgtrack.cli.folder import import_folder  # few imports are of folders

        import_folder(session(ctx), file, dry_run=bool(given["dry_run"]), as_json=as_json)
        return
    reading, options = understood(given, file)
    decisions_file = str(given["decisions"])
    decided, listed = _decided(decisions_file)
    loaded: list[Loaded] = []
    with _opened(file) as (content, place), _no_collection():
        refused_file = _refused_file(file, given)

        def work(entry: Entry) -> list[Recorded]:
            with _progress(place) as progress:
                loaded[:] = [
                    load_table(
                        entry,
                        content,
                        place,
                        reading,
                        options,
                        skip_refused=bool(given["skip_refused"]),
                        close_missing=bool(given["close_missing"]),
                        decide_with=decisions_file,
                        progress=progress,
                    )
                ]
            return loaded[0].recorded

        try:
            entry, _ = run(session(ctx), work, rehearse=bool(given["dry_run"]), decisions=decided)
        except ImportRefused as error:
            _say_understood(error.loaded, place)
            if decisions_file and error.loaded.questions:
                write_text(decisions_file, decisions_text(error.loaded.questions, listed))
            if as_json:
                typer.echo(json.dumps(_as_json(error.loaded, written=False), ensure_ascii=False))
            raise
    found = loaded[0]
    if found.refused:
        write_text(refused_file, _refused_text(found))
    _say_understood(found, place)
    say_made(entry, briefly=True)
    _say_vanished(found, place, closed=bool(given["close_missing"]))
    if as_json:
        typer.echo(json.dumps(_as_json(found, written=not given["dry_run"]), ensure_ascii=False))
    else:
        typer.echo(_sentence(found, place, refused_file, dry_run=bool(given["dry_run"])))


def _only_folder(file: str, given: Given) -> None:
    for name, (_, default) in IMPORT_OPTIONS.items():
        if name not in ("dry_run", "format") and given[name] not in (default, None, ()):
            raise Misused(
                f"{shown(file)} is a folder, which is read as it was written; leave out --{name.replace('_', '-')}."
            )


def _is_json(given: Given) -> bool:
    if given["format"] not in ("table", "json"):
        raise Misused(f"--format {shown(str(given['format']))} is neither table nor json.")
    return given["format"] == "json"


def _decided(file: str) -> tuple[Any, list[tuple[str, ...]]]:
    path = Path(file)
    return read_decisions(read_bytes(path), path.name) if file and path.exists() else ({}, [])


def _refused_file(file: str, given: Given) -> str:
    named = str(given["refused"])
    if named and not given["skip_refused"]:
        raise Misused("--refused is for the rows that --skip-refused leaves out; give both.")
    if given["skip_refused"] and file == "-" and not named:
        raise Misused("--skip-refused needs --refused FILE when the table comes from standard input.")
    return named or f"{file}.refused.csv"


def _refused_text(loaded: Loaded) -> str:
    """The rows that were left out as the file had them, with their lines and what is wrong with each."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*loaded.headers, "line", "problem"])
    for one in loaded.refused:
        why = "\n".join(f"{problem.column}: {problem.message}".removeprefix(": ") for problem in one.problems)
        cells = one.cells or ("",) * len(loaded.headers)
        writer.writerow([*(_kept_from_running(cell) for cell in cells), one.line, why])
    return text.getvalue()


def _kept_from_running(cell: str) -> str:
    return f"'{cell}" if cell.startswith(tuple("=+-@\t\r\n＝＋－＠'")) else cell


def _as_json(loaded: Loaded, *, written: bool) -> Mapping[str, object]:
    return {
        "shape": loaded.shape,
        "rows": loaded.rows,
        "created": loaded.created,
        "updated": loaded.updated,
        "unchanged": loaded.unchanged,
        "refused": len({problem.line for problem in loaded.problems}),
        "events": loaded.events,
        "written": written,
        "vanished": [{"id": f"e{one.event_id}", "headline": one.headline} for one in loaded.vanished],
        "problems": [_problem(problem) for problem in loaded.problems],
    }


def _problem(problem: Problem) -> Mapping[str, object]:
    return {"line": problem.line, "column": problem.column, "message": problem.message}


def _say_understood(loaded: Loaded, place: str) -> None:
    for sentence in loaded.said:
        typer.echo(f"{place}: {sentence}", err=True)
    for warning in loaded.warnings[:MOST_LISTED]:
        typer.echo(f"{place}, {warning}", err=True)
    if len(loaded.warnings) > MOST_LISTED:
        typer.echo(f"{place}: and {len(loaded.warnings) - MOST_LISTED:,} more of that kind.", err=True)


def _say_vanished(loaded: Loaded, place: str, *, closed: bool) -> None:
    for one in loaded.vanished[:MOST_LISTED]:
        what = f"closed as last seen on {one.seen}" if closed else f"was there on {one.seen}"
        typer.echo(f"{place} no longer has e{one.event_id} ({one.headline}): {what}", err=True)
    if len(loaded.vanished) > MOST_LISTED:
        typer.echo(f"{place}: and {len(loaded.vanished) - MOST_LISTED:,} more rows that are gone.", err=True)
    if loaded.vanished and not closed:
        typer.echo("Nobody left because of that; --close-missing closes them as last seen then.", err=True)


def _sentence(loaded: Loaded, place: str, refused_file: str, *, dry_run: bool) -> str:
    parts = [f"{loaded.created} created", f"{loaded.updated} updated", f"{loaded.unchanged} unchanged"]
    if loaded.refused:
        parts.append(f"{len(loaded.refused)} refused (see {refused_file})")
    rows = f"{place}: {loaded.rows} {'row' if loaded.rows == 1 else 'rows'} ({loaded.shape}); {', '.join(parts)};"
    rows += f" {loaded.events} new {'event' if loaded.events == 1 else 'events'}."
    return rows + (" Nothing was written (--dry-run)." if dry_run else "")


@contextmanager
def _progress(place: str) -> Iterator[Callable[[int], None] | None]:
    """How far the file is read, on a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    shown_so_far = False

    def said(rows: int) -> None:
        nonlocal shown_so_far
        shown_so_far = True
        typer.echo(f"\r{place}: {rows:,} rows", err=True, nl=False)

    try:
        yield said
    finally:
        if shown_so_far:
            typer.echo("\r\x1b[K", err=True, nl=False)


@contextmanager
def _no_collection() -> Iterator[None]:
    """An import makes a million objects and no cycles of them; to look for some takes a third longer."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


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


_FILE = Annotated[
    str, typer.Argument(metavar="FILE", help="CSV, TSV, XLSX, ODS or JSON; a folder; - for standard input.")
]
app.command("import", cls=LeanCommand, help=_HELP)(
    with_signature(
        _import,
        [
            parameter("ctx", typer.Context, REQUIRED),
            parameter("file", _FILE, REQUIRED),
            *(parameter(name, annotation, default) for name, (annotation, default) in IMPORT_OPTIONS.items()),
        ],
    )
)
