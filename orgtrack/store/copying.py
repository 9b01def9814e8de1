"""Whole copies of a tracker, each as it was at one moment whoever writes meanwhile, and its content replaced in place.

Pages are copied as they are, damage included, so that what is found out about a copy is true of the original.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from orgtrack.errors import OrgtrackError, shown
from orgtrack.store.beside import SIDE_FILES, put_new
from orgtrack.store.file import PATIENCE_SECONDS, Tracker, speaking
from orgtrack.store.opening import as_it_is, check_ours, connect, form_of, is_published

# What SQLite gives a file; content goes only into a file with pages of the same size.
_PAGE = 4096


@contextmanager
def private_copy(path: Path) -> Iterator[Tracker]:
    """A copy of the tracker at `path` for us alone, of whatever form it is; gone afterwards, even after a kill.

    SQLite keeps it in memory and, beyond a few megabytes, in a nameless file of the folder for temporary files. The
    original is only read and nobody waits. The tracker's path is the original's, for what there is to say.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as copy:
        copy.row_factory = sqlite3.Row
        # Indexes are looked into in no order: with the usual 2 MB each page would be read again and again.
        copy.execute("PRAGMA cache_size = -262144")
        with as_it_is(path) as original, speaking(path):
            _refuse_published(original)
            try:
                _copy(original.connection, copy)
            except sqlite3.OperationalError as error:
                if not error.sqlite_errorname.startswith(("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_CANTOPEN")):
                    raise
                raise OrgtrackError(
                    f"There is no room to check a copy of {shown(str(path))} in the folder for temporary files; free"
                    " some, or name another folder with TMPDIR."
                ) from None
        yield Tracker(path, copy)


def _refuse_published(tracker: Tracker) -> None:
    if is_published(tracker):
        raise OrgtrackError(
            f"{shown(str(tracker.path))} is a published copy, which has no history to check or to keep; name the"
            " tracker that it was published from, and publish again."
        )


def copy_to(original: Tracker, made: Path) -> None:
    """Write a copy of a tracker, as it is at this moment, to a path where nothing is."""
    _refuse_published(original)
    with speaking(made), closing(sqlite3.connect(made, isolation_level=None)) as copy:
        copy.execute("PRAGMA synchronous = OFF")  # whoever places the copy brings it to the disk
        _copy(original.connection, copy)


def _copy(
    original: sqlite3.Connection,
    copy: sqlite3.Connection,
    *,
    pages: int = -1,
    at_each_step: Callable[[], None] = lambda: None,
) -> None:
    def after_step(status: int, remaining: int, total: int) -> None:
        # SQLite has waited its time by now; Python would begin again for ever.
        if status & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise OrgtrackError(
                f"The file has been in use by another program for {PATIENCE_SECONDS} seconds; try again later."
            )
        at_each_step()

    original.backup(copy, pages=pages, progress=after_step)


def settle(path: Path) -> bool:
    """Bring what SQLite keeps beside a file into it; whether it is all in there, with nobody at work on it."""
    with speaking(path), closing(connect(path, "rw")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return not any(path.with_name(path.name + ending).exists() for ending in SIDE_FILES)


def replace_content(path: Path, content: Tracker, keep: Callable[[Tracker], None]) -> None:
    """Make this the content of the tracker at `path`, in one transaction: whoever has it open goes on with the new.

    `keep` gets the content that is replaced, to read, while nobody can write. Its errors leave all as it was.
    """
    kept = False

    def at_each_step() -> None:
        nonlocal kept
        if not kept:
            kept = True
            # The first step has taken the lock; readers still see what is there.
            with closing(connect(path, "ro")) as replaced:
                keep(Tracker(path, replaced))

    with speaking(path), closing(connect(path, "rw")) as live:
        live.execute("PRAGMA journal_mode = WAL")
        live.execute("PRAGMA synchronous = FULL")
        # Several steps, so that there is one before the last, which commits.
        _copy(content.connection, live, pages=16, at_each_step=at_each_step)
        live.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def copy_before_migration(path: Path, connection: sqlite3.Connection, made: Path) -> Path | None:
    """Keep a file of an older form, which `connection` has locked, next to it; the copy's path, None if it was there.

    It is named by the form. One that holds the same, which a killed migration left, is not made again.
    """
    form = form_of(connection)
    # A connection in the middle of writing cannot be copied; what is on the disk is what it found.
    with as_it_is(path) as older:
        copy_to(older, made)
    for number in count(1):
        more = f"-{number}" if number > 1 else ""
        kept = path.with_name(f"{path.stem}.form-{form}{more}{path.suffix}")
        try:
            put_new(made, kept)
        except FileExistsError:
            if same_bytes(made, kept):
                return None
        else:
            return kept
    raise AssertionError


def same_bytes(one: Path, other: Path) -> bool:
    """Whether two files hold the same; a folder or a file that cannot be read holds nothing."""
    try:
        if one.stat().st_size != other.stat().st_size:
            return False
        with one.open("rb") as first, other.open("rb") as second:
            while read := first.read(1 << 20):
                if read != second.read(len(read)):
                    return False
    except OSError:
        return False
    return True


def can_be_written(path: Path) -> bool:
    """Whether SQLite can make the file's content another; OrgtrackError when it is not ours to replace."""
    if path.stat().st_size == 0:
        return False
    try:
        with closing(connect(path, "rw")) as connection:
            check_ours(path, connection)
            # SQLite reads the tables' definitions only when it is asked for something in them.
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            return int(connection.execute("PRAGMA page_size").fetchone()[0]) == _PAGE
    except UnicodeDecodeError:  # SQLite's own words about a damaged file
        return False
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorname.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_IOERR")):
            return False
        with speaking(path):
            raise


def put_aside(path: Path, kept: Path) -> None:
    """Give a file that SQLite cannot write to another name too, and take with it what SQLite kept beside it.

    Its own name stays in use until something is put in its place. FileExistsError where the other is taken.
    """
    os.link(path, kept)
    log = path.with_name(path.name + "-wal")
    if log.exists():
        log.rename(kept.with_name(kept.name + "-wal"))
    path.with_name(path.name + "-shm").unlink(missing_ok=True)
