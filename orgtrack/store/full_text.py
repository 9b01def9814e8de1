"""The full-text indexes as a whole: whether each fits the words it is made of."""

from __future__ import annotations

import sqlite3

from orgtrack.store.file import Tracker, speaking

_INDEXES = ("people_fts", "organizations_fts", "events_fts")


def mend_full_text(tracker: Tracker) -> int:
    """Make those indexes anew that do not fit; how many did not."""
    run = tracker.connection.execute
    differing = 0
    for index in _INDEXES:
        try:
            run(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError:
            with speaking(tracker.path):
                run(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
            differing += 1
    return differing
