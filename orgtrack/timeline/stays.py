"""Stays in posts as lines for the page of a person or a post, with their length as the range that dates leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orgtrack.model.vocabulary import Noun
from orgtrack.store import Tracker
from orgtrack.store.reading import Names
from orgtrack.tenures.succession import Stay, days, stays
from orgtrack.tenures.tenure import Tenure
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


def _line(stay: Stay, what: str) -> str:
    length = days_in_words(range_of(days(stay)))
    lasted = f", {length} day{'' if length == '1' else 's'}" if length else ""
    terms = f", {len(stay.tenures)} terms" if len(stay.tenures) > 1 else ""
    marks = ", ".join(_marks(stay))
    return f"{what}: {_times(stay)}{lasted}{terms}{f' [{marks}]' if marks else ''} ({Noun.EVENT.id(stay.id)})"


def _times(stay: Stay) -> str:
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
