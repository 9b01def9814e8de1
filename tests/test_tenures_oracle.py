"""Random careers against their truth by day: certain is true, and what is true is at least possible.

ORGTRACK_HISTORIES=1000 ORGTRACK_EVERY_DAY=1 pytest tests/test_tenures_oracle.py looks at every day of a thousand.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import HealthCheck, given, note, settings
from oracle import FIRST_DAY, LAST_DAY, History, histories, reorganizations

from orgtrack.dates import parse_edtf
from orgtrack.model.claims import Event
from orgtrack.tenures.certainty import Certainty, Extent, certainty_during, certainty_on
from orgtrack.tenures.derivation import tenures
from orgtrack.tenures.lives import lives
from orgtrack.tenures.tenure import Holding, Tenure

HISTORIES = int(os.environ.get("ORGTRACK_HISTORIES", "100"))
EVERY_DAY = bool(os.environ.get("ORGTRACK_EVERY_DAY"))
# The same hundred each time, so that nobody's change is blamed for a history that it did not make; others by hand.
thorough = settings(
    max_examples=HISTORIES,
    derandomize="ORGTRACK_HISTORIES" not in os.environ,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def days_of(history: History) -> Iterator[date]:
    """Every day on which truth or an answer can change, with its neighbours; or every day there is."""
    if EVERY_DAY:
        yield from (FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1))
        return
    changing = {day for stay in history.stays for day in (stay.start, stay.end)}
    for event in history.events:
        changing |= {d for d in (event.date.earliest, event.date.latest) if d is not None}
    yield from sorted({day + timedelta(days=n) for day in changing if FIRST_DAY < day < LAST_DAY for n in (-1, 0, 1)})


def by_holding(found: list[Tenure]) -> dict[Holding, list[Tenure]]:
    grouped: dict[Holding, list[Tenure]] = {}
    for tenure in found:
        grouped.setdefault(tenure.holding, []).append(tenure)
    return grouped


@thorough
@given(histories())
def test_certain_is_within_truth_and_truth_within_possible(history: History) -> None:
    found = by_holding(tenures(history.events))
    note(history.shown())
    for holding in history.holdings | set(found):
        mine = found.get(holding, [])
        true = [(s.start, s.end) for s in history.stays if s.holding == holding]
        for day in days_of(history):
            answers = {certainty_on(t, day) for t in mine}
            held = any(start <= day < end for start, end in true)
            assert held or Certainty.CERTAIN not in answers, (holding, day, mine)
            assert not held or answers - {None}, (holding, day, mine)


@thorough
@given(histories())
def test_what_is_said_of_a_year_or_month_is_true_of_its_days(history: History) -> None:
    found = by_holding(tenures(history.events))
    note(history.shown())
    spans = [str(year) for year in range(2000, 2013)] + [
        f"{year}-{month:02}" for year in (2004, 2008) for month in (1, 6)
    ]
    for holding in history.holdings | set(found):
        for text in spans:
            span = parse_edtf(text)
            assert span.earliest
            assert span.latest
            answers = {certainty_during(t, span) for t in found.get(holding, [])}
            true = [
                (max(s.start, span.earliest), min(s.end, span.latest + timedelta(days=1)))
                for s in history.stays
                if s.holding == holding
            ]
            some = any(start < end for start, end in true)
            throughout = any(start == span.earliest and end > span.latest for start, end in true) or _covered(
                true, span.earliest, span.latest
            )
            sure = {a.extent for a in answers if a and a.certainty is Certainty.CERTAIN}
            assert throughout or Extent.THROUGHOUT not in sure, (holding, text, answers)
            assert some or not sure, (holding, text, answers)
            assert not some or answers - {None}, (holding, text, answers)


def _covered(true: list[tuple[date, date]], first: date, last: date) -> bool:
    reached = first
    for start, end in sorted(true):
        if start <= reached < end:
            reached = end
    return reached > last


@thorough
@given(reorganizations())
def test_an_organization_certainly_lived_only_when_it_did(
    told: tuple[dict[int, tuple[date, date]], list[Event]],
) -> None:
    true, events = told
    found = lives(events)
    bounds = {d for life in true.values() for d in life}
    bounds |= {d for e in events for d in (e.date.earliest, e.date.latest) if d is not None}
    near = {day + timedelta(days=n) for day in bounds if FIRST_DAY < day < LAST_DAY for n in (-1, 0, 1)}
    for number, (start, end) in true.items():
        mine = [life for life in found if life.organization_id == number]
        assert len(mine) == 1
        for day in near if not EVERY_DAY else [FIRST_DAY + timedelta(days=n) for n in range(5000)]:
            answer = certainty_on(mine[0], day)
            assert start <= day < end or answer is not Certainty.CERTAIN, (number, day, mine, events)
            assert not start <= day < end or answer is not None, (number, day, mine, events)
