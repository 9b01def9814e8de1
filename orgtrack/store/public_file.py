"""The file of a published copy: it gets its place when it is whole, and only over an earlier one."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orgtrack.errors import OrgtrackError, shown
from orgtrack.schema import PUBLISHED_ID
from orgtrack.store.beside import beside, put_new, put_over
from orgtrack.store.opening import mark_of


@contextmanager
def public_file(path: Path) -> Iterator[Path]:
    """The name of a file beside `path` in which to make the published copy; it gets its place when it is whole.

    An earlier published copy is replaced in one step; anything else at `path` is refused and stays as it is.
    """
    is_new = _checked(path)
    with beside(path) as made:
        yield made
        if not is_new:
            made.chmod(stat.S_IMODE(path.stat().st_mode))
            put_over(made, path)
            return
        try:
            put_new(made, path)
        except FileExistsError:
            raise OrgtrackError(f"{shown(str(path))} has come to be meanwhile; publish once more.") from None


def _checked(path: Path) -> bool:
    """Whether there is nothing at `path` yet; refused where something stays as it is."""
    place = shown(str(path))
    if not path.parent.is_dir():
        raise OrgtrackError(f"The folder {shown(str(path.parent))} does not exist; make it, or name another file.")
    is_new = not path.exists()
    try:
        mark = mark_of(path) if path.is_file() else None
    except OSError as error:
        raise OrgtrackError(f"{place} cannot be read ({error.strerror}); name another file to publish in.") from error
    if not is_new and mark != PUBLISHED_ID:
        what = "a tracker" if mark else "no published copy"
        raise OrgtrackError(f"{place} is {what} and stays as it is; name another file to publish in.")
    for ending in ("-wal", "-journal"):
        if path.with_name(path.name + ending).exists():
            raise OrgtrackError(
                f"Beside {place} stands {shown(path.name + ending)}: another program is writing there, or was stopped;"
                " end it, or take that file away."
            )
    return is_new
