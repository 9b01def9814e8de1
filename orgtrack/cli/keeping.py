"""`orgtrack verify`, `backup` and `restore`: whether the tracker is whole, and copies of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orgtrack.cli.lean import LeanCommand
from orgtrack.cli.session import now, session
from orgtrack.cli.shown import say
from orgtrack.errors import Misused, OrgtrackError, shown
from orgtrack.keeping.backup import backup as back_up
from orgtrack.keeping.restore import restore as bring_back
from orgtrack.keeping.verify import Verified, damaged
from orgtrack.keeping.verify import verify as check

app = typer.Typer(rich_markup_mode=None)


@app.command(cls=LeanCommand)
def verify(
    ctx: typer.Context,
    expect: Annotated[
        str, typer.Option("--expect", metavar="DIGEST", help="Prove that nothing before this digest has changed.")
    ] = "",
) -> None:
    """Check that the tracker is whole: every page, every record and its history, all that is derived; 1 when not.

    Each entry of the log bears a digest of itself, of what it wrote and of all before it. Write the last one down
    ('orgtrack log --digest'): with --expect it proves later that nothing up to there has changed. It is read at one
    moment, nobody has to wait, and a copy of it has to find room in the folder for temporary files.

    \b
    Examples:
      orgtrack verify
      orgtrack verify --expect c1ceb7222f1a0958a083e54637c49c7478201ba6cbf7fbefb33a0795ad8c1345
    """
    run = session(ctx)
    found = check(run.path, run.today, expect.strip().lower())
    if found.damage:
        raise damaged(run.path, found, "Bring a backup back: orgtrack restore FILE.")
    if found.stale:
        raise OrgtrackError(
            f"{shown(str(run.path))} has lost nothing, but {'; '.join(found.stale)}; mend it: orgtrack check --rebuild."
        )
    for remark in found.remarks:
        say(remark)
    typer.echo(f"{run.path} is whole{_log(found)}")


def _log(found: Verified) -> str:
    """How far the log goes, and the digest that stands for all of it."""
    if not found.entries:
        return "."
    entries = "1 entry" if found.entries == 1 else f"{found.entries} entries"
    return f": {entries} of the log" + (f", the last digest {found.digest}" if found.digest else "") + "."


@app.command(cls=LeanCommand)
def backup(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="Where to; in a folder it is named by the time (UTC).")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace what stands there, an earlier backup of this tracker or not.")
    ] = False,
) -> None:
    """Copy the tracker as it is at this moment, whoever writes meanwhile, and verify the copy before it says done.

    A file that is there is replaced only when it is an earlier backup of this tracker, or with --replace.

    \b
    Examples:
      orgtrack backup /media/disk/orgtrack.db
      orgtrack backup backups/
    """
    run = session(ctx)
    place, found = back_up(run.path, _named(file), time=now(), today=run.today, replace=replace)
    for remark in (*found.remarks, *found.stale):
        say(remark)
    typer.echo(f"Backed up to {place}, which is whole{_log(found)}")


@app.command(cls=LeanCommand)
def restore(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The backup.")],
) -> None:
    """Make the tracker what a backup is, once that has been verified; what it was is kept beside it, and said.

    Programs that have the tracker open, 'orgtrack serve' too, go on with what the backup holds.

    \b
    Examples:
      orgtrack restore /media/disk/orgtrack.db
    """
    run = session(ctx)
    source = _named(file)
    kept, found = bring_back(run.path, source, time=now(), today=run.today)
    for remark in (*found.remarks, *found.stale):
        say(remark)
    typer.echo(f"Restored {run.path.name} from {source}, which is whole{_log(found)}")
    if kept is not None:
        typer.echo(f"What it was is kept as {kept}.")


def _named(file: str) -> Path:
    if not file:
        raise Misused("The name of the file is empty; give one.")
    return Path(file)
