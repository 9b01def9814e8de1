"""`orgtrack date`: how a date text is understood, without recording anything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import typer

from orgtrack.cli.lean import LeanCommand
from orgtrack.cli.options import day_order
from orgtrack.cli.recording import stdin_text
from orgtrack.cli.shown import FormatOption, OutputOption, show_rows
from orgtrack.dates import read_date, read_month_day
from orgtrack.errors import DateRefused, Misused, shown

app = typer.Typer(rich_markup_mode=None)

COLUMNS = ("text", "date", "earliest", "latest", "precision", "qualifier", "basis", "error")


@app.command("date", cls=LeanCommand)
def dates(
    texts: Annotated[list[str], typer.Argument(metavar="TEXT...", help="Date texts; '-' reads one a line.")],
    published: Annotated[
        str, typer.Option("--published", metavar="DATE", help="The day that relative words count from.")
    ] = "",
    day_first: Annotated[bool, typer.Option("--day-first", help="Read 03/04/2025 as 3 April.")] = False,
    month_first: Annotated[bool, typer.Option("--month-first", help="Read 03/04/2025 as 4 March.")] = False,
    fiscal_year_end: Annotated[
        str, typer.Option("--fiscal-year-end", metavar="MM-DD", help="The day on which the fiscal year ends.")
    ] = "",
    edtf_only: Annotated[bool, typer.Option("--edtf-only", help="Read EDTF (ISO 8601-2) and nothing else.")] = False,
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """Show how a date text is understood: as EDTF, and the first and last day it can mean.

    Exit code 1 when a text is refused; the column error says why, and what could be typed.

    \b
    Examples:
      orgtrack date 'mid-February 2025' 2009 'by June 30, 2025'
      orgtrack date 'last month' --published 2025-07-16
      orgtrack date 'Q3 FY2025' --fiscal-year-end 06-30 --format json
    """
    anchor = _anchor(published) if published else None
    end = read_month_day(fiscal_year_end) if fiscal_year_end else None
    order = day_order({"day_first": day_first, "month_first": month_first})
    rows = []
    for text in _texts(texts):
        try:
            read = read_date(text, published=anchor, day_first=order, fiscal_year_end=end, edtf_only=edtf_only)
        except DateRefused as error:
            rows.append((text, *[None] * 6, str(error)))
            continue
        bounds = [str(day) if day else None for day in (read.earliest, read.latest)]
        rows.append((text, read.edtf, *bounds, read.precision, read.qualifier, read.basis, None))
    show_rows(COLUMNS, rows, format, output)
    if any(row[-1] for row in rows):
        raise typer.Exit(1)


def _texts(given: list[str]) -> Iterator[str]:
    for text in given:
        if text != "-":
            yield text
            continue
        yield from stdin_text().splitlines()


def _anchor(text: str) -> date:
    read = read_date(text)
    if read.earliest is None or read.earliest != read.latest:
        raise Misused(f"--published {shown(text)} is no single day; type it like 2025-07-16.")
    return read.earliest
