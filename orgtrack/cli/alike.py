"""`orgtrack duplicates` and `not-same`: records that may be one, and those that are not."""

from __future__ import annotations

from typing import Annotated

import typer

from orgtrack.cli.recording import write
from orgtrack.cli.session import session
from orgtrack.cli.shown import FormatOption, OutputOption, show_listing
from orgtrack.errors import Misused
from orgtrack.lookup import existing_any
from orgtrack.model.vocabulary import Noun
from orgtrack.record import apart
from orgtrack.store.reading import snapshot
from orgtrack.timeline.duplicates import LEAST_SCORE, Duplicated
from orgtrack.timeline.duplicates import duplicates as pairs

app = typer.Typer(rich_markup_mode=None)


@app.command()
def duplicates(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="Only pairs with this person or organization, or id.")
    ] = "",
    kinds: Annotated[
        list[Duplicated] | None,
        typer.Option("--kind", metavar="KIND", help=f"Of this kind; may be repeated: {', '.join(Duplicated)}."),
    ] = None,
    least: Annotated[
        int, typer.Option("--least", min=1, max=100, metavar="SCORE", help="Only pairs of this score, or higher.")
    ] = LEAST_SCORE,
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """Show pairs of people, and of organizations, that are likely one: why, and how likely, from 100 down.

    Nothing is joined. What is not one, tell apart with not-same: it is never shown again.

    \b
    Examples:
      orgtrack duplicates --kind people --least 85
      orgtrack duplicates 'Wu Yongming'
    """
    with session(ctx).reading() as tracker, snapshot(tracker):
        found = existing_any(tracker, [Noun.PERSON, Noun.ORGANIZATION], name) if name else None
        of = (found.noun, found.id) if found else None
        show_listing(pairs(tracker, kinds or (), least=least, of=of), format, output)


@app.command("not-same")
def not_same(
    ctx: typer.Context,
    one: Annotated[str, typer.Argument(metavar="A", help="A person or an organization; by id where names are equal.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Another, which looks like it and is not the same.")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why; kept with it.")] = "",
    take_back: Annotated[bool, typer.Option("--undo", help="Take it back: they may be the same after all.")] = False,
) -> None:
    """Tell two people, or two organizations, apart for good: they are never suggested as duplicates again.

    \b
    Examples:
      orgtrack not-same p7 p12 --note 'father and son'
      orgtrack not-same p7 p12 --undo
    """
    if take_back and note:
        raise Misused("--undo takes no --note; leave it out.")
    if take_back:
        write(session(ctx), lambda entry: apart.perhaps_same(entry, one, other))
    else:
        write(session(ctx), lambda entry: apart.not_same(entry, one, other, note))
