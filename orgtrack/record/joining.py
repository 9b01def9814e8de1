"""Two records that are one: `same` joins them by a person's decision, `unsame` takes that decision back exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from orgtrack.dates import describe
from orgtrack.errors import OrgtrackError, shown
from orgtrack.lookup import Found, existing_any, no_such
from orgtrack.model.claims import Event, Participant
from orgtrack.model.vocabulary import EventType, Noun, Status, read_id
from orgtrack.record.changes import headline_after
from orgtrack.record.derive import derive, derive_companies
from orgtrack.record.entry import Entry
from orgtrack.record.naming import add_name
from orgtrack.record.undo import take_back_entry
from orgtrack.store import Tracker
from orgtrack.store.events import event as event_on_record
from orgtrack.store.events import events_naming
from orgtrack.store.hierarchy import below
from orgtrack.store.joining import JOINED, joined_with, joining_entry, name_instead, told_apart_from
from orgtrack.store.likeness import not_same_row, tell_apart
from orgtrack.store.names import display_name, forget_blocks, other_names, refresh_search
from orgtrack.store.read_records import identifiers_of
from orgtrack.store.rows import Value, by_id, delete, insert, update
from orgtrack.store.tenures import tenures_of_organization, tenures_of_person
from orgtrack.tenures.tenure import Tenure

_MOVED = {
    "events": ("event", "events"),
    "event_participants": ("further part of events", "further parts of events"),
    "posts": ("post", "posts"),
    "names": ("other name", "other names"),
    "identifiers": ("identifier", "identifiers"),
    "same_as": ("former id", "former ids"),
}
# What the kept record takes over where it has nothing of its own.
_TAKEN_OVER = ("note", "private_note", "fiscal_year_end", "short", "seats")


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What joining two records does: `moved` counts rows in words; `warnings` are facts that may not fit together."""

    kept: Found
    other: Found
    moved: tuple[str, ...]
    warnings: tuple[str, ...]


def join(entry: Entry, keep: str, other: str) -> Joined:
    """Record that two people, organizations or titles are one: whatever named the other names the kept one.

    The other's names become names of the kept one, and its id goes on to find it.
    """
    kept = existing_any(entry.tracker, JOINED, keep)
    gone = existing_any(entry.tracker, JOINED, other)
    _check_possible(entry.tracker, kept, gone)
    before = _events_naming(entry.tracker, gone)
    warnings = [
        *_different_numbers(entry.tracker, kept, gone),
        *_in_one_event(before, kept),
        *_in_one_seat(entry.tracker, kept, gone),
        *_not_taken_over(entry.tracker, kept, gone),
    ]
    warnings += _keep_apart(entry.tracker, kept, gone)
    names = [kept.name, gone.name]
    names += [row["name"] for one in (kept, gone) for row in other_names(entry.tracker, one.noun, one.id)]
    now = [_renamed(entry, event, kept, gone) for event in before]
    _take_over(entry.tracker, kept, gone)
    counts = name_instead(entry.tracker, kept.noun, gone.id, kept.id)
    for then, event in zip(before, now, strict=True):
        if event.headline != then.headline:
            update(entry.tracker, "events", event.id, {"headline": event.headline})
    derive(entry, [*before, *now])
    derive_companies(entry.tracker, [event.id for event in now])
    _remember(entry, kept, names)
    warnings += [*_told_twice(entry.tracker, now, kept), *_new_name(entry.tracker, kept)]
    insert(entry.tracker, "same_as", {f"{kept.noun}_id": kept.id, "other_id": gone.id, "name": gone.name})
    forget_blocks(entry.tracker, gone.noun, gone.id)
    delete(entry.tracker, gone.noun.table, gone.id)
    return Joined(kept=kept, other=gone, moved=tuple(_in_words(counts)), warnings=tuple(warnings))


def part(entry: Entry, former: str) -> tuple[Noun, int]:
    """Take back that a former id stands for another record; the noun and the id that are a record again."""
    read = read_id(former.strip())
    if read is None or read[0] not in JOINED:
        raise OrgtrackError(
            f"{shown(former)} is no id of a person, an organization or a title; give the one that was joined, like p7."
        )
    noun, number = read
    joined = joining_entry(entry.tracker, noun, number)
    if joined is None:
        if by_id(entry.tracker, noun.table, number) is None:
            raise no_such(noun, former)
        others = ", ".join(noun.id(one) for one in joined_with(entry.tracker, noun, number))
        hint = f"joined with it were {others}: give one of them" if others else "nothing was joined with it either"
        raise OrgtrackError(f"{former} was not joined with another {noun}; {hint}.")
    take_back_entry(entry, joined)
    return noun, number


