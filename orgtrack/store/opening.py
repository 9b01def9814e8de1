"""A tracker's file found, checked, opened, and brought to the newest form."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from orgtrack.errors import OrgtrackError, shown
from orgtrack.schema import APPLICATION_ID, NAME_KEYS_SINCE, PUBLISHED_ID, TENURES_SINCE, VERSION, migrate
from orgtrack.store.beside import beside, put_new, remove_database, sweep
from orgtrack.store.file import PATIENCE_SECONDS, Tracker, speaking


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
            sweep(path)
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
    connection = connect(path, "rwc")
    try:
        # An empty file is no tracker: a command that is refused after all would have made it one.
        is_new = was_missing and is_empty(connection)
        if not is_new:
            check_ours(path, connection)
            if _application(connection) == PUBLISHED_ID:
                raise OrgtrackError(
                    f"{shown(str(path))} is a published copy, which is only read; write to the tracker that it was"
                    " published from, and publish again."
                )
        if is_new or form_of(connection) < VERSION:
            _make_or_migrate(path, connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _open_for_reading(path: Path) -> sqlite3.Connection:
    connection = open_as_it_is(path)
    if form_of(connection) < VERSION:
        is_published = _application(connection) == PUBLISHED_ID
        connection.close()
        if is_published:
            raise OrgtrackError(
                f"{shown(str(path))} was published by an older orgtrack; publish it again from its tracker."
            )
        connection = _open_for_writing(path)
    return connection


def open_as_it_is(path: Path, mode: str = "ro") -> sqlite3.Connection:
    """A connection to a file of whatever form; OrgtrackError when it is no tracker of ours."""
    if not exists(path):
        raise OrgtrackError(f"There is no file {shown(str(path))}; check its name.")
    check_place(path)
    with speaking(path):
        connection = connect(path, mode)
        try:
            try:
                check_ours(path, connection)
            except sqlite3.OperationalError as error:
                connection.close()
                # In a folder that cannot be written a log has no place for its index; with no log beside it the file
                # is whole.
                may_not = error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY"))
                if not may_not or _has_log(path):
                    raise
                connection = connect(path, "ro", immutable=True)
                check_ours(path, connection)
        except BaseException:
            connection.close()
            raise
    return connection


def as_it_is(path: Path) -> Tracker:
    """The tracker at `path`, only to be read, of whatever form it is."""
    # Who may write takes away, when done, what SQLite made beside the file in order to read it.
    tracker = Tracker(path, open_as_it_is(path, "rw"))
    tracker.connection.execute("PRAGMA query_only = 1")
    return tracker


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


def connect(path: Path, mode: str, *, immutable: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode that waits its turn; `mode` is SQLite's: ro, rw or rwc."""
    address = _address(path, mode, immutable=immutable)
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=PATIENCE_SECONDS)
    connection.row_factory = sqlite3.Row
    return connection


def _address(path: Path, mode: str, *, immutable: bool = False) -> str:
    return f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}" + ("&immutable=1" if immutable else "")


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether nobody has made anything in the file."""
    return connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0 and not _application(connection)


def _application(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def form_of(connection: sqlite3.Connection) -> int:
    """Which form of the schema the file says it has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_ours(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse what is not a tracker, or one of a program that is newer than this."""
    if _application(connection) not in (APPLICATION_ID, PUBLISHED_ID):
        what = "is empty" if is_empty(connection) else "belongs to another program"
        raise OrgtrackError(f"{shown(str(path))} {what}: it is no tracker; name another file with --db.")
    if form_of(connection) > VERSION:
        raise OrgtrackError(
            f"{shown(str(path))} was written by a newer orgtrack (form {form_of(connection)}, this one knows"
            f" {VERSION}); install the newer one."
        )


def _make_or_migrate(path: Path, connection: sqlite3.Connection) -> None:
    """Bring the file to the newest form, or leave it as it was. What an older one held is kept beside it."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    kept = None
    try:
        # Another process may have been first while we waited for the lock.
        before = form_of(connection)
        if 0 < before < VERSION:
            kept = _keep_older(path, connection)
        if is_empty(connection) or before < VERSION:
            migrate(connection)
        if 0 < before < TENURES_SINCE:
            _derive_tenures(path, connection)
        if 0 < before < NAME_KEYS_SINCE:
            _derive_name_keys(path, connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if kept is not None:
            remove_database(kept)
        raise
    check_ours(path, connection)


def _keep_older(path: Path, connection: sqlite3.Connection) -> Path | None:
    """Keep an older file before it is changed: the path of the copy, None when there was one."""
    from orgtrack.store.copying import copy_before_migration

    with beside(path) as made:
        return copy_before_migration(path, connection, made)


def _derive_tenures(path: Path, connection: sqlite3.Connection) -> None:
    """Fill what an older form had no room for."""
    from orgtrack.store.careers import derive_all_tenures

    derive_all_tenures(Tracker(path, connection))


def _derive_name_keys(path: Path, connection: sqlite3.Connection) -> None:
    """Make the keys by which names are found, as an older form had none or fewer."""
    from orgtrack.store.names import derive_name_keys

    derive_name_keys(Tracker(path, connection))
