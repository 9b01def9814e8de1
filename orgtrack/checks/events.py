"""Checks of one event against its sources and the day it is, and of the dates that one source gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from orgtrack.checks.finding import Check, Finding, Kind, Severity, graded, name
from orgtrack.dates import PartialDate, Precision, describe, parse_edtf
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, Noun, Status
from orgtrack.tenures.bounds import next_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event that counts, the last day on which each of its sources can have been published, and the day it is."""

    event: Event
    published: Sequence[date | None]
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDates:
    """The dates of the events behind which one source stands, without those that are its own publication date."""

    source_id: int
    dated: Sequence[tuple[Event, PartialDate]]


# A page of one day tells of the next in another part of the world.
_TIME_ZONES = timedelta(days=1)
# So many years from a source, and nothing finer, make a habit.
_HABIT = 2


def after_source(told: Told) -> Iterator[Finding]:
    """It is said to have happened after all that tells of it was published (dates.md, rule 13).

    What says that a post is or will be empty may speak of a day to come.
    """
    event = told.event
    if event.status is not Status.HAPPENED or event.type is EventType.VACANCY or not told.published:
        return
    known = [day for day in told.published if day is not None]
    earliest = event.date.earliest
    if earliest is None or len(known) < len(told.published) or max(known) >= earliest:
        return
    last = max(known)
    gravest = Severity.WARNING if earliest - last <= _TIME_ZONES else Severity.ERROR
    yield Finding(
        kind=Kind.AFTER_SOURCE,
        severity=graded(gravest, event.date),
        events=(event.id,),
        why=(
            f"{name(Noun.EVENT, event.id)} is recorded as happened, {describe(event.date)}, after the last of its"
            f" sources was published, {describe(parse_edtf(last.isoformat()))}."
        ),
        remedy=f"orgtrack edit e{event.id} status=planned, or orgtrack edit e{event.id} date=…",
        organizations=_at(event),
    )


def overdue(told: Told) -> Iterator[Finding]:
    """A plan of which every possible day is past."""
    event, latest = told.event, told.event.date.latest
    if event.status is Status.PLANNED and latest is not None and latest < told.today:
        number = event.id
        yield Finding(
            kind=Kind.OVERDUE,
            severity=Severity.WARNING,
            events=(number,),
            why=f"{name(Noun.EVENT, number)} was planned for {describe(event.date)}, and no source confirms it.",
            remedy=(
                f"orgtrack confirm e{number} --source …, orgtrack postpone e{number} --date …,"
                f" or orgtrack withdraw e{number} --source …"
            ),
            organizations=_at(event),
        )


def rounded(source: SourceDates) -> Iterator[Finding]:
    """1 January from a source that otherwise gives years."""
    new_year = [event for event, day in source.dated if _is_new_year(day)]
    others = [day for _, day in source.dated if not _is_new_year(day)]
    stated = [day for day in others if not day.is_undated]
    if len(stated) < _HABIT or any(day.precision is not Precision.YEAR for day in stated):
        return
    for event in new_year:
        year = event.date.edtf[:4]
        yield Finding(
            kind=Kind.ROUNDED,
            severity=Severity.HINT,
            events=(event.id,),
            why=(
                f"{name(Noun.EVENT, event.id)} is dated 1 January {int(year)}, by {Noun.SOURCE.id(source.source_id)},"
                " which otherwise gives years: perhaps it gives a year here too."
            ),
            remedy=f"orgtrack edit e{event.id} date={year}",
            organizations=_at(event),
        )


def _is_new_year(day: PartialDate) -> bool:
    first = day.earliest
    return day.is_day and first is not None and next_day(first) is not None and (first.month, first.day) == (1, 1)


def _at(event: Event) -> tuple[int, ...]:
    return () if event.organization_id is None else (event.organization_id,)


EVENT_CHECKS: Iterable[Check[Told]] = (
    Check(kind=Kind.AFTER_SOURCE, says="An event dated after its sources were published.", find=after_source),
    Check(kind=Kind.OVERDUE, says="A plan whose day has passed without confirmation.", find=overdue),
)
SOURCE_CHECKS: Iterable[Check[SourceDates]] = (
    Check(kind=Kind.ROUNDED, says="1 January from a source that otherwise gives years.", find=rounded),
)
