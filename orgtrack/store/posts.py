"""Posts: one title at one organization."""

from __future__ import annotations

from orgtrack.store.file import Tracker
from orgtrack.store.rows import insert

POST_COLUMNS = ("id", "title_id", "organization_id", "seats")


def ensure_post(tracker: Tracker, title_id: int, organization_id: int) -> None:
    """Make the post if it is not on record, with the seats of its title."""
    if not has_post(tracker, title_id, organization_id):
        row = tracker.row("SELECT seats FROM titles WHERE id = ?", (title_id,))
        assert row is not None
        insert(tracker, "posts", {"title_id": title_id, "organization_id": organization_id, "seats": row["seats"]})


def has_post(tracker: Tracker, title_id: int, organization_id: int) -> bool:
    """Whether the post is on record."""
    found = tracker.row("SELECT 1 FROM posts WHERE title_id = ? AND organization_id = ?", (title_id, organization_id))
    return found is not None
