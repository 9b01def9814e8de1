"""`orgtrack add person|company|unit|title|source`: records that no event has made yet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orgtrack.cli.lean import LeanCommand
from orgtrack.cli.recording import sentence, stdin_text, write
from orgtrack.cli.session import session
from orgtrack.errors import Misused, OrgtrackError, shown
from orgtrack.lookup import Found
from orgtrack.model.claims import Claim, SourceClaim
from orgtrack.model.event_types import Slot
from orgtrack.model.vocabulary import EventType, Level, OrganizationKind
from orgtrack.names import checked_name
from orgtrack.record import Entry, add_claim, edits, naming, sources

app = typer.Typer(rich_markup_mode=None)

_Aliases = Annotated[list[str], typer.Option("--alias", metavar="NAME", help="Another name; may be given again.")]
_New = Annotated[bool, typer.Option("--new", help="Make it although the name, or a close one, is on record.")]
_Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="A note of your own.")]


def _named(entry: Entry, found: Found, aliases: list[str], fields: dict[str, str]) -> str:
    for other in aliases:
        naming.add_name(entry, found, other)
    given = {name: value for name, value in fields.items() if value}
    if given:
        edits.edit(entry, found.noun.id(found.id), given)
    verb = "New" if found in entry.made else "On record already:"
    return f"{verb} {found.noun} {found.written}."


def _made(entry: Entry, name: str, new: bool) -> Found:
    """The person of this name; with --new a second one, whom an id tells from the first."""
    return naming.make_person(entry, name) if new else naming.person(entry, name)


def _organization(entry: Entry, name: str, kind: OrganizationKind, new: bool) -> Found:
    if new:
        return naming.make_organization(entry, name, kind=kind)
    return naming.organization(entry, name, kind=kind)


@app.command(cls=LeanCommand)
def person(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name to show.")],
    alias: _Aliases = [],  # noqa: B006 - Typer reads the default and never changes it
    note: _Note = "",
    new: _New = False,
) -> None:
    """Add a person.

    \b
    Example:
      orgtrack add person 'Wu Yongming' --alias 'Eddie Wu' --alias 吴泳铭
    """
    write(session(ctx), lambda entry: _named(entry, _made(entry, name, new), alias, {"note": note}))


@app.command(cls=LeanCommand)
def company(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name to show.")],
    fiscal_year_end: Annotated[
        str, typer.Option("--fiscal-year-end", metavar="MM-DD", help="The day on which its fiscal year ends.")
    ] = "",
    alias: _Aliases = [],  # noqa: B006
    note: _Note = "",
    new: _New = False,
) -> None:
    """Add a company.

    \b
    Example:
      orgtrack add company Microsoft --fiscal-year-end 06-30
    """

    def work(entry: Entry) -> str:
        found = _organization(entry, name, OrganizationKind.COMPANY, new)
        return _named(entry, found, alias, {"fiscal_year_end": fiscal_year_end, "note": note})

    write(session(ctx), work)


@app.command(cls=LeanCommand)
def unit(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name to show.")],
    parent: Annotated[
        str,
        typer.Option("--parent", metavar="ORG", help="The organization it belongs to, an undated fact."),
    ] = "",
    kind: Annotated[
        OrganizationKind, typer.Option("--kind", metavar="KIND", help="One of unit, committee, agency, other.")
    ] = OrganizationKind.UNIT,
    alias: _Aliases = [],  # noqa: B006
    note: _Note = "",
    new: _New = False,
) -> None:
    """Add a unit of a company.

    \b
    Example:
      orgtrack add unit 'Alibaba Cloud' --parent 'Alibaba Group'
    """

    def work(entry: Entry) -> str:
        if kind is OrganizationKind.COMPANY:
            raise Misused("A unit is no company; type 'orgtrack add company' for one.")
        found = _organization(entry, name, kind, new)
        said = [_named(entry, found, alias, {"note": note}).rstrip(".")]
        if parent:
            words = {Slot.ORGANIZATION: (found.noun.id(found.id),), Slot.PARENT: (parent,)}
            events = add_claim(entry, Claim(type=EventType.IN_EXISTENCE, words=words, new_names=new))
            said += [sentence(event) for event in events]
        return "; ".join(said) if parent else f"{said[0]}."

    write(session(ctx), work)


@app.command(cls=LeanCommand)
def title(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The title in full.")],
    short: Annotated[str, typer.Option("--short", metavar="TEXT", help="Its short form, e.g. CEO.")] = "",
    level: Annotated[
        Level | None, typer.Option("--level", metavar="LEVEL", help="One of " + ", ".join(Level) + ".")
    ] = None,
    seats: Annotated[str, typer.Option("--seats", metavar="N", help="How many hold it at a time; empty for any.")] = "",
    alias: _Aliases = [],  # noqa: B006
) -> None:
    """Add a title. Common executive titles are known already, with their short forms.

    What a known title is called or counts as in your tracker, change with alias and edit.

    \b
    Example:
      orgtrack add title 'Chief AI Officer' --short CAIO --level executive --seats 1
    """

    def work(entry: Entry) -> str:
        found = naming.title(entry, checked_name(name, "title"), new=True)
        return _named(entry, found, alias, {"short": short, "level": level or "", "seats": seats})

    write(session(ctx), work)


@app.command(cls=LeanCommand)
def source(
    ctx: typer.Context,
    where: Annotated[str, typer.Argument(metavar="URL|TITLE", help="Its address, or its title.")],
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="Its title, beside an address.")] = "",
    publisher: Annotated[str, typer.Option("--publisher", metavar="TEXT", help="Who published it.")] = "",
    published: Annotated[str, typer.Option("--published", metavar="DATE", help="When it was published.")] = "",
    retrieved: Annotated[str, typer.Option("--retrieved", metavar="DATE", help="When you read it.")] = "",
    archive_url: Annotated[str, typer.Option("--archive-url", metavar="URL", help="Where a copy is kept.")] = "",
    text: Annotated[
        str, typer.Option("--text", metavar="FILE|-", help="Its words as plain text, to check quotes against.")
    ] = "",
) -> None:
    """Add a source before anything rests on it, or complete one on record: say which by address, title or id.

    With --text its words are kept, and every quote from it is checked against them, now and later: white space,
    quotation marks, dashes and words divided at a line's end may differ, '…' stands for what is left out. A quote that
    does not stand in them is kept and said; cite the event again with the right words to correct it.

    \b
    Example:
      orgtrack add source 'https://example.com/news' --title 'A Bold Bet' --published 2025-07-16
    """
    if not where.strip():
        raise Misused("The source is empty; give its address or its title.")
    claim = SourceClaim(
        where=where,
        title=title,
        publisher=publisher,
        published=published,
        retrieved=retrieved,
        archive_url=archive_url,
        text=_words(text) if text else "",
    )

    def work(entry: Entry) -> str:
        row = sources.source(entry, claim)
        assert row is not None
        return f"Source s{row['id']}: {row['title'] or row['url']}."

    write(session(ctx), work)


def _words(file: str) -> str:
    """The words of a document in a file, or on standard input, as they stand there."""
    if file == "-":
        words = stdin_text()
    else:
        try:
            words = Path(file).read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            raise OrgtrackError(f"{shown(file)} is not UTF-8 text (byte {error.start}); convert it first.") from None
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "it is no name of a file"
            raise OrgtrackError(f"{shown(file)} cannot be read: {why}; check the name.") from None
    if not words.strip():
        raise OrgtrackError(f"{'Standard input' if file == '-' else shown(file)} holds no text; name the right file.")
    return words
