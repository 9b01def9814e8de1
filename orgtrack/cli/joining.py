"""`orgtrack same`, `unsame` and `merge`: two records that are one, by a person's decision that can be taken back."""

from __future__ import annotations

from typing import Annotated

import typer

from orgtrack.cli.lean import LeanCommand
from orgtrack.cli.recording import run, say_made
from orgtrack.cli.session import session
from orgtrack.cli.shown import say, show_lines
from orgtrack.errors import Misused
from orgtrack.record import Entry, Recorded
from orgtrack.record import joining as records
from orgtrack.store.names import display_name

app = typer.Typer(rich_markup_mode=None)

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")]


@app.command(cls=LeanCommand)
def same(
    ctx: typer.Context,
    keep: Annotated[str, typer.Argument(metavar="KEEP", help="The record to keep: a name, or an id like p3.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The record that is the same; its id goes on to work.")],
    dry_run: DryRun = False,
) -> None:
    """Say that two people, two organizations or two titles are one and the same.

    All that names OTHER names KEEP from then on, OTHER's names become further names of KEEP, and its id and address
    find KEEP. Facts that may not fit together are said; unsame takes it back. For companies that became one on a date,
    record a merger: orgtrack merge tells the difference.

    \b
    Examples:
      orgtrack same 'Wu Yongming' 'Eddie Wu' --dry-run
      orgtrack same p3 p7
    """
    joined: list[records.Joined] = []

    def work(entry: Entry) -> list[Recorded]:
        joined[:] = [records.join(entry, keep, other)]
        return []

    entry, _ = run(session(ctx), work, rehearse=dry_run)
    say_made(entry)
    for warning in joined[0].warnings:
        say(f"{warning}.")
    kept, gone = joined[0].kept, joined[0].other
    moved = f": {', '.join(joined[0].moved)} {'would ' if dry_run else ''}move to it" if joined[0].moved else ""
    show_lines([f"{gone.written} {'would be' if dry_run else 'is now'} {kept.written}{moved}."])
    if not dry_run:
        say(f"To part them again, type: orgtrack unsame {gone.noun.id(gone.id)}")


@app.command(cls=LeanCommand)
def unsame(
    ctx: typer.Context,
    former: Annotated[str, typer.Argument(metavar="ID", help="The id that was joined with another, like p7.")],
    dry_run: DryRun = False,
) -> None:
    """Part again what was said to be the same; refused, with a list, where later changes stand in the way.

    \b
    Example:
      orgtrack unsame p7
    """
    told: list[str] = []

    def work(entry: Entry) -> list[Recorded]:
        noun, record_id = records.part(entry, former)
        name = f"{noun.id(record_id)} {display_name(entry.tracker, noun, record_id)}"
        told[:] = [f"{name} {'would be' if dry_run else 'is'} a record of its own again."]
        return []

    run(session(ctx), work, rehearse=dry_run)
    show_lines(told)


_MERGE = """\
Two things are called a merge:

Two records in this tracker turn out to be one person, organization or title, under two names:
  orgtrack same KEEP OTHER
Nothing happened in the world, so there is no date. 'orgtrack unsame OTHER' takes it back.

Two companies or units became one on some day:
  orgtrack add merger INTO --from A --from B --date DATE
It is an event with a date and sources. A, B and INTO stay records of their own, and A and B end."""


@app.command(cls=LeanCommand)
def merge(
    records: Annotated[list[str] | None, typer.Argument(metavar="[RECORD]...", help="What was to be merged.")] = None,
) -> None:
    """Tell the difference between two records that are one (same) and two companies that became one (add merger).

    Example: orgtrack merge
    """
    if records:
        raise Misused(_MERGE)
    typer.echo(_MERGE)
