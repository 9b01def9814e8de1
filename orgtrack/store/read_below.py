"""What stood below an organization, and from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from orgtrack.store.file import Tracker
from orgtrack.tenures.hierarchy import ALWAYS, Began

FOREVER = "~"  # sorts after every ISO day, and after the day that stands for undated


@dataclass(frozen=True, slots=True)
class Window:
    """An organization while it stood below another: `since` is its first sort day there, `until` the first no longer.

    `undated`: it stands there by the record as a whole, which counts for events without a date. `settled`: it, and
    everything between it and the other, never stood anywhere else.
    """

    id: int
    since: str
    until: str
    undated: bool
    settled: bool


@dataclass(frozen=True, slots=True)
class _Spell:
    parent_id: int | None
    since: str
    until: str
    undated: bool
    sole: bool

    @property
    def is_some(self) -> bool:
        """Whether it has any time between its bounds, which later spells may have taken."""
        return self.since <= self.until


def windows(tracker: Tracker, organization_id: int) -> tuple[Window, ...]:
    """The organization and all that ever stood below it, each with the time in which it did.

    The first parent on record counts for the time before it too, as it does for the company of an event.
    """
    alone = all(spell.parent_id is None for spell in _spells(tracker, {organization_id}).get(organization_id, ()))
    found = [Window(organization_id, ALWAYS, FOREVER, True, alone)]
    seen = set(found)
    level = found
    while level:
        children = _children(tracker, {window.id for window in level})
        spells = _spells(tracker, {child for parts in children.values() for child in parts})
        level = [
            window
            for upper in level
            for child in children.get(upper.id, ())
            for spell in spells.get(child, ())
            if spell.parent_id == upper.id and (window := _inside(upper, child, spell)) and window not in seen
        ]
        seen.update(level)
        # A ring (A below B below A) narrows no window, so what was seen once ends it.
        found.extend(level)
    return tuple(found)


def _inside(upper: Window, child: int, spell: _Spell) -> Window | None:
    since, until = max(upper.since, spell.since), min(upper.until, spell.until)
    undated = upper.undated and spell.undated
    return Window(child, since, until, undated, upper.settled and spell.sole) if since < until or undated else None


def _marks(ids: Iterable[int]) -> str:
    return ", ".join(str(int(number)) for number in sorted(ids))


def _children(tracker: Tracker, ids: set[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    marks = _marks(ids)
    for parent, child in tracker.rows(
        f"SELECT parent_id, organization_id FROM hierarchy WHERE parent_id IN ({marks})"
        f" UNION SELECT parent_id, id FROM organizations WHERE parent_id IN ({marks})"
    ):
        found.setdefault(parent, []).append(child)
    return found


def _spells(tracker: Tracker, ids: set[int]) -> dict[int, list[_Spell]]:
    began: dict[int, list[Began]] = {number: [] for number in ids}
    marks = _marks(ids)
    for child, parent, day, is_plan in tracker.rows(
        "SELECT organization_id, parent_id, from_day, is_plan FROM hierarchy"
        f" WHERE organization_id IN ({marks}) ORDER BY organization_id, position"
    ):
        began[child].append(Began(day, parent, bool(is_plan)))
    for child, parent in tracker.rows(f"SELECT id, parent_id FROM organizations WHERE id IN ({marks})"):
        if not began[child] and parent is not None:
            began[child].append(Began(ALWAYS, parent, False))
    return {child: _in_turn(starts) for child, starts in began.items()}


def _in_turn(starts: list[Began]) -> list[_Spell]:
    """The spells as `parent_on` asks them: the last one begun counts, and before all of them the first."""
    if not starts:
        return []
    if len({one.parent_id for one in starts}) == 1:
        return [_Spell(starts[0].parent_id, ALWAYS, FOREVER, True, True)]
    counted = [number for number, one in enumerate(starts) if not one.is_plan]
    for_undated = counted[-1] if counted else 0
    spells = [_Spell(starts[0].parent_id, ALWAYS, min(one.from_day for one in starts), False, False)]
    for number, one in enumerate(starts):
        until = min((later.from_day for later in starts[number + 1 :]), default=FOREVER)
        spell = _Spell(one.parent_id, one.from_day, until, number == for_undated, False)
        # What says once more where it stands begins nothing: every window is looked at for every tenure.
        if (spell.parent_id, spell.since) == (spells[-1].parent_id, spells[-1].until) and spells[-1].is_some:
            before = spells.pop()
            spell = replace(spell, since=before.since, undated=before.undated or spell.undated)
        spells.append(spell)
    return spells
