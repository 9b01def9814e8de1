"""`orgtrack report`: what is new on record, ready to send."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from orgtrack.checks.digest import digest
from orgtrack.cli.session import session
from orgtrack.cli.shown import Format, FormatOption, OutputOption, format_for, on_terminal, say, show_listing
from orgtrack.errors import Misused, shown
from orgtrack.exporters.as_report import report_markdown
from orgtrack.exporters.as_table import tamed
from orgtrack.exporters.whole import write_file, write_output
from orgtrack.store.reading import snapshot
from orgtrack.timeline.filters import filter_day
from orgtrack.timeline.report import Asked, report_listing

app = typer.Typer(rich_markup_mode=None)

_DAYS = re.compile(r"\d{1,5}d")


@app.command()
def report(
    ctx: typer.Context,
    last: Annotated[
        str, typer.Option(metavar="DAYS", help="Recorded in the last so many days; 7d when nothing is given.")
    ] = "",
    since: Annotated[str, typer.Option(metavar="DATE", help="Recorded on this day or later.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Recorded on this day or earlier.")] = "",
    company: Annotated[str, typer.Option(metavar="COMPANY", help="Only of this company and its units.")] = "",
    private: Annotated[bool, typer.Option("--private", help="With private events, which are left out else.")] = False,
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """Write what is new as Markdown that is ready to send: by when it was recorded, by company and kind.

    Each line gives its date as its source does, what is not certain about it, and its sources. What was changed or
    taken back is said, and so are the contradictions and the passed plans that concern what is new. Other formats
    give the lines as rows.

    \b
    Examples:
      orgtrack report --last 7d -o week.md
      orgtrack report --since 2025-07-01 --company 'Alibaba Group' --format csv
    """
    run = session(ctx)
    if last and since:
        raise Misused("--last and --since both say from when; give either.")
    if last and not _DAYS.fullmatch(last.strip().casefold()):
        raise Misused(f"{shown(last)} is no number of days; type it like 7d.")
    first, is_relative = filter_day(since or last or "7d", run.today, latest=False)
    end = filter_day(until, run.today, latest=True)[0] if until else None
    if end is not None and end < first:
        raise Misused(f"{first} is after {end}; give the earlier day as --since.")
    if is_relative:
        say(f"Recorded since {first} (today is {run.today}).")
    chosen = format_for(output, format, Format.MARKDOWN)
    asked = Asked(since=first, until=end, company=company, private=private)
    with run.reading() as tracker, snapshot(tracker):
        found = digest(tracker, asked, run.today)
    if chosen is not Format.MARKDOWN:
        show_listing(report_listing(found), chosen, output)
        return
    if not found.entries:
        say(found.nothing)
    pieces = report_markdown(found)
    if output in ("", "-"):
        write_output(map(tamed, pieces) if on_terminal() else pieces)
        return
    replaced = write_file(Path(output), pieces)
    say(f"Wrote the report to {shown(output)}{', in place of the file that was there' if replaced else ''}.")
