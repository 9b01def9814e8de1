"""How organizations stood on a day: which belonged to which, and how sure both that and their existence is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from orgtrack.dates import UNDATED
from orgtrack.tenures.bounds import unstated
from orgtrack.tenures.certainty import Certainty, certainty_on
from orgtrack.tenures.hierarchy import Spell
from orgtrack.tenures.lives import Life
from orgtrack.tenures.tenure import Confirmation, Tenure
from orgtrack.tenures.vacancies import Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """An organization on a day, with what stood directly below it; `certainty` that it existed, and stood there."""

    organization_id: int
    certainty: Certainty
    branches: tuple[Branch, ...]


def weaker(one: Certainty, other: Certainty) -> Certainty:
    """The less sure of two."""
    return min(one, other, key=lambda c: c.rank)


def parents_on(spells: Sequence[Spell], day: date) -> dict[int | None, Certainty]:
    """Every parent (None: nobody) that the organization may have had on a day, and how sure each is.

    Before the first on record, that one counts. Where vague dates leave two parents, each is possible.
    """
    found: dict[int | None, Certainty] = {}
    for number, spell in enumerate(spells):
        standing = _stood(spell, day, is_first=number == 0)
        if standing is not None:
            before = found.get(spell.parent_id)
            found[spell.parent_id] = standing if before is None else max(before, standing, key=lambda c: c.rank)
    if not found:
        return {None: Certainty.CERTAIN}
    if len(found) == 1:
        return {parent: max(c, Certainty.PRESUMED, key=lambda c: c.rank) for parent, c in found.items()}
    return found


def _stood(spell: Spell, day: date, *, is_first: bool) -> Certainty | None:
    start, end = spell.start, spell.end
    if not is_first and start.earliest is not None and day < start.earliest:
        return None
    if end is not None and end.latest is not None and day >= end.latest:
        return None
    begun = is_first or (start.latest is not None and start.latest <= day)
    if not begun or (end is not None and (end.earliest is None or end.earliest <= day)):
        return Certainty.POSSIBLE
    return Certainty.PRESUMED if spell.is_plan else Certainty.CERTAIN


def existences(
    ids: Iterable[int], lives: Iterable[Life], held: Iterable[Tenure], day: date
) -> dict[int, Certainty | None]:
    """How sure it is of each of these organizations that it existed on a day."""
    known: dict[int, list[Life]] = {}
    posts: dict[int, list[Tenure]] = {}
    for life in lives:
        known.setdefault(life.organization_id, []).append(life)
    for tenure in held:
        posts.setdefault(tenure.organization_id, []).append(tenure)
    return {number: existence(known.get(number, ()), posts.get(number, ()), day) for number in ids}


def existence(lives: Iterable[Life], held: Iterable[Tenure], day: date) -> Certainty | None:
    """How sure it is that an organization existed on a day; None before its start and after its end.

    Whoever holds a post in it shows it, as a sighting does. With nothing on record it is possible.
    """
    known = list(lives)
    shown = [t for t in held if not t.start_planned]
    if not known:
        known = [_unstated_life()]
    found = [certainty_on(_shown_by(life, shown), day) for life in known]
    return max((c for c in found if c is not None), key=lambda c: c.rank, default=None)


def _unstated_life() -> Life:
    return Life(
        organization_id=0,
        start=UNDATED,
        end=None,
        start_event_id=None,
        end_event_id=None,
        last_confirmed=None,
        start_planned=False,
        end_planned=False,
        event_ids=(),
    )


def _shown_by(life: Life, shown: Iterable[Tenure]) -> Life:
    """The life with what is known from who held posts in its course."""
    first: list[date] = [life.start.latest] if life.start.latest and not life.start_planned else []
    told: list[Confirmation] = [life.last_confirmed] if life.last_confirmed else []
    for tenure in shown:
        starts, confirmed = tenure.start, tenure.last_confirmed
        if starts.latest is not None and _is_within(life, starts.latest):
            first.append(starts.latest)
        if confirmed is not None and _is_within(life, confirmed.day):
            told.append(confirmed)
    stated = not first or (life.start_event_id is not None and not life.start_planned)
    return replace(
        life,
        start=life.start if stated else unstated(life.start.earliest, min(first)),
        start_planned=stated and life.start_planned,
        last_confirmed=max(told, key=lambda c: c.day, default=None),
    )


def _is_within(life: Life, day: date) -> bool:
    end = life.end
    return (life.start.earliest is None or life.start.earliest <= day) and (
        end is None or end.earliest is None or day < end.earliest
    )


def tree(
    organization_id: int, places: Mapping[int, Mapping[int | None, Certainty]], exists: Mapping[int, Certainty | None]
) -> Branch | None:
    """The organization with all that stood below it; None when it did not exist.

    `places` are the parents of each organization on the day, `exists` how sure it is that it existed then. One that
    may have stood in two places is in both.
    """
    below: dict[int | None, list[int]] = {}
    for number, parents in places.items():
        for parent in parents:
            below.setdefault(parent, []).append(number)
    top = exists.get(organization_id)
    return None if top is None else _branch(organization_id, top, below, places, exists, frozenset())


def _branch(
    number: int,
    certainty: Certainty,
    below: Mapping[int | None, Sequence[int]],
    places: Mapping[int, Mapping[int | None, Certainty]],
    exists: Mapping[int, Certainty | None],
    above: frozenset[int],
) -> Branch:
    path = above | {number}
    return Branch(
        organization_id=number,
        certainty=certainty,
        branches=tuple(
            _branch(child, weaker(lives, places[child][number]), below, places, exists, path)
            for child in below.get(number, ())
            if child not in path and (lives := exists.get(child)) is not None
        ),
    )


def empty_on(gaps: Iterable[Gap], day: date) -> Certainty | None:
    """How sure it is that one of these gaps takes in the day; None when none does."""
    found = []
    for gap in gaps:
        starts, ends = gap.start, gap.end
        if (starts.earliest is not None and day < starts.earliest) or (
            ends is not None and ends.latest is not None and day >= ends.latest
        ):
            continue
        begun = starts.latest is not None and starts.latest <= day
        over = ends is not None and (ends.earliest is None or ends.earliest <= day)
        found.append(gap.certainty if begun and not over else Certainty.POSSIBLE)
    return max(found, key=lambda c: c.rank, default=None)
