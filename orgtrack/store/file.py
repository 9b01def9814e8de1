"""One SQLite file: found, checked, opened, migrated; and written in one transaction a command."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from orgtrack.errors import Failed, OrgtrackError, shown
from orgtrack.schema import APPLICATION_ID, NAME_KEYS_SINCE, PUBLISHED_ID, TENURES_SINCE, VERSION, migrate
from orgtrack.store.beside import beside, put_new
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


def open_tracker(path: Path, *, write: bool) -> Tracker:
    """Open the tracker at `path`; only writing creates it. An older file is brought to the newest form first."""
    if not write and not exists(path):
        raise OrgtrackError(
            f"There is no tracker at {shown(str(path))}; record a first event with 'orgtrack add', or name its file"
            " with --db."
        )
    check_place(path)
    with speaking(path):
        if write:
            return Tracker(path, _open_for_writing(path))
        return Tracker(path, _open_for_reading(path))


def exists(path: Path) -> bool:
    """Whether there is a file at the path; refused where no file can have that name."""
    try:
        return path.exists()
    except (OSError, ValueError) as error:
        raise OrgtrackError(f"{shown(str(path))} is no name for a file; name another with --db.") from error


def check_place(path: Path) -> None:
    """Refuse a path at which no file can be."""
    exists(path)
    if not path.parent.is_dir():
        raise OrgtrackError(f"The folder {shown(str(path.parent))} does not exist; make it, or name another with --db.")
    if path.is_dir():
        raise OrgtrackError(f"{shown(str(path))} is a folder; name a file with --db.")


@contextmanager
def new_tracker(path: Path) -> Iterator[Tracker]:
    """A tracker that comes to be at `path` only when the work in it succeeds, whole or not at all.

    It is made beside the path and linked there at the end; FileExistsError when another process was first.
    """
    check_place(path)
    with beside(path) as made:
        with speaking(path):
            connection = _open_for_writing(made)
            # Nobody sees the file yet, and a killed command leaves it to be swept: it is written once, not to a log
            # first, and to the disk at the end.
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("PRAGMA synchronous = OFF")
        try:
            yield Tracker(path, connection)
            with speaking(path):
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()
        put_new(made, path)


def _open_for_writing(path: Path) -> sqlite3.Connection:
    was_missing = not path.exists()
    connection = _connect(path, "rwc")
    try:
        # An empty file is no tracker: a command that is refused after all would have made it one.
        is_new = was_missing and _is_empty(connection)
        if not is_new:
            _check_ours(path, connection)
            if _application(connection) == PUBLISHED_ID:
                raise OrgtrackError(
                    f"{shown(str(path))} is a published copy, which is only read; write to the tracker that it was"
                    " published from, and publish again."
                )
        if is_new or _version(connection) < VERSION:
            _make_or_migrate(path, connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _open_for_reading(path: Path) -> sqlite3.Connection:
    connection = _connect(path, "ro")
    try:
        _check_ours(path, connection)
    except sqlite3.OperationalError as error:
        connection.close()
        # In a folder that cannot be written a log has no place for its index; with no log beside it the file is whole.
        if not error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")) or _has_log(path):
            raise
        connection = _connect(path, "ro", immutable=True)
        _check_ours(path, connection)
    if _version(connection) < VERSION:
        is_published = _application(connection) == PUBLISHED_ID
        connection.close()
        if is_published:
            raise OrgtrackError(
                f"{shown(str(path))} was published by an older orgtrack; publish it again from its tracker."
            )
        connection = _open_for_writing(path)
    return connection


def attach(connection: sqlite3.Connection, path: Path, name: str) -> None:
    """Let a connection read the tracker at `path`, which exists and is ours, under this name."""
    try:
        connection.execute(f"ATTACH ? AS {name}", (_address(path, "ro"),))
        connection.execute(f"SELECT count(*) FROM {name}.sqlite_master")
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")) or _has_log(path):
            raise
        connection.execute(f"DETACH {name}")
        connection.execute(f"ATTACH ? AS {name}", (_address(path, "ro", immutable=True),))


def is_published(tracker: Tracker) -> bool:
    """Whether the open file is a published copy."""
    return _application(tracker.connection) == PUBLISHED_ID


def mark_of(path: Path) -> int | None:
    """APPLICATION_ID where the file is a tracker, PUBLISHED_ID where it is a published copy, else None."""
    # SQLite's header keeps the mark in its bytes 68 to 71; a file that is no database has something else there.
    with path.open("rb") as file:
        header = file.read(72)
    mark = int.from_bytes(header[68:72], "big") if header.startswith(b"SQLite format 3\0") else 0
    return mark if mark in (APPLICATION_ID, PUBLISHED_ID) else None


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _connect(path: Path, mode: str, *, immutable: bool = False) -> sqlite3.Connection:
    address = _address(path, mode, immutable=immutable)
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=PATIENCE_SECONDS)
    connection.row_factory = sqlite3.Row
    return connection


def _address(path: Path, mode: str, *, immutable: bool = False) -> str:
    return f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}" + ("&immutable=1" if immutable else "")


def _is_empty(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0 and not _application(connection)


def _application(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _check_ours(path: Path, connection: sqlite3.Connection) -> None:
    if _application(connection) not in (APPLICATION_ID, PUBLISHED_ID):
        what = "is empty" if _is_empty(connection) else "belongs to another program"
        raise OrgtrackError(f"{shown(str(path))} {what}: it is no tracker; name another file with --db.")
    if _version(connection) > VERSION:
        raise OrgtrackError(
            f"{shown(str(path))} was written by a newer orgtrack (form {_version(connection)}, this one knows"
            f" {VERSION}); install the newer one."
        )


def _make_or_migrate(path: Path, connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have been first while we waited for the lock.
        before = _version(connection)
        if _is_empty(connection) or before < VERSION:
            migrate(connection)
        if 0 < before < TENURES_SINCE:
            _derive_tenures(path, connection)
        if 0 < before < NAME_KEYS_SINCE:
            _derive_name_keys(path, connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    _check_ours(path, connection)


def _derive_tenures(path: Path, connection: sqlite3.Connection) -> None:
    """Fill what an older form had no room for."""
    from orgtrack.store.careers import derive_all_tenures

    derive_all_tenures(Tracker(path, connection))


def _derive_name_keys(path: Path, connection: sqlite3.Connection) -> None:
    """Make the keys by which names are found, as an older form had none or fewer."""
    from orgtrack.store.names import derive_name_keys

    derive_name_keys(Tracker(path, connection))
