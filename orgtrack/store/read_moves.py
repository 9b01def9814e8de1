"""What moves are told from: the tenures of people, and when events became known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, islice

from orgtrack.dates import PartialDate, from_columns
from orgtrack.store.file import Tracker
from orgtrack.store.reading import among
from orgtrack.store.tenures import LISTED, tenure_of
from orgtrack.tenures.tenure import Post, Tenure

_PEOPLE = 500
_IDS = "(SELECT value FROM json_each(?))"


def people_moving(tracker: Tracker, since: date | None, until: date | None) -> list[int]:
    """Everybody with a tenure that may start or end in this time."""
    parameters: dict[str, str | int] = {"since": str(since or date.min), "until": str(until or date.max)}
    rows = tracker.rows(
        "SELECT DISTINCT person_id FROM tenures WHERE"
        " (coalesce(start_latest, :since) >= :since AND coalesce(start_earliest, :until) <= :until)"
        " OR (end_precision IS NOT NULL"
        " AND coalesce(end_latest, :since) >= :since AND coalesce(end_earliest, :until) <= :until) ORDER BY 1",
        parameters,
    )
    return [row[0] for row in rows]


def careers(tracker: Tracker, people: Iterable[int]) -> Iterator[list[Tenure]]:
    """All tenures of each of these people, one person after the other."""
    coming = iter(people)
    while chunk := list(islice(coming, _PEOPLE)):
        rows = among(tracker, f"SELECT {LISTED} FROM tenures WHERE person_id IN {_IDS} ORDER BY person_id, id", chunk)
        for _, told in groupby(map(tenure_of, rows), key=lambda tenure: tenure.person_id):
            yield list(told)


def has_one_seat(tracker: Tracker, post: Post) -> bool:
    """Whether the post is one that a single person holds at a time."""
    return bool(
        tracker.rows(
            "SELECT 1 FROM posts WHERE title_id = :title AND organization_id = :organization AND seats = 1",
            {"title": post.title_id or 0, "organization": post.organization_id},
        )
    )


def known_since(tracker: Tracker, event_ids: Iterable[int]) -> dict[int, PartialDate]:
    """When each event was announced, else when the first source of it was published; not of events with neither."""
    published = "FROM citations JOIN sources ON sources.id = source_id WHERE event_id = events.id"
    rows = among(
        tracker,
        "SELECT id, coalesce(announced_earliest, announced_latest),"
        " coalesce(announced_latest, announced_earliest),"
        f" (SELECT min(published_earliest) {published}), (SELECT min(published_latest) {published})"
        f" FROM events WHERE id IN {_IDS}",
        event_ids,
    )
    found = {}
    for number, earliest, latest, first, last in rows:
        if earliest or first:
            bounds = (earliest, latest) if earliest else (first, last)
            found[number] = from_columns("", *bounds, "unknown", None, "stated", "", None)
    return found
