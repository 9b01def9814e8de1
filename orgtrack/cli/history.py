"""`orgtrack log`, `undo` and `redo`: what was changed when and by whom, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from orgtrack.cli.lean import LeanCommand
from orgtrack.cli.recording import run
from orgtrack.cli.session import session
from orgtrack.cli.shown import FormatOption, OutputOption, show_lines, show_listing
from orgtrack.errors import Misused, shown
from orgtrack.record import Entry, Recorded
from orgtrack.record import undo as taking_back
from orgtrack.store.reading import snapshot
from orgtrack.timeline.filters import filter_day
from orgtrack.timeline.log import LogFilters, entry_words, last_digest, log_listing, written_lines

app = typer.Typer(rich_markup_mode=None)

EntryArgument = Annotated[
    str, typer.Argument(metavar="[ENTRY]", help="The entry's number in the log; else the latest.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")]


def _number(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 15:
        raise Misused(f"{shown(text)} is no entry of the log; give its number, as 'orgtrack log' shows it.")
    return int(text)


@app.command(cls=LeanCommand)
def log(
    ctx: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="[WHAT]", help="A person, organization, title or event: a name, or an id like e12.")
    ] = "",
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="Written then or later (UTC): 2025, 7d.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Written then or earlier (UTC).")] = "",
    command: Annotated[str, typer.Option("--command", metavar="TEXT", help="Whose command holds this text.")] = "",
    actor: Annotated[str, typer.Option("--actor", metavar="NAME", help="Written by this person.")] = "",
    entry: Annotated[
        str, typer.Option("--entry", metavar="N", help="This entry alone, with all that it changed.")
    ] = "",
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="At most so many, the latest.")] = None,
    digest: Annotated[bool, typer.Option("--digest", help="Only the digest of the latest of these entries.")] = False,
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """Show what was changed, from what to what, when, by which command and by whom; the latest first.

    What another program wrote is in it too. The digest of an entry stands for it and all before it: write one down,
    and whoever changes the past changes it.

    \b
    Examples:
      orgtrack log --limit 10
      orgtrack log 'Wu Yongming' --since 30d
      orgtrack log e12
      orgtrack log --digest
    """
    asked = session(ctx)
    filters = LogFilters(
        what=what,
        entry=_number(entry),
        since=filter_day(since, asked.today, latest=False)[0] if since else None,
        until=filter_day(until, asked.today, latest=True)[0] if until else None,
        command=command,
        actor=actor,
        limit=limit,
    )
    if digest and (format or output):
        raise Misused("--digest prints one line of text; leave out --format and -o, or --digest.")
    with asked.reading() as tracker, snapshot(tracker):
        if digest:
            typer.echo(last_digest(tracker, filters))
        else:
            show_listing(log_listing(tracker, filters), format, output)


@app.command(cls=LeanCommand)
def undo(ctx: typer.Context, entry: EntryArgument = "", dry_run: DryRun = False) -> None:
    """Take back what a command, an import or another program changed; the log keeps both.

    Without a number it is the latest entry of the log that still stands. Refused when later changes build on it.

    \b
    Examples:
      orgtrack undo
      orgtrack undo 12 --dry-run
    """
    _take_back(ctx, taking_back.undo, _number(entry), "Undone", dry_run=dry_run)


@app.command(cls=LeanCommand)
def redo(ctx: typer.Context, entry: EntryArgument = "", dry_run: DryRun = False) -> None:
    """Do again what was undone, the latest first or the entry named; the log keeps all of it.

    \b
    Examples:
      orgtrack redo
      orgtrack redo 12
    """
    _take_back(ctx, taking_back.redo, _number(entry), "Done again", dry_run=dry_run)


def _take_back(
    ctx: typer.Context, work: Callable[[Entry, int | None], int], number: int | None, done: str, *, dry_run: bool
) -> None:
    told: list[str] = []

    def worked(entry: Entry) -> list[Recorded]:
        taken = work(entry, number)
        told[:] = [f"{'Would be ' + done.lower() if dry_run else done}: {entry_words(entry.tracker, taken)}."]
        told.extend(f"  {line}" for line in written_lines(entry.tracker))
        return []

    run(session(ctx), worked, rehearse=dry_run)
    show_lines(told)