def _check_possible(tracker: Tracker, kept: Found, gone: Found) -> None:
    if kept.noun is not gone.noun:
        what, other = (f"an {n}" if n is Noun.ORGANIZATION else f"a {n}" for n in (kept.noun, gone.noun))
        raise OrgtrackError(
            f"{kept.written} is {what} and {gone.written} {other}: they cannot be the same; give two of one kind."
        )
    if kept.id == gone.id:
        raise OrgtrackError(f"{kept.written} and {shown(gone.alias or gone.name)} are one record already; name two.")
    if kept.noun is Noun.ORGANIZATION:
        for upper, lower in ((kept, gone), (gone, kept)):
            if lower.id in below(tracker, upper.id):
                raise OrgtrackError(
                    f"{lower.written} belonged to {upper.written}: a unit and its parent cannot be the same;"
                    " correct that event first if it is wrong."
                )


def _events_naming(tracker: Tracker, found: Found) -> list[Event]:
    numbers = events_naming(tracker, f"{found.noun}_id", found.id)
    return [event for number in numbers if (event := event_on_record(tracker, number)) is not None]


def _renamed(entry: Entry, event: Event, kept: Found, gone: Found) -> Event:
    """The event with the kept record in place of the other, in its headline too where that is a generated one."""
    column = f"{kept.noun}_id"

    def instead(thing: Event | Participant) -> dict[str, int]:
        return {column: kept.id} if getattr(thing, column) == gone.id else {}

    parts = tuple(replace(one, **instead(one)) for one in event.participants)  # type: ignore[arg-type]
    now = replace(event, participants=parts, **instead(event))  # type: ignore[arg-type]
    return replace(now, headline=headline_after(entry, event, now))


def _take_over(tracker: Tracker, kept: Found, gone: Found) -> None:
    mine, theirs = by_id(tracker, kept.noun.table, kept.id), by_id(tracker, gone.noun.table, gone.id)
    assert mine is not None
    assert theirs is not None
    taken: dict[str, Value] = {
        column: theirs[column]
        for column in _TAKEN_OVER
        if column in mine.keys() and mine[column] is None and theirs[column] is not None  # noqa: SIM118 - a Row
    }
    if taken:
        update(tracker, kept.noun.table, kept.id, taken)


def _keep_apart(tracker: Tracker, kept: Found, gone: Found) -> list[str]:
    """Who is not the other is not the kept one either; that these two are not the same is given up, and said."""
    warnings = []
    for row_id, third, note in told_apart_from(tracker, gone.noun, gone.id):
        delete(tracker, "not_same", row_id)
        if third == kept.id:
            told = f" ({note})" if note else ""
            warnings.append(f"They were said not to be the same{told}")
        elif not_same_row(tracker, kept.noun, kept.id, third) is None:
            tell_apart(tracker, kept.noun, kept.id, third, note)
    return warnings


def _remember(entry: Entry, kept: Found, names: Iterable[str]) -> None:
    """No name is lost, whatever renamings on record say that the record is called now."""
    called = display_name(entry.tracker, kept.noun, kept.id)
    for name in names:
        if name != called:
            add_name(entry, replace(kept, name=called), name)
    refresh_search(entry.tracker, kept.noun, kept.id)


def _in_words(counts: Mapping[str, int]) -> Iterator[str]:
    totals: dict[str, int] = {}
    for table, count in counts.items():
        totals[table] = totals.get(table, 0) + count
    for table, count in totals.items():
        if count:
            one, many = _MOVED.get(table, (table, table))
            yield f"{count} {one if count == 1 else many}"


# --- what may not fit together ---------------------------------------------------------------------------------------


def _different_numbers(tracker: Tracker, kept: Found, gone: Found) -> Iterator[str]:
    if kept.noun is Noun.TITLE:
        return
    mine = {row["scheme"]: row["value"] for row in identifiers_of(tracker, kept.noun, [kept.id])}
    for row in identifiers_of(tracker, gone.noun, [gone.id]):
        if mine.get(row["scheme"], row["value"]) != row["value"]:
            yield (
                f"Two numbers of one register: {kept.written} has {row['scheme']}:{mine[row['scheme']]},"
                f" {gone.written} has {row['scheme']}:{row['value']}"
            )


