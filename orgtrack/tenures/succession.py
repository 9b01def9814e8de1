"""Stays, holders in order, and how long: all over tenures derived before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from orgtrack.dates import PartialDate
from orgtrack.tenures.bounds import same_bounds
from orgtrack.tenures.certainty import Lasting
from orgtrack.tenures.tenure import Confirmation, EndState, Tenure, order


class Days(NamedTuple):
    """A number of days as the range that vague dates leave; `most` is None where nothing bounds it."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Stay:
    """One or more terms of one person in one post without a break between them; ended as its last term did."""

    tenures: tuple[Tenure, ...]

    @property
    def id(self) -> int:
        return self.tenures[0].id

    @property
    def person_id(self) -> int:
        return self.tenures[0].person_id

    @property
    def title_id(self) -> int | None:
        return self.tenures[0].title_id

    @property
    def organization_id(self) -> int:
        return self.tenures[0].organization_id

    @property
    def acting(self) -> bool:
        return self.tenures[0].acting

    @property
    def start(self) -> PartialDate:
        return self.tenures[0].start

    @property
    def start_planned(self) -> bool:
        return self.tenures[0].start_planned

    @property
    def end(self) -> PartialDate | None:
        return self.tenures[-1].end

    @property
    def end_state(self) -> EndState:
        return self.tenures[-1].end_state

    @property
    def end_planned(self) -> bool:
        return self.tenures[-1].end_planned

    @property
    def end_event_id(self) -> int | None:
        return self.tenures[-1].end_event_id

    @property
    def end_earliest(self) -> date | None:
        return self.tenures[-1].end_earliest

    @property
    def is_open(self) -> bool:
        return self.tenures[-1].is_open

    @property
    def last_confirmed(self) -> Confirmation | None:
        told = [t.last_confirmed for t in self.tenures if t.last_confirmed is not None]
        return max(told, key=lambda c: c.day, default=None)


def stays(tenures: Iterable[Tenure]) -> list[Stay]:
    """The unbroken stays of each holder, in order of time; acting and permanent spells are never joined.

    Two terms abut where one ends with the start of the next, or both dates can mean the very same days.
    """
    found: list[Stay] = []
    open_at: dict[tuple[object, ...], int] = {}
    for tenure in sorted(tenures, key=order):
        key = (tenure.holding, tenure.acting)
        at = open_at.get(key)
        if at is not None and _abuts(found[at].tenures[-1], tenure):
            found[at] = Stay((*found[at].tenures, tenure))
        else:
            open_at[key] = len(found)
            found.append(Stay((tenure,)))
    return found


def _abuts(tenure: Tenure, following: Tenure) -> bool:
    if tenure.end is None:
        return False
    return (tenure.end_event_id == following.id and tenure.end == following.start) or same_bounds(
        tenure.end, following.start
    )


def succession(tenures: Iterable[Tenure]) -> list[Stay]:
    """The holders of one post in order of their starts, a stay each; unknown starts stand where they are known by.

    The gaps between them are in `vacancies.gaps`; who held it at the same time stands one after the other.
    """
    return stays(tenures)


def days(lasting: Lasting, until: date | None = None) -> Days:
    """How long it lasted, or with an open end so far: up to `until`, a day that the caller asks for.

    Without `until` an open one lasted at least to its last confirmed day, and has no upper bound.
    """
    start, end, ends = lasting.start, lasting.end, lasting.end_earliest
    latest = end.latest if end is not None else None
    if until is not None:
        if lasting.is_open:
            ends = until
        latest = until if latest is None else latest
    least = (ends - start.latest).days if ends is not None and start.latest is not None else 0
    most = (latest - start.earliest).days if latest is not None and start.earliest is not None else None
    return Days(max(least, 0), None if most is None else max(most, 0))
