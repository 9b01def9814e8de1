"""A backup brought back: checked first, in one step, and what it replaces is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from orgtrack.errors import OrgtrackError, shown
from orgtrack.keeping.backup import stamp
from orgtrack.keeping.verify import Verified, damaged, verify_copy
from orgtrack.store import Tracker
from orgtrack.store.beside import beside, put_new, put_over, remove_database
from orgtrack.store.copying import can_be_written, copy_to, private_copy, put_aside, replace_content
from orgtrack.store.opening import exists


def restore(path: Path, source: Path, *, time: str, today: date) -> tuple[Path | None, Verified]:
    """Make the tracker at `path` what the backup is; where what it was is kept (None: it was not there).

    Whoever has the tracker open goes on with the new content, and no change is made to the old one meanwhile.
    OrgtrackError, and nothing has changed, when the backup is damaged or there is no room.
    """
    if exists(source) and exists(path) and source.samefile(path):
        raise OrgtrackError(f"{shown(str(source))} is the tracker itself; name a backup of it.")
    with private_copy(source) as content:
        found = verify_copy(content, today)
        if found.damage:
            raise damaged(source, found, "Nothing was changed; name another backup.")
        try:
            if not exists(path):
                _place(content, path)
                return None, found
            kept = path.with_name(f"{path.stem}.replaced-{stamp(time)}{path.suffix}")
            if can_be_written(path):
                _replace(content, path, kept)
            else:
                _replace_damaged(content, path, kept)
        except FileExistsError as error:
            raise OrgtrackError(f"{shown(str(error.filename2 or error.filename))} is there; try again.") from None
        except OSError as error:
            raise OrgtrackError(
                f"{shown(str(path))} cannot be replaced: {error.strerror}; nothing was changed."
            ) from None
        return kept, found


def _place(content: Tracker, path: Path) -> None:
    with beside(path) as made:
        copy_to(content, made)
        put_new(made, path)


def _replace(content: Tracker, path: Path, kept: Path) -> None:
    is_kept = False

    def keep(replaced: Tracker) -> None:
        nonlocal is_kept
        with beside(path) as made:
            copy_to(replaced, made)
            put_new(made, kept)
        is_kept = True

    try:
        replace_content(path, content, keep)
    except BaseException:
        if is_kept:
            remove_database(kept)
        raise


def _replace_damaged(content: Tracker, path: Path, kept: Path) -> None:
    """SQLite cannot write to what is there, so nobody else does."""
    with beside(path) as made:
        copy_to(content, made)
        put_aside(path, kept)
        put_over(made, path)
