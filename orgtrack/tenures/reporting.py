"""Which post reports to which, and since when (design section 3, reporting-change)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from orgtrack.dates import PartialDate
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, Role, Status
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
