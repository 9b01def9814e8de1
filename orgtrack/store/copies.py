"""Copies of a tracker that were written: which, when and where. Only the tracker itself knows; none is published."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from orgtrack.store.file import Tracker, speaking


class CopyKind(StrEnum):
    BACKUP = "backup"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy as it was last written at `path`; `time` is in UTC as ISO 8601."""

    kind: CopyKind
    path: Path
    time: str


def remember_copy(tracker: Tracker, kind: CopyKind, path: Path, time: str) -> None:
    """Note that a copy is written at `path`; a copy written there before is the same one. No entry of the log."""
    with speaking(tracker.path):
        tracker.connection.execute(
            "INSERT INTO copies(path, kind, time) VALUES (?, ?, ?)"
            " ON CONFLICT(path) DO UPDATE SET kind = excluded.kind, time = excluded.time",
            (str(path.resolve()), kind, time),
        )


def known_copies(tracker: Tracker) -> list[Copy]:
    """Every copy that was written, by kind and path, whether or not the file is still there."""
    rows = tracker.rows("SELECT kind, path, time FROM copies ORDER BY kind, path")
    return [Copy(kind=CopyKind(row["kind"]), path=Path(row["path"]), time=row["time"]) for row in rows]


def forget_copy(tracker: Tracker, path: Path) -> None:
    """A copy at `path` is known no longer."""
    with speaking(tracker.path):
        tracker.connection.execute("DELETE FROM copies WHERE path = ?", (str(path.resolve()),))
