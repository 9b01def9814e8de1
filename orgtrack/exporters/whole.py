"""Text or bytes into a file, whole or not at all; or to standard output, as it comes."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import stat
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import BinaryIO

from orgtrack.errors import OrgtrackError, shown
from orgtrack.model.folder import MANIFEST
from orgtrack.store.beside import sweep

_SQLITE = b"SQLite format 3\x00"


def write_file(path: Path, pieces: Iterable[str | bytes]) -> bool:
    """Write the pieces, text in UTF-8, and put the file in its place when all are on disk; True when it replaced one.

    They are written beside it first: whatever goes wrong, the old file stays as it was and nothing new is left.
    """
    target = Path(os.path.realpath(path))  # a link goes on pointing to what it points to
    if target.is_dir():
        raise OrgtrackError(f"{shown(str(path))} is a folder; name a file in it.")
    if not target.parent.is_dir():
        raise OrgtrackError(f"The folder {shown(str(target.parent))} does not exist; make it, or name another.")
    with _sentences(f"{shown(str(path))} could not be written"):
        if target.exists() and not target.is_file():  # a device or a named pipe has no place to put a file in
            with target.open("wb") as device:
                _write_all(device, pieces)
            return False
        replaced = target.exists()
        if replaced:
            _refuse_database(path, target)
        sweep(target, "part")
        _write_beside(target, pieces)
    return replaced


def _refuse_database(path: Path, target: Path) -> None:
    with target.open("rb") as old:
        if old.read(len(_SQLITE)) == _SQLITE:
            raise OrgtrackError(f"{shown(str(path))} is a database and stays as it is; name another file.")


def write_folder(path: Path, files: Iterable[tuple[str, Iterable[str]]], ours: Collection[str]) -> bool:
    """Write the files and put the folder in its place when all are on disk; True when it replaced an earlier one.

    A folder that is there must be empty, or hold nothing but files of these names, `ours`.
    """
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise OrgtrackError(f"The folder {shown(str(target.parent))} does not exist; make it, or name another.")
    with _sentences(f"{shown(str(path))} could not be written"):
        replaced = target.exists() and _checked_folder(path, target, ours)
        beside, before = (target.with_name(f".{target.name[:200]}.{os.getpid()}.{what}") for what in ("part", "old"))
        with stoppable():
            try:
                beside.mkdir()
                for name, pieces in files:
                    with (beside / name).open("xb") as file:
                        _write_all(file, pieces)
                        os.fsync(file.fileno())
                _to_disk(beside)
                if target.exists():
                    shutil.copymode(target, beside)
                    target.rename(before)
                beside.rename(target)
            finally:
                if before.exists() and not target.exists():
                    before.rename(target)
                shutil.rmtree(beside, ignore_errors=True)
                shutil.rmtree(before, ignore_errors=True)
        _to_disk(target.parent)
    return replaced


def _checked_folder(path: Path, target: Path, ours: Collection[str]) -> bool:
    """Whether the folder holds an earlier export; refused when it is no folder, or holds what is not of one."""
    if not target.is_dir():
        raise OrgtrackError(f"{shown(str(path))} is a file; name a folder.")
    held = sorted(entry.name for entry in target.iterdir())
    strange = [name for name in held if name not in ours]
    if strange or (held and MANIFEST not in held):
        raise OrgtrackError(
            f"{shown(str(path))} holds {shown((strange or held)[0])}, which is of no earlier export; name a new folder."
        )
    return bool(held)


def _write_beside(target: Path, pieces: Iterable[str | bytes]) -> None:
    beside = target.with_name(f".{target.name[:200]}.{os.getpid()}.part")
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    with stoppable():
        try:
            with beside.open("xb") as file:
                _write_all(file, pieces)
                os.fsync(file.fileno())
                if mode is not None:
                    os.fchmod(file.fileno(), mode)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    _to_disk(target.parent)


def _to_disk(folder: Path) -> None:
    """Wait until a folder's list of files is on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _write_all(file: BinaryIO, pieces: Iterable[str | bytes]) -> None:
    for piece in pieces:
        file.write(_bytes(piece))


def _bytes(piece: str | bytes) -> bytes:
    return piece.encode() if isinstance(piece, str) else piece


@contextmanager
def stoppable() -> Iterator[None]:
    """Let a request to end (SIGTERM, SIGHUP) clean up first, as Ctrl-C does."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {}
    try:
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is signal.SIG_DFL:  # nohup's choice stays
                before[number] = signal.signal(number, end)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def write_output(pieces: Iterable[str | bytes]) -> None:
    """Write the pieces to standard output, text in UTF-8, each as soon as it is there.

    A closed pipe is a BrokenPipeError, which the command line takes for done.
    """
    if sys.stdout is None:  # started with >&-
        raise OrgtrackError("Standard output is closed; name a file with -o.")
    sys.stdout.flush()
    with _sentences("Standard output could not be written"):
        try:
            for piece in pieces:
                sys.stdout.buffer.write(_bytes(piece))
                sys.stdout.buffer.flush()
        except OSError:
            _discard_output()
            raise


def _discard_output() -> None:
    """Point standard output at nothing: Python would try once more at its end, and complain."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)


@contextmanager
def _sentences(what: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise OrgtrackError(f"{what}: the disk is full. Free some room and try again.") from error
        if error.errno == errno.EFBIG:
            raise OrgtrackError(f"{what}: it would be larger than a file may be here.") from error
        raise OrgtrackError(f"{what}: {error.strerror or error}.") from error
