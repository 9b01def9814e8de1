"""What the file keeps about itself and the world: where copies of it were written, and who must not come back.

Neither is part of the record: the change log leaves both out, and so does whatever is published.
"""

from __future__ import annotations

OUTSIDE = [
    # Where backups and published copies were written, so that a redaction can say which of them still hold a person.
    """
CREATE TABLE copies (
    path TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('backup', 'published')),
    time TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
    # Names and identifiers of people who were redacted, as salted hashes: enough to know them again, not to read them.
    # `is_purged` is 0 until nothing of the person is left in free pages and in the write-ahead log.
    """
CREATE TABLE tombstones (
    hash TEXT PRIMARY KEY,
    salt TEXT NOT NULL,
    day TEXT NOT NULL,
    is_purged INTEGER NOT NULL CHECK (is_purged IN (0, 1))
) STRICT, WITHOUT ROWID""",
]
