"""Taking an entry of the log back, and back again: exactly, in an entry of its own, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from orgtrack.errors import OrgtrackError, shown
from orgtrack.model.vocabulary import Noun
from orgtrack.names import fold
from orgtrack.record.derive import derive_all, derive_companies, derive_places, people_concerned
from orgtrack.record.entry import Entry
from orgtrack.record.sources import url_key
from orgtrack.store.careers import events_around
from orgtrack.store.history import cancelled, keeps_changes, last_to_redo, last_to_undo, row_name, undoing, undone
from orgtrack.store.history import entry as entry_on_record
from orgtrack.store.names import NAMED, find_again, name_columns, other_names, refresh_search
from orgtrack.store.rows import by_id
from orgtrack.store.undoing import (
    InTheWay,
    Values,
    events_held,
    forget_blocks_held,
    hold_rows,
    in_the_way,
    let_go,
    named_by_held,
    records_held,
    take_back,
    taken_since,
)

_NAMED = {noun.table: noun for noun in NAMED}
_MOST_LISTED = 10


def undo(entry: Entry, number: int | None = None) -> int:
    """Take back an entry, the latest that stands when none is named; the entry taken back.

    Refused, with what is in the way, when a later change that stands touches its rows or rests on them.
    """
    if number is None:
        number = last_to_undo(entry.tracker)
        if number is None:
            raise OrgtrackError("There is nothing to undo: the log holds no change that is not undone.")
    _entry_called(entry, number)
    by = undone(entry.tracker).get(number)
    if by is not None:
        raise OrgtrackError(f"Entry {number} is undone already, by entry {by}; 'orgtrack redo {number}' does it again.")
    if not keeps_changes(entry.tracker, number):
        raise OrgtrackError(
            f"Of entry {number} the log keeps no change: a redaction is for good, and cannot be undone."
        )
    take_back_entry(entry, number)
    undoing(entry.tracker, number)
    return number


def redo(entry: Entry, number: int | None = None) -> int:
    """Do again what was undone, the latest when no entry is named; the entry done again."""
    if number is None:
        last = last_to_redo(entry.tracker)
        if last is None:
            raise OrgtrackError("There is nothing to redo: nothing is undone.")
    else:
        _entry_called(entry, number)
        found = undone(entry.tracker).get(number)
        if found is None:
            raise OrgtrackError(f"Entry {number} is not undone; there is nothing to redo.")
        last = found
    take_back_entry(entry, last)
    undoing(entry.tracker, last)
    row = entry_on_record(entry.tracker, last)
    assert row is not None
    return int(row["undoes_txn_id"])


def _entry_called(entry: Entry, number: int) -> None:
    if entry_on_record(entry.tracker, number) is None:
        raise OrgtrackError(f"There is no entry {number} in the log; 'orgtrack log' shows those there are.")


def take_back_entry(entry: Entry, number: int) -> None:
    """Make all that an entry changed what it was before; refused as a whole when something is in the way."""
    tracker = entry.tracker
    hold_rows(tracker, number)
    found = in_the_way(tracker, number, cancelled(tracker, number))
    if found:
        raise OrgtrackError(_refused(entry, number, found))
    held = events_held(tracker)
    before = events_around(tracker, held)
    people = people_concerned(tracker, before)
    owners = named_by_held(tracker)
    take_back(tracker, number, lambda table, row_id, values: values | _derived(entry, table, row_id, values))
    missing = taken_since(tracker)
    if missing:
        raise OrgtrackError(_missing(entry, number, missing))
    for noun in NAMED:
        forget_blocks_held(tracker, noun)
        find_again(tracker, noun, records_held(tracker, noun))
    for noun, record_id in owners | named_by_held(tracker):
        if by_id(tracker, noun.table, record_id) is not None:
            refresh_search(tracker, noun, record_id)
    derive_places(tracker, set(records_held(tracker, Noun.ORGANIZATION)))
    derive_companies(tracker, held)
    derive_all(entry, [*before, *events_around(tracker, held)], people, logged=False)
    let_go(tracker)


def _derived(entry: Entry, table: str, row_id: int, values: Values) -> Values:
    """The columns of a row that follow from these logged ones; what events give comes later."""
    found: Values = {}
    name = values.get("name")
    if table in _NAMED and name:
        others = other_names(entry.tracker, _NAMED[table], row_id)
        found |= name_columns(_NAMED[table], [str(name), *(row["name"] for row in others)])
    if table == "names" and name:
        found["name_key"] = fold(str(name))
    if table == "sources":
        if "url" in values:
            found["url_key"] = url_key(str(values["url"])) if values["url"] else None
        if "title" in values:
            found["title_key"] = fold(str(values["title"])) if values["title"] else None
    return found


def _refused(entry: Entry, number: int, found: Sequence[InTheWay]) -> str:
    lines, later = [], sorted({one.txn_id for one in found if one.txn_id is not None and one.txn_id != number})
    for one in found[:_MOST_LISTED]:
        name = row_name(entry.tracker, one.table, one.row_id)
        needed = row_name(entry.tracker, *one.needs) if one.needs else ""
        by = f" (entry {one.txn_id})" if one.txn_id else ""
        if one.needs is None:
            lines.append(f"  {name} was changed by entry {one.txn_id}")
        else:
            lines.append(f"  {name}{by}" if name.endswith(f" {needed}") else f"  {name} names {needed}{by}")
    if len(found) > _MOST_LISTED:
        lines.append("  and more")
    first = f"{_told(entry, number)} cannot be taken back: later changes build on it."
    last = f"Take those back first, the latest before the others: orgtrack undo {later[-1]}" if later else ""
    return "\n".join(filter(None, [first, *lines, last]))


def _missing(entry: Entry, number: int, missing: Sequence[tuple[str, int, str, int]]) -> str:
    lines = [
        f"  {row_name(entry.tracker, table, row_id)} names {row_name(entry.tracker, target, named)}, which is gone"
        for table, row_id, target, named in missing[:_MOST_LISTED]
    ]
    first = f"{_told(entry, number)} cannot be taken back: what it would bring back names what is no longer there."
    return "\n".join([first, *lines, "Bring that back first; 'orgtrack log' shows which entry took it away."])


def _told(entry: Entry, number: int) -> str:
    row = entry_on_record(entry.tracker, number)
    return f"Entry {number} ({shown(row['command'])[1:-1]})" if row else f"Entry {number}"
