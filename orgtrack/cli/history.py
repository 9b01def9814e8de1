"""`orgtrack log`, `undo` and `redo`: what was changed when and by whom, and taking it back."""

from __future__ import annotations

from typing import Annotated

import typer

from orgtrack.cli.lean import LeanCommand
from orgtrack.cli.recording import run
from orgtrack.cli.session import session
from orgtrack.errors import Misused, shown
from orgtrack.record import Entry, Recorded
from orgtrack.record import undo as taking_back

app = typer.Typer(rich_markup_mode=None)

EntryArgument = Annotated[str, typer.Argument(metavar="[ENTRY]", help="The entry's number in the log; else the latest.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")]


def _number(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 15:
        raise Misused(f"{shown(text)} is no entry of the log; give its number, as 'orgtrack log' shows it.")
    return int(text)


@app.command(cls=LeanCommand)
def undo(ctx: typer.Context, entry: EntryArgument = "", dry_run: DryRun = False) -> None:
    """Take back what a command, an import or another program changed; the log keeps both.

    \b
    Examples:
      orgtrack undo
      orgtrack undo 12 --dry-run
    """
    number = _number(entry)

    def work(done: Entry) -> list[Recorded]:
        taking_back.undo(done, number)
        return []

    run(session(ctx), work, rehearse=dry_run)


@app.command(cls=LeanCommand)
def redo(ctx: typer.Context, entry: EntryArgument = "", dry_run: DryRun = False) -> None:
    """Do again what was undone."""
    number = _number(entry)

    def work(done: Entry) -> list[Recorded]:
        taking_back.redo(done, number)
        return []

    run(session(ctx), work, rehearse=dry_run)
