"""The log as a listing: an entry a row, with what it changed from what to what, the latest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from orgtrack.errors import OrgtrackError
from orgtrack.model.vocabulary import Noun, read_id
from orgtrack.store import Tracker
from orgtrack.store.history import entry, is_gone, open_entry, undoing_entries, undone
from orgtrack.store.joining import kept_for
from orgtrack.store.read_log import LogSelection, change_counts, changed_rows, changes_up_to, entries
from orgtrack.store.reading import highest_id
from orgtrack.timeline.filters import named
from orgtrack.timeline.listing import Column, Listing, Row, Rows
from orgtrack.timeline.log_words import Words

# An entry with more changes is told in numbers, unless it alone is asked for.
MOST_TOLD = 20
_COUNTED = {"insert": "new", "update": "changed", "delete": "removed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilters:
    """What an entry must meet: `what` is a name or an id as typed; days are those of the time in UTC."""

    what: str = ""
    entry: int | None = None
    since: date | None = None
    until: date | None = None
    command: str = ""
    actor: str = ""
    limit: int | None = None


def log_listing(tracker: Tracker, filters: LogFilters) -> Listing:
    """The entries asked for."""
    selection = _selection(tracker, filters)
    return Listing(
        columns=(
            Column("entry", len(str(highest_id(tracker, "txn"))), number=True),
            *(Column("time", 16), Column("actor"), Column("command"), Column("changes"), Column("state")),
            Column("digest"),
        ),
        rows=_rows(tracker, selection, filters.limit, whole=filters.entry is not None),
        nothing="No entry of the log matches." if selection != LogSelection() else "The log is empty.",
        for_reader=_for_reader,
        first=6,
    )


def _selection(tracker: Tracker, filters: LogFilters) -> LogSelection:
    return LogSelection(
        record=_asked(tracker, filters.what) if filters.what else None,
        entry=filters.entry,
        since=filters.since.isoformat() if filters.since else "",
        before=(filters.until + timedelta(days=1)).isoformat() if filters.until else "",
        command=filters.command,
        actor=filters.actor,
    )


def _asked(tracker: Tracker, text: str) -> tuple[Noun, int]:
    """The record that is asked about: one on record, or by its id one that no longer is."""
    read = read_id(text.strip())
    if read is not None and is_gone(tracker, read[0].table, read[1]) and kept_for(tracker, *read) is None:
        return read
    found = named(tracker, text)
    return found.noun, found.id


def last_digest(tracker: Tracker, filters: LogFilters) -> str:
    """The digest of the latest of the entries asked for that is in the chain."""
    for batch in entries(tracker, _selection(tracker, filters)):
        for row in batch:
            if row["digest"]:
                return str(row["digest"])
    raise OrgtrackError("No entry of the log that matches has a digest yet; the next command that writes gives it one.")


def entry_words(tracker: Tracker, number: int) -> str:
    """An entry in a few words, for a sentence."""
    row = entry(tracker, number)
    assert row is not None
    return f"entry {number} of {row['time'][:16].replace('T', ' ')}, {row['command']}"


def written_lines(tracker: Tracker) -> list[str]:
    """What the entry that is being written has changed so far."""
    number = open_entry(tracker)
    return list(told_changes(tracker, [number], most=MOST_TOLD)[number])


def _rows(tracker: Tracker, selection: LogSelection, limit: int | None, *, whole: bool) -> Rows:
    gone, taken = undone(tracker), undoing_entries(tracker)
    left = limit
    words = Words(tracker)
    for batch in entries(tracker, selection):
        if left is not None:
            batch = batch[:left]
            left -= len(batch)
        told = told_changes(tracker, [row["id"] for row in batch], words, most=None if whole else MOST_TOLD)
        yield [
            (
                str(row["id"]),
                row["time"],
                row["actor"],
                row["command"],
                "\n".join(told[row["id"]]),
                _state(taken, row["id"], gone.get(row["id"])),
                row["digest"],
            )
            for row in batch
        ]
        if left == 0:
            return


def _state(undoes: Mapping[int, int], number: int, by: int | None) -> str | None:
    """What an entry took back or did again, and what took it back."""
    done, first = "", number
    while first in undoes:
        first, done = undoes[first], "redoes" if done == "undoes" else "undoes"
    parts = [f"{done} {first}" if done else "", f"undone by {by}" if by else ""]
    return ", ".join(filter(None, parts)) or None


def told_changes(
    tracker: Tracker, txn_ids: list[int], words: Words | None = None, *, most: int | None
) -> Mapping[int, list[str]]:
    """What entries changed, a line for each value; those of more than `most` changes in numbers."""
    words = words or Words(tracker)
    many = {i for i in txn_ids if most is not None and changes_up_to(tracker, i, most) > most}
    rows = changed_rows(tracker, [i for i in txn_ids if i not in many])
    words.know(row for changed in rows.values() for row in changed)
    told = {txn_id: list(words.lines(changed)) for txn_id, changed in rows.items()}
    return told | {txn_id: list(_counted(tracker, txn_id)) for txn_id in many}


def _counted(tracker: Tracker, txn_id: int) -> Iterator[str]:
    for table, operation, count in change_counts(tracker, txn_id):
        yield f"{count} {table.replace('event_participants', 'further parts of events')} {_COUNTED[operation]}"


def _for_reader(row: Row) -> Row:
    number, time, actor, command, changes, *rest = row
    return (number, (time or "")[:16].replace("T", " "), actor, command, (changes or "").replace("\n", "; "), *rest)
