"""`orgtrack publish`: the public copy, and what was left out of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orgtrack.cli.lean import LeanCommand
from orgtrack.cli.session import Session, now, session
from orgtrack.cli.shown import say
from orgtrack.errors import Misused, OrgtrackError
from orgtrack.exporters.whole import stoppable, write_file
from orgtrack.plugin.published import MADE, metadata_of, metadata_path, metadata_text
from orgtrack.plugin.trackers import shipped_metadata
from orgtrack.record.publishing import Published, publish, rehearse_publishing
from orgtrack.store import exists, open_tracker
from orgtrack.store.copies import CopyKind, remember_copy
from orgtrack.timeline.overview import counted

app = typer.Typer(rich_markup_mode=None)


@app.command("publish", cls=LeanCommand)
def publish_(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file of the copy, such as public.db.")],
    title: Annotated[str, typer.Option(metavar="TEXT", help="What the copy is called.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be left out, and write nothing.")] = False,
) -> None:
    """Write the copy that everybody may see: public events with a source, and what follows from them alone.

    Private events, events without a source, private notes, the log, the texts of sources and paths of files stay
    behind, and so do people, organizations, titles and names that nothing published needs. What was left out is counted
    on standard error. An earlier copy is replaced; any other file stays as it is. Beside the copy stands its metadata
    for Datasette; 'orgtrack serve FILE' shows it as everybody sees it.

    \b
    Examples:
      orgtrack publish public.db --dry-run
      orgtrack publish public.db --title 'Who runs what'
    """
    run = session(ctx)
    path = Path(file)
    if not file:
        raise Misused("The name of the file is empty; give one, such as public.db.")
    exists(path)
    name = " ".join(title.split()) or str(shipped_metadata()["title"])
    with run.reading() as tracker:
        if dry_run:
            _say_left_out(rehearse_publishing(tracker))
            typer.echo("Nothing was written (--dry-run).")
            return
        with stoppable():
            remember = lambda: _remember(run, path)  # noqa: E731
            published = publish(tracker, path, title=name, today=run.today, before_placing=remember)
            described = _write_metadata(path)
    _say_left_out(published)
    typer.echo(f"{file}: {_counts(published)}. {described}")


def _remember(run: Session, path: Path) -> None:
    """Note where the copy is; one that cannot be noted is published all the same."""
    try:
        with open_tracker(run.path, write=True) as tracker:
            remember_copy(tracker, CopyKind.PUBLISHED, path, now())
    except OrgtrackError as error:
        say(f"Where the copy is could not be noted for later: {error}")


def _write_metadata(path: Path) -> str:
    beside = metadata_path(path)
    if beside.exists() and not beside.read_bytes().startswith(MADE.encode()):
        return f"{beside.name} is your own and stays as it is."
    write_file(beside, metadata_text(metadata_of(path), path))
    return f"Show it with 'orgtrack serve {path}' or 'datasette {path} -m {beside}'."


def _counts(published: Published) -> str:
    return ", ".join(counted(count, what) for what, count in published.held.items())


def _say_left_out(published: Published) -> None:
    for what, count in published.left_out.items():
        say(f"left out: {what} ({count:,})")
    if not published.left_out:
        say("left out: nothing")
