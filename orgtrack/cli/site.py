"""The commands that show a tracker in the browser."""

from __future__ import annotations

import functools
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from orgtrack.cli.lean import LeanCommand
from orgtrack.cli.session import Session, session
from orgtrack.errors import Misused, OrgtrackError, shown

app = typer.Typer(rich_markup_mode=None)

_Port = Annotated[
    int | None,
    typer.Option("--port", metavar="N", help="The port; without it 8001, or the next one that is free."),
]
_Open = Annotated[bool, typer.Option("--open", help="Open the browser on the events, newest first.")]
_DEMO_FILE = "orgtrack.db"


@app.command(cls=LeanCommand)
def serve(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="The tracker's file; else as for every command."),
    ] = None,
    port: _Port = None,
    open_browser: _Open = False,
    sql: Annotated[bool, typer.Option("--sql", help="Let readers of a published copy ask it in SQL too.")] = False,
) -> None:
    """Show the tracker, or a published copy, in the browser, on this machine only, until Ctrl-C.

    \b
    Examples:
      orgtrack serve --open
      orgtrack serve public.db
    """
    if file is not None and _given(ctx, "db"):
        raise Misused("Two files are named, one with --db and one as FILE; name one.")
    _serve(ctx, file or session(ctx).path, port, open_browser, sql=sql)


@app.command(cls=LeanCommand)
def demo(
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="Where to keep it; without it, in a folder removed at the end."),
    ] = None,
    port: _Port = None,
    open_browser: _Open = False,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Only build it.")] = False,
) -> None:
    """Build the sample tracker from the data that comes with the program, and show it in the browser.

    \b
    Example:
      orgtrack demo --open
    """
    if _given(ctx, "db"):
        raise Misused("The demo makes a file of its own; name a folder for it instead of --db.")
    if no_serve and (open_browser or port is not None):
        raise Misused("--no-serve builds without serving, so --open and --port say nothing; leave them out.")
    place = Path(tempfile.mkdtemp(prefix="orgtrack-")) if folder is None else folder
    try:
        path = _build(replace(session(ctx), path=place / _DEMO_FILE))
        if no_serve:
            typer.echo(path)
        else:
            _serve(ctx, path, port, open_browser)
    finally:
        if folder is None and not no_serve:
            shutil.rmtree(place, ignore_errors=True)


def _build(built: Session) -> Path:
    """Make the sample tracker, whole or not at all; return its path."""
    from orgtrack.cli.sample import load_sample
    from orgtrack.shipped import shipped

    place = shown(str(built.path))
    if built.path.exists():
        raise OrgtrackError(
            f"{place} exists already and stays as it is; show it with 'orgtrack serve', or name another folder."
        )
    try:
        built.path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OrgtrackError(f"The folder of {place} cannot be made ({error.strerror}); name another.") from error
    typer.echo(built.write(lambda tracker: load_sample(tracker, shipped("data"), today=built.today)), err=True)
    return built.path


def _serve(ctx: typer.Context, path: Path, port: int | None, open_browser: bool, *, sql: bool = False) -> None:
    # Datasette takes most of a second to load, and only these two commands need it.
    from orgtrack.plugin.serve import serve as serve_site

    today = session(ctx).today if _given(ctx, "today") else None
    say = functools.partial(typer.echo, err=True)
    serve_site(path, port=port, open_browser=open_browser, today=today, sql=sql, say=say)


def _given(ctx: typer.Context, option: str) -> bool:
    """Whether that option of the program was typed."""
    return bool(ctx.find_root().params.get(option))
