"""Bare `orgtrack`: what the tracker holds, what needs attention, and where to go on."""

from __future__ import annotations

import typer

from orgtrack.cli.session import session
from orgtrack.errors import shown
from orgtrack.store.reading import snapshot
from orgtrack.timeline.overview import Overview, overview

_BEGIN = """Begin with one of these:
  orgtrack add            write down what an article says, in your editor
  orgtrack add --help     record one event
  orgtrack import FILE    load a spreadsheet saved as CSV
  orgtrack demo           look at a sample tracker in the browser
  orgtrack --help         all commands"""
_NEXT = """Go on with:
  orgtrack add                              write down what an article says
  orgtrack timeline --since 90d             the last three months
  orgtrack find TEXT                        look for a name or a word
  orgtrack export timeline -o timeline.csv  take the timeline away
  orgtrack serve --open                     browse it in Datasette"""


def home(ctx: typer.Context) -> None:
    """Print the overview; where there is no tracker yet, how to begin one."""
    run = session(ctx)
    place = shown(str(run.path))
    if not run.path.exists():
        typer.echo(f"There is no tracker at {place} yet.\n\n{_BEGIN}")
        return
    with run.reading() as tracker, snapshot(tracker):
        seen = overview(tracker, run.today)
    counts = ", ".join(f"{count:,} {_one(what) if count == 1 else what}" for what, count in seen.held.items())
    typer.echo(f"{place} holds {counts}.\n")
    attention = _attention(seen)
    if attention:
        width = max(len(line) for line, _ in attention)
        typer.echo("Needs attention:")
        for line, command in attention:
            typer.echo(f"  {line.ljust(width)}  {command}")
        typer.echo("")
    typer.echo(_NEXT)
    if seen.passed:
        typer.echo(f"Today is taken to be {run.today}.", err=True)


def _attention(seen: Overview) -> list[tuple[str, str]]:
    """What there is to look at, each with the command that shows it."""
    listed = [
        (seen.conflicts, "conflict", "conflicts", "between what sources say", "orgtrack conflicts"),
        (seen.passed, "plan", "plans", "whose day has passed", "orgtrack timeline --status planned --until today"),
        (seen.undated, "event", "events", "without a date", "orgtrack timeline --undated"),
        (seen.unsourced, "event", "events", "without a source", "orgtrack timeline --unsourced"),
    ]
    return [
        (f"{count:,} {one if count == 1 else many} {what}", command)
        for count, one, many, what, command in listed
        if count
    ]


def _one(plural: str) -> str:
    return {"people": "person", "companies": "company"}.get(plural, plural.removesuffix("s"))
