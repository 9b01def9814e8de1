"""The program itself: its commands, each loaded only when it is called, and the one place that prints errors."""

# ruff: noqa: ANN401 - the class of the context that Typer hands to a group is private to Typer

from __future__ import annotations

import errno
import os
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from orgtrack.cli.lean import LeanGroup
from orgtrack.cli.session import begin
from orgtrack.errors import DateRefused, NeedsChoice, OrgtrackError, shown

# Where each command lives: loading all of them at every start would cost a tenth of a second.
COMMANDS: dict[str, str] = {
    "add": "add",
    "edit": "change",
    "remove": "change",
    "confirm": "change",
    "postpone": "change",
    "withdraw": "change",
    "reject": "change",
    "cite": "change",
    "resolve": "evidence",
    "alias": "change",
    "duplicates": "alike",
    "not-same": "alike",
    "import": "files",
    "export": "export",
    "list": "read",
    "show": "read",
    "timeline": "read",
    "find": "read",
    "asof": "answers",
    "who": "answers",
    "succession": "answers",
    "vacancies": "answers",
    "chart": "structure",
    "lineage": "structure",
    "diff": "structure",
    "movers": "movers",
    "outlook": "outlook",
    "report": "report",
    "conflicts": "evidence",
    "why": "evidence",
    "check": "checking",
    "publish": "publishing",
    "redact": "redacting",
    "same": "joining",
    "unsame": "joining",
    "merge": "joining",
    "log": "history",
    "undo": "history",
    "redo": "history",
    "verify": "keeping",
    "backup": "keeping",
    "restore": "keeping",
    "date": "dates",
    "serve": "site",
    "demo": "site",
}
# Given before the command or after it, these belong to the program.
_PROGRAM_OPTIONS = ("--db", "--today", "--actor")
# But behind these commands this one is the command's own.
_OWN_OPTIONS = {"log": "--actor"}


class Root(LeanGroup):
    """Loads commands when they are called; turns errors into one sentence and an exit code."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | TyperGroup | None:
        if cmd_name not in COMMANDS:
            return None
        group = typer.main.get_group(import_module(f"orgtrack.cli.{COMMANDS[cmd_name]}").app)
        # A module holds several commands, or is one command with words of its own (`add`).
        found = group.commands.get(cmd_name, group)
        assert isinstance(found, TyperCommand | TyperGroup)
        found.name = cmd_name
        return found

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, _program_options_first(args))

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except OrgtrackError as error:
            raise typer.Exit(_say(error)) from None
        except typer.BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")  # pydantic's word, not a user's
            raise
        except BrokenPipeError:
            # Whoever read us has seen enough. Python would complain once more when it flushes at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EIO, errno.EDQUOT):
                raise
            typer.echo(
                f"The answer could not be written ({error.strerror}); what was recorded stays recorded.", err=True
            )
            raise typer.Exit(1) from None
        except (KeyboardInterrupt, typer.Abort):
            typer.echo("Interrupted; nothing was written.", err=True)
            raise typer.Exit(130) from None


def _program_options_first(args: list[str]) -> list[str]:
    first: list[str] = []
    rest: list[str] = []
    given = iter(args)
    for word in given:
        if word == "--":
            rest += [word, *given]
        elif rest and word.split("=", 1)[0] == _OWN_OPTIONS.get(rest[0]):
            rest.append(word)
        elif word in _PROGRAM_OPTIONS:
            first += [word, *([value] if (value := next(given, None)) is not None else [])]
        elif word.startswith(tuple(f"{option}=" for option in _PROGRAM_OPTIONS)):
            first.append(word)
        else:
            rest.append(word)
    return first + rest


def _say(error: OrgtrackError) -> int:
    """Print an error for a person, and for a program what it can go on with; return the exit code."""
    typer.echo(str(error), err=True)
    if isinstance(error, NeedsChoice):
        import json

        typer.echo(
            json.dumps(
                {"candidates": [{"id": c.id, "name": c.name, "reason": c.reason} for c in error.candidates]},
                ensure_ascii=False,
            )
        )
    return error.exit_code


def _day(text: str) -> date:
    """The day that --today says."""
    from orgtrack.dates import UNDATED, read_date

    try:
        read = read_date(text)
    except DateRefused:
        read = UNDATED
    if read.earliest is None or read.earliest != read.latest:
        raise typer.BadParameter(f"--today {shown(text)} is no single day; type it like 2025-07-16.")
    return read.earliest


app = typer.Typer(
    cls=Root,
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _path(text: str) -> Path:
    """The file that --db names; '' is an unset variable of the shell, not this folder."""
    if not text:
        raise typer.BadParameter("--db names no file; give one.")
    return Path(text)


def _version(wanted: bool) -> None:
    if wanted:
        from orgtrack import __version__

        typer.echo(f"orgtrack {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def orgtrack(
    ctx: typer.Context,
    db: Annotated[
        str | None, typer.Option(metavar="FILE", help="The tracker's file; else ORGTRACK_DB, else orgtrack.db here.")
    ] = None,
    today: Annotated[str | None, typer.Option(metavar="DAY", help="Answer as if today were this day.")] = None,
    actor: Annotated[
        str, typer.Option(metavar="NAME", help="Your name in the log; else ORGTRACK_ACTOR, else your user name.")
    ] = "",
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Track who held which title where and when, and how companies and their units changed.

    Records people, titles, companies and dated events in one SQLite file, keeps dates as vague as their source,
    and shows them in the terminal, in Datasette and as CSV.
    """
    ctx.obj = begin(None if db is None else _path(db), None if today is None else _day(today), actor, _typed())
    if ctx.invoked_subcommand is None:
        from orgtrack.cli.home import home

        home(ctx)


def _typed() -> str:
    """The command as it was typed, for the log."""
    import shlex

    typed = shlex.join(["orgtrack", *sys.argv[1:]])
    # What is no UTF-8 text cannot be kept as such.
    return typed.encode("utf-8", "backslashreplace").decode("utf-8")
