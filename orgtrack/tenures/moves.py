"""Who left which post for which, and who came after: stays put side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from orgtrack.tenures.bounds import same_bounds
from orgtrack.tenures.succession import Stay, stays
from orgtrack.tenures.tenure import EndState, Tenure


@dataclass(frozen=True, slots=True)
class Move:
    """A stay that ended, the next one of the person, or both; one of them is always there."""

    left: Stay | None
    joined: Stay | None

    @property
    def person_id(self) -> int:
        return next(stay.person_id for stay in (self.left, self.joined) if stay is not None)

    @property
    def planned(self) -> bool:
        """Whether any of it is only planned."""
        return bool((self.left and self.left.end_planned) or (self.joined and self.joined.start_planned))


def moves(tenures: Iterable[Tenure]) -> list[Move]:
    """The moves of one person in order of time: each post left with the next one taken, and each taken after none.

    An acting holder who is made permanent does not move.
    """
    mine = stays(tenures)
    found: list[Move] = []
    followed: set[Stay] = set()
    for stay in mine:
        if stay.end is None or stay.end_state is not EndState.ENDED:
            continue
        joined = _next(stay, mine)
        if joined is not None:
            followed.add(joined)
            if joined.tenures[0].post == stay.tenures[0].post and _hands_over(stay, joined):
                continue
        found.append(Move(stay, joined))
    # Whose start nobody states was only seen in the post: that is no move.
    come = [s for s in mine if s not in followed and (s.start.edtf or s.start_planned)]
    return sorted([*found, *(Move(None, stay) for stay in come)], key=_order)


def _order(move: Move) -> date:
    day = move.left.end if move.left else move.joined.start if move.joined else None
    return (day and (day.earliest or day.latest)) or date.max


def _hands_over(stay: Stay, following: Stay) -> bool:
    """Whether one event ended the one and opened the other, or both dates can mean the very same days."""
    return stay.end_event_id == following.id or (stay.end is not None and same_bounds(stay.end, following.start))


def _next(stay: Stay, mine: Sequence[Stay]) -> Stay | None:
    """The stay that came next: one that the same event opened, else the first that begins when this one had ended.

    Of an end that is only known by when it had come, the only other stay that is not surely before it.
    """
    others = [other for other in mine if other is not stay]
    same = [other for other in others if other.id == stay.end_event_id]
    if same or stay.end is None:
        return same[0] if same else None
    ends = stay.end
    later = [o for o in others if (o.start.edtf or o.start_planned) and not o.start.certainly_before(stay.start)]
    if ends.earliest is None:
        return later[0] if len(later) == 1 else None
    later = [o for o in later if o.start.latest is not None and o.start.latest >= ends.earliest]
    return min(later, key=lambda o: (o.start.earliest or date.max, o.start.latest or date.max), default=None)


def successor(stay: Stay, holders: Iterable[Tenure], *, one_seat: bool) -> Stay | None:
    """Who came after in the post: whom the event that ended the stay appointed; in a single seat, else the next one."""
    others = [s for s in stays(holders) if s.person_id != stay.person_id]
    named = [s for s in others if s.id == stay.end_event_id]
    if named or not one_seat or stay.end is None or stay.end.earliest is None:
        return named[0] if named else None
    ends = stay.end.earliest
    later = [s for s in others if s.start.earliest is not None and s.start.earliest >= ends]
    return min(later, key=lambda s: (s.start.earliest or date.max, s.acting), default=None)
