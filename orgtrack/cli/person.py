"""`orgtrack export person NAME`: everything held on one person."""

from __future__ import annotations

import json
from pathlib import Path

from orgtrack.cli.session import Session
from orgtrack.cli.shown import say
from orgtrack.exporters.whole import write_file, write_output
from orgtrack.lookup import existing
from orgtrack.model.vocabulary import Noun
from orgtrack.record.held_on import held_on
from orgtrack.store.reading import snapshot


def export_person(session: Session, name: str, output: str) -> None:
    """Write what is held on the person as JSON, and say how much it is where it goes to a file."""
    with session.reading() as tracker, snapshot(tracker):
        held = held_on(tracker, existing(tracker, Noun.PERSON, name))
    text = json.dumps(held, ensure_ascii=False, indent=2) + "\n"
    if output == "-":
        write_output([text])
        return
    write_file(Path(output), [text])
    say(f"{output}: {len(held['events'])} events, {len(held['history'])} changes, {len(held['mentions'])} texts.")
