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


def quotes_from(tracker: Tracker, source_id: int, event_id: int | None = None) -> list[sqlite3.Row]:
    """The citations of a source that quote it, behind any event or this one, in the order in which they were made."""
    return tracker.rows(
        "SELECT * FROM citations WHERE source_id = :source AND quote IS NOT NULL"
        " AND (:event IS NULL OR event_id = :event) ORDER BY id",
        {"source": source_id, "event": event_id},
    )


def quotes_that_count(tracker: Tracker, source_id: int) -> list[tuple[int, int | None, str]]:
    """Event, its organization and the quoted words of each citation of a source behind an event not judged false."""
    rows = tracker.rows(
        "SELECT events.id, events.organization_id, citations.quote FROM citations JOIN events"
        " ON events.id = citations.event_id WHERE source_id = ? AND quote IS NOT NULL AND status <> 'rejected'"
        " ORDER BY citations.id",
        (source_id,),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def sources_with_text(tracker: Tracker) -> list[int]:
    """The sources of which a text is kept, and that are quoted."""
    rows = tracker.rows(
        "SELECT id FROM sources WHERE text IS NOT NULL AND EXISTS (SELECT 1 FROM citations"
        " WHERE source_id = sources.id AND quote IS NOT NULL) ORDER BY id"
    )
    return [row[0] for row in rows]


def text_of(tracker: Tracker, source_id: int) -> str | None:
    """The text that is kept of a source, or None."""
    row = tracker.row("SELECT text FROM sources WHERE id = ?", (source_id,))
    return None if row is None else row[0]
