"""What SQLite leaves behind of deleted rows taken away: free pages, the write-ahead log; and a look at the bytes."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from orgtrack.errors import OrgtrackError, shown
from orgtrack.store.file import Tracker, speaking

_CHUNK = 1 << 22


def overwrite_deleted(tracker: Tracker) -> None:
    """From here on, what is deleted is overwritten with zeros."""
    tracker.connection.execute("PRAGMA secure_delete = ON")


def purge(tracker: Tracker) -> None:
    """Write the file anew without free pages, and empty the write-ahead log.

    Refused where another program reads an older state of the file, which the log must then keep for it.
    """
    with speaking(tracker.path):
        tracker.connection.execute("VACUUM")
    empty_log(tracker)


def empty_log(tracker: Tracker) -> None:
    """Empty the write-ahead log; refused where another program needs it."""
    with speaking(tracker.path):
        busy = tracker.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise OrgtrackError(
            f"{shown(str(tracker.path))} is open in another program, so that its write-ahead log still holds what was"
            " deleted; end that program and give the same command again."
        )


def beside_and_itself(path: Path) -> list[Path]:
    """The files that hold what is in a tracker."""
    return [found for ending in ("", "-wal", "-shm") if (found := path.with_name(path.name + ending)).exists()]


def forms_in(path: Path, forms: Collection[bytes]) -> set[bytes]:
    """Which of these the bytes of a file hold, ASCII letters in any case. Raises OSError."""
    wanted = {form.lower() for form in forms}
    overlap = max((len(form) for form in wanted), default=1) - 1
    found: set[bytes] = set()
    before = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            low = before + chunk.lower()
            found |= {form for form in wanted - found if form in low}
            before = low[-overlap:] if overlap else b""
    return found
