"""The sample tracker, built from the project's data in the forms that users write."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from orgtrack.cli.article import add_article, read_article
from orgtrack.importers import load_table
from orgtrack.record import Entry
from orgtrack.store import Tracker


def load_sample(tracker: Tracker, folder: Path, *, today: date) -> str:
    """Record the sample in the transaction of the caller: organizations, names, then each article in order."""
    entry = Entry(tracker=tracker, today=today)
    for table in ("organizations.csv", "names.csv"):
        with (folder / table).open("rb") as file:
            load_table(entry, file, table)
    articles = sorted((folder / "articles").glob("*.txt"))
    events = set()
    for path in articles:
        article = read_article(path.read_text(encoding="utf-8"))
        events |= {one.event_id for one in add_article(entry, article, path.name)}
    return f"{len(events)} events from {len(articles)} sources"
