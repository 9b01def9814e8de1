"""A backup: a copy of the tracker as it is at one moment, checked before it is called one."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from orgtrack.errors import OrgtrackError, shown
from orgtrack.keeping.verify import Verified, damaged, verify
from orgtrack.schema import VERSION
from orgtrack.store import open_tracker
from orgtrack.store.beside import beside, put_new, put_over
from orgtrack.store.copies import CopyKind, remember_copy
from orgtrack.store.copying import copy_to, settle
from orgtrack.store.opening import as_it_is, exists, form_of
from orgtrack.store.soundness import entries


def backup(path: Path, target: Path, *, time: str, today: date, replace: bool) -> tuple[Path, Verified]:
    """Copy the tracker at `path` to a file, or under its name and `time` into a folder; the copy, and what was found.

    What stands there already is replaced when it is an earlier backup of this tracker, or with `replace`. The copy is
    on the disk, and verified, when this returns; OrgtrackError, and nothing at the target has changed, otherwise.
    """
    if exists(target) and target.is_dir():
        target = target / f"{path.stem}-{stamp(time)}{path.suffix}"
    if not target.parent.is_dir():
        raise OrgtrackError(f"The folder {shown(str(target.parent))} does not exist; make it, or name another file.")
    is_there = exists(target)
    if is_there:
        _check_replaceable(path, target, replace=replace)
    with as_it_is(path) as original:
        try:
            with beside(target, owner=path) as made:
                copy_to(original, made)
                found = verify(made, today)
                if found.damage:
                    raise damaged(
                        path, found, "Nothing was written; bring an earlier backup back: orgtrack restore FILE."
                    )
                # The copy knows of itself, and a damaged tracker stays as it is.
                _note(made, target, time)
                if is_there:
                    put_over(made, target)
                else:
                    put_new(made, target)
        except FileExistsError:
            raise OrgtrackError(f"{shown(str(target))} has just been made by another program; try again.") from None
        except OSError as error:
            raise OrgtrackError(
                f"{shown(str(target))} cannot be written: {error.strerror}; name another file."
            ) from None
    _note(path, target, time)
    return target, found


def _note(path: Path, target: Path, time: str) -> None:
    """Note the backup in a tracker of the newest form; one that cannot be written is backed up all the same."""
    with suppress(OrgtrackError):
        with as_it_is(path) as tracker:
            is_newest = form_of(tracker.connection) == VERSION
        if is_newest:
            with open_tracker(path, write=True) as tracker:
                remember_copy(tracker, CopyKind.BACKUP, target, time)


def stamp(time: str) -> str:
    """A moment (UTC, ISO 8601) as a part of a file's name: 2025-07-16T093000Z."""
    return time[:19].replace(":", "") + "Z"


def _check_replaceable(path: Path, target: Path, *, replace: bool) -> None:
    if target.samefile(path):
        raise OrgtrackError(f"{shown(str(target))} is the tracker itself; name another file for the backup.")
    if replace and not _is_tracker(target):
        return
    if not replace and not _is_earlier(path, target):
        raise OrgtrackError(
            f"{shown(str(target))} is there and no earlier backup of this tracker; name another file, or replace it"
            " with --replace."
        )
    if not settle(target):
        raise OrgtrackError(f"{shown(str(target))} is in use by another program; try again when it is done.")


def _is_tracker(target: Path) -> bool:
    try:
        as_it_is(target).close()
    except OrgtrackError:
        return False
    return True


def _is_earlier(path: Path, target: Path) -> bool:
    """Whether the tracker has all that the target has, entry by entry of the log."""
    if not _is_tracker(target):
        return False
    with as_it_is(path) as ours, as_it_is(target) as theirs:
        had = entries(theirs)
        return bool(had) and entries(ours)[: len(had)] == had
