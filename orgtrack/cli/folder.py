"""The whole tracker as a folder of CSV files: written, and built again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import typer

from orgtrack.cli.recording import run
from orgtrack.cli.session import Session
from orgtrack.cli.shown import say
from orgtrack.errors import shown
from orgtrack.exporters.folder import Folder
from orgtrack.exporters.whole import write_folder
from orgtrack.importers.folder import Loaded, load_folder
from orgtrack.record import Entry, Recorded
from orgtrack.store.reading import snapshot


def export_folder(session: Session, folder: str) -> None:
    """Write everything on record into a folder."""
    with session.reading() as tracker, snapshot(tracker):
        whole = Folder(tracker)
        replaced = write_folder(Path(folder), whole.files(), whole.names)
    place = f"{shown(folder)}{', in place of the export that was there' if replaced else ''}"
    say(f"Wrote {_listed(whole.rows)} to {place}; private events and notes are among them.")


def import_folder(session: Session, folder: str, *, dry_run: bool, as_json: bool) -> None:
    """Build a tracker from a folder, and say what it holds, in words or as JSON like that of other imports."""
    loaded: list[Loaded] = []

    def work(entry: Entry) -> list[Recorded]:
        loaded[:] = [load_folder(entry, Path(folder))]
        return []

    run(session, work, rehearse=dry_run)
    (found,) = loaded
    if as_json:
        count = sum(found.rows.values())
        told = {"shape": "folder", "rows": count, "created": 0, "updated": 0, "unchanged": 0, "refused": 0}
        told["unchanged" if found.was_there else "created"] = count
        typer.echo(json.dumps({**told, "written": not dry_run and not found.was_there, "problems": []}))
        return
    name = Path(folder).name or folder
    if found.was_there:
        typer.echo(f"{name}: everything is on record already; nothing was changed.")
    else:
        said = f"{name}: {_listed(found.rows)}, with the ids they had."
        typer.echo(said + (" Nothing was written (--dry-run)." if dry_run else ""))


def _listed(rows: Mapping[str, int]) -> str:
    held = [f"{count:,} {table.replace('_', ' ')}" for table, count in rows.items() if count]
    return ", ".join(held) or "nothing"
