"""Who was redacted: salted hashes, by which a name is known again and from which it cannot be read."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from hashlib import sha256

from orgtrack.names import fold
from orgtrack.store.file import Tracker


def _hash(salt: str, text: str) -> str:
    """Of a name its words in any order; of a number in a register the scheme with it."""
    return sha256(f"{salt} {' '.join(sorted(fold(text).split()))}".encode()).hexdigest()


def bury(tracker: Tracker, texts: Iterable[str], day: str) -> None:
    """Remember these names and numbers (`wikidata:Q1`) as redacted on a day."""
    salt = secrets.token_hex(16)
    tracker.connection.executemany(
        "INSERT INTO tombstones(hash, salt, day, is_purged) VALUES (?, ?, ?, 0)",
        [(hashed, salt, day) for hashed in sorted({_hash(salt, text) for text in texts})],
    )


def buried(tracker: Tracker, text: str) -> str | None:
    """The day on which a name or number was redacted, or None."""
    found = [row["day"] for row in _of(tracker, text)]
    return max(found, default=None)


def unbury(tracker: Tracker, text: str) -> bool:
    """Forget the redaction of whoever had this name or number, with all their names; whether there was one."""
    found = [row["salt"] for row in _of(tracker, text)]
    for salt in found:
        tracker.connection.execute("DELETE FROM tombstones WHERE salt = ?", (salt,))
    return bool(found)


def note_purged(tracker: Tracker) -> None:
    """Note that nothing of those who were redacted is left in the file."""
    tracker.connection.execute("UPDATE tombstones SET is_purged = 1 WHERE NOT is_purged")


def _of(tracker: Tracker, text: str) -> list[dict[str, str]]:
    rows = tracker.rows("SELECT hash, salt, day FROM tombstones")
    return [dict(row) for row in rows if row["hash"] == _hash(row["salt"], text)]
