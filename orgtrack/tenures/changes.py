"""What is otherwise on a later day than on an earlier one: who came and went, and what became of organizations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from orgtrack.dates import PartialDate
from orgtrack.tenures.certainty import Certainty
from orgtrack.tenures.hierarchy import Spell
from orgtrack.tenures.lives import Life
from orgtrack.tenures.structure import parents_on
from orgtrack.tenures.succession import stays
from orgtrack.tenures.tenure import Holding, Tenure


class Change(StrEnum):
    """What became of a holder or an organization; `may have` where vague dates leave it open."""

    CAME = "came"
    MAY_HAVE_COME = "may have come"
    WENT = "went"
    MAY_HAVE_GONE = "may have gone"
    CHANGED = "changed"
    RETURNED = "left and returned"
    FORMED = "formed"
    MAY_HAVE_FORMED = "may have been formed"
    CLOSED = "closed"
    MAY_HAVE_CLOSED = "may have been closed"
    MOVED = "moved"
    MAY_HAVE_MOVED = "may have moved"
    RENAMED = "renamed"
    MAY_HAVE_RENAMED = "may have been renamed"


@dataclass(frozen=True, slots=True)
class Held:
    """A tenure that went on on a day, or may have."""

    tenure: Tenure
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderChange:
    """One person in one post, before and after; None where not held."""

    change: Change
    holding: Holding
    before: Held | None
    after: Held | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange:
    """One organization; of a move the parents it may have had before and after."""

    change: Change
    organization_id: int
    event_ids: tuple[int, ...]
    date: PartialDate | None = None
    planned: bool = False
    before: tuple[int | None, ...] = ()
    after: tuple[int | None, ...] = ()


# From how it stood with a holder on the first day (0 not there, 1 possibly, 2 there) to how on the second.
_HOLDERS = {
    (0, 2): Change.CAME,
    (0, 1): Change.MAY_HAVE_COME,
    (1, 2): Change.MAY_HAVE_COME,
    (2, 0): Change.WENT,
    (2, 1): Change.MAY_HAVE_GONE,
    (1, 0): Change.MAY_HAVE_GONE,
}


def best(held: Iterable[Held]) -> dict[Holding, Held]:
    """The surest tenure of each person in each post; of equals one that is not acting, then the latest begun."""
    found: dict[Holding, Held] = {}
    for one in held:
        other = found.get(one.tenure.holding)
        if other is None or _sureness(one) > _sureness(other):
            found[one.tenure.holding] = one
    return found


def _sureness(held: Held) -> tuple[int, bool, str, int]:
    start = held.tenure.start
    return (held.certainty.rank, not held.tenure.acting, str(start.earliest or ""), held.tenure.id)


def holder_changes(
    before: Mapping[Holding, Held], after: Mapping[Holding, Held], first: date, last: date
) -> list[HolderChange]:
    """Who came, went or holds a post in another way; whether somebody left and returned is asked of `one_stay`.

    Who surely left in between went, though nobody says since when the post was held.
    """
    found = []
    for holding in {**before, **after}:
        one, other = before.get(holding), after.get(holding)
        change = _HOLDERS.get((_standing(one), _standing(other)))
        if change is Change.MAY_HAVE_GONE and one is not None and other is None and _left(one.tenure, first, last):
            change = Change.WENT
        if change is None and one is not None and other is not None:
            if one.tenure.acting != other.tenure.acting:
                change = Change.CHANGED
            elif _standing(one) == 2 and one.tenure.id != other.tenure.id:
                change = Change.RETURNED
        if change is not None:
            found.append(HolderChange(change=change, holding=holding, before=one, after=other))
    return found


def _left(tenure: Tenure, first: date, last: date) -> bool:
    return tenure.end is not None and tenure.start.earliest is None and within(tenure.end, first, last) is True


def _standing(held: Held | None) -> int:
    if held is None:
        return 0
    return 1 if held.certainty is Certainty.POSSIBLE else 2


def one_stay(change: HolderChange, tenures: Iterable[Tenure]) -> bool:
    """Whether both tenures are terms of one unbroken stay, by all tenures of the person: then nobody left."""
    assert change.before is not None
    assert change.after is not None
    ends = {change.before.tenure.id, change.after.tenure.id}
    mine = [tenure for tenure in tenures if tenure.holding == change.holding]
    return any(ends <= {term.id for term in stay.tenures} for stay in stays(mine))


def within(d: PartialDate, first: date, last: date) -> bool | None:
    """Whether the date lies after the first day and not after the last one; None when it may."""
    if (d.latest is not None and d.latest <= first) or (d.earliest is not None and d.earliest > last):
        return False
    surely = d.earliest is not None and d.earliest > first and d.latest is not None and d.latest <= last
    return True if surely else None


def life_changes(lives: Iterable[Life], first: date, last: date) -> list[UnitChange]:
    """What came to be and what ended after the first day and up to the last one."""
    found = []
    for life in lives:
        turns = (
            (life.start, life.start_event_id, life.start_planned, Change.FORMED, Change.MAY_HAVE_FORMED),
            (life.end, life.end_event_id, life.end_planned, Change.CLOSED, Change.MAY_HAVE_CLOSED),
        )
        for day, event_id, planned, surely, maybe in turns:
            if day is None or event_id is None or (lies := within(day, first, last)) is False:
                continue
            found.append(
                UnitChange(
                    change=surely if lies else maybe,
                    organization_id=life.organization_id,
                    event_ids=(event_id,),
                    date=day,
                    planned=planned,
                )
            )
    return found


def move_of(spells: Sequence[Spell], first: date, last: date) -> UnitChange | None:
    """Whether the organization stands below another parent on the last day than on the first."""
    before, after = (tuple(parents_on(spells, day)) for day in (first, last))
    if set(before) == set(after):
        return None
    moves = [spell for spell in spells[1:] if within(spell.start, first, last) is not False]
    surely = not set(before) & set(after)
    return UnitChange(
        change=Change.MOVED if surely else Change.MAY_HAVE_MOVED,
        organization_id=spells[0].organization_id,
        event_ids=tuple(spell.event_id for spell in moves),
        date=moves[-1].start if moves else None,
        planned=any(spell.is_plan for spell in moves),
        before=before,
        after=after,
    )
