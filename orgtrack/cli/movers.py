"""`orgtrack movers`: who left, where they went, who came after."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from orgtrack.cli.moments import with_moment
from orgtrack.cli.session import Session, session
from orgtrack.cli.shown import FormatOption, OutputOption, say, show_listing
from orgtrack.store.reading import snapshot
from orgtrack.timeline.filters import filter_day
from orgtrack.timeline.movers import Asked, By, mover_listing

app = typer.Typer(rich_markup_mode=None)


@app.command()
@with_moment
def movers(
    ctx: typer.Context,
    since: Annotated[str, typer.Option(metavar="DATE", help="Moves that may be of then or later: 2024, 90d.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Moves that may be of then or earlier.")] = "",
    title: Annotated[str, typer.Option(metavar="TITLE", help="Out of or into this title.")] = "",
    company: Annotated[str, typer.Option(metavar="COMPANY", help="Out of or into this company and its units.")] = "",
    left: Annotated[str, typer.Option(metavar="ORG", help="Out of this organization, or what is below it.")] = "",
    joined: Annotated[str, typer.Option(metavar="ORG", help="Into this organization, or what is below it.")] = "",
    by: Annotated[
        By, typer.Option(help="Which day counts: when it took effect, or when it was announced or first published.")
    ] = By.EFFECTIVE,
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """Show who left which post, which one they took next, and who came after.

    One row for each post left, with the next one of that person, however much later; and one for each post taken by
    somebody who left none before. The successor is who was appointed by the same event, or the next holder of a post
    with a single seat. With --by announced, moves of which no announcement and no source's day is on record are left
    out when you ask for a time.

    Example: orgtrack movers --company 'Alibaba Group' --since 2023
    """
    run = session(ctx)
    asked = Asked(
        since=_day(run, "since", since, latest=False),
        until=_day(run, "until", until, latest=True),
        by=by,
        title=title,
        company=company,
        left=left,
        joined=joined,
    )
    with run.reading() as tracker, snapshot(tracker):
        show_listing(mover_listing(tracker, asked), format, output)


def _day(run: Session, what: str, text: str, *, latest: bool) -> date | None:
    """The day of a filter; said where it rests on today."""
    if not text:
        return None
    day, is_relative = filter_day(text, run.today, latest=latest)
    if is_relative:
        say(f"{what.capitalize()} {day} (today is {run.today}).")
    return day
