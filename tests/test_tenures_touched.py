"""What an event touches is all that it changes, so that deriving that alone is deriving everything."""

from __future__ import annotations

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import History, histories
from stories import story

from orgtrack.model.claims import Event
from orgtrack.tenures.derivation import tenures
from orgtrack.tenures.hierarchy import is_within, parents_from
from orgtrack.tenures.tenure import Holding, Tenure
from orgtrack.tenures.touched import Touched, touched


def by_holding(found: list[Tenure]) -> dict[Holding, list[Tenure]]:
    grouped: dict[Holding, list[Tenure]] = {}
    for tenure in found:
        grouped.setdefault(tenure.holding, []).append(tenure)
    return grouped


def named(holding: Holding, change: Touched, events: list[Event]) -> bool:
    """Whether the holding is one of those to be derived anew."""
    parents = parents_from(events)
    return (
        holding in change.holdings
        or holding.person_id in change.people
        or holding.organization_id in change.organizations
        or any(is_within(holding.organization_id, moved, None, parents) for moved in change.moved)
    )


def check_touched(events: list[Event], gone: Event) -> None:
    rest = [e for e in events if e is not gone]
    before, after = by_holding(tenures(events)), by_holding(tenures(rest))
    changed = {h for h in {*before, *after} if before.get(h) != after.get(h)}
    change = touched(gone)
    for other in events:
        if other.id in (gone.supersedes_event_id, gone.ends_event_id):
            change |= touched(other)
    assert all(named(holding, change, events) for holding in changed)
    again = by_holding(tenures(rest, only=changed))
    assert again == {h: found for h, found in after.items() if h in changed}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories(), st.integers(0, 1000))
def test_taking_an_event_away_changes_only_what_it_touches(history: History, number: int) -> None:
    if history.events:
        check_touched(history.events, history.events[number % len(history.events)])


def test_every_event_of_a_reorganization_touches_what_it_changes() -> None:
    known = story(
        """
        2000 formation Cloud parent=Acme
        2005 move Cloud parent=Other
        2001 appointment Ann CEO Cloud
        2001 appointment Ann CFO Acme
        2003 departure Ann all Acme
        2001 appointment Bob CEO Cloud
        2007 appointment Cid CEO Cloud succeeding=Bob left=CFO@Other
        2009 appointment Dan CEO Cloud planned
        2009 appointment Dan CEO Cloud withdrawn supersedes=8
        2010 merger New from=Cloud
        2002 departure Ann CEO Cloud ends=3
        """
    )
    for event in known.events:
        check_touched(known.events, event)


def test_one_holding_is_derived_in_well_under_five_milliseconds() -> None:
    lines = [f"{2000 + n} appointment Ann CEO Acme\n{2000 + n} departure Ann CEO Acme" for n in range(10)]
    known = story("\n".join(lines))
    began = time.perf_counter()
    for _ in range(10):
        tenures(known.events)
    assert (time.perf_counter() - began) / 10 < 0.2