def _in_one_event(events: Iterable[Event], kept: Found) -> Iterator[str]:
    for event in events:
        things: tuple[Event | Participant, ...] = (event, *event.participants)
        if any(getattr(thing, f"{kept.noun}_id") == kept.id for thing in things):
            yield f"Both take part in one event: e{event.id} {event.headline}"


def _in_one_seat(tracker: Tracker, kept: Found, gone: Found) -> Iterator[str]:
    """Tenures in what would be one post, at one time: with two beginnings, or of two people in a single seat."""
    if kept.noun is Noun.TITLE:
        return
    tenures = tenures_of_person if kept.noun is Noun.PERSON else tenures_of_organization
    mine: dict[tuple[int | None, int], list[Tenure]] = {}
    for tenure in tenures(tracker, kept.id):
        mine.setdefault(_place(tenure, kept.noun), []).append(tenure)
    for theirs in tenures(tracker, gone.id):
        for ours in mine.get(_place(theirs, kept.noun), ()):
            if kept.noun is Noun.ORGANIZATION and (
                ours.person_id != theirs.person_id and not _has_one_seat(tracker, ours, theirs)
            ):
                continue
            if _at_one_time(ours, theirs) and not ours.start.overlaps(theirs.start):
                title = display_name(tracker, Noun.TITLE, ours.title_id) if ours.title_id else "the post"
                yield (
                    f"Two beginnings as {title} in one time: e{ours.id}, {describe(ours.start)}, and e{theirs.id},"
                    f" {describe(theirs.start)}"
                )


def _place(tenure: Tenure, noun: Noun) -> tuple[int | None, int]:
    return tenure.title_id, tenure.organization_id if noun is Noun.PERSON else 0


def _has_one_seat(tracker: Tracker, *tenures: Tenure) -> bool:
    return any(
        (row := by_id(tracker, "titles", one.title_id)) is not None and row["seats"] == 1
        for one in tenures
        if one.title_id
    )


def _at_one_time(one: Tenure, other: Tenure) -> bool:
    """Whether there is a day on which both were surely in the post, an open end reckoned as none yet."""
    begun = [tenure.start.latest for tenure in (one, other)]
    if None in begun:
        return False
    ends = [tenure.end_earliest or date.min if not tenure.is_open else date.max for tenure in (one, other)]
    return max(day for day in begun if day) < min(ends)


def _not_taken_over(tracker: Tracker, kept: Found, gone: Found) -> Iterator[str]:
    mine, theirs = by_id(tracker, kept.noun.table, kept.id), by_id(tracker, gone.noun.table, gone.id)
    assert mine is not None
    assert theirs is not None
    for column in (*_TAKEN_OVER, "kind", "level"):
        if column in mine.keys() and None not in (mine[column], theirs[column]) and mine[column] != theirs[column]:  # noqa: SIM118
            yield (
                f"Only the {column.replace('_', ' ')} of {kept.noun.id(kept.id)} stays ({mine[column]}), not that of"
                f" {gone.noun.id(gone.id)} ({theirs[column]})"
            )


def _told_twice(tracker: Tracker, moved: Iterable[Event], kept: Found) -> Iterator[str]:
    """Events that have become equal but for their dates' vagueness: a person says whether they are one."""
    ids = {event.id for event in moved}
    seen: dict[tuple[object, ...], list[Event]] = {}
    for event in _events_naming(tracker, kept):
        if event.status in (Status.HAPPENED, Status.PLANNED):
            seen.setdefault(_fact(event), []).append(event)
    for events in seen.values():
        for place, event in enumerate(events):
            for earlier in events[:place]:
                if {event.id, earlier.id} & ids and event.date.overlaps(earlier.date):
                    yield (
                        f"e{earlier.id} and e{event.id} may tell of one event: {event.headline}; if they do, cite the"
                        f" sources of e{event.id} with e{earlier.id} and remove e{event.id}"
                    )


def _fact(event: Event) -> tuple[object, ...]:
    own = event.headline if event.type is EventType.MILESTONE else None
    parts = frozenset((p.role, p.person_id, p.title_id, p.organization_id) for p in event.participants)
    return event.type, event.person_id, event.title_id, event.organization_id, event.new_name, own, parts


def _new_name(tracker: Tracker, kept: Found) -> Iterator[str]:
    called = display_name(tracker, kept.noun, kept.id)
    if called != kept.name:
        yield f"{kept.noun.id(kept.id)} is called {called} now, as a renaming on record says"
