"""Sources: found again by their address (tracking parameters ignored) or by their title."""

from __future__ import annotations

import sqlite3

from orgtrack.store.file import Tracker


def source_at(tracker: Tracker, url_key: str) -> sqlite3.Row | None:
    """The source with this address, as a key made by `record.sources`."""
    return tracker.row("SELECT * FROM sources WHERE url_key = ?", (url_key,))


def sources_titled(tracker: Tracker, title_key: str) -> list[sqlite3.Row]:
    """The sources with this title."""
    return tracker.rows("SELECT * FROM sources WHERE title_key = ? ORDER BY id", (title_key,))
