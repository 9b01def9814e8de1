"""A tenure: one person in one post from a start to an end, as the events on record have it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from orgtrack.dates import PartialDate
from orgtrack.tenures.bounds import next_day


class EndState(StrEnum):
    """Whether a tenure has ended: `unknown` where a source leaves open whether it goes on, or when it stopped."""

    ONGOING = "ongoing"
    ENDED = "ended"
    UNKNOWN = "unknown"


class Post(NamedTuple):
    """One title at one organization."""

    title_id: int | None
    organization_id: int


class Holding(NamedTuple):
    """One person in one post, however often: the unit in which tenures are derived.

    What happens in one holding never changes another, so that an event costs the derivation of the few holdings
    that `touched` names, whatever the size of the record.
    """

    person_id: int
    title_id: int | None
    organization_id: int

    @property
    def post(self) -> Post:
        return Post(self.title_id, self.organization_id)


class Confirmation(NamedTuple):
    """The last day on which a source shows the person in the post, and the event that says so."""

    day: date
    event_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """One person in one post; half-open: `end` is the first day no longer in it (design section 5).

    `id` is that of the event that opens it, or, with no start on record, of the first event that shows it. One
    event can open one tenure and be all that shows another (a promotion out of a post of unknown start), so that
    only the id with its holding is unique. `start` is undated where nobody states it, with such bounds as follow.
    `event_ids` are all events it rests on, second claims included, the one that gives its id first. `private` when
    all of them are.
    """

    id: int
    person_id: int
    title_id: int | None
    organization_id: int
    acting: bool
    start: PartialDate
    end: PartialDate | None
    end_state: EndState
    last_confirmed: Confirmation | None
    end_event_id: int | None
    reason: str | None
    start_planned: bool
    end_planned: bool
    private: bool
    event_ids: tuple[int, ...]

    @property
    def holding(self) -> Holding:
        return Holding(self.person_id, self.title_id, self.organization_id)

    @property
    def post(self) -> Post:
        return Post(self.title_id, self.organization_id)

    @property
    def end_earliest(self) -> date | None:
        """The first day on which it can have ended; of an open or unknown end the day after the last confirmation."""
        if self.end is not None and self.end.earliest is not None:
            return self.end.earliest
        return next_day(self.last_confirmed.day) if self.last_confirmed else None

    @property
    def is_open(self) -> bool:
        """True while no end is on record and none is known to have been."""
        return self.end is None and self.end_state is EndState.ONGOING


def order(tenure: Tenure) -> tuple[bool, date, date, int]:
    """The order of a career: by the first day that the start can mean; an unknown start by what is known by when."""
    first = tenure.start.earliest or tenure.start.latest or (tenure.end.latest if tenure.end else None)
    return (first is None, first or date.max, tenure.start.latest or date.min, tenure.id)
