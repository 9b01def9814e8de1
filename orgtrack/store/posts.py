"""Posts: one title at one organization."""

from __future__ import annotations

import json
from collections.abc import Iterable

from orgtrack.store.file import Tracker
from orgtrack.store.rows import insert
from orgtrack.tenures.tenure import Post

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


def posts_on_file(tracker: Tracker, posts: Iterable[Post]) -> dict[Post, tuple[int, int | None]]:
    """The number and the seats, where they are known, of those of these posts that are on file."""
    rows = tracker.rows(
        "SELECT title_id, organization_id, id, seats FROM posts WHERE (title_id, organization_id) IN"
        " (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))",
        (json.dumps([list(post) for post in posts]),),
    )
    return {Post(row[0], row[1]): (row[2], row[3]) for row in rows}
