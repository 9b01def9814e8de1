"""`orgtrack check --rebuild`: whether all that follows from the events is as it follows from them."""

from __future__ import annotations

from typing import Annotated

import typer

from orgtrack.cli.recording import run
from orgtrack.cli.session import session
from orgtrack.errors import Misused
from orgtrack.record import Entry, Recorded
from orgtrack.record.rebuild import rebuild

app = typer.Typer(rich_markup_mode=None)


@app.command()
def check(
    ctx: typer.Context,
    rebuild_all: Annotated[
        bool, typer.Option("--rebuild", help="Derive everything anew, count what differs, and mend it.")
    ] = False,
) -> None:
    """Derive anew all that follows from the events: who belongs to whom, names, and who held which post when.

    Nothing should differ; what does is mended, and counted. Checks of the events themselves come with a later version.

    Example: orgtrack check --rebuild
    """
    if not rebuild_all:
        raise Misused(
            "Only 'orgtrack check --rebuild' is there so far; checks of the events come with a later version."
        )
    differing: dict[str, int] = {}

    def work(entry: Entry) -> list[Recorded]:
        differing.update(rebuild(entry))
        return []

    run(session(ctx), work)
    found = [f"{count} {what}" for what, count in differing.items() if count]
    typer.echo(f"Mended: {', '.join(found)}." if found else "Everything is as it follows from the events.")
