"""`--known` and `--recorded`: the options by which every command that reads asks of the record as it was."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any

import typer

from orgtrack.cli.session import Session, session
from orgtrack.cli.shown import parameters, say
from orgtrack.errors import Misused, shown
from orgtrack.model.moment import Moment
from orgtrack.timeline.filters import filter_day

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?P<seconds>:\d{2}(?P<fraction>\.\d+)?)?([Zz]|[+-]\d{2}:?\d{2})?")


def _read_moment(
    run: Session,
    *,
    known: Annotated[
        str,
        typer.Option(metavar="DATE", help="Only what had been announced or published by then: 2023-07-01, 2023, 90d."),
    ] = "",
    recorded: Annotated[
        str,
        typer.Option(metavar="TIME", help="Only what had been entered here by then: a day or a time (UTC)."),
    ] = "",
) -> Moment | None:
    """The two options, defined here and nowhere else; None where neither is given."""
    if not known and not recorded:
        return None
    return Moment(
        before=_entered_before(run, recorded) if recorded else None,
        known=_last_day(run, "known", known) if known else None,
    )


def _last_day(run: Session, what: str, text: str) -> date:
    """The last day that a text means; said where it is not the very day that was typed."""
    day, is_relative = filter_day(text, run.today, latest=True)
    if is_relative:
        say(f"As {what} on {day} (today is {run.today}).")
    elif text.strip() != day.isoformat():
        say(f"As {what} on {day}.")
    return day


def _entered_before(run: Session, text: str) -> datetime:
    """The first moment after the day, the minute, the second or the millisecond that was typed."""
    timed = _TIME.fullmatch(text.strip())
    try:
        if timed is None:
            return datetime.combine(_last_day(run, "recorded", text), time(), UTC) + timedelta(days=1)
        typed = datetime.fromisoformat(text.strip().upper())
        begins = typed if typed.tzinfo else typed.replace(tzinfo=UTC)
        if timed["fraction"]:
            begins = begins.replace(microsecond=begins.microsecond // 1000 * 1000)
            return begins.astimezone(UTC) + timedelta(milliseconds=1)
        return begins.astimezone(UTC) + (timedelta(seconds=1) if timed["seconds"] else timedelta(minutes=1))
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)
    except ValueError:
        raise Misused(f"{shown(text)} is no time; type it like 2025-07-16 or 2025-07-16T09:30.") from None


def with_moment(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that reads --known and --recorded: its session then reads the tracker as it was."""
    own = parameters(command)
    options = [p for p in parameters(_read_moment) if p.name != "run"]

    @functools.wraps(command)
    def then(ctx: typer.Context, **values: Any) -> None:  # noqa: ANN401 -- whatever options the command has
        run = session(ctx)
        ctx.obj = replace(run, moment=_read_moment(run, **{p.name: values.pop(p.name) for p in options}))
        command(ctx, **values)

    # Typer builds the command from what `inspect` says of it.
    then.__signature__ = inspect.Signature([*own, *options])  # type: ignore[attr-defined]
    then.__annotations__ = {p.name: p.annotation for p in [*own, *options]}
    return then
