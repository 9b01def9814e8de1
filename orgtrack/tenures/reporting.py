"""Which post reports to which, and since when (design section 3, reporting-change)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from orgtrack.dates import PartialDate
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, Role, Status
from orgtrack.tenures.certainty import Certainty
from orgtrack.tenures.hierarchy import counting, timeline_order
from orgtrack.tenures.tenure import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingLine:
    """One post below another from a start to the next change (half-open); several at once where one event says so."""

    post: Post
    reports_to: Post
    start: PartialDate
    end: PartialDate | None
    event_id: int
    end_event_id: int | None
    start_planned: bool
    end_planned: bool


def reporting_lines(events: Iterable[Event]) -> list[ReportingLine]:
    """The reporting lines that follow from the events, by post and time."""
    changes: dict[Post, list[Event]] = {}
    for event in sorted(counting(events), key=timeline_order):
        if event.type is EventType.REPORTING_CHANGE and event.organization_id is not None:
            changes.setdefault(Post(event.title_id, event.organization_id), []).append(event)
    found: list[ReportingLine] = []
    for post in sorted(changes, key=lambda p: (p.organization_id, p.title_id or 0)):
        begun: list[ReportingLine] = []
        for event in changes[post]:
            planned = event.status is Status.PLANNED
            found += [replace(line, end=event.date, end_event_id=event.id, end_planned=planned) for line in begun]
            begun = [_line(post, to, event) for to in _above(event)]
        found += begun
    return found


def _above(event: Event) -> list[Post]:
    own = event.organization_id or 0
    return [Post(p.title_id, p.organization_id or own) for p in event.participants_as(Role.REPORTS_TO)]


def _line(post: Post, to: Post, event: Event) -> ReportingLine:
    return ReportingLine(
        post=post,
        reports_to=to,
        start=event.date,
        end=None,
        event_id=event.id,
        end_event_id=None,
        start_planned=event.status is Status.PLANNED,
        end_planned=False,
    )


def reported_to(lines: Iterable[ReportingLine], day: date) -> dict[Post, dict[Post, Certainty]]:
    """To which posts each of these reports, or may report, on a day, and how sure each of them is.

    Nothing is said of the time before the first change on record. A line counts until the next change.
    """
    found: dict[Post, dict[Post, list[Certainty]]] = {}
    for line in lines:
        certainty = _stands(line, day)
        if certainty is not None:
            found.setdefault(line.post, {}).setdefault(line.reports_to, []).append(certainty)
    return {
        post: {to: _best(told, is_only=len(above) == 1) for to, told in above.items()} for post, above in found.items()
    }


def _stands(line: ReportingLine, day: date) -> Certainty | None:
    start, end = line.start, line.end
    if start.earliest is not None and day < start.earliest:
        return None
    if end is not None and end.latest is not None and day >= end.latest:
        return None
    begun = start.latest is not None and start.latest <= day
    if not begun or (end is not None and (end.earliest is None or end.earliest <= day)):
        return Certainty.POSSIBLE
    return Certainty.PRESUMED if line.start_planned else Certainty.CERTAIN


def _best(told: list[Certainty], *, is_only: bool) -> Certainty:
    """The surest; where one line may have ended, and the next one to the same post begun, it is one of the two."""
    least = Certainty.PRESUMED if is_only and len(told) > 1 else Certainty.POSSIBLE
    return max([*told, least], key=lambda certainty: certainty.rank)
