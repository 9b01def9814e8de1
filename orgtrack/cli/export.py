"""`orgtrack export`: rows for other programs, in a file that is whole or not there."""

from __future__ import annotations

import json
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from orgtrack.cli.moments import with_moment
from orgtrack.cli.session import session
from orgtrack.cli.shown import Format, OutputOption, format_for, say, with_filters, write
from orgtrack.errors import Misused, shown
from orgtrack.exporters import EXPORTERS
from orgtrack.exporters.as_csv import csv_of_rows, csv_text
from orgtrack.exporters.timeline_csv import timeline_csv_rows
from orgtrack.exporters.whole import write_file, write_output
from orgtrack.lookup import existing
from orgtrack.model.vocabulary import Noun
from orgtrack.record.held_on import held_on
from orgtrack.store.reading import snapshot
from orgtrack.timeline.filters import Filters, selected
from orgtrack.timeline.lists import Exported, export

app = typer.Typer(rich_markup_mode=None)


class _What(StrEnum):
    TIMELINE = "timeline"
    PEOPLE = "people"
    ORGANIZATIONS = "organizations"
    TITLES = "titles"
    SOURCES = "sources"
    TENURES = "tenures"
    NAMES = "names"
    CSV = "csv"
    PERSON = "person"


@app.callback()
def _group() -> None:
    """Keep `export` a command of its own, not the whole program."""


@app.command("export")
@with_moment
@with_filters
def export_rows(
    ctx: typer.Context,
    what: Annotated[
        _What, typer.Argument(metavar="WHAT", help=f"What: {', '.join(Exported)}; csv is the timeline as CSV; person.")
    ],
    filters: Filters,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="After person: whom, by name, alias or id.")] = "",
    output: OutputOption = "-",
    format: Annotated[
        Format | None, typer.Option("--format", help="csv, json, jsonl or markdown; else by the file's extension.")
    ] = None,
    sources: Annotated[
        bool, typer.Option(" /--no-sources", help="Leave out the timeline's columns sources, published, quotes, says.")
    ] = True,
    raw: Annotated[
        bool, typer.Option("--raw", help="CSV cells exactly as stored, those that a spreadsheet would run too.")
    ] = False,
    excel: Annotated[
        bool, typer.Option("--excel", help="Begin the CSV with the mark by which Excel knows UTF-8.")
    ] = False,
) -> None:
    """Export the timeline, people, organizations, titles, sources, tenures or names, with their ids.

    names are all names besides those shown: in other scripts, short, former. Tenures are chosen as in 'list tenures'.
    'export person NAME' is everything held on one person, as JSON: events, sources, quotes, history, and each text that
    names them.

    \b
    Examples:
      orgtrack export timeline --company 'Alibaba Group' -o timeline.csv
      orgtrack export tenures --title CEO --since 2020 -o tenures.json
      orgtrack export person 'Wu Yongming' -o wu.json
    """
    if what is _What.PERSON:
        if filters != Filters() or raw or excel or not sources or format not in (None, Format.JSON):
            raise Misused("'export person' is everything held on one person, as JSON; it takes a NAME and -o only.")
        _export_person(ctx, name, output)
        return
    if name:
        raise Misused(f"{shown(name)} is one word too many: only 'export person' takes a name.")
    chosen = _format(what, format, output)
    if (raw or excel) and chosen is not Format.CSV:
        raise Misused(f"--raw and --excel are for CSV, and this is {chosen}.")
    if not sources and what not in (_What.TIMELINE, _What.CSV):
        raise Misused("--no-sources is for the timeline.")
    exported = Exported.TIMELINE if what is _What.CSV else Exported(what)
    with session(ctx).reading() as tracker, snapshot(tracker):
        listed = export(tracker, exported, filters, sources=sources)
        names = [column.name for column in listed.columns]
        if chosen is not Format.CSV:
            write(listed, lambda rows: EXPORTERS[chosen](names, rows), output, for_reader=False)
        elif exported is Exported.TIMELINE:
            finished = timeline_csv_rows(tracker, selected(tracker, filters), sources=sources, raw=raw)
            listed = replace(listed, rows=finished)
            write(listed, lambda rows: csv_of_rows(names, rows, excel=excel), output, for_reader=False)
        else:
            write(listed, lambda rows: csv_text(names, rows, raw=raw, excel=excel), output, for_reader=False)


def _export_person(ctx: typer.Context, name: str, output: str) -> None:
    if not name:
        raise Misused("'export person' needs the person: a name, an alias, or an id like p7.")
    with session(ctx).reading() as tracker, snapshot(tracker):
        held = held_on(tracker, existing(tracker, Noun.PERSON, name))
    text = json.dumps(held, ensure_ascii=False, indent=2) + "\n"
    if output == "-":
        write_output([text])
        return
    write_file(Path(output), [text])
    say(f"{output}: {len(held['events'])} events, {len(held['history'])} changes, {len(held['mentions'])} texts.")


def _format(what: _What, given: Format | None, output: str) -> Format:
    if what is _What.CSV:
        if given not in (None, Format.CSV):
            raise Misused(f"'export csv' writes CSV; for {given} type 'orgtrack export timeline --format {given}'.")
        return Format.CSV
    chosen = format_for(output, given, Format.CSV)
    if chosen not in EXPORTERS:
        raise Misused(f"An export has no format {chosen}; name one of {', '.join(EXPORTERS)} with --format.")
    return chosen
