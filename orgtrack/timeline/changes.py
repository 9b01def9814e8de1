"""What changed between two days: who came and went, and which organizations were formed, closed, moved, renamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from orgtrack.dates import PartialDate, short
from orgtrack.model.vocabulary import Noun
from orgtrack.store import Tracker
from orgtrack.store.read_selection import Selection
from orgtrack.store.read_structure import (
    held_then,
    lives_of,
    names_on,
    organizations_in,
    renamings_of,
    spells_of,
    standing_on,
)
from orgtrack.store.reading import Names
from orgtrack.store.tenures import tenures_of_person
from orgtrack.tenures.certainty import Certainty
from orgtrack.tenures.changes import (
    Change,
    Held,
    HolderChange,
    UnitChange,
    best,
    holder_changes,
    life_changes,
    move_of,
    one_stay,
    within,
)
from orgtrack.timeline.listing import Column, Listing, Row

_LEFT = frozenset({Change.WENT, Change.MAY_HAVE_GONE})


def change_listing(tracker: Tracker, selection: Selection, first: date, last: date) -> Listing:
    """The changes from the first day to the last one, by organization, what became of itself first.

    Organizations are called as they were on the last day, what stood before as on the first.
    Of organizations nothing is said where people or titles are asked for.
    """
    chosen = standing_on(selection, (first, last))
    rows = _holder_rows(tracker, _holders(tracker, chosen, first, last), last)
    if not (selection.people or selection.titles):
        rows += _unit_rows(tracker, organizations_in(tracker, chosen), first, last)
    rows.sort(key=_order)
    return Listing(
        columns=(
            *(Column("change", 8), Column("person", 16), Column("title", 16), Column("organization", 16)),
            *(Column("before", 8), Column("after", 8), Column("date", 11), Column("ids"), Column("person_id")),
            *(Column("title_id"), Column("organization_id")),
        ),
        rows=iter([rows] if rows else []),
        nothing=f"Nothing on record changed from {first} to {last}.",
        for_reader=lambda row: (*row[:6], row[11], *row[7:11]),
        first=8,
    )


def _order(row: Row) -> tuple[str, str, bool, str, str, str]:
    change, person, title, organization, *_, at = row[:11]
    return ((organization or "").casefold(), at or "", person is not None, title or "", change or "", person or "")


def _holders(tracker: Tracker, chosen: Selection, first: date, last: date) -> list[HolderChange]:
    then, later = (
        best(Held(tenure, Certainty(certainty)) for certainty, tenure in held_then(tracker, chosen, day))
        for day in (first, last)
    )
    return [
        change
        for change in holder_changes(then, later, first, last)
        if change.change is not Change.RETURNED
        or not one_stay(change, tenures_of_person(tracker, change.holding.person_id))
    ]


def _holder_rows(tracker: Tracker, changes: list[HolderChange], last: date) -> list[Row]:
    names = [Names(tracker, table) for table in ("people", "titles")]
    for at, known in enumerate(names):
        known.know([change.holding[at] for change in changes])
    people, titles = (known.by_id for known in names)
    organizations = names_on(tracker, {change.holding.organization_id for change in changes}, last)
    return [
        (
            str(change.change),
            people[change.holding.person_id],
            titles[change.holding.title_id],
            organizations[change.holding.organization_id],
            _state(change.before),
            _state(change.after),
            day.edtf or None if day else None,
            _ids(_events(change)),
            Noun.PERSON.id(change.holding.person_id),
            Noun.TITLE.id(change.holding.title_id or 0),
            Noun.ORGANIZATION.id(change.holding.organization_id),
            short(day) if day else None,
        )
        for change in changes
        for day in [_day(change)]
    ]


def _state(held: Held | None) -> str | None:
    if held is None:
        return None
    return f"acting, {held.certainty}" if held.tenure.acting else str(held.certainty)


def _day(change: HolderChange) -> PartialDate | None:
    """When it happened, as far as is on record: the end of who went, else the start of who is there after."""
    if change.change in _LEFT or change.after is None:
        return change.before.tenure.end if change.before else None
    return change.after.tenure.start


def _events(change: HolderChange) -> Iterator[int]:
    before, after = (held.tenure if held else None for held in (change.before, change.after))
    if before and change.change not in (Change.CAME, Change.MAY_HAVE_COME):
        yield before.end_event_id or before.id
    if after and change.change not in _LEFT:
        yield after.id


def _ids(event_ids: Iterable[int]) -> str | None:
    return "; ".join(dict.fromkeys(map(Noun.EVENT.id, event_ids))) or None


def _unit_rows(tracker: Tracker, ids: set[int], first: date, last: date) -> list[Row]:
    changes = life_changes(lives_of(tracker, ids), first, last)
    made_or_ended = {change.organization_id for change in changes if change.change in (Change.FORMED, Change.CLOSED)}
    spells = spells_of(tracker, ids - made_or_ended)
    changes += [move for told in spells.values() if told and (move := move_of(told, first, last))]
    named = ids | {number for change in changes for number in (*change.before, *change.after) if number is not None}
    called = names_on(tracker, named, last)
    before = names_on(tracker, named, first)
    rows = [_unit_row(change, before, called) for change in changes]
    return rows + _renamed_rows(tracker, ids - made_or_ended, called, first, last)


def _unit_row(change: UnitChange, before: Mapping[int, str], called: Mapping[int, str]) -> Row:
    return (
        str(change.change),
        None,
        None,
        called[change.organization_id],
        _parents(change.before, before),
        ", ".join(filter(None, [_parents(change.after, called), "planned" if change.planned else None])) or None,
        change.date.edtf or None if change.date else None,
        _ids(change.event_ids),
        None,
        None,
        Noun.ORGANIZATION.id(change.organization_id),
        short(change.date) if change.date else None,
    )


def _parents(parents: Iterable[int | None], called: Mapping[int, str]) -> str | None:
    return " or ".join("nobody's" if number is None else called[number] for number in parents) or None


def _renamed_rows(tracker: Tracker, ids: set[int], called: Mapping[int, str], first: date, last: date) -> list[Row]:
    """The organizations whose name is, or may be, another one on the last day than on the first."""
    rows: list[Row] = []
    for number, renamings in renamings_of(tracker, ids).items():
        between = [one for one in renamings if within(one.date, first, last) is not False and one.date.earliest]
        if not between or between[0].former == called[number]:
            continue
        surely = all(within(one.date, first, last) for one in between)
        rows.append(
            (
                str(Change.RENAMED if surely else Change.MAY_HAVE_RENAMED),
                *(None, None, called[number], between[0].former, called[number]),
                between[-1].date.edtf or None,
                _ids(one.event_id for one in between),
                *(None, None, Noun.ORGANIZATION.id(number), short(between[-1].date)),
            )
        )
    return rows
