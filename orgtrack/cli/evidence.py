"""`orgtrack conflicts`, `resolve` and `why`: what sources say against each other, and what an answer rests on."""

from __future__ import annotations

from typing import Annotated

import typer

from orgtrack.cli.moments import with_moment
from orgtrack.cli.recording import record
from orgtrack.cli.session import session
from orgtrack.cli.shown import FormatOption, OutputOption, show_listing, with_filters
from orgtrack.record.resolving import resolve as decide
from orgtrack.store.reading import snapshot
from orgtrack.timeline.conflicts import conflict_listing
from orgtrack.timeline.filters import Filters, selected

app = typer.Typer(rich_markup_mode=None)


@app.command()
@with_moment
@with_filters
def conflicts(
    ctx: typer.Context,
    filters: Filters,
    with_resolved: Annotated[bool, typer.Option("--all", help="Also those that were decided, marked.")] = False,
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """Show events whose sources cannot all be right: a row a claim, with the source and words that make it.

    Two dates conflict when they do not overlap as written, two amounts when they are of one currency and no roundings
    of each other. Plans that were superseded never conflict. 'orgtrack resolve' decides, and keeps every claim.

    \b
    Examples:
      orgtrack conflicts --company 'Alibaba Group'
      orgtrack conflicts --all -o conflicts.csv
    """
    with session(ctx).reading() as tracker, snapshot(tracker):
        show_listing(conflict_listing(tracker, selected(tracker, filters), resolved=with_resolved), format, output)


@app.command()
def resolve(
    ctx: typer.Context,
    event: Annotated[str, typer.Argument(metavar="eN", help="The event's id.")],
    decision: Annotated[str, typer.Argument(metavar="FIELD=VALUE", help="The value that a source gives, accepted.")],
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Why; it stays on record.")] = "",
) -> None:
    """Decide between what sources say of an event; the other claims stay on record, and the reason with them.

    A source that is cited later and says otherwise opens the conflict anew.

    \b
    Example:
      orgtrack resolve e12 date=2023-09-10 --because 'the company says so itself'
    """
    record(session(ctx), lambda entry: [decide(entry, event, decision, because)])
