"""`orgtrack chart`, `lineage` and `diff`: how organizations looked on a day, came to be, and changed since."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from orgtrack.cli.moments import with_moment
from orgtrack.cli.session import Session, session
from orgtrack.cli.shown import FormatOption, OutputOption, on_terminal, say, show_listing, with_holder_filters
from orgtrack.dates import PartialDate
from orgtrack.errors import Misused, shown
from orgtrack.exporters.as_chart import CHARTS
from orgtrack.exporters.as_table import tamed
from orgtrack.exporters.whole import write_file, write_output
from orgtrack.store.reading import snapshot
from orgtrack.timeline.changes import change_listing
from orgtrack.timeline.charts import chart as drawn
from orgtrack.timeline.filters import Filters, asked_time, selected
from orgtrack.timeline.lineage import lineage_listing

app = typer.Typer(rich_markup_mode=None)

OrganizationArgument = Annotated[str, typer.Argument(metavar="ORG", help="The company or unit, or an id like o3.")]


class ChartFormat(StrEnum):
    TABLE = "table"
    MARKDOWN = "markdown"
    MERMAID = "mermaid"
    JSON = "json"


_EXTENSIONS = {
    ".txt": ChartFormat.TABLE,
    ".md": ChartFormat.MARKDOWN,
    ".markdown": ChartFormat.MARKDOWN,
    ".mmd": ChartFormat.MERMAID,
    ".mermaid": ChartFormat.MERMAID,
    ".json": ChartFormat.JSON,
}


@app.command()
@with_moment
def chart(
    ctx: typer.Context,
    organization: OrganizationArgument,
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="The day; else today.")] = "",
    format: Annotated[
        ChartFormat | None,
        typer.Option("--format", help="How to write it; else by the file's extension, else indented text."),
    ] = None,
    output: OutputOption = "",
) -> None:
    """Show the units of an organization on a day, who held which post, and which posts were vacant.

    Of a post it also says to which post it reported, where that is on record.
    What is not marked is certain; presumed means that no end is on record, or that it rests on a plan; possible, that
    the dates on record are too vague to tell. A unit that may have stood in two places is in both.

    \b
    Examples:
      orgtrack chart 'Alibaba Group' --on 2023-10-01
      orgtrack chart 'Alibaba Group' -o chart.mmd
    """
    run = session(ctx)
    chosen = _chart_format(output, format)
    day = _asked_day(run, on).earliest
    assert day is not None
    with run.reading() as tracker, snapshot(tracker):
        found = drawn(tracker, organization, day)
    if found.nothing:
        say(found.nothing)
    pieces = CHARTS[chosen](found)
    if output in ("", "-"):
        write_output(map(tamed, pieces) if on_terminal() else pieces)
        return
    replaced = write_file(Path(output), pieces)
    say(f"Wrote the chart to {shown(output)}{', in place of the file that was there' if replaced else ''}.")


@app.command()
@with_moment
def lineage(
    ctx: typer.Context,
    organization: OrganizationArgument,
    transfers: Annotated[
        bool,
        typer.Option(
            "--transfers/--no-transfers",
            help="With or without spin-offs, acquisitions and transfers of functions, by which nobody ends.",
        ),
    ] = True,
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """Show what an organization came from and what it went into, step by step.

    One row for each organization that went into another: by a merger, a split, a renaming into another one, a
    dissolution into others, a spin-off, an acquisition or a transfer of functions.

    Example: orgtrack lineage 'Alibaba Group' --no-transfers
    """
    with session(ctx).reading() as tracker, snapshot(tracker):
        show_listing(lineage_listing(tracker, organization, transfers=transfers), format, output)


@app.command()
@with_moment
@with_holder_filters
def diff(
    ctx: typer.Context,
    filters: Filters,
    first: Annotated[str, typer.Argument(metavar="DAY1", help="The earlier day: 2023-09-01, 90d, today.")],
    last: Annotated[str, typer.Argument(metavar="DAY2", help="The later day.")],
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """Show what changed between two days: holders who came or went, units formed, closed, moved or renamed.

    Compares how it stood on both days, so that who came and went in between is not shown. 'may have' says that the
    dates on record are too vague to tell. Of units nothing is said when you ask for a person or a title.

    Example: orgtrack diff 2023-09-01 2023-10-01 --company 'Alibaba Group'
    """
    run = session(ctx)
    begins, ends = _asked_day(run, first).earliest, _asked_day(run, last).earliest
    assert begins is not None
    assert ends is not None
    if begins > ends:
        raise Misused(f"{begins} is after {ends}; give the earlier day first.")
    with run.reading() as tracker, snapshot(tracker):
        show_listing(change_listing(tracker, selected(tracker, filters), begins, ends), format, output)


def _asked_day(run: Session, text: str) -> PartialDate:
    """The one day that is asked about; said where it rests on today."""
    time, is_relative = asked_time(text, run.today)
    if not time.is_day:
        raise Misused(f"{shown(text)} is no single day; type it like 2024-06-30.")
    if is_relative:
        today = "" if time.earliest == run.today else f" (today is {run.today})"
        say(f"As of {time.earliest}{today}.")
    return time


def _chart_format(output: str, given: ChartFormat | None) -> ChartFormat:
    if given is not None:
        return given
    if output in ("", "-") or (Path(output).exists() and not Path(output).is_file()):
        return ChartFormat.TABLE
    found = _EXTENSIONS.get(Path(output).suffix.lower())
    if found is None:
        known = ", ".join(_EXTENSIONS)
        raise Misused(f"{shown(output)} does not end in a known extension ({known}); name the format with --format.")
    return found
