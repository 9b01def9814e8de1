"""Proof that nothing in a tracker has changed but through the program, and that all that follows from it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from orgtrack.errors import OrgtrackError, shown
from orgtrack.record import Entry
from orgtrack.record.rebuild import rebuild
from orgtrack.schema import VERSION
from orgtrack.store import Tracker
from orgtrack.store.copying import private_copy
from orgtrack.store.history import entry
from orgtrack.store.opening import form_of
from orgtrack.store.soundness import Log, log, records_of, unsound

_MOST_SHOWN = 5


@dataclass(slots=True, kw_only=True)
class Verified:
    """What was found: `damage` (restore a backup), `stale` (can be derived anew), and what else there is to say.

    `entries` are those of the log, `digest` is the last one's; both 0 and '' for a file of an older form.
    """

    damage: list[str]
    stale: list[str]
    remarks: list[str]
    entries: int = 0
    digest: str = ""


def verify(path: Path, today: date, expected: str = "") -> Verified:
    """Check everything in the tracker at `path`; with `expected`, also that the log up to that digest is as it was.

    The file is read once, at one moment, and nobody waits. OrgtrackError when it is no tracker at all.
    """
    with private_copy(path) as tracker:
        return verify_copy(tracker, today, expected)


def verify_copy(tracker: Tracker, today: date, expected: str = "") -> Verified:
    """The same of a copy that nobody else has; its derived tables are mended on the way."""
    found = Verified(damage=unsound(tracker), stale=[], remarks=[])
    if found.damage:
        return found
    form = form_of(tracker.connection)
    if form < VERSION:
        found.remarks.append(
            f"It is of form {form}, whose content carries no digests: only its pages, references and full-text indexes"
            " could be checked. The next command brings it to the newest form."
        )
        if expected:
            found.damage.append(f"no entry of its log bears the digest {expected}")
        return found
    try:
        told = log(tracker)
    except ValueError as error:
        found.damage.append(f"its log cannot be read: {error}")
        return found
    _tell(tracker, told, found, expected)
    if not found.damage:
        _derive(tracker, today, found)
    return found


def _tell(tracker: Tracker, told: Log, found: Verified, expected: str) -> None:
    found.damage += [
        f"{_entry(tracker, number)} is no longer as it was written" for number in told.altered[:_MOST_SHOWN]
    ]
    if len(told.altered) > _MOST_SHOWN:
        found.damage.append(f"so are {len(told.altered) - _MOST_SHOWN} more entries")
    found.entries = len(told.digests) + len(told.unbound)
    found.digest = next(reversed(told.digests), "")
    if told.unbound:
        count = f"{len(told.unbound)} entries" if len(told.unbound) > 1 else _entry(tracker, told.unbound[0])
        found.remarks.append(f"No digest binds {count} yet, written by another program; the next change here does.")
    if expected and expected not in told.digests:
        found.damage.append(
            f"no entry of its log bears the digest {shown(expected)}: what was before it has been changed, or it is"
            " another tracker's"
        )
    elif expected:
        found.remarks.append(f"Nothing up to {_entry(tracker, told.digests[expected])} has changed.")


def _entry(tracker: Tracker, number: int) -> str:
    """An entry of the log with when, which command, and the records of which it wrote something."""
    row = entry(tracker, number)
    told = f" ({row['time']}, {shown(row['command'], 40)})" if row is not None else ""
    records = records_of(tracker, number, _MOST_SHOWN + 1)
    listed = ", ".join(records[:_MOST_SHOWN]) + (", …" if len(records) > _MOST_SHOWN else "")
    return f"entry {number} of the log{told}" + (f", {listed}" if listed else "")


def _derive(tracker: Tracker, today: date, found: Verified) -> None:
    """Derive all anew, in the copy."""
    connection = tracker.connection
    connection.execute("BEGIN")
    try:
        differing = rebuild(Entry(tracker=tracker, today=today))
    except (ValueError, KeyError) as error:
        found.stale.append(f"what follows from the events cannot be derived: another program wrote a value ({error})")
    except OrgtrackError as error:
        found.damage.append(str(error).rstrip("."))
    else:
        found.stale += [
            f"{count} {what} are not as they follow from the events" for what, count in differing.items() if count
        ]
    finally:
        connection.execute("ROLLBACK")


def damaged(path: Path, found: Verified, remedy: str) -> OrgtrackError:
    """The error that says what is damaged in the file at the path."""
    return OrgtrackError(f"{shown(str(path))} is damaged: {'; '.join(found.damage)}. {remedy}")
