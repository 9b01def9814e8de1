"""The date of a claim: read with the publication day and the fiscal year it may need, and bounded by its source."""

from __future__ import annotations

from dataclasses import replace

from orgtrack.dates import PartialDate, narrowed, read_date, read_month_day, undated
from orgtrack.errors import Misused
from orgtrack.model.claims import Claim, Event
from orgtrack.model.event_types import EVENT_TYPES
from orgtrack.model.vocabulary import EventType, Role, Status
from orgtrack.names import fold
from orgtrack.record.entry import Entry
from orgtrack.record.sources import anchor, publication
from orgtrack.store.rows import Row, by_id

UNKNOWN = "unknown"


def dated(entry: Entry, claim: Claim, event: Event, source: Row | None) -> Event:
    """The event with its date, the day of its announcement, and whether it happened or is planned."""
    announced = read_date(claim.announced, published=anchor(source)) if claim.announced else None
    written = _written(entry, claim, event, source)
    if claim.settled and claim.status:
        return replace(event, date=written, announced=announced, status=claim.status)
    status = claim.status or (Status.PLANNED if claim.planned else Status.HAPPENED)
    if status is Status.HAPPENED and written.earliest is not None and written.earliest > entry.today:
        entry.remark_to_come(written.edtf)
        status = Status.PLANNED
    date = bounded(written, status, announced, publication(source))
    return replace(event, date=date, announced=announced, status=status)


def bounded(
    date: PartialDate, status: Status, announced: PartialDate | None, published: PartialDate | None
) -> PartialDate:
    """What the publication says of the date: what is reported as happened had happened by then (dates.md, rule 13).

    An undated plan begins to be possible with its announcement.
    """
    if status is Status.HAPPENED and published is not None and published.latest is not None:
        return narrowed(date, published.latest)
    told = announced or published
    if status is Status.PLANNED and date.is_undated and told is not None:
        return replace(date, earliest=told.earliest)
    return date


def _written(entry: Entry, claim: Claim, event: Event, source: Row | None) -> PartialDate:
    if claim.dated is not None:
        return claim.dated
    text = claim.date.strip()
    if text:
        if fold(text) == UNKNOWN:
            return undated()
        return read_date(
            text,
            published=anchor(source),
            day_first=claim.day_first,
            fiscal_year_end=fiscal_year_end(entry, event.organization_id) or _of_parent(entry, event),
        )
    published = publication(source)
    if EVENT_TYPES[claim.type].date_from_source and published is not None:
        return published
    if claim.type is EventType.IN_EXISTENCE:
        return undated()
    needed = "--date, or a --source with --published" if claim.type is EventType.IN_POST else "--date"
    raise Misused(f"{claim.type} needs {needed}; type '--date unknown' if no source gives one.")


def _of_parent(entry: Entry, event: Event) -> tuple[int, int] | None:
    """That of the parent which the very event gives: it is not derived yet."""
    parents = event.participants_as(Role.PARENT)
    return fiscal_year_end(entry, parents[0].organization_id) if parents else None


def fiscal_year_end(entry: Entry, organization_id: int | None) -> tuple[int, int] | None:
    """The month and day on which the organization's fiscal year ends; a unit has its parent's."""
    seen: set[int] = set()
    while organization_id is not None and organization_id not in seen:
        seen.add(organization_id)
        row = by_id(entry.tracker, "organizations", organization_id)
        if row is None:
            return None
        if row["fiscal_year_end"]:
            return read_month_day(row["fiscal_year_end"])
        organization_id = row["parent_id"]
    return None
