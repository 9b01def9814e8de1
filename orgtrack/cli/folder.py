"""The whole tracker as a folder of CSV files: written, and built again."""

from __future__ import annotations

from pathlib import Path

import typer

from orgtrack.cli.recording import run
from orgtrack.cli.session import Session
from orgtrack.cli.shown import say
from orgtrack.errors import shown
from orgtrack.exporters.folder import Folder
from orgtrack.exporters.whole import write_folder
from orgtrack.importers.folder import load_folder
from orgtrack.record import Entry, Recorded
from orgtrack.store.reading import snapshot


def export_folder(session: Session, folder: str) -> None:
    """Write everything on record into a folder."""
    with session.reading() as tracker, snapshot(tracker):
        whole = Folder(tracker)
        replaced = write_folder(Path(folder), whole.files(), whole.names)
    place = f"{shown(folder)}{', in place of the export that was there' if replaced else ''}"
    say(f"Wrote {_listed(whole.rows)} to {place}; private events and notes are among them.")


def import_folder(session: Session, folder: str, *, dry_run: bool) -> None:
    """Build a tracker from a folder."""
    loaded: list[dict[str, int] | None] = []

    def work(entry: Entry) -> list[Recorded]:
        counts = load_folder(entry, Path(folder))
        loaded[:] = [None if counts is None else dict(counts)]
        return []

    run(session, work, rehearse=dry_run)
    (counts,) = loaded
    name = Path(folder).name or folder
    if counts is None:
        typer.echo(f"{name}: everything is on record already; nothing was changed.")
    else:
        said = f"{name}: {_listed(counts)}, with the ids they had."
        typer.echo(said + (" Nothing was written (--dry-run)." if dry_run else ""))


def _listed(rows: dict[str, int]) -> str:
    held = [f"{count:,} {table.replace('_', ' ')}" for table, count in rows.items() if count]
    return ", ".join(held) or "nothing"
