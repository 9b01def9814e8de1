"""Commands that change what is on record: plans, citations, names, any field of any record."""

# ruff: noqa: ANN401 - what Typer hands over is of any type until `claim_parts` has read it

from __future__ import annotations

from typing import Annotated, Any

import typer

from orgtrack.cli.lean import LeanCommand
from orgtrack.cli.options import REQUIRED, SOURCE_OPTIONS, claim_parts, event_option, parameter, with_signature
from orgtrack.cli.recording import record, stdin_quote, write
from orgtrack.cli.session import session
from orgtrack.errors import Misused
from orgtrack.lookup import existing_any
from orgtrack.model.claims import Claim
from orgtrack.model.vocabulary import NameKind, Noun
from orgtrack.record import Entry, Recorded, changes, edits
from orgtrack.record.naming import add_name

app = typer.Typer(rich_markup_mode=None)

_EVENT = Annotated[str, typer.Argument(metavar="eN", help="The event's id.")]


def _event_change(name: str, help_text: str, options: tuple[str, ...], *, needs: tuple[str, ...] = ()) -> None:
    """Register a command that does one thing to one event, with the options of recording that it takes."""

    def run(**given: Any) -> None:
        ctx, event = given.pop("ctx"), given.pop("event")
        lacking = [option for option in needs if not given.get(option)]
        if lacking:
            raise Misused(f"{name} needs --{lacking[0].replace('_', '-')}.")
        claim = stdin_quote(claim_parts(given))
        record(session(ctx), lambda entry: [_CHANGES[name](entry, event, claim)])

    parameters = [
        parameter("ctx", typer.Context, REQUIRED),
        parameter("event", _EVENT, REQUIRED),
        *(parameter(option, *event_option(option)) for option in options),
    ]
    app.command(name, cls=LeanCommand, help=help_text)(with_signature(run, parameters))


def _reject(entry: Entry, event: str, claim: Claim) -> Recorded:
    return changes.reject(entry, event, claim.note)


_CHANGES = {
    "confirm": changes.confirm,
    "postpone": changes.postpone,
    "withdraw": changes.withdraw,
    "reject": _reject,
    "cite": changes.cite,
}
_SOURCE = tuple(SOURCE_OPTIONS)

_event_change(
    "confirm",
    "A plan has happened.\n\n\b\nExample:\n  orgtrack confirm e12 --source 'https://example.com/a' --date 2025-03-01",
    ("date", *_SOURCE),
)
_event_change(
    "postpone",
    "A plan gets another date; the old plan stays on record.\n\n\b\nExample:\n  orgtrack postpone e12 --date 2025-09",
    ("date", "announced", *_SOURCE, "note"),
    needs=("date",),
)
_event_change(
    "withdraw",
    "A plan is given up; it stays on record and no longer counts.\n\n\b\nExample:\n"
    "  orgtrack withdraw e12 --source 'https://example.com/news'",
    ("date", "announced", *_SOURCE, "note"),
)
_event_change(
    "reject",
    "Judge a claim false: it is kept and shown, and never counts.\n\n\b\nExample:\n"
    "  orgtrack reject e12 --note 'a misprint'",
    ("note",),
)
_event_change(
    "cite",
    "Put another source behind an event, or what it says otherwise.\n\n\b\nExample:\n"
    "  orgtrack cite e12 --source 'https://example.com/news' --quote 'from Monday' --says date=2023-09-11",
    _SOURCE,
    needs=("source",),
)


@app.command(cls=LeanCommand)
def edit(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="ANY", help="A name, or an id like e12, p7, o3, t2, post:4, s5.")],
    fields: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...", help="What to set; FIELD= empties it.")],
) -> None:
    """Change any record: an event, person, organization, title, post or source.

    \b
    Examples:
      orgtrack edit Microsoft fiscal_year_end=06-30
      orgtrack edit e12 date='mid-March 2025'
      orgtrack edit 'Alibaba Group' wikidata=Q1359568
      orgtrack edit post:4 seats=2
    """
    given = {}
    for text in fields:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise Misused(f"'{text}' is no FIELD=VALUE; type it like fiscal_year_end=06-30.")
        given[name.strip().replace("organisation", "organization")] = value
    write(session(ctx), lambda entry: edits.edit(entry, what, given))


@app.command(cls=LeanCommand)
def remove(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="ID", help="An id, like e12.")],
) -> None:
    """Take a record off the tracker; the log keeps what it held.

    \b
    Example:
      orgtrack remove e12
    """
    write(session(ctx), lambda entry: edits.remove(entry, what))


@app.command(cls=LeanCommand)
def alias(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A person, organization or title on record.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Another name of the same.")],
    kind: Annotated[
        NameKind | None, typer.Option("--kind", metavar="KIND", help="One of " + ", ".join(NameKind) + ".")
    ] = None,
) -> None:
    """Give a person, an organization or a title another name.

    \b
    Example:
      orgtrack alias 'Jack Ma' 马云 --kind native
    """

    def work(entry: Entry) -> str:
        found = existing_any(entry.tracker, [Noun.PERSON, Noun.ORGANIZATION, Noun.TITLE], name)
        if not add_name(entry, found, other, kind):
            return f"{found.written} is called '{other}' already."
        return f"{found.written} is also called '{other}'."

    write(session(ctx), work)
