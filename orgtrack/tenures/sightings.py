"""Where a sighting belongs: to a stay that it confirms, or to one of which nothing else is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from orgtrack.dates import PartialDate
from orgtrack.tenures.bounds import by_then, unstated
from orgtrack.tenures.evidence import Evidence, Says


@dataclass(slots=True)
class Draft:
    """One stay on its way to a tenure. `only_seen`: no start and no end of its own is on record, but sightings are.

    `end_open`: the end may be the one given, or none.
    """

    opening: Evidence | None
    start: PartialDate
    closing: Evidence | None
    end: PartialDate | None
    end_open: bool = False
    seen: list[Evidence] = field(default_factory=list)
    others: list[Evidence] = field(default_factory=list)
    only_seen: bool = False


def placed(stays: list[Draft], seen: Iterable[Evidence]) -> list[Draft]:
    """The stays with the sightings that they explain, and between them those that nothing but sightings shows.

    One that several stays explain confirms none but a stay that it surely is of: it must not prolong another.
    """
    alone: dict[tuple[int, bool], list[Evidence]] = {}
    for told in sorted(seen, key=lambda e: (e.date.earliest is None, str(e.date.earliest), e.event.id)):
        explaining = [n for n, stay in enumerate(stays) if _may_show(told, stay)]
        same = [n for n in explaining if _is_acting(stays[n]) == told.acting]
        if not explaining:
            before = sum(1 for stay in stays if not told.date.certainly_before(stay.start))
            alone.setdefault((before, told.acting), []).append(told)
            continue
        at = min(same or explaining, key=lambda n: (not _surely_shows(told, stays[n]), stays[n].end is None, n))
        if len(explaining) == 1 or _surely_shows(told, stays[at]):
            _confirm(stays[at], told, first=at == explaining[0])
        else:
            stays[at].others.append(told)
    found: list[Draft] = []
    for n in range(len(stays) + 1):
        found += [_seen_alone(stays, n, told) for (at, _), told in sorted(alone.items()) if at == n]
        found += stays[n : n + 1]
    return found


def _is_acting(stay: Draft) -> bool:
    told = stay.opening or stay.closing
    return told is not None and told.acting


def _may_show(told: Evidence, stay: Draft) -> bool:
    return not told.date.certainly_before(stay.start) and not by_then(stay.end, told.date)


def _surely_shows(told: Evidence, stay: Draft) -> bool:
    """Whether each day of the sighting lies in the stay for certain."""
    start, end, date = stay.start, stay.end, told.date
    if start.latest is None or date.earliest is None or date.earliest < start.latest:
        return False
    return end is None or date.certainly_before(end)


def _confirm(stay: Draft, told: Evidence, *, first: bool) -> None:
    stay.seen.append(told)
    unknown = stay.opening is None or stay.opening.says is Says.SEEN
    if unknown and first and told.date.latest is not None:
        latest = min(told.date.latest, stay.start.latest or told.date.latest)
        stay.start = unstated(stay.start.earliest, latest)


def _seen_alone(stays: list[Draft], number: int, seen: list[Evidence]) -> Draft:
    """A stay of unknown start that only sightings show; it is over when its person takes the post again."""
    before = stays[number - 1].end if number else None
    latest = min((e.date.latest for e in seen if e.date.latest), default=None)
    start = unstated(before.earliest if before else None, latest)
    following = stays[number] if number < len(stays) else None
    end = unstated(None, following.start.latest) if following else None
    return Draft(
        opening=None,
        start=start,
        closing=following.opening if following else None,
        end=end,
        seen=seen,
        only_seen=True,
    )
