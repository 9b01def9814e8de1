"""A database made beside the place where it is to be, and put there when it is whole."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SIDE_FILES = ("-wal", "-shm", "-journal")


@contextmanager
def beside(path: Path, owner: Path | None = None) -> Iterator[Path]:
    """A name beside `path` that no file has; whatever is left under it at the end is taken away.

    It is named after `owner` (else `path`), so that the next command on that tracker finds what a killed one left.
    """
    # What a killed command left under this name is not taken for ours.
    name = (owner or path).name
    made = path.with_name(f".{name}.{os.getpid()}.new")
    sweep(path.with_name(name))
    remove_database(made)
    try:
        yield made
    finally:
        remove_database(made)


def sweep(path: Path, ending: str = "new") -> None:
    """Take away what a killed command left beside: its process is no more."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.{ending}*"):
        number = left.name.removeprefix(f".{path.name}.").split(".")[0]
        if number.isdecimal() and not _runs(int(number)):
            with suppress(OSError):
                left.unlink()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def remove_database(path: Path) -> None:
    """Take a database away with whatever SQLite keeps beside it; nothing happens where there is none."""
    for ending in ("", *SIDE_FILES):
        with suppress(OSError):
            path.with_name(path.name + ending).unlink()


def put_new(made: Path, path: Path) -> None:
    """Give the file its place; FileExistsError where there is one already."""
    _sync_file(made)
    try:
        os.link(made, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError(path) from None
        made.rename(path)
    _sync_folder(path.parent)


def put_over(made: Path, path: Path) -> None:
    """Give the file its place, in one step, over the one that is there."""
    _sync_file(made)
    made.replace(path)
    _sync_folder(path.parent)


def _sync_file(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
