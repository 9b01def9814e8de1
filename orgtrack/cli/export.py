"""`orgtrack export`: rows for other programs, in a file that is whole or not there."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Annotated

import typer

from orgtrack.cli.moments import with_moment
from orgtrack.cli.session import session
from orgtrack.cli.shown import Format, OutputOption, format_for, with_filters, write, write_workbook
from orgtrack.errors import Misused, shown
from orgtrack.exporters import EXPORTERS
from orgtrack.exporters.as_csv import csv_of_rows, csv_text
from orgtrack.exporters.timeline_csv import timeline_csv_rows
from orgtrack.store.reading import snapshot
from orgtrack.timeline.filters import Filters, selected
from orgtrack.timeline.lists import Exported, export

_FOLDER = "folder"
_PERSON = "person"

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


@app.callback()
def _group() -> None:
    """Keep `export` a command of its own, not the whole program."""


@app.command("export")
@with_moment
@with_filters
def export_rows(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WHAT…",
            help=f"What: {', '.join(Exported)}, several of them in XLSX; csv: the timeline as CSV; folder DIR: all;"
            " person NAME: all on one person.",
        ),
    ],
    filters: Filters,
    output: OutputOption = "-",
    format: Annotated[
        Format | None,
        typer.Option("--format", help="csv, xlsx, json, jsonl or markdown; else by the file's extension."),
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
    In XLSX each is a sheet of its own; what stands in a cell there is text, save that days are dates.

    'export folder DIR' writes everything on record, private notes too, as CSV files from which 'orgtrack import DIR'
    builds the same tracker again, with the same ids.
    'export person NAME' is everything held on one person, as JSON: events, sources, quotes, history, and each text that
    names them.

    \b
    Examples:
      orgtrack export timeline --company 'Alibaba Group' -o timeline.csv
      orgtrack export timeline people organizations -o tracker.xlsx
      orgtrack export tenures --title CEO --since 2020 -o tenures.json
      orgtrack export folder tracker-as-csv
      orgtrack export person 'Wu Yongming' -o wu.json
    """
    if words[0] == _PERSON:
        if (filters, sources, raw, excel) != (Filters(), True, False, False) or format not in (None, Format.JSON):
            raise Misused("'export person' is everything held on one person, as JSON; it takes a NAME and -o only.")
        if len(words) != 2:
            raise Misused("Name one person: a name, an alias, or an id, for example: orgtrack export person p7")
        from orgtrack.cli.person import export_person  # few exports are of one person

        export_person(session(ctx), words[1], output)
        return
    if words[0] == _FOLDER:
        if (filters, output, format, sources, raw, excel) != (Filters(), "-", None, True, False, False):
            raise Misused("'export folder' writes everything on record, as CSV; leave the other options out.")
        _only_folder(words)
        from orgtrack.cli.folder import export_folder  # few exports are of all

        export_folder(session(ctx), words[1])
        return
    what = _whats(words)
    chosen = _format(what, format, output)
    if (raw or excel) and chosen is not Format.CSV:
        raise Misused(f"--raw and --excel are for CSV, and this is {chosen}.")
    exported = list(dict.fromkeys(Exported.TIMELINE if one is _What.CSV else Exported(one) for one in what))
    if not sources and Exported.TIMELINE not in exported:
        raise Misused("--no-sources is for the timeline.")
    if len(exported) > 1 and chosen is not Format.XLSX:
        raise Misused(f"{chosen} holds one table, and these are {len(exported)}; export each by itself, or as XLSX.")
    with session(ctx).reading() as tracker, snapshot(tracker):
        tables = [replace(export(tracker, one, filters, sources=sources), name=str(one)) for one in exported]
        listed = tables[0]
        names = [column.name for column in listed.columns]
        if chosen is Format.XLSX:
            write_workbook(tables, output)
        elif chosen is not Format.CSV:
            write(listed, lambda rows: EXPORTERS[chosen](names, rows), output, for_reader=False)
        elif listed.name == Exported.TIMELINE:
            finished = timeline_csv_rows(tracker, selected(tracker, filters), sources=sources, raw=raw)
            listed = replace(listed, rows=finished)
            write(listed, lambda rows: csv_of_rows(names, rows, excel=excel), output, for_reader=False)
        else:
            write(listed, lambda rows: csv_text(names, rows, raw=raw, excel=excel), output, for_reader=False)


def _whats(words: list[str]) -> list[_What]:
    for word in words:
        if word not in list(_What):
            raise Misused(f"{shown(word)} is nothing to export; name {', '.join(_What)}, folder DIR, or person NAME.")
    return [_What(word) for word in words]


def _only_folder(words: list[str]) -> None:
    if len(words) != 2:
        raise Misused("Name one folder to write to, for example: orgtrack export folder tracker-as-csv")


def _format(what: list[_What], given: Format | None, output: str) -> Format:
    if _What.CSV in what:
        if given not in (None, Format.CSV):
            raise Misused(f"'export csv' writes CSV; for {given} type 'orgtrack export timeline --format {given}'.")
        return Format.CSV
    chosen = format_for(output, given, Format.CSV)
    if chosen is Format.TABLE:
        formats = ", ".join([*EXPORTERS, Format.XLSX])
        raise Misused(f"An export has no format {chosen}; name one of {formats} with --format.")
    return chosen
