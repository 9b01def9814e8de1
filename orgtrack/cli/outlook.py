"""`orgtrack outlook`: what may change next, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from orgtrack.cli.moments import with_moment
from orgtrack.cli.session import session
from orgtrack.cli.shown import FormatOption, OutputOption, say, show_listing, with_holder_filters
from orgtrack.errors import Misused, shown
from orgtrack.store.reading import snapshot
from orgtrack.timeline.filters import Filters, asked_time, selected
from orgtrack.timeline.outlook import outlook_listing

app = typer.Typer(rich_markup_mode=None)


@app.command()
@with_moment
@with_holder_filters
def outlook(
    ctx: typer.Context,
    filters: Filters,
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="As it looks on this day; else today.")] = "",
    longer_than: Annotated[
        int | None,
        typer.Option("--longer-than", min=1, metavar="YEARS", help="Call a tenure long after so many years."),
    ] = None,
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """Show which posts may change hands next, a reason a row, and no score.

    \b
    planned-departure  a departure or a successor is announced, and still to come
    stated-vacancy     a source says that the post is or will be empty, and nobody has taken it since
    acting             the holder is an acting one
    long-tenure        in post longer than three quarters of those who left it, if five or more did; else longer than
                       three quarters of all who had the title, if they are five or more
    With --longer-than a tenure is long after so many years instead. Of vague dates the shortest time counts.

    \b
    Examples:
      orgtrack outlook --title CFO
      orgtrack outlook --company 'Alibaba Group' --longer-than 6
    """
    run = session(ctx)
    time, is_relative = asked_time(on, run.today)
    if not time.is_day or time.earliest is None:
        raise Misused(f"{shown(on)} is no single day; type it like 2024-06-30.")
    if is_relative:
        today = "" if time.earliest == run.today else f" (today is {run.today})"
        say(f"As of {time.earliest}{today}.")
    with run.reading() as tracker, snapshot(tracker):
        listed = outlook_listing(tracker, selected(tracker, filters), time.earliest, longer_than=longer_than)
        show_listing(listed, format, output)
