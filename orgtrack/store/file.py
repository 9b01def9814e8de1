"""One open SQLite file, written in one transaction a command; what SQLite says about it, as sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from orgtrack.errors import Failed, shown
from orgtrack.store.digests import close_chain

PATIENCE_SECONDS = 30

Parameters = Sequence[str | int | None] | Mapping[str, str | int | None]


class Tracker:
    """An open tracker. `connection` is in autocommit mode: whatever writes stands inside `writing`.

    With `only_named` set, lists leave out the people, organizations and titles that no event in it names.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self.only_named = False
        self.remarks: list[str] = []

    def remark(self, sentence: str) -> None:
        """Note, once, what the user should hear of how the words of a question were taken."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with speaking(self.path):
            return self.connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        with speaking(self.path):
            found: sqlite3.Row | None = self.connection.execute(sql, parameters).fetchone()
            return found

    @contextmanager
    def writing(self, *, command: str, actor: str, time: str) -> Iterator[None]:
        """One transaction and one entry of the log: all of it is written, or nothing.

        `time` is when the command ran, in UTC as ISO 8601.
        """
        with speaking(self.path):
            # BEGIN IMMEDIATE takes the lock at once; a deferred one loses writes when several begin together.
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                # What other programs wrote enters the chain as they left it.
                close_chain(self.connection)
                self.connection.execute(
                    "INSERT INTO txn(time, command, actor, is_open) VALUES (?, ?, ?, 1)", (time, command, actor)
                )
                yield
                self._close_entry()
                self.connection.execute("COMMIT")
            except BaseException:
                self.roll_back()
                raise

    def mark(self) -> None:
        """Remember how the transaction stands, for `back_to_mark`."""
        self.connection.execute("SAVEPOINT mark")

    def back_to_mark(self) -> None:
        """Take back all that was written since the last `mark`."""
        self.connection.execute("ROLLBACK TO mark")

    def roll_back(self) -> None:
        """Leave the transaction as if it had never begun."""
        # A full disk makes SQLite roll back by itself.
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def _close_entry(self) -> None:
        """Close the log's entry; one under which nothing changed is taken out again."""
        self.connection.execute(
            "DELETE FROM txn WHERE is_open = 1 AND NOT EXISTS (SELECT 1 FROM change WHERE txn_id = txn.id)"
        )
        close_chain(self.connection)
        self.connection.execute("UPDATE txn SET is_open = NULL WHERE is_open = 1")

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Tracker:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


@contextmanager
def speaking(path: Path) -> Iterator[None]:
    """SQLite's errors as sentences with the file and the remedy."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise Failed(_sentence(path, error)) from error
    except UnicodeDecodeError as error:  # SQLite's own words about a damaged file
        raise Failed(f"{shown(str(path))} is damaged; restore a backup of it.") from error


def _sentence(path: Path, error: sqlite3.DatabaseError) -> str:
    reason = str(error)
    place = shown(str(path))
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_NOTADB"):
        return f"{place} is not a database; name another file with --db."
    if name.startswith("SQLITE_CORRUPT"):
        return f"{place} is damaged ({reason}); restore a backup of it."
    if name.startswith("SQLITE_FULL"):
        return f"The disk of {place} is full; nothing was written. Free some room and try again."
    if name.startswith("SQLITE_READONLY"):
        return f"{place} cannot be written; change its permissions, or those of its folder, or name another with --db."
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"{place} has been in use by another program for {PATIENCE_SECONDS} seconds; try again when it is done."
    if name.startswith("SQLITE_CANTOPEN"):
        return f"{place} cannot be opened; check that it is a file you may read, in a folder you may write to."
    if name.startswith("SQLITE_IOERR"):
        return f"{place} could not be read or written ({reason}); nothing was written. Check the disk."
    if name.startswith("SQLITE_TOOBIG"):
        return f"Something is too long for {place}; nothing was written."
    if name.startswith("SQLITE_INTERRUPT"):
        return "Interrupted; nothing was written."
    return f"{place} was refused by SQLite ({reason}); nothing was written."
