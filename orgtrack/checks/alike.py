"""Two events on record that look like one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from orgtrack.checks.finding import Check, Finding, Kind, Severity, event
from orgtrack.dates import describe
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, Manner, Role
from orgtrack.names import fold
from orgtrack.tenures.bounds import same_bounds
from orgtrack.tenures.tenure import Tenure


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """The events that count of one person, title and organization; of a post the person's tenures in it."""

    events: Sequence[Event]
    tenures: Sequence[Tenure] = ()


# They can be true on two days, or twice on one, without being one.
_STATES = frozenset({EventType.IN_POST, EventType.IN_EXISTENCE, EventType.VACANCY})
_IN_POST = frozenset({EventType.APPOINTMENT, EventType.DEPARTURE})
# An organization comes to be, or ends, once: vague dates that overlap may be one.
_ONCE = frozenset({EventType.FORMATION, EventType.MERGER, EventType.SPLIT, EventType.DISSOLUTION, EventType.MILESTONE})
_AGAIN = frozenset({Manner.ELECTED, Manner.REAPPOINTED})


def alike(record: Alike) -> Iterator[Finding]:
    """Events of the same parts whose dates may be one; certain days that are equal are more than a hint."""
    same: dict[tuple[object, ...], list[Event]] = {}
    for told in record.events:
        if told.type not in _STATES and told.manner not in _AGAIN:
            words = fold(told.headline) if told.type is EventType.MILESTONE else ""
            same.setdefault((told.type, told.acting, told.new_name, words), []).append(told)
    for events in same.values():
        found: set[int] = set()
        for one, other in combinations(events, 2):
            if other.id not in found and _agree_in_all(one, other) and _may_be_one(one, other, record):
                found.add(other.id)
                yield _finding(one, other)


def _agree_in_all(one: Event, other: Event) -> bool:
    return all(_agree(one, other, role) for role in Role) if one.participants and other.participants else True


def _agree(one: Event, other: Event, role: Role) -> bool:
    """Parts differ only where both name some."""
    first, second = (
        {(p.person_id, p.organization_id, p.title_id) for p in told.participants_as(role)} for told in (one, other)
    )
    return not first or not second or first == second


def _may_be_one(one: Event, other: Event, record: Alike) -> bool:
    if not one.date.overlaps(other.date):
        return False
    if one.type not in _IN_POST:
        return one.type in _ONCE or same_bounds(one.date, other.date)
    if one.title_id is None:
        return same_bounds(one.date, other.date)
    # Who left in between came twice, and who came in between left twice.
    in_one = any(one.id in t.event_ids and other.id in t.event_ids for t in record.tenures)
    return in_one and not any(_may_lie_between(each, one, other) for each in record.events)


def _may_lie_between(each: Event, one: Event, other: Event) -> bool:
    if each.type not in _IN_POST or each.type is one.type:
        return False
    after = not (each.date.certainly_before(one.date) and each.date.certainly_before(other.date))
    return after and not (one.date.certainly_before(each.date) and other.date.certainly_before(each.date))


def _finding(one: Event, other: Event) -> Finding:
    on_one_day = one.date.is_day and same_bounds(one.date, other.date)
    dates = describe(one.date)
    if describe(other.date) != dates:
        dates = f"{dates} and {describe(other.date)}"
    return Finding(
        kind=Kind.ALIKE,
        severity=Severity.WARNING if on_one_day else Severity.HINT,
        events=(one.id, other.id),
        why=(
            f"{event(one.id)} and {event(other.id)} look like one {one.type}: the same parts, and dates"
            f" that may be one, {dates}."
        ),
        remedy=f"orgtrack cite e{one.id} --source …, then orgtrack remove e{other.id}",
        organizations=(one.organization_id,) if one.organization_id else (),
    )


ALIKE_CHECKS: Iterable[Check[Alike]] = (Check(kind=Kind.ALIKE, says="Two events that look like one.", find=alike),)
