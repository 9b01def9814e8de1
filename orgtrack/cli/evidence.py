"""`orgtrack conflicts`, `resolve` and `why`: what sources say against each other, and what an answer rests on."""

from __future__ import annotations

from typing import Annotated

import typer

from orgtrack.cli.moments import with_moment
from orgtrack.cli.recording import record
from orgtrack.cli.session import session
from orgtrack.cli.shown import (
    Format,
    FormatOption,
    OutputOption,
    format_for,
    in_colour,
    show_listing,
    show_text,
    terminal_width,
    with_filters,
)
from orgtrack.exporters.as_proof import proof_markdown, proof_text
from orgtrack.record.resolving import resolve as decide
from orgtrack.store.reading import snapshot
from orgtrack.timeline.conflicts import conflict_listing
from orgtrack.timeline.filters import Filters, selected
from orgtrack.timeline.proof import proof_listing, proofs

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


@app.command()
@with_moment
def why(
    ctx: typer.Context,
    what: Annotated[
        list[str],
        typer.Argument(metavar="eN|PERSON TITLE ORG", help="An event's id; or a person, a title and an organization."),
    ],
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """Show why an event stands on record as it does: sources with their words, rules, effects, conflicts, history.

    Of a person, a title and an organization: of each event that these tenures rest on. As Markdown it is a sheet to
    hand on, with the quotes and links.

    \b
    Examples:
      orgtrack why e12
      orgtrack why 'Wu Yongming' CEO 'Alibaba Group' --format markdown -o proof.md
    """
    run = session(ctx)
    with run.reading() as tracker, snapshot(tracker):
        found = proofs(tracker, what, run.today)
    chosen = format_for(output, format, Format.TABLE)
    if chosen is Format.MARKDOWN:
        show_text(proof_markdown(found), output)
    elif chosen is Format.TABLE:
        to_terminal = output in ("", "-")
        width, colour = (terminal_width(), in_colour()) if to_terminal else (None, False)
        show_text(proof_text(found, width=width, colour=colour), output)
    else:
        show_listing(proof_listing(found), chosen, output)
