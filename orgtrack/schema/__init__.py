"""The tables, as numbered steps: each migration is atomic and brings any older file to the newest form.

`VERSION` stands in the file's `user_version`, `APPLICATION_ID` tells an orgtrack file from another program's.
"""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x6F726774  # "orgt"
# A published copy has the same form and another mark: it is read as a tracker is, and never written.
PUBLISHED_ID = 0x6F726770  # "orgp"
VERSION = 6
# The first form that keeps tenures: a file of an earlier one has its own derived when it is brought to the newest.
TENURES_SINCE = 2
# The first that finds close names by keys, and Han names by pinyin: an earlier file has those of its names made then.
NAME_KEYS_SINCE = 3


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to `VERSION`, inside the transaction that the caller has begun with BEGIN IMMEDIATE."""
    # sqlite_utils costs a third of a command's start-up, and most commands find the file up to date.
    import sqlite_utils

    from orgtrack.schema.steps import MIGRATIONS

    MIGRATIONS.apply(sqlite_utils.Database(connection))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
