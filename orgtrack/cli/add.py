"""`orgtrack add`: one command a type of event, built from the vocabulary; `add -` and bare `add` read an article."""

# ruff: noqa: ANN401 - the class of the context that Typer hands to a group is private to Typer

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from orgtrack.cli.lean import LeanCommand, LeanGroup
from orgtrack.cli.options import REQUIRED, claim_of, event_parameters, parameter, with_signature
from orgtrack.cli.recording import record, stdin_quote
from orgtrack.cli.session import session
from orgtrack.errors import Misused
from orgtrack.model.claims import Claim
from orgtrack.model.event_types import APPOINTMENT_WORDS, EVENT_TYPES
from orgtrack.model.vocabulary import EventType
from orgtrack.record import add_claim

RECORDS = ("person", "company", "unit", "title", "source")
EVENT_WORDS = (*EVENT_TYPES, *APPOINTMENT_WORDS)


class AddGroup(LeanGroup):
    """Builds the one command that was asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*EVENT_WORDS, *RECORDS]

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | TyperGroup | None:
        if cmd_name == "-":
            return command_of(_from_stdin, "-", hidden=True)
        if cmd_name in RECORDS:
            from orgtrack.cli import add_records

            found = typer.main.get_group(add_records.app).get_command(ctx, cmd_name)
            assert isinstance(found, TyperCommand)
            return found
        return event_command(cmd_name) if cmd_name in EVENT_WORDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            known = ", ".join(self.list_commands(ctx))
            raise Misused(f"'{args[0]}' is nothing that can be added; it is one of {known}.")
        return super().resolve_command(ctx, args)


def command_of(function: Any, name: str, *, help_text: str | None = None, hidden: bool = False) -> TyperCommand:
    """A Typer command made of one function."""
    one = typer.Typer(rich_markup_mode=None, add_completion=False)
    one.command(name, cls=LeanCommand, help=help_text, hidden=hidden)(function)
    found = typer.main.get_command(one)
    assert isinstance(found, TyperCommand)
    return found


def event_command(word: str) -> TyperCommand:
    """The command `add WORD` with its own help."""

    def run(**given: Any) -> None:
        ctx = given.pop("ctx")
        claim = stdin_quote(claim_of(word, given))
        record(session(ctx), lambda entry: add_claim(entry, claim))

    return _event_command(word, run, header=False)


def line_command(word: str) -> TyperCommand:
    """The same command for a line of an article: it returns the claim, and lets the header fill what it may."""

    def run(**given: Any) -> Claim:
        del given["ctx"]
        return claim_of(word, given)

    return _event_command(word, run, header=True)


def _event_command(word: str, run: Any, *, header: bool) -> TyperCommand:
    event = EventType.APPOINTMENT if word in APPOINTMENT_WORDS else EventType(word)
    kind = EVENT_TYPES[event]
    says = f"{kind.says}" if word == event else f"An appointment, {APPOINTMENT_WORDS[word]} from another title."
    example = kind.example if word == event else _example(word)
    context = parameter("ctx", typer.Context, REQUIRED)
    function = with_signature(run, [context, *event_parameters(word, header=header)])
    return command_of(function, word, help_text=f"{says}\n\n\b\nExample:\n  {example}")


def _example(word: str) -> str:
    return f"orgtrack add {word} 'Jane Roe' CFO 'Acme Ltd' --from-title Treasurer --date 2025-03"


app = typer.Typer(cls=AddGroup, rich_markup_mode=None, invoke_without_command=True)


@app.callback()
def add(
    ctx: typer.Context,
    file: Annotated[str, typer.Option("--file", metavar="FILE", help="Read a whole article from a file.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the plan and write nothing.")] = False,
) -> None:
    """Record an event, or a whole article of them.

    \b
    One event:
      orgtrack add appointment 'Xu Zhuhong' VP 'Alibaba Group' --date 'mid-February 2025'

    \b
    An article with its events and quotes, in your editor, from a file, or from standard input:
      orgtrack add
      orgtrack add --file article.txt
      orgtrack add - < article.txt

    'orgtrack add TYPE --help' shows the parts and options of each type.
    """
    if ctx.invoked_subcommand is not None:
        if file or (dry_run and ctx.invoked_subcommand != "-"):
            raise Misused("--file and --dry-run are for a whole article; leave them out when you add one event.")
        return
    from orgtrack.cli import article

    if file:
        article.record_file(session(ctx), Path(file), dry_run=dry_run)
    else:
        article.record_edited(session(ctx), dry_run=dry_run)


def _from_stdin(ctx: typer.Context, dry_run: Annotated[bool, typer.Option("--dry-run")] = False) -> None:
    """Record the article on standard input."""
    from orgtrack.cli import article

    above = ctx.parent.params.get("dry_run") if ctx.parent else False
    article.record_stdin(session(ctx), dry_run=dry_run or bool(above))
