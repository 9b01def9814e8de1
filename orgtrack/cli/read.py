"""`orgtrack list`, `show`, `timeline` and `find`: reading in the terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from orgtrack.cli.moments import with_moment
from orgtrack.cli.session import session
from orgtrack.cli.shown import (
    FormatOption,
    OutputOption,
    in_colour,
    show_listing,
    terminal_width,
    with_filters,
)
from orgtrack.errors import Misused
from orgtrack.exporters.as_page import page_text
from orgtrack.exporters.whole import write_output
from orgtrack.store.reading import snapshot
from orgtrack.timeline.events import event_listing
from orgtrack.timeline.filters import Filters, selected
from orgtrack.timeline.lists import Listed, listing
from orgtrack.timeline.pages import page
from orgtrack.timeline.search import MOST_FOUND, found, meant

app = typer.Typer(rich_markup_mode=None)


@app.command("list")
@with_moment
@with_filters
def list_records(
    ctx: typer.Context,
    what: Annotated[Listed, typer.Argument(metavar="WHAT", help=f"What to list: {', '.join(Listed)}.")],
    filters: Filters,
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """List people, companies, units, titles, posts, events, sources or tenures.

    With filters: those that the matching events name. --search looks into the records themselves.

    Example: orgtrack list people --company 'Alibaba Group' --since 2024
    """
    with session(ctx).reading() as tracker, snapshot(tracker):
        show_listing(listing(tracker, what, filters), format, output)


@app.command()
@with_moment
def show(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME|TITLE", help="A name or an id: p7, o3, t2, post:4, e12, s5.")],
    organization: Annotated[
        str, typer.Argument(metavar="[ORG]", help="After a title: the organization, for the page of the post.")
    ] = "",
) -> None:
    """Show all that is on record about a person, company, unit, title, post, event or source.

    Examples: orgtrack show 'Wu Yongming' · orgtrack show CEO 'Alibaba Group' · orgtrack show e12
    """
    with session(ctx).reading() as tracker, snapshot(tracker):
        write_output(page_text(page(tracker, name, organization), width=terminal_width(), colour=in_colour()))


@app.command()
@with_moment
@with_filters
def timeline(
    ctx: typer.Context,
    filters: Filters,
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="A person, company, unit or title, or an id like p7.")
    ] = "",
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """Show events in order of time, those of a company with its units'.

    Example: orgtrack timeline 'Alibaba Group' --since 2024 --type appointment
    """
    with session(ctx).reading() as tracker, snapshot(tracker):
        show_listing(event_listing(tracker, selected(tracker, replace(filters, name=name))), format, output)


@app.command()
@with_moment
def find(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="TEXT", help="Words to look for, in any script.")],
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many of each kind.")] = MOST_FOUND,
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """Find people, organizations, titles, sources and events by words; the last word may be only begun.

    Example: orgtrack find yongm
    """
    text = " ".join(words)
    if not text.strip():
        raise Misused("Nothing to look for was given; type a word, e.g. 'orgtrack find yongming'.")
    with session(ctx).reading() as tracker, snapshot(tracker):
        results = found(tracker, text, limit)
        first = next(results.rows, None)
        if first is None:
            close = meant(tracker, text)[:3]
            hint = " Did you mean " + " or ".join(f"{c.name} ({c.id})" for c in close) + "?" if close else ""
            results = replace(results, nothing=results.nothing + hint)
        else:
            rows = results.rows
            results = replace(results, rows=(batch for part in ([first], rows) for batch in part))
        show_listing(results, format, output)
