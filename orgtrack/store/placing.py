"""A file that comes to be at its path whole or not at all: made beside under a name of ours, then placed."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SIDE_FILES = ("-wal", "-shm", "-journal")


@contextmanager
def made_beside(path: Path, owner: Path | None = None) -> Iterator[Path]:
    """A name beside `path` to make a file under; nothing is left of it afterwards, whatever happens.

    It is named after `owner` (else `path`), so that the next command on that tracker finds what a killed one left.
    """
    beside = path.with_name(f".{(owner or path).name}.{os.getpid()}.new")
    sweep(beside.with_name((owner or path).name))
    # What a killed command left under this name is not taken for ours: in a container all may have one process id.
    remove(beside)
    try:
        yield beside
    finally:
        remove(beside)


def sweep(path: Path) -> None:
    """Take away what a killed command left beside the path: its process is no more."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.new*"):
        number = left.name.removeprefix(f".{path.name}.").split(".")[0]
        if number.isdecimal() and not _runs(int(number)):
            remove(left)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def remove(path: Path) -> None:
    """Take a database away with what SQLite keeps beside it."""
    for ending in ("", *SIDE_FILES):
        with suppress(OSError):
            path.with_name(path.name + ending).unlink()


def place_new(beside: Path, path: Path) -> None:
    """Put the file at a path that is free, on the disk; FileExistsError when it is not free."""
    _to_disk(beside)
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError(path) from None
        beside.rename(path)
    _to_disk(path.parent)


def place_over(beside: Path, path: Path) -> None:
    """Put the file in the place of the one at the path, on the disk: there is always one or the other."""
    _to_disk(beside)
    beside.replace(path)
    _to_disk(path.parent)


def _to_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
