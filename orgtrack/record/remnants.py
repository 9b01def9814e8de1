"""The end of a redaction: nothing of the names is left in the bytes of the file, and which copies still hold them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from orgtrack.errors import OrgtrackError, shown
from orgtrack.record.mentions import byte_forms
from orgtrack.store import Tracker
from orgtrack.store.beside import remove_database
from orgtrack.store.copies import Copy, forget_copy, known_copies
from orgtrack.store.opening import mark_of
from orgtrack.store.purging import beside_and_itself, empty_log, forms_in, purge
from orgtrack.store.redaction import holds_bytes
from orgtrack.store.tombstones import note_purged


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """A copy, and what was found there: `state` is "holds", "clean", "gone", "unreadable" or "removed"."""

    copy: Copy
    state: str


def purge_names(tracker: Tracker, names: Collection[str]) -> int:
    """Leave nothing of what was deleted in the file and its log, and search their bytes for the names.

    The number of spellings that the bytes still hold because rows on record do: names of others. Refused where bytes
    are left that no row accounts for, or where another program keeps the log from being emptied.
    """
    purge(tracker)
    forms = byte_forms(names)
    found = {form for path in beside_and_itself(tracker.path) for form in forms_in(path, forms)}
    unexplained = {form for form in found if not holds_bytes(tracker, form.decode())}
    if unexplained:
        raise OrgtrackError(
            f"The bytes of {shown(str(tracker.path))} still hold {shown(min(unexplained).decode())}, and no row does;"
            " it is not done. Give the same command again, and report this if it says so again."
        )
    note_purged(tracker)
    empty_log(tracker)
    return len(found)


def search_copies(tracker: Tracker, names: Collection[str]) -> list[Searched]:
    """Which of the known copies hold the names, in their bytes."""
    forms = byte_forms(names)
    return [Searched(copy=copy, state=_state(copy, forms)) for copy in known_copies(tracker)]


def _state(copy: Copy, forms: Collection[bytes]) -> str:
    try:
        found = any(forms_in(path, forms) for path in beside_and_itself(copy.path))
        return "gone" if not copy.path.exists() else "holds" if found else "clean"
    except OSError:
        return "unreadable"


def remove_copies(tracker: Tracker, searched: Collection[Searched]) -> list[Searched]:
    """Delete the copies that hold the names, where the file is still a copy of ours, and what is known of them."""
    left = []
    for one in searched:
        if one.state == "holds" and mark_of(one.copy.path) is not None:
            remove_database(one.copy.path)
            forget_copy(tracker, one.copy.path)
            left.append(Searched(copy=one.copy, state="removed"))
        else:
            left.append(one)
    return left
