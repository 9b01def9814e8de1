"""`orgtrack check`: what on record does not fit together, and whether what follows from it is as it follows."""

from __future__ import annotations

from typing import Annotated

import typer

from orgtrack.checks.finding import Kind
from orgtrack.checks.listing import check_listing
from orgtrack.cli.recording import run
from orgtrack.cli.session import session
from orgtrack.cli.shown import FormatOption, OutputOption, say, show_listing
from orgtrack.errors import Misused
from orgtrack.record import Entry, Recorded
from orgtrack.record.rebuild import rebuild
from orgtrack.store.reading import snapshot
from orgtrack.timeline.filters import Filters, selected

app = typer.Typer(rich_markup_mode=None)


@app.command()
def check(
    ctx: typer.Context,
    kinds: Annotated[
        list[Kind] | None,
        typer.Option("--kind", metavar="KIND", help=f"Of this kind; may be repeated: {', '.join(Kind)}."),
    ] = None,
    company: Annotated[str, typer.Option(metavar="COMPANY", help="About this company and its units.")] = "",
    rebuild_all: Annotated[
        bool, typer.Option("--rebuild", help="Derive everything anew, count what differs, and mend it.")
    ] = False,
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """Show what on record does not fit together, why, and what to type; exit 1 when there is an error.

    \b
    error    cannot be true, whatever day a vague date means
    warning  something is probably lacking or wrong
    hint     worth a look
    With --rebuild instead: derive anew all that follows from the events. Nothing should differ; what does is mended.

    \b
    Examples:
      orgtrack check --company 'Alibaba Group'
      orgtrack check --kind held-twice --kind overdue
      orgtrack check --rebuild
    """
    if rebuild_all:
        if kinds or company or format or output:
            raise Misused("--rebuild lists nothing and takes no other option; leave them out.")
        _rebuild(ctx)
        return
    today = session(ctx).today
    with session(ctx).reading() as tracker, snapshot(tracker):
        if not kinds or Kind.OVERDUE in kinds:
            say(f"As of {today}.")
        listed, has_errors = check_listing(tracker, selected(tracker, Filters(company=company)), today, kinds or ())
        show_listing(listed, format, output)
    if has_errors:
        raise typer.Exit(1)


def _rebuild(ctx: typer.Context) -> None:
    differing: dict[str, int] = {}

    def work(entry: Entry) -> list[Recorded]:
        differing.update(rebuild(entry))
        return []

    run(session(ctx), work)
    found = [f"{count} {what}" for what, count in differing.items() if count]
    typer.echo(f"Mended: {', '.join(found)}." if found else "Everything is as it follows from the events.")
