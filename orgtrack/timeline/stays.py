"""Lines for the page of a person or a post: stays, as long as their dates leave open, and whom the post reports to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orgtrack.dates import short
from orgtrack.model.vocabulary import Noun
from orgtrack.store import Tracker
from orgtrack.store.read_structure import lines_of
from orgtrack.store.reading import Names
from orgtrack.tenures.reporting import ReportingLine
from orgtrack.tenures.succession import Stay, days, stays
from orgtrack.tenures.tenure import Post, Tenure
from orgtrack.timeline.held import days_in_words, end_in_words, range_of, start_in_words


def stay_lines(tracker: Tracker, tenures: Sequence[Tenure], *, of_person: bool) -> list[str]:
    """One line a stay, in order of time: of a person which post it was, of a post who held it."""
    found = stays(tenures)
    people, titles, organizations = (Names(tracker, table) for table in ("people", "titles", "organizations"))
    if of_person:
        titles.know(stay.title_id for stay in found)
        organizations.know(stay.organization_id for stay in found)
    else:
        people.know(stay.person_id for stay in found)
    return [
        _line(
            stay,
            f"{titles.by_id[stay.title_id]} of {organizations.by_id[stay.organization_id]}"
            if of_person
            else people.by_id[stay.person_id] or "",
        )
        for stay in found
    ]


def reporting_lines_of(tracker: Tracker, post: Post) -> list[str]:
    """One line for each post that this one reports to, or did, in order of time."""
    found = [line for line in lines_of(tracker, [post.organization_id]) if line.post == post]
    titles, organizations = Names(tracker, "titles"), Names(tracker, "organizations")
    titles.know(line.reports_to.title_id for line in found)
    organizations.know(line.reports_to.organization_id for line in found)
    return [
        f"{titles.by_id[line.reports_to.title_id]} of {organizations.by_id[line.reports_to.organization_id]}:"
        f" {_reported(line)}{' [planned]' if line.start_planned else ''} ({Noun.EVENT.id(line.event_id)})"
        for line in found
    ]


def _reported(line: ReportingLine) -> str:
    start = start_in_words(line.start)
    if line.end is None:
        return "start unknown" if start == "unknown" else f"since {start}"
    return f"start {start}, end {short(line.end)}" if line.start.is_undated else f"{start} to {short(line.end)}"


def _line(stay: Stay, what: str) -> str:
    length = days_in_words(range_of(days(stay)))
    lasted = f", {length} day{'' if length == '1' else 's'}" if length else ""
    terms = f", {len(stay.tenures)} terms" if len(stay.tenures) > 1 else ""
    marks = ", ".join(_marks(stay))
    return f"{what}: {times(stay)}{lasted}{terms}{f' [{marks}]' if marks else ''} ({Noun.EVENT.id(stay.id)})"


def times(stay: Stay) -> str:
    """From when to when: `since 2014`, `May 2012 to 2014`, `start unknown, end 2014`."""
    start, end = start_in_words(stay.start), end_in_words(stay.end, stay.end_state)
    if stay.end is None and stay.is_open:
        return "start unknown, ongoing" if start == "unknown" else f"since {start}"
    if stay.start.is_undated or stay.end is None or stay.end.is_undated:
        return f"start {start}, end {end}"
    return f"{start} to {end}"


def _marks(stay: Stay) -> Iterable[str]:
    if stay.acting:
        yield "acting"
    if stay.start_planned:
        yield "planned"
    elif stay.end_planned:
        yield "end planned"
    if all(tenure.private for tenure in stay.tenures):
        yield "private"
